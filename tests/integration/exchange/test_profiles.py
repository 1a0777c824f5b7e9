"""Variables over space from submission to picture, against PyBaMM's own solution of the same run."""

import pickle
from pathlib import Path

import numpy as np
import pytest

from ionworks.errors import BadRequestError, NotFoundError, ValidationError

pytestmark = pytest.mark.local_only

ALONG_X = "Electrolyte concentration [mol.m-3]"
ALONG_BOTH = "Positive particle concentration [mol.m-3]"
PROTOCOL = {
    "global": {"initial_soc": 1},
    "steps": [{"Discharge": {"mode": "C-rate", "value": 1, "duration": 900}}, {"Rest": {"duration": 300}}],
}


def submitted(client, names, protocol=PROTOCOL, model="Chen2020 SPMe"):
    run = client.simulation.protocol(
        {
            "parameterized_model": model,
            "protocol_experiment": {"protocol": protocol, "name": "With profiles"},
            "extra_variables": names,
        }
    )
    client.simulation.wait_for_completion(run, timeout=120, verbose=False)
    return run


@pytest.fixture(scope="module")
def run(client):
    return submitted(client, [ALONG_BOTH, ALONG_X, "Throughput capacity [A.h]"])


def test_a_run_has_the_profiles_it_was_asked_for(client, run):
    result = client.simulation.get_result(run)
    assert "Throughput capacity [A.h]" in result.time_series.columns
    assert result.warnings == ["profiles are kept at one of 2 times, so that a table has at most 200,000 rows"]
    listed = client.simulation.list_profiles(run)
    assert [(one["name"], one["coordinates"]) for one in listed] == [
        (ALONG_X, ["x [m]"]),
        (ALONG_BOTH, ["x [m]", "r [m]"]),
    ]
    solution = client.simulation.to_pybamm(run).solve()
    times = [100.0, 450.0, 1100.0]
    for one in listed:
        profile = result.profile(one["name"])
        assert profile.table.height == one["rows"]
        assert 250 < len(profile.times) <= 500, "400 points, 200,000 rows"
        at = profile.at(times).table
        places = {name[0]: at[name].unique().sort().to_numpy() for name in profile.coordinates}
        exact = solution[one["name"]](np.array(times), **places)
        assert at[one["name"]].to_numpy() == pytest.approx(np.transpose(exact).reshape(-1), rel=2e-3)
        assert client.simulation.profile(run, one["name"], times).table.equals(at)


def test_what_a_run_does_not_have_is_named(client, run):
    result = client.simulation.get_result(run)
    with pytest.raises(NotFoundError, match="has no profile 'Electrolyte'; it has 'Electrolyte concentration"):
        result.profile("Electrolyte")
    with pytest.raises(ValidationError, match="times: found 1300; allowed: 0 to 1200 s"):
        result.profile(ALONG_X, [0, 1300])
    with pytest.raises(ValidationError, match="knows no server"):
        pickle.loads(pickle.dumps(result)).profile(ALONG_X)
    with pytest.raises(
        BadRequestError, match=r"'Electrolyte concentration' is not a variable.*Electrolyte concentration"
    ):
        submitted(client, ["Electrolyte concentration"])
    many = [name for name in _over_space() if name != ALONG_X][:17]
    with pytest.raises(BadRequestError, match="17 of them are over space; at most 16"):
        submitted(client, many)


def test_deleting_a_run_deletes_its_profiles(client, tmp_path_factory):
    run = submitted(client, [ALONG_X], {"steps": [{"Rest": {"duration": 60}}]}, "Chen2020 SPM")
    assert client.simulation.list_profiles(run)
    before = _files(tmp_path_factory)
    assert [path for path in before if run.simulation_id in path]
    client.simulation.delete(run)
    assert not [path for path in _files(tmp_path_factory) if run.simulation_id in path]
    with pytest.raises(NotFoundError):
        client.simulation.list_profiles(run)


def _files(factory):
    return [str(path) for path in Path(factory.getbasetemp()).rglob("*.parquet")]


def _over_space():
    import pybamm

    from ionworks.server.engine.model.space import profile_names

    return profile_names(pybamm.lithium_ion.SPMe())
