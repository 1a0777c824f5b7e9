"""What every objective offers to a fit, a validation or an analysis.

Source: docs/contract/pipeline-config.md sections 2.4 and 4.4.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import attrs

from ionworks.server.fit.values import Known
from ionworks.server.ground.arrays import Array

Inputs = Mapping[str, float]
Outputs = dict[str, Array]
Gradient = dict[str, dict[str, Array]]


@attrs.frozen
class Panel:
    """How one compared variable is drawn."""

    variable: str
    """Compared variable, with unit."""
    axis: str
    """Name of the horizontal axis, with unit."""
    points: Array
    """Horizontal values, shape (n,)."""


class Objective(Protocol):
    """A model with data to compare."""

    name: str
    """Key in the config."""
    kind: str
    """Wire ``type``."""

    @property
    def data(self) -> Mapping[str, Array]:
        """Measured values by compared variable, shape (n,) each."""

    @property
    def panels(self) -> Sequence[Panel]:
        """One per compared variable."""

    @property
    def assumed(self) -> Mapping[str, str]:
        """Parameters nobody gave and where their values come from."""

    @property
    def warnings(self) -> Sequence[str]:
        """What a person should know."""

    def outputs(self, batch: Sequence[Inputs]) -> list[Outputs]:
        """Model values of every compared variable for each proposal, NaN where there are none."""

    def with_gradient(self, inputs: Inputs) -> tuple[Outputs, Gradient] | None:
        """Model values and their derivatives by fit parameter, or ``None`` when it has to be differences."""

    def solve_coarsely(self, inputs: Inputs | None) -> bool:
        """Whether `with_gradient` is coarse from now on, near `inputs`, as it saves time; ``None``: exact again."""

    def unread(self, names: Sequence[str]) -> list[str]:
        """Fit parameters the model does not read."""

    @property
    def difference_step(self) -> float:
        """Relative step of difference quotients."""

    def adjusted(self, inputs: Inputs) -> dict[str, float]:
        """Values that follow from a solution: fractions made to add up to one, excess capacities."""

    @property
    def thinning(self) -> dict[str, Any] | None:
        """``rows``, ``used``, ``current``, ``tolerance`` and ``difference``; ``None`` when no row was left out."""

    def at_measured_rows(self, inputs: Inputs, outputs: Outputs) -> Outputs:
        """Model values solved for at every measured row, in place of `outputs` of thinned rows."""


class Usual:
    """What most objectives answer: they are solved for at every row, step by step, and nothing follows from them."""

    difference_step: float = 1e-3

    @property
    def thinning(self) -> dict[str, Any] | None:
        """``None``: no row is left out."""
        return None

    def with_gradient(self, inputs: Inputs) -> tuple[Outputs, Gradient] | None:
        """Return ``None``: there are no sensitivities."""
        del inputs
        return None

    def solve_coarsely(self, inputs: Inputs | None) -> bool:
        """Return ``False``: it is always exact."""
        del inputs
        return False

    def adjusted(self, inputs: Inputs) -> dict[str, float]:
        """Return nothing."""
        del inputs
        return {}

    def at_measured_rows(self, inputs: Inputs, outputs: Outputs) -> Outputs:
        """Return `outputs`."""
        del inputs
        return outputs


@attrs.frozen
class Context:
    """What an objective is built from."""

    known: Known
    """Parameter values of earlier elements and the objective's own."""
    wire: Mapping[str, Any]
    """The same values in wire form."""
    names: tuple[str, ...]
    """Fit parameters."""
    links: Mapping[str, Any]
    """Parameters given as expressions of fit parameters, in PyBaMM's form."""
    links_wire: Mapping[str, Any]
    """The same in wire form."""
    data: Mapping[str, Any]
    """Resolved data references."""
    models: Mapping[str, Any]
    """Resolved stored models: ``{"model": ..., "parameters": {...}}`` by id."""
    is_strict: bool
    """Refuse to assume parameter values."""
    is_compiled: bool
    """Whether compiling the model pays."""


def at_measured_rows(
    objectives: Sequence[Objective], inputs: Inputs, outputs: Mapping[str, Outputs]
) -> dict[str, Outputs]:
    """Outputs by objective, solved for at every measured row where some were left out."""
    return {item.name: item.at_measured_rows(inputs, outputs[item.name]) for item in objectives}


def thinning_of(objectives: Sequence[Objective]) -> dict[str, Any]:
    """What thinned objectives left out, by name."""
    return {item.name: item.thinning for item in objectives if item.thinning is not None}
