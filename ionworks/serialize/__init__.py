"""PyBaMM objects to JSON and back, safely or loudly.

`screening` refuses documents that name anything but PyBaMM (no PyBaMM needed) and `classes` what this PyBaMM does not
load from documents, `write` and `models` turn live objects into JSON, `load` does the reverse behind both (`functions`:
what a parameter function becomes), `detect` recognises live objects without importing PyBaMM.
"""

from ionworks.serialize.arguments import Asked, asked_by, check_count
from ionworks.serialize.bpx_export import bpx_document
from ionworks.serialize.bpx_files import bpx_model_options, read_bpx
from ionworks.serialize.classes import loadable
from ionworks.serialize.detect import (
    is_experiment,
    is_geometry,
    is_model,
    is_parameter_values,
    is_pybamm_object,
    is_solver,
    is_symbol,
)
from ionworks.serialize.functions import ParameterFunction
from ionworks.serialize.load import (
    imported_pybamm,
    load_experiment,
    load_model,
    load_parameter_value,
    load_parameter_values,
    load_simulation_settings,
    load_solver,
    load_symbol,
)
from ionworks.serialize.models import model_to_config, model_to_create_config, model_to_document
from ionworks.serialize.screening import MODEL_MODULES, screen
from ionworks.serialize.write import (
    experiment_to_json,
    function_to_json,
    live_to_json,
    parameter_value_to_json,
    parameter_values_to_json,
    simulation_settings_to_json,
    solver_to_json,
    symbol_to_json,
)

__all__ = [
    "MODEL_MODULES",
    "Asked",
    "ParameterFunction",
    "asked_by",
    "bpx_document",
    "bpx_model_options",
    "check_count",
    "experiment_to_json",
    "function_to_json",
    "imported_pybamm",
    "is_experiment",
    "is_geometry",
    "is_model",
    "is_parameter_values",
    "is_pybamm_object",
    "is_solver",
    "is_symbol",
    "live_to_json",
    "load_experiment",
    "load_model",
    "load_parameter_value",
    "load_parameter_values",
    "load_simulation_settings",
    "load_solver",
    "load_symbol",
    "loadable",
    "model_to_config",
    "model_to_create_config",
    "model_to_document",
    "parameter_value_to_json",
    "parameter_values_to_json",
    "read_bpx",
    "screen",
    "simulation_settings_to_json",
    "solver_to_json",
    "symbol_to_json",
]
