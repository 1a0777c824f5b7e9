"""Model and parameter table of a simulation objective; what is missing comes from the model's default set.

Source: docs/contract/pipeline-config.md sections 2.4 and 2.10; docs/decisions/0009-quality-of-a-fit-without-choices.md
(assumed parameters).
"""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs
import pybamm

from ionworks.errors import ValidationError
from ionworks.server.engine.cell.averages import as_with_numbers
from ionworks.server.engine.cell.numerics import Numerics, read_numerics
from ionworks.server.engine.cell.starting_state import StartingState
from ionworks.server.engine.model.models import build_model
from ionworks.server.fit.failures import MissingParametersError
from ionworks.server.fit.model.platform_models import PLATFORM_MODELS, build_platform_model
from ionworks.server.fit.values import Known, referenced
from ionworks.server.ground.choices import unsupported

CURVE_MODELS = ("MSMRHalfCellModel", "MSMRFullCellModel")
LUMPED_MODELS = ("LumpedSPMR", "LumpedSPMeR", "SingleElectrodeLumpedSPMR")
SIMULATED = ("SPM", "SPMe", "DFN", "MPM", "NewmanTobias", "MSMR", "Thevenin", "ECM", "GITTModel", "custom")
SOC_INPUT, VOLTAGE_INPUT = "Initial SOC [%]", "Initial voltage [V]"
_STATE_NAMES = (SOC_INPUT, VOLTAGE_INPUT)
_STATE_NEEDS = ("Open-circuit voltage at 0% SOC [V]", "Open-circuit voltage at 100% SOC [V]")
_RUN_NAMES = frozenset({"Current function [A]"})
_NOMINAL, _CIRCUIT_CAPACITY = "Nominal cell capacity [A.h]", "Cell capacity [A.h]"
_NUMERIC_KEYS = frozenset({"var_pts", "submesh_types", "solver", "spatial_methods", "geometry"})
CIRCUIT_NEEDS_STATE = (
    "an equivalent circuit has no state of charge of its own: give 'Initial SOC [%]' (0 to 100) or 'Initial voltage "
    "[V]' at the first sample, in an entry or as a fit parameter"
)
"""Why a circuit without initial state is refused: the default, half full, suits hardly any data."""
_CIRCUIT_STATE = "Initial SoC"


@attrs.frozen
class Cell:
    """Model with a complete parameter table."""

    model: Any
    """PyBaMM model, current controlled."""
    table: Any
    """pybamm.ParameterValues; fit parameters are inputs."""
    numerics: Numerics
    """Mesh and tolerances."""
    assumed: Mapping[str, str]
    """Parameters nobody gave, by name, and the set their values come from."""
    reads: frozenset[str]
    """Names of all parameters the model reads, directly or through others."""
    state: StartingState | None
    """Initial state; ``None``: the initial concentrations of the table."""

    @property
    def capacity(self) -> float | None:
        """Nominal capacity [A.h], unless it is fitted or no number."""
        values = (self.table.get(name) for name in (_CIRCUIT_CAPACITY, _NOMINAL))
        return next((float(value) for value in values if isinstance(value, (int, float))), None)


@attrs.frozen
class ModelChoice:
    """The model an objective simulates."""

    config: Any
    """Name or config."""
    settings: Mapping[str, Any]
    """Simulation settings: a stored model's, over them those of a config, over them the objective's own."""
    wire: Mapping[str, Any]
    """Parameter values in wire form: a stored model's under those that are known."""


