"""Initial state of a cell from a state of charge or a voltage, as values of the parameters that set it.

Solving for the stoichiometries costs more than a discharge of a single particle model, so results are kept by
the quantities that determine them: a sweep over a diffusivity solves once.

Source: docs/contract/performance.md (a new initial SOC costs 6 to 12 ms); docs/contract/ucp.md section 2.1
(``initial_state_*``).
"""

import logging
import warnings
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pybamm

from ionworks.errors import ValidationError
from ionworks.server.engine.cell.starting_state import StartingState
from ionworks.server.engine.cell.stoichiometry import Stoichiometries, is_plain
from ionworks.server.ground.arrays import Array

_HALF_CELL = "positive"
_MAX_KEPT = 4096
_ENDS = (StartingState(fraction=0.0), StartingState(fraction=1.0))
_log = logging.getLogger("ionworks.engine")


def state_parameter_names(model: Any, parameters: Any) -> tuple[str, ...]:
    """Names of the parameters that hold the initial state; empty when the model cannot be given one.

    Notes
    -----
    Source: PyBaMM ``ParameterValues.set_initial_state`` (chemistry by chemistry).
    """
    if isinstance(model, pybamm.equivalent_circuit.Thevenin):
        return ("Initial SoC",)
    if not isinstance(model, pybamm.lithium_ion.BaseModel):
        return ()
    options = model.options
    electrodes = ("positive",) if options["working electrode"] == _HALF_CELL else ("negative", "positive")
    if options["open-circuit potential"] == "MSMR":
        return tuple(f"Initial voltage in {electrode} electrode [V]" for electrode in electrodes)
    names: list[str] = []
    for electrode in electrodes:
        composite = pybamm.lithium_ion.check_if_composite(options, electrode)
        prefixes = ("Primary: ", "Secondary: ") if composite else ("",)
        names.extend(f"{prefix}Initial concentration in {electrode} electrode [mol.m-3]" for prefix in prefixes)
    return tuple(name for name in names if name in parameters)


class InitialStates:
    """Initial states of one model and parameter set.

    Parameters
    ----------
    model : pybamm.BaseModel
    parameters : pybamm.ParameterValues
        Parameters that vary from run to run are inputs here.
    """

    def __init__(self, model: Any, parameters: Any) -> None:
        self.names = state_parameter_names(model, parameters)
        self._model = model
        self._parameters = parameters
        self._is_ecm = isinstance(model, pybamm.equivalent_circuit.Thevenin)
        self._solver = self._reusable_solver()
        self._known: dict[Any, dict[str, float]] = {}

    def of_runs(
        self, states: Sequence[StartingState], design: Mapping[str, Array]
    ) -> tuple[dict[str, Array], Array] | None:
        """Values of the initial-state parameters and states of charge of many runs in one pass.

        Parameters
        ----------
        states : sequence of StartingState
            One per run.
        design : mapping of str to array
            Values of the parameters that vary.

        Returns
        -------
        tuple or None
            Arrays with NaN where a state cannot be reached; None for cells that are solved one by one.
        """
        return None if self._together is None else self._together.solve(states, design)

    @cached_property
    def _together(self) -> Stoichiometries | None:
        if self._solver is None or not is_plain(self._model.options):
            return None
        try:
            return Stoichiometries(self._model, self._parameters, self._solver.lims_ocp)
        except Exception:  # noqa: BLE001 (whatever PyBaMM and CasADi raise for a curve without closed form)
            _log.debug("initial states of %s are solved one by one", self._model.name, exc_info=True)
            return None

    def values(self, state: StartingState, inputs: Mapping[str, float]) -> dict[str, float]:
        """Values of the initial-state parameters.

        Parameters
        ----------
        state : StartingState
        inputs : mapping of str to float
            Values of the parameters that vary.

        Raises
        ------
        ValidationError
            A state the cell cannot be in.
        """
        if not self.names:
            return {}
        if self._is_ecm and state.fraction is not None:
            return {"Initial SoC": state.fraction}
        found = self.of_runs([state], {name: np.array([value]) for name, value in inputs.items()})
        if found is not None and np.isfinite(found[1]).all():
            return {name: float(values[0]) for name, values in found[0].items()}
        key = (state, self._fingerprint(inputs))
        if key not in self._known:
            if len(self._known) >= _MAX_KEPT:
                self._known.clear()
            self._known[key] = self._solve(state, inputs)
        return self._known[key]

    def state_of_charge(self, state: StartingState, inputs: Mapping[str, float]) -> float:
        """State of charge, 0 to 1, that a state or voltage stands for; 1 where the model has none."""
        if state.fraction is not None:
            return state.fraction
        if not self.names:
            return 1.0
        name = self.names[0]
        here, empty, full = (self.values(at, inputs)[name] for at in (state, *_ENDS))
        return (here - empty) / (full - empty)

    def _solve(self, state: StartingState, inputs: Mapping[str, float]) -> dict[str, float]:
        arguments: dict[str, Any] = {"inplace": False, "inputs": dict(inputs), "options": self._model.options}
        try:
            with warnings.catch_warnings():
                # PyBaMM's own composite solver still uses input names that PyBaMM has deprecated.
                warnings.simplefilter("ignore", DeprecationWarning)
                solved = self._solved(state, arguments)
        except (ValueError, pybamm.SolverError) as error:
            raise ValidationError(f"initial state {state} cannot be reached: {error}") from error
        return {name: float(solved.evaluate(solved[name], inputs=dict(inputs))) for name in self.names}

    def _solved(self, state: StartingState, arguments: dict[str, Any]) -> Any:
        param = self._model.param
        if self._solver is None:
            return self._parameters.set_initial_state(state.for_pybamm, param=param, **arguments)
        return pybamm.lithium_ion.set_initial_state(
            state.for_pybamm, self._parameters, param=param, esoh_solver=self._solver, **arguments
        )

    def _fingerprint(self, inputs: Mapping[str, float]) -> Any:
        if self._is_ecm or self._solver is None:
            return tuple(sorted(inputs.items()))
        found: Any = pybamm.lithium_ion.compute_esoh_fingerprint(
            self._parameters, self._model.param, self._model.options, dict(inputs)
        )
        return found

    def _reusable_solver(self) -> Any:
        """Electrode state-of-health solver for plain electrodes; other kinds solve anew each time."""
        if self._is_ecm or not self.names:
            return None
        options = self._model.options
        composite = any(pybamm.lithium_ion.check_if_composite(options, name) for name in ("negative", "positive"))
        if composite or options["working electrode"] == _HALF_CELL:
            return None
        return pybamm.lithium_ion.ElectrodeSOHSolver(self._parameters, param=self._model.param, options=options)
