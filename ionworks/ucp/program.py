"""Normal form of a protocol: a flat, ordered program that the simulator, exporters and texts all read.

A :class:`Program` is a tuple of items; an item's ``address`` is its index in that tuple. Blocks are written
out as a :class:`BlockStart` / :class:`BlockEnd` pair. Jump targets are resolved: a target is an address or
one of the two members of :class:`Destination`.

Running a program (one code path for every consumer):

* A :class:`BlockStart` is entered by falling into it or by a jump: evaluate ``condition`` (None means true)
  and ``repeat`` (a whole number >= 0), go to ``end + 1`` when the condition is 0 or repeat is 0, else set the
  block's counter to 0 and continue with the next item.
* A :class:`BlockEnd` adds one to that counter and returns to ``start + 1`` while it is below ``repeat``.
* A :class:`Control` runs its assignments, then jumps.
* A :class:`Step` ends by a safety limit, by its first true end (in list order) or by ``duration``, in this
  order of precedence; then its assignments run, then the ``goto`` of what ended it applies.

All magnitudes are positive; the sign of a step's current is :attr:`Step.sign` (positive = discharge).

Source: docs/contract/ucp.md section 1 (normal form, 1.10).
"""

import enum
from collections.abc import Mapping

import attrs

from ionworks.ucp.expressions import Expression, Number

__all__ = [
    "DEFAULT_RESOLUTION",
    "END",
    "NEXT",
    "Assignment",
    "BlockEnd",
    "BlockStart",
    "Control",
    "Destination",
    "Drive",
    "End",
    "Expression",
    "Globals",
    "InitialState",
    "InitialStateKind",
    "Item",
    "Kind",
    "Limit",
    "Marker",
    "Mode",
    "ModelVariable",
    "Number",
    "Profile",
    "Program",
    "ProgramItem",
    "Quantity",
    "Resolution",
    "Safety",
    "Spectrum",
    "Step",
    "Target",
    "Waveform",
]


class Kind(enum.Enum):
    """What a step does. COMPUTED is Charge or Discharge, decided by ``Step.direction`` at its start."""

    CHARGE = "Charge"
    DISCHARGE = "Discharge"
    COMPUTED = "Computed"
    REST = "Rest"
    DRIVE = "Drive"
    EIS = "EIS"
    WAVEFORM = "Waveform"
    AMBIENT_TEMPERATURE = "Ambient temperature"


class Mode(enum.Enum):
    """The controlled quantity and the unit of a step's value: 1/h of nominal capacity, A, W or V."""

    C_RATE = "C-rate"
    CURRENT = "Current"
    POWER = "Power"
    VOLTAGE = "Voltage"


class Quantity(enum.Enum):
    """Left-hand side of an end: V, A and 1/h (magnitudes), A.h in this step, degC, s, %, W.h, W, per s."""

    VOLTAGE = "Voltage"
    CURRENT = "Current"
    C_RATE = "C-rate"
    CAPACITY = "Capacity"
    TEMPERATURE = "Temperature"
    TIME = "Time"
    SOC = "SOC"
    ENERGY = "Energy"
    POWER = "Power"
    VOLTAGE_RATE = "d/dt(Voltage)"
    CURRENT_RATE = "d/dt(Current)"
    TEMPERATURE_RATE = "d/dt(Temperature)"


@attrs.frozen
class ModelVariable:
    """Left-hand side of an end: a scalar variable of the model, by its PyBaMM name with unit."""

    value: str


class Destination(enum.Enum):
    """Targets that are not an address: the item that follows, and the end of the test."""

    NEXT = "Next"
    END = "End"


NEXT = Destination.NEXT
END = Destination.END
Target = int | Destination


class InitialStateKind(enum.Enum):
    """How to read the initial state.

    SOC is the older spelling whose unit (fraction or percent) follows from the number; binding turns it into
    SOC_PERCENT, so a bound program never holds it.
    """

    SOC_PERCENT = "soc_percentage"
    VOLTAGE = "voltage"
    SOC = "soc"


@attrs.frozen
class InitialState:
    """State of the cell before the first step: percent 0 to 100, or volts."""

    kind: InitialStateKind = InitialStateKind.SOC_PERCENT
    value: Number = 100.0


@attrs.frozen
class Resolution:
    """Output resolution: a sample every ``time`` s, and at every change by ``voltage`` V or ``current`` A."""

    time: Number | None = None
    voltage: Number | None = None
    current: Number | None = None


DEFAULT_RESOLUTION = Resolution(time=60.0)
"""What a cycler records, and what a step's own resolution adds to, where the test states none."""
ROOM_TEMPERATURE = 25.0


@attrs.frozen
class Globals:
    """Conditions of the test, degC.

    ``temperature`` is the ambient; None follows ``initial_temperature``. A document that gives one of them means both.
    Without a ``resolution`` a simulation chooses its samples by the curves.
    """

    initial_temperature: Number = ROOM_TEMPERATURE
    temperature: Number | None = None
    initial_state: InitialState = InitialState()
    resolution: Resolution | None = None

    @property
    def ambient(self) -> Number:
        """Ambient temperature at the start of the test, degC."""
        return self.initial_temperature if self.temperature is None else self.temperature


@attrs.frozen
class Limit:
    """One safety limit in V, degC or A (positive magnitude); ``goto`` is where a breach leads."""

    value: float
    goto: Target = END


