"""The solver can step over an end, where the voltage drops and returns within one step; PyBaMM itself then goes on."""

import attrs
import pytest

from ionworks.server.engine.cell.cell import Control
from ionworks.server.engine.cell.numerics import Numerics
from ionworks.server.engine import simulate
from ionworks.server.engine.simulate import run_chunk
from ionworks.server.engine.task import SimulationTask

pytestmark = pytest.mark.local_only

EXACT_S = {0.65: 9800.1982, 1.0: 6359.3069, 1.3: 4884.5880, 1.4: 4533.4533, 2.2: 2873.3738}
"""By rate: PyBaMM's IDAKLU at rtol 1e-8 and atol 1e-10, where it does not miss the end itself (as at 0.8C, 1.25C and 1.5C)."""


def task(rates, **keys):
    ends = {"mode": "C-rate", "value": 'input["rate"]', "ends": ["Voltage < 2.8"], **keys}
    document = {
        "model": "SPMe",
        "parameters": {},
        "parameter_set": "Ramadass2004",
        "protocol": {"global": {"initial_soc": 1}, "steps": [{"Discharge": ends}]},
        "runs": [{"simulation_id": str(n), "job_id": str(n), "inputs": {"rate": rate}} for n, rate in enumerate(rates)],
    }
    return SimulationTask.from_json(document)


@pytest.mark.parametrize("period", [60, 5000])
def test_runs_of_a_list_and_alone_end_where_the_protocol_says(period):
    rates = [*EXACT_S, 0.4, 1.5]
    together = run_chunk(task(rates, resolution={"time": period}))
    alone = [run_chunk(task([rate], resolution={"time": period})).runs[0] for rate in rates[:2]]
    for rate, run in [*zip(rates, together.runs, strict=True), *zip(rates, alone, strict=False)]:
        assert run["status"] == "completed"
        assert run["metrics"]["Min voltage [V]"] == pytest.approx(2.8, abs=1e-6)
        if rate in EXACT_S:
            assert run["metrics"]["Duration [s]"] == pytest.approx(EXACT_S[rate], rel=1e-4)
    assert together.time_series["Voltage [V]"].min() > 2.799


def test_an_end_that_is_missed_again_fails_the_run_with_the_reason(monkeypatch):
    # begin again from the start, as loosely as before
    monkeypatch.setattr(simulate, "_second_outcome", lambda first, *_: first)
    monkeypatch.setattr(Numerics, "tighter", lambda self: self)
    monkeypatch.setattr(Control, "until", lambda self, segment, _time: attrs.evolve(segment, times=segment.times[:1]))
    apart = attrs.evolve(task([1.4]), extra_variables=("Time [min]",))  # a cell of its own
    (run,) = run_chunk(apart).runs
    assert (run["status"], run["error_code"]) == ("failed", "SOLVER_ERROR")
    assert "the solver stepped over an end: Voltage < 2.8, near 4" in run["error"]
