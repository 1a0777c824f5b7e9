"""Whether a model has what an optimization varies and reads.

Source: operation ``create_optimization``.
"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from ionworks.errors import ValidationError
from ionworks.server.engine.model.models import build_model
from ionworks.server.engine.model.parameters import PROTOCOL_PARAMETERS, check_variable_names
from ionworks.server.engine.simulate import definition
from ionworks.server.engine.task import ModelDocument


def check_names(document: Mapping[str, Any], parameters: Sequence[str], variables: Sequence[str]) -> None:
    """Refuse parameters the set does not have, or the protocol sets, and unknown output variables.

    Values are not judged: bounds may reach beyond what is possible, such as fractions that add up to more than 1.

    Raises
    ------
    ValidationError
        Naming the parameter or variable, and the closest names.
    """
    config, values = definition(ModelDocument.from_json(document))
    known = [str(name) for name in values.keys()]  # noqa: SIM118 (not a mapping)
    for name in parameters:
        if name in PROTOCOL_PARAMETERS:
            raise ValidationError(f"parameter {name!r} is set by the protocol, not by the cell")
        if name not in known:
            near = get_close_matches(name, known, n=3)
            hint = f"; close matches: {', '.join(map(repr, near))}" if near else ""
            raise ValidationError(f"parameter {name!r} is not in the parameter set of the model{hint}")
    if variables:
        check_variable_names(variables, build_model(config))
