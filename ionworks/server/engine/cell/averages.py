"""Models whose averages are the same numbers whether a porosity is a number or an input.

The electrolyte concentration is the conserved quantity over the porosity, which differs from domain to domain. PyBaMM
takes the average of such a quotient apart as if the porosity were one number: with numbers it becomes the average of
the conserved quantity times the average of the reciprocals, with an input it is divided by the average porosity
instead. Models that average the concentration (SPMe) then differ by up to 1 mV. Here the quotient is written as the
product that numbers give.

Source: PyBaMM ``XAverage.from_symbol``; docs/decisions/0016-inputs-and-numbers.md.
"""

from collections.abc import Iterable
from typing import Any

import pybamm

_DIVISOR = "porosity"


def as_with_numbers(model: Any, varying: Iterable[str]) -> Any:
    """Return a model that gives with these parameters as inputs what it gives with them as numbers.

    Parameters
    ----------
    model : pybamm.BaseModel
        Unprocessed.
    varying : iterable of str
        Parameters that are inputs.

    Returns
    -------
    pybamm.BaseModel
        The model itself when none of them needs it.
    """
    if not any(name.endswith(_DIVISOR) for name in varying):
        return model
    cache: dict[Any, Any] = {}

    def rewritten(symbol: Any) -> Any:
        return pybamm.tree_map(_rewritten, symbol, cache) if isinstance(symbol, pybamm.Symbol) else symbol

    copy = model.new_copy()
    for equations in (copy.rhs, copy.algebraic, copy.initial_conditions, copy.variables):
        equations.update({key: rewritten(value) for key, value in equations.items()})
    for sides in copy.boundary_conditions.values():
        sides.update({side: (rewritten(value), kind) for side, (value, kind) in sides.items()})
    copy.events = [pybamm.Event(one.name, rewritten(one.expression), one.event_type) for one in copy.events]
    return copy


def _rewritten(symbol: Any, leaves: Any) -> Any:
    same = pybamm.rebuild(symbol, leaves, simplify=False)
    quotient = same.child if isinstance(same, pybamm.XAverage) else None
    if not isinstance(quotient, pybamm.Division) or not isinstance(quotient.right, pybamm.Concatenation):
        return same
    return pybamm.XAverage(pybamm.Multiplication(1 / quotient.right, quotient.left))
