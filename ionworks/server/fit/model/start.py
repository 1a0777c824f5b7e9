"""The initial state of a proposal: fixed, or itself a fit parameter.

Source: docs/contract/pipeline-config.md section 2.4 (``Initial SOC [%]``, ``Initial voltage [V]``).
"""

from collections.abc import Mapping, Sequence

from ionworks.server.engine.cell.initial_state import InitialStates
from ionworks.server.engine.cell.starting_state import StartingState
from ionworks.server.fit.model.models import SOC_INPUT, VOLTAGE_INPUT, Cell, state_named

Inputs = Mapping[str, float]


class Start:
    """Initial states of one model; makes the parameters that hold them inputs.

    Parameters
    ----------
    cell : Cell
        Its table is changed where a state is given.
    names : sequence of str
        Fit parameters.
    """

    def __init__(self, cell: Cell, names: Sequence[str]) -> None:
        self._fixed = cell.state
        self._name = next((name for name in names if name in (SOC_INPUT, VOLTAGE_INPUT)), None)
        self._names = [name for name in names if name not in (SOC_INPUT, VOLTAGE_INPUT)]
        self._states: InitialStates | None = None
        if self._fixed is not None or self._name is not None:
            self._states = InitialStates(cell.model, cell.table.copy())
            cell.table.update(dict.fromkeys(self._states.names, "[input]"))

    def inputs(self, proposal: Inputs) -> dict[str, float]:
        """Inputs of the model: the other fit parameters, and the initial state that follows from them.

        Raises
        ------
        ValidationError
            A state the cell cannot be in.
        """
        values = {name: float(proposal[name]) for name in self._names}
        return values if self._states is None else values | self._states.values(self._state(proposal), values)

    def follows(self, proposal: Inputs) -> bool:
        """Whether the initial state changes with a fit parameter, so that plain sensitivities would miss it."""
        if self._states is None or self._name is not None:
            return self._name is not None
        here = self.inputs(proposal)
        held = self._states.names
        nearby = (self.inputs({**proposal, name: 1.001 * proposal[name]}) for name in self._names)
        return any(other[name] != here[name] for other in nearby for name in held)

    def _state(self, proposal: Inputs) -> StartingState:
        if self._name is not None:
            return state_named(self._name, float(proposal[self._name]))
        assert self._fixed is not None
        return self._fixed
