"""Impedance spectra.

Source: docs/contract/pipeline-config.md section 2.4.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pybamm

from ionworks.errors import ValidationError
from ionworks.server.engine.cell.errors import SolveError
from ionworks.server.engine.cell.impedance import SmallSignal
from ionworks.server.engine.cell.numerics import mesh_settings
from ionworks.server.fit.data.measurement import load_measurement
from ionworks.server.fit.data.plausible import check_spectrum
from ionworks.server.fit.model.evaluate import CURRENT
from ionworks.server.fit.model.models import SOC_INPUT, VOLTAGE_INPUT, assemble_cell, choose_model
from ionworks.server.fit.model.start import Start
from ionworks.server.fit.objectives.base import Context, Inputs, Outputs, Panel, Usual
from ionworks.server.fit.values import Known

FREQUENCY, REAL, IMAGINARY = "Frequency [Hz]", "Z_Re [Ohm]", "Z_Im [Ohm]"
_SURFACE_FORMS = ("differential", "algebraic")


class EIS(Usual):
    """Impedance at the measured frequencies; a capacitive response has a negative imaginary part.

    Parameters
    ----------
    name : str
    spec : mapping
    context : Context

    Notes
    -----
    Source: docs/contract/pipeline-config.md section 2.4; PyBaMM ``EISSimulation`` (Hallemans et al. 2025, J.
    Electrochem. Soc. 172 060507).
    """

    difference_step = 1e-4

    def __init__(self, name: str, spec: Mapping[str, Any], context: Context) -> None:
        options = dict(spec.get("options") or {})
        self.name, self.kind = name, "EIS"
        measurement = load_measurement(spec["data"], context.data)
        self._frequencies = measurement.column(FREQUENCY)
        self.data = {REAL: measurement.column(REAL), IMAGINARY: measurement.column(IMAGINARY)}
        self.panels = [Panel(item, FREQUENCY, self._frequencies) for item in self.data]
        chosen = choose_model(name, options, context.models, context.wire)
        fixed = {key: value for key, value in chosen.wire.items() if key not in context.names}
        known = Known(fixed, f"objective {name!r}")
        self._names = tuple(key for key in context.names if key not in (SOC_INPUT, VOLTAGE_INPUT))
        self._cell = assemble_cell(
            _with_surface_form(chosen.config),
            chosen.settings,
            known,
            context.names,
            strict=context.is_strict,
            overrides=context.links,
        )
        self.assumed = self._cell.assumed
        self.warnings = check_spectrum(measurement.table, self._cell.capacity, f"objective {name!r}")
        self._cell.table.update({CURRENT: 0.0})
        self._start = Start(self._cell, context.names)
        self._signal = self._build()

    def outputs(self, batch: Sequence[Inputs]) -> list[Outputs]:
        """Real and imaginary part for each proposal."""
        return [self._one(inputs) for inputs in batch]

    def unread(self, names: Sequence[str]) -> list[str]:
        """Fit parameters the model does not read."""
        return [name for name in names if name not in self._cell.reads | {SOC_INPUT, VOLTAGE_INPUT}]

    def _one(self, inputs: Inputs) -> Outputs:
        try:
            values = self._start.inputs(inputs)
            found = self._signal.impedance(self._frequencies, values)
        except (pybamm.SolverError, SolveError, ValidationError, ValueError, RuntimeError):
            found = np.full(len(self._frequencies), np.nan + 0j)
        return {REAL: found.real.copy(), IMAGINARY: found.imag.copy()}

    def _build(self) -> SmallSignal:
        model, numerics = self._cell.model, self._cell.numerics
        return SmallSignal(model, self._cell.table, mesh_settings(model, numerics, self._names))


def _with_surface_form(config: Any) -> Any:
    """Model config with the surface form that a frequency-domain solution needs, when the user set none."""
    fields: dict[str, Any] = {"type": config} if isinstance(config, str) else dict(config)
    if fields.get("type") == "custom" or fields.get("module") == "equivalent_circuit":
        return fields
    options = dict(fields.get("options") or {})
    if options.get("surface form") not in _SURFACE_FORMS:
        options["surface form"] = "differential"
    return {**fields, "options": options}