def choose_model(
    objective: str, options: Mapping[str, Any], stored: Mapping[str, Any], wire: Mapping[str, Any]
) -> ModelChoice:
    """Read which model an objective's options name: a config of their own, or a stored parameterized model.

    Parameters
    ----------
    objective : str
        Its name, for errors.
    options : mapping
        ``model`` or ``parameterized_model_id``, and ``simulation_kwargs``.
    stored : mapping
        Engine documents of stored models by id.
    wire : mapping
        Known parameter values.

    Raises
    ------
    ValidationError
        An unknown stored model, or a model this engine does not run.
    """
    identifier = options.get("parameterized_model_id")
    if identifier is None or options.get("model") is not None:
        config, settings = _model_config(options.get("model"))
    elif identifier in stored:
        document = stored[identifier]
        config, settings = _model_config(document["model"])
        settings = {**(document.get("simulation_settings") or {}), **settings}
        wire = {**document["parameters"], **wire}
    else:
        raise ValidationError(f"objective {objective!r}: parameterized model {identifier!r} was not found")
    own = {key: value for key, value in (options.get("simulation_kwargs") or {}).items() if value is not None}
    return ModelChoice(config, {**settings, **own}, dict(wire))


def _model_config(config: Any) -> tuple[Any, dict[str, Any]]:
    settings: dict[str, Any] = {}
    if isinstance(config, Mapping):
        kind = config.get("type")
        if kind in LUMPED_MODELS:
            raise unsupported("model", kind, SIMULATED)
        if kind in CURVE_MODELS:
            raise ValidationError(
                f"model {kind!r} is an open-circuit curve: use it in the objective {str(kind).removesuffix('Model')}"
            )
        settings = dict(config.get("simulation_settings") or {})
        if kind == "custom":
            settings |= {key: config[key] for key in ("var_pts", "submesh_types") if config.get(key)}
        config = {key: value for key, value in config.items() if key != "simulation_settings"}
    return config, settings


def assemble_cell(
    config: Any,
    settings: Mapping[str, Any],
    known: Known,
    inputs: Iterable[str],
    *,
    strict: bool,
    overrides: Mapping[str, Any] | None = None,
) -> Cell:
    """Model, parameter table and initial state.

    Parameters
    ----------
    config : str or mapping
        Model config.
    settings : mapping
        ``var_pts``, ``submesh_types``, ``solver``; time-domain keys of PyBaMM's simulation are refused.
    known : Known
        Values of earlier elements and of the objective itself.
    inputs : iterable of str
        Parameters that vary from evaluation to evaluation.
    strict : bool
        Refuse to assume anything.
    overrides : mapping, optional
        Values in PyBaMM's form that replace known ones, such as links between fit parameters.

    Raises
    ------
    MissingParametersError
        In strict mode, or when the default set does not have a parameter either.
    ValidationError
        An unknown model or setting.
    """
    varying = tuple(inputs)
    model = as_with_numbers(built_model(config), (*varying, *(overrides or {})))
    numerics = read_numerics({key: value for key, value in settings.items() if key in _NUMERIC_KEYS})
    given = {name: known.value(name) for name in known if name not in _STATE_NAMES}
    given = {name: value for name, value in given.items() if not isinstance(value, list)} | msmr_sites(given)
    given |= dict(overrides or {})
    state = _initial_state(known)
    has_state = state is not None or bool(set(_STATE_NAMES) & set(varying))
    is_circuit = isinstance(model, pybamm.equivalent_circuit.Thevenin)
    if is_circuit:
        if not has_state and not {*given, *varying} & {_CIRCUIT_STATE}:
            raise ValidationError(CIRCUIT_NEEDS_STATE)
        given = _with_cell_capacity(given, varying)
    extra = [pybamm.Parameter(name) for name in _STATE_NEEDS] if has_state and not is_circuit else []
    assumed, table, reads = _completed(model, given, varying, strict, extra)
    for name in varying:
        if name not in _STATE_NAMES:
            table.update({name: "[input]"})
    return Cell(model, table, numerics, assumed, reads, state)


def built_model(config: Any) -> Any:
    """Model of an objective: PyBaMM's, a serialized one, or one of the platform's.

    Raises
    ------
    ValidationError
        A model that cannot be built.
    """
    if isinstance(config, Mapping) and config.get("type") in PLATFORM_MODELS:
        return build_platform_model(config)
    return build_model(config)


