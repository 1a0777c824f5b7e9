"""CurrentDriven and Pulse: the model driven with the measured current.

Source: docs/contract/pipeline-config.md section 2.4.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ionworks.errors import ValidationError
from ionworks.server.engine.model.parameters import check_variable_names
from ionworks.server.fit.data.measurement import Measurement, load_measurement
from ionworks.server.fit.data.plausible import check_charge, check_samples
from ionworks.server.fit.data.profile import Profile, read_profile, read_thinning
from ionworks.server.fit.model.evaluate import (
    build_key,
    prepared,
    sampled,
    sampled_gradient,
)
from ionworks.server.fit.model.models import SOC_INPUT, VOLTAGE_INPUT, Cell, assemble_cell, choose_model
from ionworks.server.fit.objectives.base import Context, Gradient, Inputs, Outputs, Panel, Usual
from ionworks.server.fit.values import Known
from ionworks.server.ground.arrays import Array
from ionworks.server.ground.choices import choice

TIME, VOLTAGE, CURRENT = "Time [s]", "Voltage [V]", "Current [A]"
_UNUSED = ("interpolant_atol", "interpolant_rtol")
_SLOW_GRADIENTS = ("DFN", "NewmanTobias", "MPM", "MSMR", "Yang2017")


class CurrentDriven(Usual):
    """The measured current drives the model; voltages (or other variables) are compared sample by sample.

    Parameters
    ----------
    name : str
        Key in the config.
    spec : mapping
        ``type``, ``data``, ``options``.
    context : Context

    Raises
    ------
    ValidationError
        Missing columns, unknown variables or an unknown model.

    Notes
    -----
    Source: docs/contract/pipeline-config.md section 2.4.
    """

    def __init__(self, name: str, spec: Mapping[str, Any], context: Context) -> None:
        options = dict(spec.get("options") or {})
        measurement = load_measurement(spec["data"], context.data)
        self.name, self.kind = name, str(spec.get("type", "CurrentDriven"))
        self._names = context.names
        self._by_voltage = options.get("independent variable", "time") == "voltage"
        self._variables = self._compared(options)
        self.warnings = check_samples(measurement.table, self._variables, f"objective {name!r}")
        self._differences: dict[str, float] = {}
        self.data, self.panels = self._measured(measurement)
        self._profile = self._driven(measurement, options)
        self._model = self._prepare(options, measurement, context)
        self.warnings += self._charge_warnings(measurement)
        check_variable_names(self._variables, self._model.cell.model)
        self.assumed = self._model.cell.assumed
        self._has_gradient: bool | None = None
        self._is_coarse = False

    def outputs(self, batch: Sequence[Inputs]) -> list[Outputs]:
        """Model values for each proposal."""
        return [self._selected(outputs) for outputs in self._solved(batch, self._profile)]

    def with_gradient(self, inputs: Inputs) -> tuple[Outputs, Gradient] | None:
        """Model values and sensitivities; ``None`` where differences are needed or cheaper."""
        if not self._gives_gradient(inputs):
            return None
        profile = self._profile
        complete = self._model.all_inputs(inputs, float(profile.drive.current[0]))
        solution = self._model.solve_with_gradient(complete, profile, is_coarse=self._is_coarse)
        if solution is None:
            return None
        outputs = _at_samples(profile, sampled(solution, self._variables, profile.times))
        gradient = sampled_gradient(solution, self._variables, self._names, profile.times)
        return outputs, {name: _at_samples(profile, columns) for name, columns in gradient.items()}

    def solve_coarsely(self, inputs: Inputs | None) -> bool:
        """Whether `with_gradient` is coarse from now on: where the current bends often; ``None``: exact again."""
        self._is_coarse = inputs is not None and self._model.is_slow and self._gives_gradient(inputs)
        return self._is_coarse

    def _gives_gradient(self, inputs: Inputs) -> bool:
        if self._has_gradient is None:
            model_name = type(self._model.cell.model).__name__
            slow = model_name in _SLOW_GRADIENTS or self._by_voltage or not self._names
            self._has_gradient = not slow and not self._model.state_follows(inputs)
        return self._has_gradient

    def at_measured_rows(self, inputs: Inputs, outputs: Outputs) -> Outputs:
        """Model values solved for at every measured row, in place of those drawn between the rows of a thinned profile.

        How far the two differ is kept for `thinning`.
        """
        if len(self._profile.times) == len(self._profile.samples):
            self._differences = dict.fromkeys(outputs, 0.0)
            return outputs
        found = self._selected(self._solved([inputs], self._profile.unthinned())[0])
        if not any(np.isfinite(values).any() for values in found.values()):
            return outputs
        for name, values in found.items():
            off = np.abs(values - outputs[name])
            off = off[np.isfinite(off)]
            self._differences[name] = float(np.max(off, initial=0.0))
            allowed = self._profile.tolerances.get(name, np.inf)
            if len(off) and np.sqrt(np.mean(off**2)) > allowed:
                self.warnings.append(
                    f"objective {self.name!r}: between the rows it was solved for, {name!r} of the model differs by "
                    f"{self._differences[name]:.2g} at most from what was compared (tolerance {allowed:.2g}); "
                    "the option {'thinning': 'off'} solves for every row"
                )
        return found

    @property
    def thinning(self) -> dict[str, Any] | None:
        """What was left out of the measured rows while the model was solved; ``None`` when nothing was."""
        profile = self._profile
        if not profile.is_thinned:
            return None
        return {
            "rows": len(profile.samples),
            "used": len(profile.times),
            "current": len(profile.drive.times),
            "tolerance": dict(profile.tolerances),
            "difference": dict(self._differences),
        }

    def unread(self, names: Sequence[str]) -> list[str]:
        """Fit parameters the model does not read."""
        read = self._model.cell.reads | {SOC_INPUT, VOLTAGE_INPUT}
        return [name for name in names if name not in read]

    def _solved(self, batch: Sequence[Inputs], profile: Profile) -> list[Outputs]:
        """Variables of the model at the measured rows."""
        complete: list[dict[str, float]] = []
        rows: list[int] = []
        found = [sampled(None, self._variables, profile.samples)] * len(batch)
        for row, inputs in enumerate(batch):
            try:
                complete.append(self._model.all_inputs(inputs, float(profile.drive.current[0])))
            except ValidationError:  # a state this proposal's cell cannot be in
                continue
            rows.append(row)
        if complete:
            for row, outputs in zip(rows, self._model.outputs(complete, profile), strict=True):
                found[row] = _at_samples(profile, outputs)
        return found

    def _driven(self, measurement: Measurement, options: Mapping[str, Any]) -> Profile:
        mode = read_thinning(options)
        unused = [name for name in _UNUSED if options.get(name) is not None]
        if unused:
            text = " and ".join(map(repr, unused))
            self.warnings.append(f"objective {self.name!r}: {text} not used: the noise of the data decides here")
        named = [name for name in dict.fromkeys((VOLTAGE, *self._variables)) if measurement.has(name)]
        curves = {name: measurement.column(name) for name in named}
        finite = {name: values for name, values in curves.items() if np.all(np.isfinite(values))}
        return read_profile(measurement.column(TIME), measurement.column(CURRENT), finite, mode)

    def _compared(self, options: Mapping[str, Any]) -> tuple[str, ...]:
        independent = options.get("independent variable", "time")
        if independent not in ("time", "voltage"):
            raise choice(f"objective {self.name!r} option 'independent variable'", independent, ("time", "voltage"))
        if self._by_voltage:
            return (VOLTAGE,)
        return tuple(options.get("objective variables") or (VOLTAGE,))

    def _charge_warnings(self, measurement: Measurement) -> list[str]:
        cell = self._model.cell
        soc = 100 * cell.state if isinstance(cell.state, float) else None
        return check_charge(measurement.table, cell.capacity, soc, f"objective {self.name!r}")

    def _measured(self, measurement: Measurement) -> tuple[dict[str, Array], list[Panel]]:
        times = measurement.column(TIME)
        if self._by_voltage:
            voltage = measurement.column(VOLTAGE)
            return {TIME: times - times[0]}, [Panel(TIME, VOLTAGE, voltage)]
        data = {name: measurement.column(name) for name in self._variables}
        return data, [Panel(name, TIME, times) for name in self._variables]

    def _selected(self, outputs: Outputs) -> Outputs:
        if not self._by_voltage:
            return outputs
        model, wanted = outputs[VOLTAGE], self.panels[0].points
        present = np.isfinite(model)
        if np.count_nonzero(present) < 2:
            return {TIME: np.full(len(wanted), np.nan)}
        order = np.argsort(model[present], kind="stable")
        voltage, times = model[present][order], self._profile.samples[present][order]
        return {TIME: np.interp(wanted, voltage, times, left=np.nan, right=np.nan)}

    def _prepare(self, options: Mapping[str, Any], measurement: Measurement, context: Context) -> Any:
        chosen = choose_model(self.name, options, context.models, context.wire)
        wire = dict(chosen.wire)
        if measurement.initial_voltage is not None and not ({SOC_INPUT, VOLTAGE_INPUT} & wire.keys()):
            wire[VOLTAGE_INPUT] = measurement.initial_voltage
        fixed = {name: value for name, value in wire.items() if name not in context.names}

        def make() -> Cell:
            known = Known(fixed, f"objective {self.name!r}")
            return assemble_cell(
                chosen.config, chosen.settings, known, context.names, strict=context.is_strict, overrides=context.links
            )

        identity = [chosen.config, chosen.settings, fixed, context.links_wire, context.is_strict]
        key = build_key(
            identity, make, self._profile, context.names, self._variables,
            is_compiled=context.is_compiled,
        )  # fmt: skip
        return prepared(key)


def _at_samples(profile: Profile, columns: Mapping[str, Array]) -> dict[str, Array]:
    return {name: profile.at_samples(values) for name, values in columns.items()}
