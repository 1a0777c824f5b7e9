"""Materials: those of PyBaMM's sets against PyBaMM itself, datasets of users, priors and transport parameters."""

import io
from typing import Any

import numpy as np
import polars as pl
import pybamm
import pytest

from ionworks import Ionworks
from ionworks.errors import BadRequestError, NotFoundError, PermissionDeniedError, UnprocessableError
from ionworks.server.ground.built_in import SYSTEM_MATERIALS
from tests.integration.cell_data.conftest import Place

pytestmark = pytest.mark.local_only

CONDUCTIVITY, DIFFUSIVITY = "Electrolyte conductivity [S.m-1]", "Electrolyte diffusivity [m2.s-1]"
TRANSFERENCE, FACTOR = "Cation transference number", "Thermodynamic factor"
ALL_COLUMNS = {
    CONDUCTIVITY: "Electrolyte conductivity",
    DIFFUSIVITY: "Electrolyte diffusivity",
    TRANSFERENCE: "Transference number",
    FACTOR: "Thermodynamic factor",
}


def _material(client: Ionworks, name: str) -> Any:
    (found,) = client.material.list(name_exact=name)
    return found


def _datasets(client: Ionworks, name: str) -> dict[str, str]:
    return {one.id.rpartition("-")[2]: one.id for one in client.material_property_dataset.list(_material(client, name))}


def _of_pybamm(parameter_set: str, name: str, concentration: Any) -> Any:
    """Values of PyBaMM's own function at 298.15 K."""
    value = pybamm.parameter_sets[parameter_set][name]
    if not callable(value):
        return np.full(len(concentration), float(value))
    symbol = value(pybamm.Vector(concentration), pybamm.Scalar(298.15))
    return np.asarray(pybamm.ParameterValues(parameter_set).process_symbol(symbol).evaluate()).ravel()


def _evaluated(function: Any, concentration: Any) -> Any:
    return np.asarray(function(pybamm.Vector(concentration), pybamm.Scalar(310.0)).evaluate()).ravel()


def test_the_materials_are_those_of_the_published_sets(client: Ionworks) -> None:
    found = client.material.list(limit=100)
    system = {one.name: one for one in found if one.organization_id is None}
    assert set(system) == {one.name for one in SYSTEM_MATERIALS} and len(system) == 30
    for one in SYSTEM_MATERIALS:
        assert list(one.citations) == list(pybamm.parameter_sets[one.parameter_set]["citations"])
        assert system[one.name].definition["source"] == f"PyBaMM parameter set {one.parameter_set}"
    assert client.material.get(system["LFP (Prada2013)"]).definition["citations"] == ["Chen2020", "Prada2013"]
    assert [one.name for one in client.material.list(name="ilike.%lco%", order="desc", limit=1)] == [
        "LCO (Ramadass2004)"
    ]


def test_curves_and_scalars_are_pybamms(client: Ionworks) -> None:
    ids = _datasets(client, "Graphite (Chen2020)")
    ocp = client.material_property_dataset.get_data(ids["ocp"])
    stoichiometry = ocp["Stoichiometry"].to_numpy()
    own = pybamm.parameter_sets["Chen2020"]["Negative electrode OCP [V]"](pybamm.Vector(stoichiometry)).evaluate()
    assert np.allclose(ocp["Negative electrode OCP"], own.ravel(), rtol=1e-12)
    scalars = client.material_property_dataset.get_data(ids["scalars"])
    units = client.material_property_dataset.get_units(ids["scalars"])
    own = pybamm.parameter_sets["Chen2020"]
    for name in scalars.columns:
        assert scalars[name].to_list() == [own[f"{name} [{units[name]}]" if units[name] else name]]
    url = client.material_property_dataset.get_download_url(ids["ocp"])
    assert pl.read_parquet(io.BytesIO(client._connection.transfer.fetch(url))).equals(ocp)


