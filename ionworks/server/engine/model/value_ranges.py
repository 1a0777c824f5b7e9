"""Parameter values no cell has: a percentage for a fraction, degrees for kelvin, a negative thickness.

Source: ours (values and names that no cell has).
"""

import math
import re
from collections.abc import Mapping
from typing import Any

from ionworks.server.engine.model.physical import NON_NEGATIVE_UNITS, POSITIVE_UNITS, is_fraction, unit_of

_COLDEST_K, _HOTTEST_K = 150.0, 600.0
_COLDEST_DEGC, _HOTTEST_DEGC = -60.0, 120.0
_MAX_CELL_V = 20.0
_TEMPERATURE = re.compile(r"^(Reference|Ambient|Initial) temperature \[K\]$")
_CUT_OFF = re.compile(r"(voltage cut-off|voltage at (0|100)% SOC|^Initial voltage) \[V\]$")


def implausible_values(values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with each number that cannot be meant, by name; values that are no numbers are passed over."""
    found = {name: _problem(name, float(value)) for name, value in values.items() if _is_number(value)}
    return {name: text for name, text in found.items() if text is not None}


def _problem(name: str, value: float) -> str | None:
    if not math.isfinite(value):
        return None
    return _state(name, value) or _share(name, value) or _size(name, value)


def _state(name: str, value: float) -> str | None:
    if name == "Initial SOC [%]" and not 0 <= value <= 100:
        return f"{value:g} is not in percent; allowed: 0 to 100"
    if name == "Initial SoC" and not 0 <= value <= 1:
        return f"{value:g} is no fraction; allowed: 0 to 1 (in percent it is called 'Initial SOC [%]')"
    if _TEMPERATURE.search(name) and not _COLDEST_K <= value <= _HOTTEST_K:
        hint = f"; in degC? {value + 273.15:g}" if _COLDEST_DEGC <= value <= _HOTTEST_DEGC else ""
        return f"{value:g} K is no temperature of a cell; allowed: {_COLDEST_K:g} to {_HOTTEST_K:g}{hint}"
    return None


def _share(name: str, value: float) -> str | None:
    if not is_fraction(name) or 0 <= value <= 1:
        return None
    hint = f"; is it in percent? {value / 100:g}" if 1 < value <= 100 else ""
    return f"{value:g} is no fraction; allowed: 0 to 1{hint}"


def _size(name: str, value: float) -> str | None:
    if _CUT_OFF.search(name) and abs(value) > _MAX_CELL_V:
        return f"{value:g} V is no voltage of a cell; is it in mV? {value / 1000:g}"
    if value < 0 and unit_of(name) in POSITIVE_UNITS | NON_NEGATIVE_UNITS:
        return f"{value:g} is negative; allowed: positive values"
    return None


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
