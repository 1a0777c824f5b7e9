"""Samples of drive cycles and custom waveforms.

Source: docs/contract/ucp.md section 1.6 (samples: pairs or two columns, time from 0, positive = discharge).
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from ionworks.ucp.grammar import PROFILE_COLUMNS
from ionworks.ucp.problems import Problems, list_text, show
from ionworks.ucp.program import Mode, Profile
from ionworks.ucp.reading.values import to_float

MAX_SAMPLES = 1_000_000
_SAMPLES_HINT = "a list of [time, value] pairs, or {time: [...], current|power|c_rate|voltage: [...]}"


def read_profiles(raw: Any, path: str, problems: Problems) -> dict[str, Profile]:
    """Read all drive cycles of a document; wrong ones are noted and left out."""
    if not isinstance(raw, Mapping):
        problems.add(path, show(raw), "a mapping of names to samples")
        return {}
    profiles = {str(name): read_profile(samples, f"{path} > {name}", problems) for name, samples in raw.items()}
    return {name: profile for name, profile in profiles.items() if profile is not None}


def read_profile(raw: Any, path: str, problems: Problems) -> Profile | None:
    """Read the samples of one drive cycle; None, and a note, when they are not usable.

    Times are s from 0, strictly increasing; values in the unit of the mode, positive = discharge.
    """
    if isinstance(raw, Profile):
        return raw
    columns = _columns(raw, path, problems)
    if columns is None:
        return None
    times, values, mode = columns
    time, value = _floats(times, f"{path} > time", problems), _floats(values, f"{path} > values", problems)
    if time is None or value is None:
        return None
    if len(time) != len(value) or len(time) < 2:
        problems.add(path, f"{len(time)} times and {len(value)} values", "as many values as times, at least 2")
        return None
    if time[0] != 0 or any(later <= earlier for earlier, later in pairwise(time)):
        problems.add(path, "times that do not start at 0 or do not increase", "times in s from 0, increasing")
        return None
    return Profile(time, value, mode)


def _columns(raw: Any, path: str, problems: Problems) -> tuple[Any, Any, Mode | None] | None:
    if isinstance(raw, list | tuple):
        if all(isinstance(row, list | tuple) and len(row) == 2 for row in raw):
            return [row[0] for row in raw], [row[1] for row in raw], None
    elif isinstance(raw, Mapping):
        named = {str(key).split("[")[0].strip().casefold(): value for key, value in raw.items()}
        signals = [name for name in named if name in PROFILE_COLUMNS]
        if len(raw) == len(named) == 2 and "time" in named and signals:
            return named["time"], named[signals[0]], PROFILE_COLUMNS[signals[0]]
        problems.add(path, f"the columns {list_text(map(str, list(raw)[:6]))}", _SAMPLES_HINT)
        return None
    problems.add(path, show(raw), _SAMPLES_HINT)
    return None


def _floats(values: Any, path: str, problems: Problems) -> tuple[float, ...] | None:
    if not isinstance(values, list | tuple):
        problems.add(path, show(values), "a list of numbers")
        return None
    if len(values) > MAX_SAMPLES:
        problems.add(path, f"{len(values)} samples", f"at most {MAX_SAMPLES}")
        return None
    numbers = []
    for index, value in enumerate(values):
        usable = isinstance(value, int | float | str) and not isinstance(value, bool)
        number = to_float(value) if usable else None
        if number is None:
            problems.add(f"{path}[{index}]", show(value), "a finite number")
            return None
        numbers.append(number)
    return tuple(numbers)
