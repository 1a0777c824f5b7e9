"""Equivalent circuits from end to end: measurements and files become circuits, circuits become models that simulations run."""

import io
from collections.abc import Iterator
from typing import Any

import attrs
import numpy as np
import polars as pl
import pytest
import sqlalchemy as sa

from ionworks import Ionworks
from ionworks.errors import BadRequestError, ConflictError, JobFailedError, NotFoundError
from ionworks.records import FitResults
from ionworks.server.nouns.accounts import keys
from ionworks.server.circuit import examples
from ionworks.server.circuit.circuit import circuit_from_wire
from ionworks.server.circuit.source import KNOWN, SPME
from ionworks.server.circuit.trace import trace
from ionworks.server.files.folder import FolderBlobs
from ionworks.server.local import LocalServer
from ionworks.server.store import schema
from ionworks.server.store.records import new_id
from tests.integration.lent_workers import Lender

pytestmark = pytest.mark.documented

STRANGER = "stranger-key-0123456789"
CAPACITY = 5.0


@attrs.frozen
class Lab:
    """A server with a measurement of the known circuit."""

    client: Ionworks
    stranger: Ionworks
    blobs: FolderBlobs
    spec_id: str
    measurement_id: str


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, lent_workers: Lender) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("ecm")
    with lent_workers(), LocalServer(folder, workers=1, validate_responses=True) as server:
        _add_stranger(server._runtime.store)
        with (
            Ionworks(server.api_key, server.url, server.project_id) as client,
            Ionworks(STRANGER, server.url) as stranger,
        ):
            spec = client.cell_spec.create(
                {
                    "name": "Five",
                    "form_factor": "pouch",
                    "ratings": {
                        "capacity": {"value": 5.0, "unit": "A*h"},
                        "voltage_min": {"value": 2.5, "unit": "V"},
                        "voltage_max": {"value": 4.3, "unit": "V"},
                    },
                }
            )
            cell = client.cell_instance.create(spec.id, {"name": "A"})
            made = client.cell_measurement.create(cell.id, {"measurement": {"name": "pulses"}, "time_series": _frame()})
            client.cell_measurement.wait_for_processing(made.id)
            yield Lab(client, stranger, FolderBlobs(folder / "blobs"), spec.id, made.id)


def _frame() -> pl.DataFrame:
    columns = dict(examples.columns(KNOWN))
    return pl.DataFrame({**columns, "Step count": columns["Step count"].astype(int)})


def _add_stranger(store: Any) -> None:
    ids = {name: new_id() for name in ("organization", "user", "membership")}
    times = {"created_at": schema.now(), "updated_at": schema.now()}
    member = {"organization_id": ids["organization"], "user_id": ids["user"]}
    with store.write() as connection:
        connection.execute(sa.insert(schema.organizations), {"id": ids["organization"], "name": "Other", **times})
        connection.execute(sa.insert(schema.users), {"id": ids["user"], "email": "s@example.com", **times})
        row = {"id": ids["membership"], **member, "role": "Admin", "is_active": True, "invite_pending": False, **times}
        connection.execute(sa.insert(schema.memberships), row)
        connection.execute(sa.insert(schema.api_keys), keys.key_row(STRANGER, **member, name="test"))


@pytest.fixture(scope="module")
def fitted(lab: Lab) -> FitResults:
    job = lab.client.ecm.fit_from_measurements({"measurements": [{"id": lab.measurement_id, "initial_soc": 1.0}]})
    found = lab.client.ecm.wait_for_completion(job, verbose=False)
    assert found is not None
    return found


def test_measurement_becomes_a_circuit(lab: Lab, fitted: FitResults) -> None:
    assert 0.19 < fitted.rmse_mV < 0.25
    assert fitted.capacity_Ah == [CAPACITY] and fitted.num_rcs == 2
    true = examples.known_circuit()
    soc = np.array(fitted.soc)
    inside = (soc > 0.1) & (soc < 0.95)
    assert np.abs(np.array(fitted.r0) / np.interp(soc, true.soc, true.r0) - 1)[inside].max() < 0.02
    for pair, r, tau in zip(fitted.rc_pairs, true.r, true.tau, strict=True):
        assert np.abs(np.array(pair.r) / np.interp(soc, true.soc, r) - 1)[inside].max() < 0.05
        assert np.abs(np.array(pair.tau) / np.interp(soc, true.soc, tau) - 1)[inside].max() < 0.05
        assert np.array(pair.r) * np.array(pair.c) == pytest.approx(np.array(pair.tau))
    listed = next(job for job in lab.client.job.list() if job.job_type == "ecm_fit")
    assert listed.result is None


