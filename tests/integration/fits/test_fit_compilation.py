"""Models of fits become machine code once they have been solved often; the numbers stay the same."""

import time

import numpy as np
import pytest
from tests.integration.fits.fit_cases import D_N, D_P, chen

from ionworks.server.ground.environment import COMPILED_VARIABLE
from ionworks.server.fit.data.profile import read_profile
from ionworks.server.fit.model.evaluate import PreparedModel, build_key, sampled, sampled_gradient
from ionworks.server.fit.model.models import assemble_cell
from ionworks.server.fit.values import Known

pytestmark = pytest.mark.local_only

NAMES = (D_N, D_P)
VOLTAGE = ("Voltage [V]",)
PROFILE = read_profile(np.linspace(0, 3000, 31), np.full(31, 5.0), {})
INPUTS = {D_N: 3e-14, D_P: 4e-15}
ENOUGH = 75


def model():
    known = Known(chen(), "test")
    key = build_key(
        "SPM", lambda: assemble_cell("SPM", {}, known, NAMES, strict=False), PROFILE, NAMES, VOLTAGE, is_compiled=False
    )
    return PreparedModel(key)


def solve(prepared):
    solution = prepared.solve_with_gradient(prepared.all_inputs(INPUTS, 5.0), PROFILE)
    assert solution is not None
    gradient = sampled_gradient(solution, VOLTAGE, NAMES, PROFILE.times)["Voltage [V]"]
    return solution.solver_statistics, sampled(solution, VOLTAGE, PROFILE.times)["Voltage [V]"], gradient


def wait_for_compiler(folder):
    deadline = time.monotonic() + 60
    while not list(folder.glob("gradient-*.ready")):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(0.1)


def test_sensitivities_are_compiled_in_the_background_and_stay_the_same(monkeypatch, tmp_path):
    monkeypatch.setenv(COMPILED_VARIABLE, str(tmp_path))
    prepared = model()
    for _ in range(ENOUGH):
        plain = solve(prepared)
    wait_for_compiler(tmp_path)
    compiled = solve(prepared)
    np.testing.assert_array_equal(solve(model())[1], compiled[1])  # found on disk by the next one
    np.testing.assert_allclose(compiled[1], plain[1], atol=2e-5)
    for name in NAMES:
        largest = np.max(np.abs(plain[2][name]))
        np.testing.assert_allclose(compiled[2][name], plain[2][name], atol=1e-3 * largest)


def test_nothing_is_compiled_without_a_private_folder(monkeypatch, tmp_path):
    monkeypatch.delenv(COMPILED_VARIABLE, raising=False)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    prepared = model()
    for _ in range(ENOUGH + 5):
        solve(prepared)
    assert not list(tmp_path.rglob("*.so"))
