"""A part of the comparison with PyBaMM (``make compare`` makes all of it), and that its list of reasons is explained."""

import json
import zlib
from pathlib import Path

import pybamm
import pytest

from ionworks import Ionworks
from tests.integration.against_pybamm import store
from tests.integration.against_pybamm.accepted import ACCEPTED, reason
from tests.integration.against_pybamm.comparison import SHARE, SUMS, VOLTS, document_of, tasks, verdicts
from tests.integration.against_pybamm.families import FAMILIES
from tests.integration.against_pybamm.reference import UNIT_V

pytestmark = pytest.mark.local_only

PARITY = Path(__file__).parents[3] / "ionworks" / "server" / "PARITY.md"


MOST = 12
"""Tasks of a family in the tests, at most: two seconds of them."""


ONCE_DIFFERENT = {
    "options": ("MSMR",),
    "kinds": ("Chen2020 SPM power",),
    "rates": ("ORegan2022 SPM charge 0.5C", "ORegan2022 SPMe charge 1C"),
    "ageing": ("SPM SEI ec reaction", "SPM LAM reaction", "SPMe cracking"),
}
"""Cases that PyBaMM's own tolerances of 1e-4 leave apart (docs/decisions/0020-tolerances.md)."""


def tenth(family):
    """A tenth of the tasks by a hash, up to `MOST`; a DFN takes longer and stands in one family for all."""
    found = sorted(tasks(FAMILIES[family]()), key=lambda task: zlib.crc32(task[0].key.encode()))
    found = [task for task in found if task[0].model != "DFN" or family == "kinds"]
    return found[: min(-(-len(found) // 10), MOST)]


@pytest.mark.long
@pytest.mark.parametrize("family", FAMILIES)
def test_a_tenth_agrees_with_pybamm(family):
    references = store.read(family)
    assert references["pybamm"] == pybamm.__version__, "make the references anew: make_references.py"
    found = [verdict for task in tenth(family) for verdict in verdicts(task, references["cases"])]
    assert len(found) >= 2
    apart = [one for one in found if one.word != "equal" and reason(one.case.key) is None]
    assert [f"{one.case.key}: {one.word}: {one.figures}" for one in apart] == []


@pytest.mark.parametrize("family", ONCE_DIFFERENT)
def test_the_usual_tolerances_are_tight_enough_for(family):
    references = store.read(family)["cases"]
    chosen = [task for task in tasks(FAMILIES[family]()) if task[0].name in ONCE_DIFFERENT[family]]
    assert len(chosen) == len(ONCE_DIFFERENT[family])
    found = [verdict for task in chosen for verdict in verdicts(task, references)]
    assert [f"{one.case.key}: {one.figures}" for one in found if one.word != "equal"] == []


def test_every_accepted_difference_is_explained():
    keys = [case.key for make in FAMILIES.values() for case in make()]
    assert len(keys) == len(set(keys))
    assert len(keys) > 1000
    lines = PARITY.read_text().splitlines()
    table = lines[lines.index("## Compared with PyBaMM") :]
    for word, patterns in ACCEPTED.items():
        assert sum(line.startswith(f"| {word} |") for line in table) == 1, word
        assert any(reason(key) == word for key in keys), f"nothing is accepted for {word!r} any more: {patterns}"


def test_a_difference_is_seen():
    (task,) = [task for task in tasks(FAMILIES["rates"]()) if task[0].name == "Chen2020 SPM discharge 1C"]
    references = store.read("rates")["cases"]
    wrong = json.loads(json.dumps(references))
    (step,) = wrong[task[0].name]["steps"]
    step["v"][3] += 150
    step["s"] *= 1.002
    step["ed"] *= 1.002
    (verdict,) = verdicts(task, wrong)
    assert verdict.word == "different"
    for text in ("mV", "s, PyBaMM", "Discharge energy [W.h]"):
        assert text in verdict.figures
    (verdict,) = verdicts(task, references)
    assert verdict.word == "equal", verdict.figures


@pytest.fixture(scope="module")
def client(lent_workers):
    with lent_workers(), Ionworks.local(workers=1) as client:
        yield client


@pytest.fixture(scope="module")
def models(client):
    return {model.name: model.id for model in client.parameterized_model.list_by_project(summary=True)}


@pytest.mark.long
def test_a_client_gets_the_same(client, models):
    names = ("Chen2020 SPMe discharge 2C", "Marquis2019 SPM discharge 1C", "Prada2013 SPMe charge 0.5C")
    cases = {case.name: case for case in FAMILIES["rates"]()}
    references = store.read("rates")["cases"]
    for name in names:
        assert_same(client, models[f"{cases[name].values} {cases[name].model}"], cases[name], references[name])


def test_a_client_gets_the_warnings_of_a_run(client, models):
    """From the solver's worker through job, database and HTTP; of a single run, and of each run of a batch."""
    model = models["Chen2020 SPM"]
    long = "steps:\n  - Discharge: {mode: C-rate, value: 'input[\"rate\"]', duration: 4000}"
    single = client.simulation.run(model, long, {"rate": 2})
    (text,) = single.warnings
    assert text.startswith("steps[0] Discharge: the test ended after ")
    assert "Lower voltage cut-off [V] of the parameter set, 2.5" in text
    made = client.simulation.protocol_batch(
        {
            "parameterized_model": model,
            "protocol_experiment": {"protocol": long, "name": "long"},
            "conditions": [{"experiment_parameters": {"rate": rate}} for rate in (0.5, 2)],
        }
    )
    ids = [run.simulation_id for run in made]
    client.simulation.wait_for_completion(ids, timeout=120, verbose=False)
    assert [client.simulation.get_result(one).warnings for one in ids] == [[], [text]]
    assert [client.simulation.get(one)["warnings"] for one in ids] == [[], [text]]


def assert_same(client, model_id, case, reference):
    (step,) = reference["steps"]
    request = {"protocol": json.dumps(document_of(case)), "name": case.name}
    run = client.simulation.protocol({"parameterized_model": model_id, "protocol_experiment": request})
    client.simulation.wait_for_completion(run.simulation_id, timeout=120, verbose=False)
    result = client.simulation.get_result(run.simulation_id)
    (row,) = result.steps.to_dicts()
    assert row["Duration [s]"] == pytest.approx(step["s"], rel=SHARE)
    for short, name in SUMS.items():
        assert row[name] == pytest.approx(step.get(short, 0.0), rel=SHARE), name
    assert result.time_series["Voltage [V]"][0] == pytest.approx(step["v"][0] * UNIT_V, abs=VOLTS)