@pytest.mark.parametrize("name", ["Chen2020", "ORegan2022", "Ai2020", "Prada2013"])
def test_interpolated_transport_is_pybamms(client: Ionworks, name: str) -> None:
    (material,) = (one.name for one in SYSTEM_MATERIALS if (one.parameter_set, one.component) == (name, "electrolyte"))
    ids = _datasets(client, material)
    values = client.electrolyte.transport_from_dataset(ids["transport"], columns=ALL_COLUMNS)
    between = np.linspace(110.0, 2890.0, 97)
    for parameter in ALL_COLUMNS:
        own = _of_pybamm(name, parameter, between)
        assert np.allclose(_evaluated(values[parameter], between), own, rtol=2e-3), parameter


def test_landesfeind_forms_are_pybamms_own(client: Ionworks) -> None:
    ids = _datasets(client, "LiPF6 in EC:EMC (3:7) (ORegan2022)")
    forms = dict.fromkeys(ALL_COLUMNS, "landesfeind")
    values = client.electrolyte.transport_from_dataset(ids["transport"], forms, ALL_COLUMNS)
    # beyond the points too: the forms are those of the article, with the temperature in their coefficients
    everywhere = np.linspace(1.0, 3900.0, 101)
    for parameter in ALL_COLUMNS:
        own = _of_pybamm("ORegan2022", parameter, everywhere)
        assert np.allclose(_evaluated(values[parameter], everywhere), own, rtol=1e-6), parameter


def test_transport_parameters_solve(client: Ionworks) -> None:
    ids = _datasets(client, "LiPF6 in EC:EMC (3:7) (Chen2020)")
    voltages = []
    for form in (None, "interpolant", "landesfeind"):
        values = pybamm.ParameterValues("Chen2020")
        if form:
            forms = {CONDUCTIVITY: form, DIFFUSIVITY: form}
            values.update(client.electrolyte.transport_from_dataset(ids["transport"], forms))
        simulation = pybamm.Simulation(pybamm.lithium_ion.SPMe(), parameter_values=values, C_rate=1)
        voltages.append(simulation.solve([0, 1800])["Voltage [V]"](np.linspace(0, 1800, 19)))
    assert np.abs(voltages[1] - voltages[0]).max() < 1e-4
    # the form is another than Nyman's: it fits its points to some percent
    assert np.abs(voltages[2] - voltages[0]).max() < 5e-3


@pytest.fixture
def material(client: Ionworks, cell: Any) -> Any:
    client.cell_spec.update(cell.cell_specification_id, {"anode": {"material": {"name": "Ours", "manufacturer": "We"}}})
    return _material(client, "Ours")


def test_a_dataset_of_ones_own(client: Ionworks, stranger: Ionworks, material: Any, place: Place) -> None:
    tool = client.material_property_dataset
    made = tool.create(
        material, "Density", pl.DataFrame({"Density [kg/m3]": ["2.1e3", "x", None], "Note": ["a", "b", "c"]})
    )
    assert (made.data_version, made.nan_counts) == (1, {"Density": 2, "Note": 3})
    assert tool.get_units(made) == {"Density": "kg/m3", "Note": ""}
    assert tool.get_data(made)["Density"].to_list() == [2100.0, None, None]
    assert list(tool.list(material)) == [made] == list(tool.list(material, project_id=client.project_id))
    changed = tool.update(made, name="D", columns=[{"name": "rho", "unit": "kg.m-3"}])
    assert (changed.name, changed.data_version, changed.nan_counts) == ("D", 2, {"rho": 2})
    replaced = tool.replace_file(made, {"rho": [1.0], "more": [2.0]})
    assert (replaced.data_version, tool.get_data(made).to_dict(as_series=False)) == (3, {"rho": [1.0]})
    original = client._connection.transfer.fetch(tool.get_download_url(made, "original"))
    assert pl.read_parquet(io.BytesIO(original)).columns == ["rho", "more"]
    assert sum(made.id in key for key in place.files()) == 2
    for refused in (stranger.material.get, stranger.material_property_dataset.list):
        with pytest.raises(NotFoundError):
            refused(material.id)
    with pytest.raises(NotFoundError):
        stranger.material_property_dataset.get_data(made.id)
    tool.delete(made)
    assert not any(made.id in key for key in place.files())


