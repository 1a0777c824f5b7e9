"""``client.parameterized_model``: models with a complete set of parameter values."""

from ionworks.resources.models.parameterized_model.content import ParameterizedModels

__all__ = ["ParameterizedModels"]
