"""Words, keys and units of the Universal Cycler Protocol: one table each, read by the parser and the schema.

Source: docs/contract/ucp.md sections 1.2 to 1.8.
"""

import re

import attrs

from ionworks.ucp.program import Kind, Mode, ModelVariable, Quantity

MAX_PROBLEMS = 20
MAX_ITEMS = 10_000

NUMERIC = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
VARIABLE = re.compile(r"VAR_[A-Za-z0-9_]+")

CONTROL_WORD = "Control"
HOLD_WORD = "Hold"

#: Every direction word with what it means; the keys of DIRECTIONS are these in lower case.
DIRECTION_WORDS: dict[str, Kind | None] = {
    "Charge": Kind.CHARGE,
    "Discharge": Kind.DISCHARGE,
    HOLD_WORD: Kind.CHARGE,
    "Rest": Kind.REST,
    "OCV": Kind.REST,
    "Drive": Kind.DRIVE,
    "DriveCycle": Kind.DRIVE,
    "Drive cycle": Kind.DRIVE,
    "EIS": Kind.EIS,
    "Waveform": Kind.WAVEFORM,
    "Ambient temperature": Kind.AMBIENT_TEMPERATURE,
    "Set temperature": Kind.AMBIENT_TEMPERATURE,
    CONTROL_WORD: None,
}
DIRECTIONS = {word.casefold(): word for word in DIRECTION_WORDS}
COMPUTED_DIRECTION = re.compile(r"\s*direction\s*\[(.*)\]\s*", re.IGNORECASE | re.DOTALL)

MODES = {mode.value.casefold(): mode for mode in Mode}
SHAPES = ("sine", "square", "triangle", "ramp", "custom")

_TIMED = ("duration", "ends", "temperature", "resolution", "set_variable", "note", "name")
_CONTROLLED = ("mode", "value", *_TIMED)

STEP_KEYS: dict[Kind | None, tuple[str, ...]] = {
    Kind.CHARGE: _CONTROLLED,
    Kind.DISCHARGE: _CONTROLLED,
    Kind.COMPUTED: _CONTROLLED,
    Kind.REST: _TIMED,
    Kind.DRIVE: ("drive_cycle", "mode", "scale", "repeat", *_TIMED),
    Kind.EIS: (
        *("mode", "frequency_min", "frequency_max", "points_per_decade", "frequencies", "amplitude"),
        *("note", "name"),
    ),
    Kind.WAVEFORM: (
        *("mode", "shape", "offset", "amplitude", "period", "frequency", "duty", "samples"),
        *_TIMED,
    ),
    Kind.AMBIENT_TEMPERATURE: ("value", "note", "name"),
    None: ("set_variable", "if", "goto", "else", "note", "name"),
}
BLOCK_KEYS = ("repeat", "if", "steps", "note")
DOCUMENT_KEYS = ("global", "safety_limits", "steps", "drive_cycles")
GLOBAL_KEYS = (
    *("initial_temperature", "temperature", "initial_state_type", "initial_state_value"),
    *("initial_soc", "initial_voltage", "resolution", "safety_limits"),
)
RESOLUTION_KEYS = ("time", "voltage", "current")
SAFETY_LIMITS = (
    *("voltage_min", "voltage_max", "temperature_min", "temperature_max"),
    *("charge_current_max", "discharge_current_max"),
)
INITIAL_STATE_TYPES = ("soc_percentage", "voltage")
OPERATORS = {"<": "<", ">": ">", "<=": "<", ">=": ">"}

#: Accepted unit texts of each quantity; the first is the one we write.
UNITS: dict[Quantity, tuple[str, ...]] = {
    Quantity.VOLTAGE: ("V",),
    Quantity.CURRENT: ("A",),
    Quantity.C_RATE: ("1/h", "C"),
    Quantity.CAPACITY: ("A.h", "Ah"),
    Quantity.TEMPERATURE: ("degC", "°C", "C"),
    Quantity.TIME: ("s",),
    Quantity.SOC: ("%",),
    Quantity.ENERGY: ("W.h", "Wh"),
    Quantity.POWER: ("W",),
    Quantity.VOLTAGE_RATE: ("V/s", "V.s-1"),
    Quantity.CURRENT_RATE: ("A/s", "A.s-1"),
    Quantity.TEMPERATURE_RATE: ("degC/s", "degC.s-1", "°C/s"),
}


def unit_of(quantity: Quantity | ModelVariable) -> str:
    """Return the unit a quantity is written in, with a space before it; a variable of a model has it in its name."""
    return "" if isinstance(quantity, ModelVariable) else f" {UNITS[quantity][0]}"


QUANTITIES = {re.sub(r"\s", "", quantity.value.casefold()): quantity for quantity in Quantity}

_BY_DIRECTION = {Kind.DISCHARGE: "<", Kind.CHARGE: ">"}
_DEFAULT_OPERATORS = {
    Quantity.CURRENT: "<",
    Quantity.C_RATE: "<",
    Quantity.POWER: "<",
    Quantity.CAPACITY: ">",
    Quantity.TIME: ">",
    Quantity.ENERGY: ">",
    Quantity.TEMPERATURE: ">",
}

#: Samples of a drive cycle: column names (lower case, without unit) and what they are.
PROFILE_COLUMNS: dict[str, Mode] = {
    "current": Mode.CURRENT,
    "power": Mode.POWER,
    "c_rate": Mode.C_RATE,
    "c-rate": Mode.C_RATE,
    "voltage": Mode.VOLTAGE,
}


def default_operator(quantity: Quantity | ModelVariable, kind: Kind) -> str | None:
    """Return the operator of an end written without one, or None where nothing can be assumed."""
    if quantity in (Quantity.VOLTAGE, Quantity.SOC):
        return _BY_DIRECTION.get(kind)
    return None if isinstance(quantity, ModelVariable) else _DEFAULT_OPERATORS.get(quantity)


@attrs.frozen
class Range:
    """Allowed values of a number; ``low`` itself is excluded when ``above`` is true; ``unit`` is one often mistaken."""

    low: float = float("-inf")
    high: float = float("inf")
    above: bool = False
    whole: bool = False
    unit: str = ""

    def __contains__(self, value: float) -> bool:
        inside = self.low < value if self.above else self.low <= value
        return inside and value <= self.high and (not self.whole or float(value).is_integer())

    def __str__(self) -> str:
        noun = "a whole number" if self.whole else "a number"
        low = f" {'>' if self.above else '>='} {self.low:g}" if self.low > float("-inf") else ""
        high = f"{' and' if low else ''} <= {self.high:g}" if self.high < float("inf") else ""
        unit = f" (the unit is {self.unit})" if self.unit else ""
        return f"{noun}{low}{high}{unit}"


ANY = Range()
POSITIVE = Range(low=0, above=True)
MAGNITUDE = Range(low=0)
TEMPERATURE = Range(low=-60, high=120, unit="degC")
WARMEST = Range(low=-273.15, high=200, unit="degC")
"""Of ends and limits, which may lie where no test starts; a temperature in kelvin lies above."""
COUNT = Range(low=0, whole=True)
PLAYS = Range(low=1, whole=True)
FRACTION = Range(low=0, high=1)
PERCENT = Range(low=0, high=100)