def test_what_does_not_fit_is_refused(client: Ionworks, material: Any) -> None:
    fields = {"material_id": material.id, "project_id": client.project_id, "name": "N"}
    sink = io.BytesIO()
    pl.DataFrame({"a": [1.0]}).write_parquet(sink)

    def post(columns: str, content: bytes = sink.getvalue(), name: str = "data.parquet") -> Any:
        form = {key: (None, text.encode(), None) for key, text in {**fields, "columns": columns}.items()}
        file = (name, content, "application/octet-stream")
        return client.post_multipart("/material_property_datasets", {**form, "file": file})

    assert post("[]", b"c [mol/L],k\n1,2\n3,inf\n", "a.csv")["nan_counts"] == {"k": 1}
    for columns, content, message in (
        ('[{"name": "a", "source_column_index": 1}]', sink.getvalue(), "at position 1; the file has 1 columns"),
        ('[{"name": "a"}, {"name": "b", "source_column_index": 0}]', sink.getvalue(), "one position of the file twice"),
        ('[{"name": "a"}, {"name": "a"}]', sink.getvalue(), "'a' twice"),
        ('[{"name": "a", "source_column_index": "x"}]', sink.getvalue(), "'x' is no position"),
        ("[]", b"a,b", "0 rows of 2 columns"),
        ("[]", b"", "no readable CSV file"),
        ("[]", sink.getvalue()[:-20], "no readable Parquet file"),
    ):
        with pytest.raises((BadRequestError, UnprocessableError), match=message):
            post(columns, content)
    nested = io.BytesIO()
    pl.DataFrame({"a": [[1.0]]}).write_parquet(nested)
    with pytest.raises(BadRequestError, match="must hold one value in a column"):
        post("[]", nested.getvalue())


def test_what_is_the_systems_stays(client: Ionworks, cell: Any) -> None:
    ids = _datasets(client, "Graphite (Chen2020)")
    for refused in (
        lambda: client.material_property_dataset.update(ids["ocp"], name="Mine"),
        lambda: client.material_property_dataset.replace_file(ids["ocp"], {"a": [1.0]}, columns=[{"name": "a"}]),
        lambda: client.material_property_dataset.delete(ids["ocp"]),
    ):
        with pytest.raises(PermissionDeniedError, match="belongs to the system"):
            refused()
    with pytest.raises(NotFoundError):
        client.material_property_dataset.get("system-Chen2020-anode-colour")
    # a material of the same name is one's own; by its id the system's is used and not changed
    graphite = _material(client, "Graphite (Chen2020)")
    own = {"name": graphite.name, "definition": {"type": "mine"}}
    spec = client.cell_spec.update(cell.cell_specification_id, {"anode": {"material": own}})
    assert spec.anode["material_id"] != graphite.id
    spec = client.cell_spec.update(spec.id, {"anode": {"material_id": graphite.id}})
    assert spec.anode["material"]["definition"] == graphite.definition


def test_a_prior_goes_into_a_pipeline(client: Ionworks, material: Any) -> None:
    tool = client.material_property_dataset
    dataset = tool.create(material, "Particles", {"Radius [m]": [5.22e-6]})
    name = "Positive particle radius [m]"
    prior = tool.to_prior(dataset, "Radius", name, rel_std=0.05)
    data = {"Time [s]": [0.0, 600.0], "Current [A]": [1.0, 1.0], "Voltage [V]": [4.0, 3.9]}
    fit = {
        "element_type": "data_fit",
        "objectives": {"o": {"type": "CurrentDriven", "data": data, "options": {"model": {"type": "SPM"}}}},
        "parameters": {name: {"bounds": [1e-6, 1e-5], "initial_value": 5e-6}},
        "priors": {name: prior},
    }
    made = client.pipeline.create({"elements": {"fit": fit}, "name": "With a prior"})
    assert prior.to_config()["distribution"] == {"distribution": "Normal", "mean": 5.22e-6, "std": 0.05 * 5.22e-6}
    client.pipeline.cancel(made.id)
