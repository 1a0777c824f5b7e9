"""Parameter functions of documents, called like the Python functions they were written from.

A document holds an expression of named arguments. PyBaMM reads it as a symbol, and treats a symbol differently from a
callable: without the regularization of its exchange currents, with the derivative of another tree. Here the expression
is called again, operation by operation, so that PyBaMM meets what the Python function would have returned.

Source: docs/contract/pipeline-config.md section 7.2; PyBaMM 26.10 ``parameter_substitutor.py``.
"""

from __future__ import annotations

import inspect
from typing import Any

from ionworks.errors import SerializationError, ValidationError


class ParameterFunction:
    """Function of PyBaMM symbols that evaluates a stored expression.

    Parameters
    ----------
    symbol : pybamm.ExpressionFunctionParameter
        Name, names of the arguments, and the expression of them as parameters of these names.

    Raises
    ------
    SerializationError
        Names of arguments that no Python function could have.
    """

    def __init__(self, symbol: Any) -> None:
        import pybamm

        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        try:
            arguments = [inspect.Parameter(name, kind) for name in symbol.func_args]
            self.__signature__ = inspect.Signature(arguments)
        except (TypeError, ValueError) as error:
            raise SerializationError(f"func_args of {symbol.name!r}: {error}") from None
        self.__name__ = str(symbol.func_name)
        self.symbol = symbol
        """What `ionworks.serialize.function_to_json` writes again."""
        self._placeholders = {name: pybamm.Parameter(name) for name in self.__signature__.parameters}

    def __call__(self, *positional: Any, **named: Any) -> Any:
        """Evaluate the expression; numbers count as symbols."""
        import pybamm

        try:
            given = self.__signature__.bind(*positional, **named).arguments
        except TypeError as error:
            raise ValidationError(f"{self!r} was called with {len(positional)} arguments: {error}") from None
        known = {self._placeholders[name]: pybamm.convert_to_symbol(value) for name, value in given.items()}

        def replay(node: Any, leaves: tuple[Any, ...]) -> Any:
            found = known.get(node)
            if found is not None:
                return found
            rebuilt = pybamm.rebuild(node, leaves)
            # An operation of constants was kept as it was written; called, Python works it out.
            return rebuilt.create_copy(new_children=list(node.children)) if rebuilt is node and leaves else rebuilt

        return pybamm.tree_map(replay, self.symbol.child)

    def __repr__(self) -> str:
        """Name and arguments."""
        return f"{self.__name__}{self.__signature__}"
