"""Computed directions: ``direction[<expression>]`` decides between Charge and Discharge.

Source: docs/contract/ucp.md section 1.4 (rule 3d: words, or a number where > 0 means charge).
"""

from ionworks.ucp.expressions import Environment, Expression, parse_expression
from ionworks.ucp.program import Kind

_WORDS = ("charge", "discharge")


def read_direction(text: str) -> tuple[Kind, Expression | None]:
    """Read the expression of a computed direction, see :func:`settle_direction`."""
    return settle_direction(parse_expression(text, words=_WORDS))


def settle_direction(expression: Expression) -> tuple[Kind, Expression | None]:
    """Return Charge or Discharge when the expression is constant, else COMPUTED and the expression.

    Raises
    ------
    ExpressionError
        When a constant expression has no value.
    """
    if not expression.is_constant:
        return Kind.COMPUTED, expression
    return direction_kind(expression.evaluate_word(Environment())), None


def direction_kind(value: float | str) -> Kind:
    """Return the kind a computed direction stands for: its word, or Charge for a number > 0."""
    if isinstance(value, str):
        return Kind.CHARGE if value.casefold() == "charge" else Kind.DISCHARGE
    return Kind.CHARGE if value > 0 else Kind.DISCHARGE
