"""Measured traces of `tests/data/measured`, in PyBaMM's sign and units, and ones made like them."""

from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent / "data" / "measured"


def read(name, *columns):
    """Columns of a file, shape (number of columns, number of rows)."""
    return np.genfromtxt(FOLDER / name, delimiter=",", skip_header=1, usecols=columns).T


def biologic_pulse():
    """Time, current and voltage of a rest and a pulse at 10 Hz."""
    times, voltage, current = read("biologic_pulse.csv", 0, 1, 2)
    return times, -current / 1e3, voltage


def novonix_charge():
    """Time, current and voltage of a slow charge."""
    hours, current, voltage = read("novonix_charge.csv", 0, 1, 2)
    return 3600 * hours, -current, voltage


def maccor_diagnostics():
    """Time, step number, current and voltage; the cycler writes the size of the current, the state its sign."""
    steps, times, current, voltage = read("maccor_diagnostics.csv", 0, 2, 3, 4)
    return times, steps, -current, voltage


def drive_cycle(peak):
    """Time and current of the LA4 cycle, scaled to a peak current."""
    times, power = read("la4_power.csv", 0, 1)
    return times, -power * peak / np.max(np.abs(power))


def digitized(values, spread, digit, seed=0):
    """Values as a cycler would give them: white noise, then steps of a digit."""
    noisy = values + spread * np.random.default_rng(seed).standard_normal(len(values))
    return np.round(noisy / digit) * digit