def _with_cell_capacity(given: Mapping[str, Any], varying: tuple[str, ...]) -> dict[str, Any]:
    """Values in which an equivalent circuit, which has a name of its own for it, finds the nominal capacity."""
    is_known = _NOMINAL in given or _NOMINAL in varying
    if not is_known or _CIRCUIT_CAPACITY in given or _CIRCUIT_CAPACITY in varying:
        return dict(given)
    return {**given, _CIRCUIT_CAPACITY: pybamm.Parameter(_NOMINAL)}


def msmr_sites(values: Mapping[str, Any]) -> dict[str, float]:
    """One value per host site, as PyBaMM reads them, from vectors of one electrode.

    Notes
    -----
    Source: docs/contract/pipeline-config.md section 2.9 (spellings of MSMR parameters).
    """
    sites: dict[str, float] = {}
    for electrode in ("Negative", "Positive"):
        stem = f"{electrode} electrode host site"
        for quantity, unit in (("standard potential", " [V]"), ("occupancy fraction", ""), ("ideality factor", "")):
            vector = values.get(f"{stem} {quantity}{unit}")
            if isinstance(vector, list):
                sites |= {f"{stem} {quantity} ({index}){unit}": value for index, value in enumerate(vector)}
                sites[f"Number of reactions in {electrode.lower()} electrode"] = float(len(vector))
    return sites


def _completed(
    model: Any, given: Mapping[str, Any], varying: tuple[str, ...], strict: bool, extra: list[Any]
) -> tuple[dict[str, str], Any, frozenset[str]]:
    """Which values the model reads had to be assumed, the complete table, and all names it reads."""
    defaults = model.default_parameter_values

    def lookup(name: str) -> Any:
        if name in given or name in varying:
            return given.get(name)
        return defaults.get(name)

    needed = referenced(_expressions_of(model) + extra, lookup)
    missing = sorted(name for name in needed if name not in given and name not in varying and name not in _RUN_NAMES)
    unknown = [name for name in missing if name not in defaults]
    if unknown or (missing and strict):
        raise MissingParametersError(f"model {model.name}", missing if strict else unknown)
    source = f"PyBaMM default parameter set of {model.name} ({_set_name(model, defaults)})"
    table = pybamm.ParameterValues(dict(given))
    if missing:
        table.update({name: defaults[name] for name in missing})
    return dict.fromkeys(missing, source), table, frozenset(needed)


def _expressions_of(model: Any) -> list[Any]:
    expressions = [item for pair in model.rhs.items() for item in pair]
    expressions += [item for pair in model.algebraic.items() for item in pair]
    expressions += list(model.initial_conditions.values()) + [event.expression for event in model.events]
    expressions += [model.variables[name] for name in ("Voltage [V]",) if name in model.variables]
    for sides in model.boundary_conditions.values():
        expressions += [value for value, _ in sides.values()]
    for bounds in (model.default_geometry or {}).values():
        for span in bounds.values():
            if isinstance(span, Mapping):
                expressions += [end for end in span.values() if isinstance(end, pybamm.Symbol)]
    return expressions


def _set_name(model: Any, defaults: Any) -> str:
    for name in ("Marquis2019", "Xu2019", "ECM_Example", "MSMR_Example"):
        if dict(pybamm.ParameterValues(name)).keys() == dict(defaults).keys():
            return name
    return type(model).__name__


def state_named(name: str, value: float) -> StartingState:
    """Initial state that a parameter, percent or volts, stands for."""
    return StartingState(fraction=value / 100) if name == SOC_INPUT else StartingState(volts=value)


def _initial_state(known: Known) -> StartingState | None:
    name = next((name for name in _STATE_NAMES if name in known), None)
    if name is None:
        return None
    value = known.number(name)
    if name == SOC_INPUT and not 0 <= value <= 100:
        raise ValidationError(f"parameter 'Initial SOC [%]' is {value:g}; allowed: 0 to 100")
    return state_named(name, value)
