"""Rows of long traces that a model is not solved for, and the current that drives it."""

import numpy as np
import pytest

from ionworks.errors import ValidationError
from ionworks.server.fit.failures import PipelineConfigError
from ionworks.server.fit.config.prepare import prepare
from ionworks.server.fit.data.profile import read_profile, read_thinning
from tests.measured_traces import biologic_pulse, digitized, drive_cycle, maccor_diagnostics

VOLTAGE = "Voltage [V]"


def slow_discharge(spread=1e-3):
    times = np.arange(34_661.0)
    share = times / times[-1]
    voltage = 4.1 - 0.5 * share - 0.03 * np.exp(-times / 60) - 0.4 * np.exp((share - 1) * 40)
    return times, digitized(np.full(len(times), 0.5), 2e-4, 7.6e-5), voltage, digitized(voltage, spread, 7.6e-5, 1)


@pytest.mark.parametrize("spread", [1e-4, 1e-3])
def test_a_slow_discharge_needs_few_rows_and_keeps_its_charge(spread):
    times, current, truth, voltage = slow_discharge(spread)
    profile = read_profile(times, current, {VOLTAGE: voltage})
    assert len(profile.times) < 3500
    assert len(profile.stops) < 20
    assert np.trapezoid(profile.drive.current, profile.drive.times) == pytest.approx(np.trapezoid(current, times))
    assert np.all(np.isin(profile.stops, profile.times))
    drawn = profile.at_samples(truth[np.searchsorted(times, profile.times)])
    assert np.max(np.abs(drawn - truth)) < 0.1 * spread
    assert np.sqrt(np.mean((drawn - truth) ** 2)) < 0.5 * spread / np.sqrt(len(times))


def test_both_sides_of_every_step_stay_and_levels_between_are_even():
    times = np.arange(20_000.0)
    levels = np.where(times % 2000 < 600, 2.0, 0.0)
    current = digitized(levels, 3e-4, 7.6e-5)
    voltage = digitized(4.0 - 2e-5 * np.cumsum(levels) / 2 - 0.04 * levels, 5e-4, 7.6e-5, 1)
    profile = read_profile(times, current, {VOLTAGE: voltage})
    rows = np.flatnonzero(np.diff(levels) != 0)
    for side in (rows, rows + 1):
        assert np.all(np.isin(times[side], profile.stops))
        assert np.all(np.isin(times[side], profile.drive.times))
    assert len(profile.stops) < 4 * len(rows)
    driven = np.interp(times, profile.drive.times, profile.drive.current)
    assert np.max(np.abs(driven - levels)) < 3e-3
    taken = np.cumsum(driven - current) / 3600
    assert np.max(np.abs(taken)) < 1e-4  # A.h on the way, of 3.3


def test_a_drive_cycle_is_signal_not_noise():
    times, current = drive_cycle(5.0)
    voltage = digitized(3.8 - 0.03 * current - 1e-5 * np.cumsum(current), 2e-4, 7.6e-5)
    drive = read_profile(times, current, {VOLTAGE: voltage}).drive
    assert np.max(np.abs(np.interp(times, drive.times, drive.current) - current)) * 0.03 < 4e-4


@pytest.mark.parametrize("columns", [biologic_pulse, maccor_diagnostics])
def test_measured_traces(columns):
    found = columns()
    times, current, voltage = found[0], found[-2], found[-1]
    profile = read_profile(times, current, {VOLTAGE: voltage})
    drive = profile.drive
    assert profile.is_thinned
    assert np.trapezoid(drive.current, drive.times) == pytest.approx(np.trapezoid(current, profile.samples), rel=1e-9)
    off = np.interp(profile.samples, drive.times, drive.current) - current
    assert np.max(np.abs(off)) <= 6 * profile.tolerances["Current [A]"]


def test_short_traces_traces_without_voltage_and_off_keep_every_row():
    times, current, _, voltage = slow_discharge()
    assert not read_profile(times[:1000], current[:1000], {VOLTAGE: voltage[:1000]}).is_thinned
    assert not read_profile(times, current, {}).is_thinned
    whole = read_profile(times, current, {VOLTAGE: voltage}, "off")
    assert not whole.is_thinned
    assert len(whole.stops) < 20


@pytest.mark.parametrize("options", [{"thinning": "no"}, {"thinning": 3}, {"thinning": []}, {"thinning": False}])
def test_unknown_values(options):
    with pytest.raises(ValidationError, match="option 'thinning' is .*; allowed: 'auto', 'off'"):
        read_thinning(options)


def test_lossless_interpolants_are_never_thinned():
    assert read_thinning({"interpolant_lossless": True}) == "off"
    with pytest.raises(ValidationError, match="allowed with 'interpolant_lossless': 'off'"):
        read_thinning({"interpolant_lossless": True, "thinning": "auto"})


def test_the_option_is_checked_at_submission():
    def config(kind, thinning):
        options = {"model": {"type": "SPM"}, "thinning": thinning}
        objective = {"type": kind, "data": "db:m", "options": options}
        return {"elements": {"v": {"element_type": "validation", "objectives": {"1C": objective}}}}

    for kind in ("CurrentDriven", "Pulse"):
        (element,) = prepare(config(kind, "off")).elements
        assert element.config["objectives"]["1C"]["options"]["thinning"] == "off"
    with pytest.raises(PipelineConfigError) as caught:
        prepare(config("CurrentDriven", "on"))
    (found,) = caught.value.issues
    assert (found["element"], found["path"]) == ("v", "objectives.1C.options.thinning")
    assert "'on'; allowed: 'auto', 'off'" in found["message"]