def test_saved_model_simulates_as_the_fit(lab: Lab, fitted: FitResults) -> None:
    client = lab.client
    saved = client.ecm.save_to_project("Fitted", lab.spec_id, fitted)
    values = client.parameterized_model.get_parameter_values(saved.parameterized_model_id)
    assert values["Cell capacity [A.h]"] == CAPACITY
    assert (values["Lower voltage cut-off [V]"], values["Upper voltage cut-off [V]"]) == (2.5, 4.3)
    pulse = [
        {"direction": "Discharge", "mode": "C-rate", "value": 0.5, "ends": [{"variable": "Time [s]", "value": 720}]},
        {"direction": "Rest", "ends": [{"variable": "Time [s]", "value": 1800}]},
    ]
    rest = {"direction": "Rest", "ends": [{"variable": "Time [s]", "value": 300}]}
    protocol = {"global": {"initial_soc": 1.0, "temperature": 25}, "steps": [rest, *pulse * 9]}
    run = client.simulation.protocol(
        {
            "parameterized_model": saved.parameterized_model_id,
            "protocol_experiment": {"protocol": protocol, "name": "pulses"},
        }
    )
    client.simulation.wait_for_completion(run, verbose=False)
    frame = client.simulation.get_result(run).time_series
    names = ("Time [s]", "Current [A]", "Voltage [V]", "Step count")
    ran = trace({name: frame[name].cast(float).to_numpy() for name in names}, "simulation")
    # what was simulated is the circuit of the fit, jumps included
    again = circuit_from_wire(fitted.to_dict()).voltage(ran, 1.0 - ran.charge / CAPACITY)
    assert ran.time.size > 300 and np.abs(again - ran.voltage).max() < 1e-3
    with pytest.raises(ConflictError) as taken:
        client.ecm.save_to_project("Fitted", lab.spec_id, fitted)
    assert taken.value.existing_id == saved.parameterized_model_id
    checked = client.ecm.validate(
        measurement_id=lab.measurement_id, parameterized_model_id=saved.parameterized_model_id, initial_soc=1.0
    )
    assert checked.model_source == "parameterized_model"
    assert checked.rmse_mV == pytest.approx(fitted.rmse_mV, rel=0.05)


def test_circuit_is_validated_on_what_it_has_not_seen(lab: Lab) -> None:
    """Fitted to the first steps, run on the last ones."""
    ecm = lab.client.ecm
    config = {"measurements": [{"id": lab.measurement_id, "initial_soc": 1.0, "end_step": 12}]}
    first = ecm.wait_for_completion(ecm.fit_from_measurements(config), verbose=False)
    assert first is not None and min(first.soc) == pytest.approx(0.4, abs=0.01)
    held_out = ecm.validate(
        measurement_id=lab.measurement_id, fit_results=first, start_step=8, end_step=16, initial_soc=0.6
    )
    # the pairs are as far from rest as the steps before have left them
    assert held_out.model_source == "fit_results" and held_out.time[0] == 0
    assert max(np.abs(held_out.residual_mV[:100])) < 2
    fresh = ecm.validate(measurement_id=lab.measurement_id, fit_results=first, end_step=3)
    assert fresh.rmse_mV < 0.3 and fresh.initial_soc == pytest.approx(1.0, abs=1e-3)
    assert np.array(held_out.residual_mV) == pytest.approx(
        1e3 * (np.array(held_out.data_voltage) - np.array(held_out.model_voltage))
    )
    outside = ecm.validate(measurement_id=lab.measurement_id, fit_results=first, initial_soc=1.0)
    assert "beyond it the values of the last knot" in outside.warnings[0]


def test_examples(lab: Lab) -> None:
    ecm = lab.client.ecm
    listed = {one["id"]: one for one in ecm.list_examples()}
    assert set(listed) == {KNOWN, SPME}
    assert all("Made by this project" in one["description"] for one in listed.values())
    data = ecm.get_example_data(SPME)
    assert len(data["time"]) == len(data["current"]) == len(data["voltage"]) == 2000 < data["row_count"]
    assert ecm.fit_from_example(SPME, num_rcs=2).rmse_mV < 0.6
    assert ecm.fit_from_example(KNOWN, num_rcs=1).num_rcs == 1
    with pytest.raises(NotFoundError, match="nothing"):
        ecm.fit_from_example("nothing")