@attrs.frozen
class Safety:
    """Limits on every step of the test; a breach comes before every end of the step."""

    voltage_min: Limit | None = None
    voltage_max: Limit | None = None
    temperature_min: Limit | None = None
    temperature_max: Limit | None = None
    charge_current_max: Limit | None = None
    discharge_current_max: Limit | None = None


@attrs.frozen
class End:
    """Condition that ends a step: ``quantity operator value``, operator ``<`` or ``>``, then go to ``goto``.

    ``text`` is the condition as it is shown to people, e.g. ``Voltage > 4.2``.
    """

    quantity: Quantity | ModelVariable
    operator: str
    value: Number
    goto: Target = NEXT
    text: str = attrs.field(default="", eq=False)


@attrs.frozen
class Assignment:
    """Protocol variable ``name`` (``VAR_...``) takes ``value``, evaluated when the step has completed."""

    name: str
    value: Number


@attrs.frozen
class Profile:
    """Samples of a drive cycle: ``time`` in s from 0, increasing; ``values`` in the unit of the mode.

    Positive current, power and C-rate discharge.

    ``mode`` is None when the samples do not say what they are; the step's mode decides then.
    """

    time: tuple[float, ...]
    values: tuple[float, ...]
    mode: Mode | None = None


@attrs.frozen
class Drive:
    """A drive cycle played by a step: its name in ``Program.drive_cycles``, factor on its values, plays."""

    profile_name: str
    scale: Number = 1.0
    repeat: Number = 1.0


@attrs.frozen
class Waveform:
    """A periodic signal around ``offset`` in the unit of the mode, positive = discharge.

    ``period`` is in s, ``duty`` between 0 and 1.

    Shapes: sine, square, triangle, ramp, custom (``profile`` holds the samples).
    """

    shape: str
    offset: Number = 0.0
    amplitude: Number = 0.0
    period: Number | None = None
    duty: Number = 0.5
    profile: Profile | None = None


@attrs.frozen
class Spectrum:
    """Impedance spectrum from ``frequency_min`` to ``frequency_max`` Hz, or at explicit frequencies."""

    frequency_min: Number | None = None
    frequency_max: Number | None = None
    points_per_decade: Number = 10.0
    frequencies: tuple[Number, ...] = ()
    amplitude: Number | None = None


@attrs.frozen(kw_only=True)
class Item:
    """What all items have: address, path for people (``steps[3] "CV Charge" > Charge``), enclosing blocks."""

    address: int
    path: str = attrs.field(eq=False)
    block_path: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Step(Item):
    """One step.

    Attributes
    ----------
    kind : Kind
    mode : Mode or None
        None for rest and ambient temperature.
    value : float, Expression or None
        Positive magnitude in the mode's unit; degC for an ambient temperature; None where ``detail`` rules.
    duration : float, Expression or None
        Longest step time in s.
    ends : tuple of End
    temperature : float, Expression or None
        Ambient for this step only, degC.
    resolution : Resolution or None
        Parts given here replace the global ones for this step.
    assignments : tuple of Assignment
        Run after the step has completed.
    detail : Drive, Waveform, Spectrum or None
        What the kinds Drive, Waveform and EIS play.
    direction : Expression or None
        Only for kind COMPUTED.
    """

    kind: Kind
    mode: Mode | None = None
    value: Number | None = None
    duration: Number | None = None
    ends: tuple[End, ...] = ()
    temperature: Number | None = None
    resolution: Resolution | None = None
    assignments: tuple[Assignment, ...] = ()
    detail: Drive | Waveform | Spectrum | None = None
    direction: Expression | None = None
    note: str | None = None
    name: str | None = None

    @property
    def sign(self) -> int:
        """Sign of the current: 1 for discharge, -1 for charge, 0 where the kind does not fix it."""
        return {Kind.DISCHARGE: 1, Kind.CHARGE: -1}.get(self.kind, 0)


@attrs.frozen(kw_only=True)
class BlockStart(Item):
    """First item of a block; ``end`` is the address of its BlockEnd. ``repeat`` is a whole number >= 0."""

    name: str
    end: int
    repeat: Number = 1.0
    condition: Number | None = None
    note: str | None = None


@attrs.frozen(kw_only=True)
class BlockEnd(Item):
    """Last item of a block; ``start`` is the address of its BlockStart."""

    start: int


@attrs.frozen(kw_only=True)
class Marker(Item):
    """A jump target that does nothing."""

    name: str


@attrs.frozen(kw_only=True)
class Control(Item):
    """Assignments, then a jump to ``goto`` if ``condition`` is true or None, else to ``otherwise``."""

    assignments: tuple[Assignment, ...] = ()
    condition: Number | None = None
    goto: Target = NEXT
    otherwise: Target = NEXT
    note: str | None = None
    name: str | None = None


ProgramItem = Step | BlockStart | BlockEnd | Marker | Control


@attrs.frozen
class Program:
    """A protocol in normal form; ``items[i].address == i``."""

    items: tuple[ProgramItem, ...]
    globals: Globals = Globals()
    safety: Safety = Safety()
    drive_cycles: Mapping[str, Profile] = attrs.Factory(dict)

    @property
    def model_variables(self) -> dict[str, str]:
        """Variables of the model that end steps, each with the path of the first such step."""
        found: dict[str, str] = {}
        for step in self.steps:
            for end in step.ends:
                if isinstance(end.quantity, ModelVariable):
                    found.setdefault(end.quantity.value, step.path)
        return found

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps alone, in order."""
        return tuple(item for item in self.items if isinstance(item, Step))
