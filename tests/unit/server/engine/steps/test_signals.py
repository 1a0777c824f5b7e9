import numpy as np
import pytest

from ionworks import ucp
from ionworks.server.engine.steps.signals import step_signal
from ionworks.ucp.program import Mode


def signal(step, capacity=5.0, **sections):
    program = ucp.bind(ucp.parse({"steps": [step], **sections})).program
    return step_signal(program.steps[0], program.drive_cycles, float, capacity)


def test_drive_cycle_is_closed_scaled_and_repeated():
    found = signal(
        {"Drive": {"name": "d", "mode": "C-rate", "scale": 2, "repeat": 3}},
        drive_cycles={"d": [[0, 1], [10, -1], [20, 0]]},
    )
    assert found.mode is Mode.CURRENT
    assert found.profile.values == (10, -10, 0, 10)
    assert found.profile.time == (0, 10, 20, 30)
    assert found.duration == 2 * 30 + 20


def test_c_rate_needs_a_capacity():
    with pytest.raises(ValueError, match="Nominal cell capacity"):
        signal({"Drive": {"name": "d", "mode": "C-rate"}}, None, drive_cycles={"d": [[0, 1], [1, 1]]})


@pytest.mark.parametrize(
    ("shape", "at", "expected"),
    [("sine", 0.25, 3.0), ("triangle", 0.75, -1.0), ("ramp", 0.5, 2.0), ("square", 0.2, 3.0), ("square", 0.9, -1.0)],
)
def test_waveforms_by_hand(shape, at, expected):
    wave = {"shape": shape, "mode": "Current", "offset": 1, "amplitude": 2, "period": 8, "duration": 80}
    profile = signal({"Waveform": wave}).profile
    for turn in (0, 1, 5):
        assert np.interp((turn + at) * 8, profile.time, profile.values) == pytest.approx(expected, abs=5e-3)
    assert (np.diff(profile.time) > 0).all()
