"""A numerical failure is tried once more with tighter tolerances."""

import pytest

from ionworks.server.engine import simulate
from ionworks.server.engine.runs import interpreter
from ionworks.server.engine.task import SimulationTask

pytestmark = pytest.mark.local_only

PROTOCOL = {
    "global": {"initial_soc": 1, "temperature": 25},
    "steps": [
        {"direction": "Discharge", "mode": "C-rate", "value": 1, "ends": [{"variable": "Voltage [V]", "value": 3.0}]}
    ],
}
RUN = {"simulation_id": "s", "job_id": "j", "inputs": {}, "design_parameters": {}}
TASK = SimulationTask.from_json(
    {"model": {"type": "SPM"}, "parameter_set": "Chen2020", "protocol": PROTOCOL, "runs": [RUN]}
)


@pytest.fixture
def attempts(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """Tolerances of each attempt; the ones at the solver's own fail."""
    seen: list[dict] = []
    real = simulate.run_program

    def run_program(cell, program, design, options):
        seen.append(dict(cell.numerics.tolerances))
        outcome = real(cell, program, design, options)
        if seen[-1]:
            return outcome
        return interpreter.Outcome("failed", outcome.records, "steps[0] failed at 10 s", "SOLVER_ERROR")

    monkeypatch.setattr(simulate, "_batches", lambda *_: [])
    monkeypatch.setattr(simulate, "run_program", run_program)
    return seen


def test_the_second_attempt_counts(attempts: list[dict]) -> None:
    (result,) = simulate.run(TASK)
    assert result.status == "completed"
    assert attempts == [{}, {"rtol": pytest.approx(5e-7), "atol": pytest.approx(1e-8)}]


def test_two_failures_keep_what_there_is_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    real = simulate.run_program

    def run_program(*arguments):
        outcome = real(*arguments)
        return interpreter.Outcome("failed", outcome.records, "steps[0] failed at 10 s", "SOLVER_ERROR")

    monkeypatch.setattr(simulate, "_batches", lambda *_: [])
    monkeypatch.setattr(simulate, "run_program", run_program)
    (result,) = simulate.run(TASK)
    assert (result.status, result.partial) == ("failed", True)
    assert result.error == "steps[0] failed at 10 s; again with rtol 5e-07 and atol 1e-08"
    assert result.time_series.height > 0
