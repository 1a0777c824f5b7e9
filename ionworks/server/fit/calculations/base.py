"""Table of calculations: each declares what it reads and writes, and a function from one to the other.

Source: docs/contract/pipeline-config.md section 2.9.
"""

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from ionworks.errors import ValidationError
from ionworks.server.fit.data.measurement import Measurement, load_measurement
from ionworks.server.fit.data.plausible import check_curve
from ionworks.server.fit.task import Task
from ionworks.server.fit.values import Known
from ionworks.server.ground.choices import choice


@attrs.frozen
class Request:
    """One calculation to do."""

    config: Mapping[str, Any]
    """Wire form."""
    known: Known
    """Parameter values so far."""
    task: Task
    """The element."""
    warnings: list[str] = attrs.Factory(list)
    """What was odd about its data."""

    def option(self, name: str, default: Any = None) -> Any:
        """Value of an option of the calculation."""
        value = (self.config.get("options") or {}).get(name)
        return default if value is None else value

    def data(self) -> Measurement:
        """Measured data of the calculation, once they were found plausible."""
        measurement = load_measurement(self.config["data"], self.task.data)
        self.warnings.extend(check_curve(measurement.table, None, f"calculation {self.config.get('type')}"))
        return measurement

    @property
    def electrode(self) -> str:
        """``Positive`` or ``Negative``."""
        return electrode_name(self.config.get("electrode"))

    @property
    def phase(self) -> str:
        """Prefix such as ``"Primary: "``, or nothing."""
        phase = self.config.get("phase") or self.option("phase") or ""
        if phase not in ("", "primary", "secondary"):
            raise choice("phase", phase, ("primary", "secondary"))
        return f"{phase.capitalize()}: " if phase else ""

    @property
    def direction(self) -> str:
        """``"lithiation "``, ``"delithiation "`` or nothing."""
        direction = self.config.get("direction") or self.option("direction") or ""
        if direction not in ("", "lithiation", "delithiation"):
            raise choice("direction", direction, ("lithiation", "delithiation"))
        return f"{direction} " if direction else ""

    def name(self, template: str) -> str:
        """Parameter name of a template with ``{E}``, ``{e}``, ``{phase}`` and ``{direction}``."""
        electrode = self.config.get("electrode")
        if electrode == "lumped":
            # One electrode only: its name goes away, and the quantity starts the name.
            short = template.replace("{E} electrode ", "").replace("{E} particle ", "Particle ").replace("{E} ", "")
            bare = short.format(E="", e="", phase=self.phase, direction=self.direction)
            return bare[:1].upper() + bare[1:]
        parts = {"phase": self.phase, "direction": self.direction}
        if "{E}" in template or "{e}" in template:
            parts |= {"E": self.electrode, "e": self.electrode.lower()}
        return template.format(**parts)


Function = Callable[[Request], dict[str, Any]]


@attrs.frozen
class Calculation:
    """One kind of calculation."""

    inputs: tuple[str, ...]
    """Templates of the parameters it reads."""
    outputs: tuple[str, ...]
    """Templates of the parameters it gives."""
    compute: Function
    """From a request to values by parameter name."""


def algebra(inputs: tuple[str, ...], outputs: tuple[str, ...], formula: Callable[..., Any]) -> Calculation:
    """Calculation by a formula of numbers: all inputs in order give one output, or a tuple of outputs.

    Parameters
    ----------
    inputs, outputs : tuple of str
        Name templates.
    formula : callable
        From the numbers to the outputs.
    """

    def compute(request: Request) -> dict[str, Any]:
        values = request.known.numbers([request.name(template) for template in inputs])
        try:
            found = formula(*values)
        except ZeroDivisionError:
            names = ", ".join(request.name(template) for template in inputs)
            raise ValidationError(f"division by zero; check {names}") from None
        results = found if isinstance(found, tuple) else (found,)
        return {request.name(template): value for template, value in zip(outputs, results, strict=True)}

    return Calculation(inputs, outputs, compute)


def electrode_name(electrode: Any) -> str:
    """Capitalized electrode name.

    Raises
    ------
    ValidationError
        Neither ``positive`` nor ``negative``.
    """
    if electrode not in ("positive", "negative"):
        raise choice("electrode", electrode, ("positive", "negative"))
    return str(electrode).capitalize()
