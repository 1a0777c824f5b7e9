"""Questions to PyBaMM that handlers need answered at once: asked in a worker process, with a time limit.

The functions below the class run in the worker; their imports of the engine stay inside, so that the server process
never loads PyBaMM.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from importlib.metadata import version
from typing import Any, Final

from ionworks.errors import ValidationError
from ionworks.server.errors import ApiError, bad_request
from ionworks.server.workers.pool import WorkerLostError, WorkExecutor

_REMEMBERED: Final = 256
_STOP_AFTER_SECONDS: Final = 60.0
"""A question nobody waits for any more may still end until then: a first answer needs PyBaMM to be imported."""


class Engine:
    """Asks worker processes, and remembers answers that never change.

    Parameters
    ----------
    executor : WorkExecutor
    seconds : float
        Longest wait for one answer, waiting for a free worker included; shorter than the clients' own 10 s.
    spare : callable, optional
        Makes one more executor, at the first question that finds every worker busy; it serves questions only.
    """

    def __init__(
        self, executor: WorkExecutor, seconds: float = 8.0, spare: Callable[[], WorkExecutor] | None = None
    ) -> None:
        self._executor = executor
        self._seconds = seconds
        self._make_spare = spare
        self._spare: WorkExecutor | None = None
        self._lock = threading.Lock()
        self._answers: OrderedDict[str, Any] = OrderedDict()

    def close(self) -> None:
        """Stop the worker that was made for questions; a later question makes another."""
        with self._lock:
            spare, self._spare = self._spare, None
        if spare is not None:
            spare.shutdown(wait=False)

    def ask(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Return ``function(*arguments)``, computed in a worker.

        Parameters
        ----------
        function : callable
            A function of this module.
        *arguments : any JSON

        Raises
        ------
        ApiError
            400 with the engine's explanation for input it refuses; 429 when no worker answered in time;
            nothing was done, so every client may ask again.
        """
        return self._answer(self._submit(function, arguments))

    def recall(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Return as `ask` does; the answer is kept for the next time. Treat it as read-only."""
        text = json.dumps([function.__name__, *arguments], sort_keys=True)
        key = hashlib.sha256(text.encode()).hexdigest()
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        future = self._submit(function, arguments)
        # an answer that comes too late for this request is there for the next one
        future.add_done_callback(lambda done: self._remember(key, done))
        return self._answer(future)

    def _submit(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Future[Any]:
        executor = self._free_executor()
        future = executor.submit(function, *arguments)
        limit = threading.Timer(_STOP_AFTER_SECONDS, executor.cancel_running, [future])
        limit.daemon = True
        limit.start()
        future.add_done_callback(lambda _done: limit.cancel())
        return future

    def _free_executor(self) -> WorkExecutor:
        """Return the executor of the jobs, or the spare one while a sweep or a long fit has every worker."""
        if self._make_spare is None or self._executor.idle:
            return self._executor
        with self._lock:
            if self._spare is None:
                self._spare = self._make_spare()
            return self._spare

    def _answer(self, future: Future[Any]) -> Any:
        try:
            return future.result(self._seconds)
        except ValidationError as error:
            raise bad_request(error.message) from error
        except (TimeoutError, WorkerLostError, CancelledError) as error:
            message = f"No worker process answered within {self._seconds:g} s; try again in a moment."
            raise ApiError(429, "BUSY", message, headers={"Retry-After": "1"}) from error

    def _remember(self, key: str, done: Future[Any]) -> None:
        if done.cancelled() or done.exception() is not None:
            return
        with self._lock:
            self._answers[key] = done.result()
            while len(self._answers) > _REMEMBERED:
                self._answers.popitem(last=False)


def pybamm_version() -> str:
    """Return the version of PyBaMM the workers run, without importing it."""
    return version("pybamm")


def check_model(config: Mapping[str, Any]) -> dict[str, Any]:
    """Build a model.

    Returns
    -------
    dict
        ``{"valid": True}``, or ``valid`` False with ``error`` and ``error_type``, the class name of the cause.

    Notes
    -----
    Source: operation ``validate_pybamm_model``.
    """
    from ionworks.server.engine.model.models import build_model

    try:
        build_model(config)
    except Exception as error:  # noqa: BLE001 - PyBaMM's constructors raise whatever they meet; all of it is the answer
        cause = error.__cause__ or error
        text = error.message if isinstance(error, ValidationError) else str(error)
        return {"valid": False, "error": text, "error_type": type(cause).__name__}
    return {"valid": True}


def model_catalogue() -> dict[str, Any]:
    """Names of the built-in models by PyBaMM namespace, and the allowed values of each option.

    Notes
    -----
    Source: operation ``list_pybamm_models``.
    """
    import pybamm

    from ionworks.server.engine.model.models import list_models

    modules: dict[str, list[str]] = {}
    for info in list_models():
        modules.setdefault(info.module, []).append(info.type)
    possible = pybamm.BatteryModelOptions({}).possible_options
    options = {name: json.loads(json.dumps(list(values))) for name, values in possible.items()}
    return {"pybamm_models": modules, "options": options}


def scalar_variable_names(config: Mapping[str, Any]) -> list[str]:
    """Names of the model's variables that are one number at every time, sorted.

    Raises
    ------
    ValidationError
        The model cannot be built.
    """
    from ionworks.server.engine.model.models import build_model
    from ionworks.server.engine.model.parameters import variable_names

    return variable_names(build_model(config))


def published_parameters(name: str) -> dict[str, Any]:
    """Wire form of a parameter set published with PyBaMM.

    Raises
    ------
    ValidationError
        There is no such set.
    """
    from ionworks.server.engine.model.parameters import parameter_set

    return parameter_set(name)


def check_parameters(parameters: Mapping[str, Any]) -> None:
    """Screen and read every value of a parameter set.

    Raises
    ------
    ValidationError
        Naming the parameter that cannot be read, or the class that is not PyBaMM's.
    """
    from ionworks.server.engine.model.parameters import read_parameters

    read_parameters(parameters)


def with_custom_variable(config: Mapping[str, Any], name: str, expression: str) -> dict[str, Any]:
    """Config of a model with one more output variable.

    Parameters
    ----------
    config : mapping
        As stored.
    name, expression : str
        See `ionworks.server.engine.model.custom_variables`.

    Returns
    -------
    dict
        A new config: built-in models list the variable under ``custom_variables``, custom ones in their document.

    Raises
    ------
    ValidationError
        The model cannot be built, or the expression is not allowed.
    """
    from pybamm.expression_tree.operations.serialise import convert_symbol_to_json

    from ionworks.server.engine.model.custom_variables import symbol
    from ionworks.server.engine.model.models import CUSTOM, build_model

    built = symbol(expression, build_model(config).variables)
    document = json.loads(json.dumps(convert_symbol_to_json(built)))
    if config.get("type") == CUSTOM:
        outer = dict(config["model"])
        inner = dict(outer["model"]) if "schema_version" in outer else outer
        inner["variables"] = {**inner.get("variables", {}), name: document}
        extended = {**config, "model": {**outer, "model": inner} if "schema_version" in outer else inner}
    else:
        extended = {**config, "custom_variables": {**config.get("custom_variables", {}), name: document}}
    build_model(extended)
    return extended


def check_submission(
    document: Mapping[str, Any], designs: Sequence[Mapping[str, Any]], variables: Sequence[str]
) -> None:
    """Refuse design parameters the set does not have or that cannot be, and unknown output variables.

    Raises
    ------
    ValidationError
        Naming the parameter or variable, and the closest names.
    """
    from ionworks.server.engine.model.models import build_model
    from ionworks.server.engine.model.parameters import (
        check_design_parameters,
        check_variable_names,
        read_parameters,
    )
    from ionworks.server.engine.simulate import definition

    config, wire = definition(document)
    if designs:
        parameters = read_parameters(wire, screened=True)
        for design in designs:
            check_design_parameters(design, parameters)
    if variables:
        check_variable_names(variables, build_model(config))


def check_optimization(document: Mapping[str, Any], parameters: Sequence[str], variables: Sequence[str]) -> None:
    """Refuse parameters the model does not have, or the protocol sets, and columns no run can have.

    Raises
    ------
    ValidationError
        Naming the parameter or variable, and the closest names.
    """
    from ionworks.server.design.metrics import TABLE_COLUMNS
    from ionworks.server.design.names import check_names

    check_names(document, parameters, [name for name in variables if name not in TABLE_COLUMNS])


def prepare_pipeline(elements: Mapping[str, Any], simple: bool) -> dict[str, Any]:
    """Check and normalize the elements of a pipeline.

    Returns
    -------
    dict
        ``issues`` (``element``, ``path``, ``message``, ``allowed`` each); without issues ``elements`` by name in
        canonical form and ``warnings``.
    """
    from ionworks.server.fit.config.prepare import prepare
    from ionworks.server.fit.failures import PipelineConfigError

    try:
        prepared = prepare({"elements": elements}, simple=simple)
    except PipelineConfigError as error:
        return {"issues": error.issues}
    return {
        "issues": [],
        "elements": {element.name: dict(element.config) for element in prepared.elements},
        "warnings": list(prepared.warnings),
    }
