"""Cycling experiments of an ageing objective: serialized ones, lists of texts, and those rebuilt from measured steps.

Source: docs/contract/pipeline-config.md sections 2.4 (``CycleAgeing``) and 6; ionworksdata
``DataLoader.generate_experiment`` (rules for steps).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
import pybamm

from ionworks.errors import ValidationError
from ionworks.server.fit.data.measurement import Measurement
from ionworks.server.fit.data.profile import AUTO, read_profile, read_thinning
from ionworks.server.ground.choices import choice

MAX_STEPS = 100_000
"""Most steps of an experiment."""
_HELD_V = 5e-3
_STEADY = 0.02
_FEW = 3


@attrs.frozen
class Cycling:
    """Experiment with the numbers of its cycles."""

    experiment: Any
    """pybamm.Experiment."""
    numbers: tuple[int, ...]
    """Number of each cycle, as data refers to it."""


@attrs.frozen
class Replay:
    """How measured steps become an experiment."""

    by_events: bool = False
    """Steps end where the measured ones did, instead of after their duration."""
    use_cv: bool = False
    """Constant-voltage steps hold the voltage, instead of following the measured current."""
    split_cc_cv: bool = True
    """A step that holds its voltage after a constant current becomes two."""
    thinning: str = AUTO
    """How the rows of steps that follow the measured current are thinned."""


def read_replay(options: Mapping[str, Any]) -> Replay:
    """Replay rules from an objective's options.

    Raises
    ------
    ValidationError
        A termination other than ``duration`` and ``events``.
    """
    termination = options.get("termination") or "duration"
    if termination not in ("duration", "events"):
        raise choice("option 'termination'", termination, ("duration", "events"))
    split = options.get("split_cc_cv")
    return Replay(
        termination == "events", bool(options.get("use_cv")), split is None or bool(split), read_thinning(options)
    )


def read_experiment(document: Any) -> Cycling:
    """Experiment from its serialized form or from a list of texts; cycles count from 1.

    PyBaMM's reader of experiments knows a closed list of step types and takes numbers, so it imports nothing.

    Parameters
    ----------
    document : mapping or list
        ``{"cycles": [[step, ...], ...]}`` or ``[["Discharge at 1C until 3 V", ...], ...]``.

    Raises
    ------
    ValidationError
        A document that is neither.
    """
    listed = document.get("cycles", document.get("steps")) if isinstance(document, Mapping) else document
    _check_count(listed if isinstance(listed, list) else [])
    try:
        if isinstance(document, Mapping):
            experiment = pybamm.Experiment.from_config(dict(document))
        else:
            experiment = pybamm.Experiment([tuple(item) if isinstance(item, list) else item for item in document])
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise ValidationError(f"option 'experiment' cannot be read: {error}") from error
    return Cycling(experiment, tuple(range(1, len(experiment.cycles) + 1)))


def replayed_experiment(measurement: Measurement, replay: Replay) -> Cycling:
    """Experiment that repeats the steps of a measurement, one cycle per run of equal ``Cycle count``.

    Raises
    ------
    ValidationError
        A measurement without steps, or a step that cannot be repeated.
    """
    if measurement.steps is None or not measurement.steps.height:
        raise ValidationError("an experiment from data needs a measurement with a steps table")
    cycles: list[list[Any]] = []
    numbers: list[int] = []
    for row in measurement.steps.sort("Start index").iter_rows(named=True):
        number = int(row.get("Cycle count") or 0)
        if not numbers or number != numbers[-1]:
            numbers.append(number)
            cycles.append([])
        cycles[-1].extend(_steps(row, measurement, replay))
    kept = [(number, cycle) for number, cycle in zip(numbers, cycles, strict=True) if cycle]
    _check_count([cycle for _, cycle in kept])
    return Cycling(pybamm.Experiment([tuple(cycle) for _, cycle in kept]), tuple(number for number, _ in kept))


def _check_count(cycles: Sequence[Any]) -> None:
    count = sum(len(cycle) if isinstance(cycle, (list, tuple)) else 1 for cycle in cycles)
    if not 1 <= count <= MAX_STEPS:
        raise ValidationError(f"option 'experiment' has {count} steps; allowed: 1 to {MAX_STEPS}")


def _steps(row: Mapping[str, Any], measurement: Measurement, replay: Replay) -> Iterator[Any]:
    """Experiment steps of one row of the steps table."""
    rows = slice(int(row["Start index"]), int(row["End index"]) + 1)
    times = measurement.column("Time [s]")[rows]
    current = measurement.column("Current [A]")[rows]
    voltage = measurement.column("Voltage [V]")[rows] if measurement.has("Voltage [V]") else None
    duration = row.get("Duration [s]")
    duration = float(times[-1] - times[0]) if duration is None else float(duration)
    if duration <= 0:
        return
    kind = str(row.get("Step type"))
    hold = _hold_begins(times, current, voltage) if replay.split_cc_cv and not _is_known(kind) else None
    if hold is not None and voltage is not None:
        charge = _Piece("Constant current", times[:hold], current[:hold], voltage[:hold])
        rest = _Piece("Constant voltage", times[hold - 1 :], current[hold - 1 :], voltage[hold - 1 :])
        yield from (_step(charge, replay), _step(rest, replay))
    else:
        yield _step(_Piece(kind, times, current, voltage, duration), replay)


@attrs.frozen
class _Piece:
    """A measured step; arrays of shape (n,)."""

    kind: str
    times: Any
    current: Any
    voltage: Any
    given_duration: float | None = None

    @property
    def duration(self) -> float:
        return self.given_duration or float(self.times[-1] - self.times[0])


def _step(piece: _Piece, replay: Replay) -> Any:
    ends: dict[str, Any] = {"duration": piece.duration}
    kind = piece.kind
    has_events = replay.by_events and piece.voltage is not None
    if kind == "Rest":
        return pybamm.step.Current(0, **ends)
    if kind == "EIS":
        raise ValidationError("an experiment from data cannot repeat EIS steps; choose steps without them")
    if kind.startswith("Constant current"):
        if has_events:
            ends = {"termination": f"{float(piece.voltage[-1])} V"}
        return pybamm.step.Current(_over_time(piece, piece.current), **ends)
    if kind.startswith("Constant power") and piece.voltage is not None:
        if has_events:
            ends = {"termination": f"{float(piece.voltage[-1])} V"}
        return pybamm.step.Power(_over_time(piece, piece.current * piece.voltage), **ends)
    if kind.startswith("Constant voltage") and replay.use_cv and piece.voltage is not None:
        if has_events and piece.current[-1] != 0:
            ends = {"termination": f"{abs(float(piece.current[-1]))} A"}
        return pybamm.step.Voltage(_over_time(piece, piece.voltage), **ends)
    return _followed(piece, replay.thinning)


def _over_time(piece: _Piece, values: Any) -> float:
    """Mean over time, so that a current moves the charge that was measured; rows come when the cycler likes."""
    seconds = float(piece.times[-1] - piece.times[0])
    return float(np.trapezoid(values, piece.times)) / seconds if seconds > 0 else float(np.mean(values))


def _followed(piece: _Piece, thinning: str) -> Any:
    """Step that follows a measured current; it is shown as often as it was measured."""
    curves = {} if piece.voltage is None else {"Voltage [V]": piece.voltage}
    drive = read_profile(piece.times, piece.current, curves, thinning).drive
    profile = np.column_stack([drive.times, drive.current])
    period = float(drive.times[-1]) / (len(piece.times) - 1)
    return pybamm.step.Current(profile, duration=float(profile[-1, 0]), period=period)


def _is_known(kind: str) -> bool:
    return kind in ("Rest", "EIS") or kind.startswith("Constant ")


def _hold_begins(times: Any, current: Any, voltage: Any) -> int | None:
    """Sample at which a constant current turns into a held voltage, if that is what a step is."""
    if voltage is None or abs(float(current.mean())) == 0:
        return None
    held = float(voltage.max() if current.mean() < 0 else voltage.min())
    start = int(np.argmax(np.abs(voltage - held) < _HELD_V))
    if not _FEW <= start <= len(times) - _FEW:
        return None
    first = current[:start]
    is_steady = np.ptp(first[1:]) <= _STEADY * abs(float(first.mean()))
    is_held = bool(np.all(np.abs(voltage[start:] - held) < _HELD_V))
    return start if is_steady and is_held else None