def test_file_is_read_and_fitted(lab: Lab) -> None:
    ecm = lab.client.ecm
    text = _frame().write_csv().encode()
    seen = ecm.detect_and_read(io.BytesIO(text), filename="pulses.csv")
    assert (seen["reader"], seen["row_count"], seen["step_count"]) == ("csv", 12751, 21)
    job = ecm.fit_from_file(io.BytesIO(text), num_rcs=2, initial_soc=1.0, capacity=CAPACITY, filename="pulses.csv")
    found = ecm.wait_for_completion(job, verbose=False)
    assert found is not None and found.rmse_mV < 0.25
    assert not (lab.blobs.folder / "ecm").exists() or not list((lab.blobs.folder / "ecm").rglob("*.*"))
    for name, content in (("x.csv", b"a,b\n1,2\n"), ("x.parquet", b"PAR1"), ("../../x", b"\x00\x01"), ("x.exe", b"MZ")):
        with pytest.raises(BadRequestError):
            ecm.detect_and_read(io.BytesIO(content), filename=name)


def test_a_fit_that_cannot_be_says_why(lab: Lab) -> None:
    ecm, config = lab.client.ecm, {"measurements": [{"id": lab.measurement_id, "initial_soc": 1.0}]}
    for options, message in (
        ({"ecm_options": {"bounds_capacity": {"lo": 1, "hi": 2}}}, "ocv_soc_curve"),
        ({"ecm_options": {"ocv_soc_curve": {"soc": [0, 0], "ocv": [3, 4]}}}, "must rise strictly"),
    ):
        with pytest.raises(BadRequestError, match=message):
            ecm.fit_from_measurements({**config, **options})
    constant = {"measurements": [{"id": lab.measurement_id, "initial_soc": 1.0, "start_step": 1, "end_step": 1}]}
    with pytest.raises(JobFailedError, match="no data for the knots at SOC"):
        ecm.wait_for_completion(ecm.fit_from_measurements(constant), verbose=False)
    assert ecm.wait_for_completion(ecm.fit_from_measurements(constant), verbose=False, raise_on_failure=False) is None
    with pytest.raises(BadRequestError, match="exactly one of measurement_id and example_id"):
        ecm.validate(parameterized_model_id="x")
    with pytest.raises(BadRequestError, match="names a Single Particle Model"):
        models = lab.client.parameterized_model.list_by_project(summary=True)
        ecm.validate(example_id=KNOWN, parameterized_model_id=next(one.id for one in models if "SPM" in one.name))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"soc": [0.0, 0.0]}, "must rise strictly"),
        ({"r0": [0.1]}, "r0: has 1 values; soc has 2"),
        ({"capacity_Ah": None}, "capacity_Ah: found None"),
        ({"capacity_Ah": [4.0, 5.0]}, "found 4 and 5"),
        ({"rc_pairs": [{"r": [0.01, -0.01], "tau": [10.0, 10.0]}]}, r"rc_pairs\[0\]\.r: found -0\.01"),
    ],
)
def test_a_circuit_that_is_none_is_not_saved(lab: Lab, change: dict, message: str) -> None:
    circuit = {"soc": [0.0, 1.0], "ocv": [3.0, 4.0], "r0": [0.02, 0.02], "rc_pairs": [], "capacity_Ah": 5.0}
    with pytest.raises(BadRequestError, match=message):
        lab.client.ecm.save_to_project("None", lab.spec_id, {**circuit, **change})


def test_another_organization_sees_nothing(lab: Lab, fitted: FitResults) -> None:
    theirs = lab.stranger.ecm
    with pytest.raises(NotFoundError):
        theirs.fit_from_measurements({"measurements": [{"id": lab.measurement_id}]})
    with pytest.raises(NotFoundError):
        theirs.validate(measurement_id=lab.measurement_id, fit_results=fitted)
    with pytest.raises(NotFoundError):
        theirs.save_to_project("Theirs", lab.spec_id, fitted)
    with pytest.raises(NotFoundError):
        mine = next(job for job in lab.client.job.list() if job.job_type == "ecm_fit")
        theirs.wait_for_completion(mine.job_id, verbose=False)
