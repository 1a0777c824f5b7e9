"""Run a task: many runs of one model and one protocol, each with its own inputs and design parameters.

Cells are kept from task to task, so a sweep that arrives in chunks builds its models once per process.

Source: docs/contract/performance.md (build once, parameters as inputs); docs/contract/ucp.md section 2.3.
"""

import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import attrs
import polars as pl

from ionworks import ucp
from ionworks.errors import IonworksError
from ionworks.server.engine.cell.cell import BuildError, Cell
from ionworks.server.engine.cell.numerics import TIGHTER, USUAL_TOLERANCES, read_numerics
from ionworks.server.engine.model.models import CUSTOM, build_model
from ionworks.server.engine.model.parameters import (
    check_design_parameters,
    check_variable_names,
    read_parameters,
)
from ionworks.server.engine.model.quick_cell import quick_model
from ionworks.server.engine.results.tables import make_tables
from ionworks.server.engine.runs.batch import Batch, BatchRun, run_batch
from ionworks.server.engine.runs.interpreter import (
    MAX_BACKWARD_JUMPS,
    Outcome,
    RunOptions,
    run_program,
)
from ionworks.server.errors import CONFIGURATION_ERROR, INTERNAL_ERROR, SOLVER_ERROR

_KEPT_CELLS = 8
_MESH_KEYS = ("geometry", "var_pts", "spatial_methods", "submesh_types")
_log = logging.getLogger("ionworks.engine")


@attrs.frozen(eq=False)
class RunResult:
    """Result of one run.

    Attributes
    ----------
    simulation_id, job_id : str
    status : str
        ``completed``, ``failed`` or ``canceled``.
    error : str or None
        Path of the step, time and reason.
    error_code : str or None
        ``SOLVER_ERROR``, ``CONFIGURATION_ERROR`` or ``INTERNAL_ERROR``.
    metrics : dict
        Totals and extremes; empty without samples.
    time_series, steps : polars.DataFrame
        What was computed, also of a run that failed.
    partial : bool
        True when the run did not complete but has samples.
    warnings : list of str
        What the user has to know, such as a test that ended at a voltage cut-off of the parameter set.
    """

    simulation_id: str
    job_id: str
    status: str
    error: str | None
    error_code: str | None
    metrics: dict[str, Any]
    time_series: pl.DataFrame
    steps: pl.DataFrame
    partial: bool
    warnings: list[str] = attrs.field(factory=list)


@attrs.frozen(eq=False)
class Chunk:
    """Results of all runs of a task in one pair of tables.

    Attributes
    ----------
    time_series, steps : polars.DataFrame
        Tables of all runs after one another; those of runs solved together come first.
    runs : list of dict
        In the order of the task: the fields of `RunResult`, but ``time_series`` and ``steps`` are
        [first row, number of rows] in the tables, None without rows.
    """

    time_series: pl.DataFrame
    steps: pl.DataFrame
    runs: list[dict[str, Any]]


def run(task: Mapping[str, Any], *, is_canceled: Callable[[], bool] = lambda: False) -> Iterator[RunResult]:
    """Run every run of a task and yield their results in order.

    Parameters
    ----------
    task : mapping
        ``model`` (config) and ``parameters`` (wire form), the latter over those of the published
        ``parameter_set`` if one is named, or a ``quick_model``; ``simulation_settings``, ``protocol`` (UCP),
        ``runs`` (each with ``simulation_id``, ``job_id``, ``inputs``, ``design_parameters``), ``extra_variables``,
        ``max_backward_jumps``. A numerical failure is tried once more with tighter tolerances.
    is_canceled : callable, optional
        Asked before every step of every run.

    Yields
    ------
    RunResult
        A run never raises: what is wrong with it is its status.

    Notes
    -----
    Source: operation ``create_simulations``; docs/contract/ucp.md section 2.3.
    """
    chunk = run_chunk(task, is_canceled=is_canceled)
    for fields in chunk.runs:
        tables = {name: getattr(chunk, name).slice(*(fields[name] or (0, 0))) for name in ("time_series", "steps")}
        yield RunResult(**{**fields, **tables})


def run_chunk(task: Mapping[str, Any], *, is_canceled: Callable[[], bool] = lambda: False) -> Chunk:
    """Run every run of a task: together where they fit into a batch, else one by one.

    Parameters
    ----------
    task : mapping
        As for `run`.
    is_canceled : callable, optional
        Asked before every step of every run, and before every list of runs.

    Notes
    -----
    Source: operation ``create_simulations``; docs/contract/performance.md (one pair of tables per chunk).
    """
    options = RunOptions(int(task.get("max_backward_jumps") or MAX_BACKWARD_JUMPS), is_canceled)
    extra = tuple(task.get("extra_variables") or ())
    protocol = _text(task, ("protocol",))
    structure = _text(task, ("model", "parameters", "parameter_set", "quick_model", "simulation_settings"))
    rows = _Rows()
    for batch in _batches(protocol, structure, task["runs"], extra, is_canceled):
        rows.add_batch(task["runs"], batch)
    for index, one in enumerate(task["runs"]):
        if index not in rows.found:
            outcome = _safe_outcome(protocol, structure, one, extra, options)
            if outcome.error_code == SOLVER_ERROR:
                outcome = _second_outcome(outcome, protocol, structure, one, extra, options)
            rows.add(index, _result(one, outcome, extra))
    return rows.chunk()


class _Rows:
    """Collects tables and remembers which rows are whose."""

    def __init__(self) -> None:
        self.found: dict[int, dict[str, Any]] = {}
        self._tables: dict[str, list[pl.DataFrame]] = {"time_series": [], "steps": []}
        self._heights = dict.fromkeys(self._tables, 0)

    def add_batch(self, runs: Sequence[Mapping[str, Any]], batch: Batch) -> None:
        """Add completed runs that were solved together."""
        series, steps = self._append("time_series", batch.tables.time_series), self._append("steps", batch.tables.steps)
        for place, (index, height) in enumerate(zip(batch.indices, batch.heights.tolist(), strict=True)):
            self.found[index] = {
                "simulation_id": runs[index]["simulation_id"],
                "job_id": runs[index]["job_id"],
                "status": "completed",
                "error": None,
                "error_code": None,
                "metrics": batch.tables.metrics[place],
                "time_series": [series, height],
                "steps": [steps + place, 1],
                "partial": False,
                "warnings": batch.warnings[place],
            }
            series += height

    def add(self, index: int, result: RunResult) -> None:
        """Add one run."""
        fields = {field.name: getattr(result, field.name) for field in attrs.fields(RunResult)}
        for name in self._tables:
            table = fields[name]
            fields[name] = [self._append(name, table), table.height] if table.height else None
        self.found[index] = fields

    def chunk(self) -> Chunk:
        """Join the tables; runs of one protocol can differ in columns (an EIS step that one did not reach)."""
        joined = {
            name: pl.concat(tables, how="diagonal_relaxed") if tables else pl.DataFrame()
            for name, tables in self._tables.items()
        }
        return Chunk(**joined, runs=[self.found[index] for index in sorted(self.found)])

    def _append(self, name: str, table: pl.DataFrame) -> int:
        begin = self._heights[name]
        self._tables[name].append(table)
        self._heights[name] += table.height
        return begin


def _batches(
    protocol: str,
    structure: str,
    runs: Sequence[Mapping[str, Any]],
    extra: tuple[str, ...],
    is_canceled: Callable[[], bool],
) -> Iterator[Batch]:
    """Solve together what can be; a run with anything wrong is left to be run, and refused, by itself."""
    programs: dict[str, ucp.Program | None] = {}
    groups: dict[tuple[str, ...], list[BatchRun]] = {}
    for index, one in enumerate(runs):
        inputs = json.dumps(one.get("inputs") or {}, sort_keys=True)
        if inputs not in programs:
            programs[inputs] = _bound(protocol, one.get("inputs") or {})
        program, design = programs[inputs], one.get("design_parameters") or {}
        if program is not None:
            groups.setdefault(tuple(sorted(design)), []).append(BatchRun(index, program, design))
    for varying, members in groups.items():
        try:
            cell = _cell(structure, varying, "{}", extra)
            checked = [_checked(member, cell) for member in members]
            batch = run_batch(cell, [member for member in checked if member is not None], extra, is_canceled)
        except (IonworksError, BuildError) as error:
            _log.debug("%d runs are run one by one: %s", len(members), error)
            continue
        except Exception:  # noqa: BLE001 (one by one they may succeed, or say which of them fails)
            _log.exception("%d runs could not be solved together", len(members))
            continue
        if batch is not None:
            yield batch


def _bound(protocol: str, inputs: Mapping[str, Any]) -> ucp.Program | None:
    try:
        return ucp.bind(_program(protocol), inputs).program
    except ucp.ProtocolError:
        return None


def _checked(run: BatchRun, cell: Cell) -> BatchRun | None:
    try:
        return attrs.evolve(run, design=check_design_parameters(run.design, cell.defaults))
    except IonworksError:
        return None


def _safe_outcome(
    protocol: str, structure: str, one: Mapping[str, Any], extra: tuple[str, ...], options: RunOptions
) -> Outcome:
    try:
        return _outcome(protocol, structure, one, extra, options)
    except (IonworksError, BuildError) as error:
        return Outcome("failed", (), str(error), CONFIGURATION_ERROR)
    except Exception as error:  # noqa: BLE001 (one bad run must not lose the others of its chunk)
        _log.exception("simulation %s failed unexpectedly", one["simulation_id"])
        return Outcome("failed", (), f"{type(error).__name__}: {error}", INTERNAL_ERROR)


def _second_outcome(
    first: Outcome, protocol: str, structure: str, one: Mapping[str, Any], extra: tuple[str, ...], options: RunOptions
) -> Outcome:
    """Run once more with tighter tolerances, which carries many runs over a steep end; keep what came further."""
    fields = json.loads(structure)
    settings = fields["simulation_settings"] or {}
    solver = settings.get("solver") or {}
    tight = {name: min(solver.get(name) or usual, usual) * TIGHTER for name, usual in USUAL_TOLERANCES.items()}
    fields["simulation_settings"] = {**settings, "solver": {**solver, **tight}}
    second = _safe_outcome(protocol, json.dumps(fields, sort_keys=True), one, extra, options)
    if second.status == "completed":
        return second
    note = f"; again with rtol {tight['rtol']:.0e} and atol {tight['atol']:.0e}"
    better = second if len(second.records) > len(first.records) else first
    return attrs.evolve(better, error=f"{better.error}{note}")


def _outcome(
    protocol: str, structure: str, one: Mapping[str, Any], extra: tuple[str, ...], options: RunOptions
) -> Outcome:
    try:
        program = ucp.bind(_program(protocol), one.get("inputs") or {}).program
    except ucp.ProtocolError as error:
        return Outcome("failed", (), str(error), CONFIGURATION_ERROR)
    given = one.get("design_parameters") or {}
    cell = _cell(structure, tuple(sorted(given)), "{}", extra)
    design = check_design_parameters(given, cell.defaults)
    try:
        return run_program(cell, program, design, options)
    except BuildError:
        if not design:
            raise
        # Some parameter cannot be an input of this model: build for these values alone.
        fixed = json.dumps(design, sort_keys=True)
        return run_program(_cell(structure, (), fixed, extra), program, {}, options)


@lru_cache(maxsize=4)
def _program(document: str) -> ucp.Program:
    return ucp.parse(json.loads(document)["protocol"])


@lru_cache(maxsize=_KEPT_CELLS)
def _cell(structure: str, varying: tuple[str, ...], fixed: str, extra: tuple[str, ...]) -> Cell:
    """Cell of a structure given as JSON text; `fixed` overrides parameters, `varying` come with each run."""
    fields = json.loads(structure)
    config, parameters = definition(fields)
    model = build_model(config)
    check_variable_names(extra, model)
    parameters.update(json.loads(fixed))
    own = {key: config[key] for key in _MESH_KEYS if key in config} if _is_custom(config) else {}
    numerics = read_numerics({**own, **(fields["simulation_settings"] or {})})
    return Cell(model, parameters, numerics, varying, extra)


def definition(fields: Mapping[str, Any]) -> tuple[Any, Any]:
    """Model config and parameter values of a task, whichever way it names them."""
    if fields.get("quick_model") is not None:
        config, wire = quick_model(fields["quick_model"])
        return config, read_parameters(wire)
    return fields["model"], read_parameters(fields.get("parameters") or {}, fields.get("parameter_set"))


def _is_custom(config: Any) -> bool:
    return isinstance(config, Mapping) and config.get("type") == CUSTOM


def _text(task: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return json.dumps({key: task.get(key) for key in keys}, sort_keys=True)


def _result(one: Mapping[str, Any], outcome: Outcome, extra: tuple[str, ...]) -> RunResult:
    tables = make_tables(outcome.records, extra)
    return RunResult(
        simulation_id=one["simulation_id"],
        job_id=one["job_id"],
        status=outcome.status,
        error=outcome.error,
        error_code=outcome.error_code,
        metrics=tables.metrics,
        time_series=tables.time_series,
        steps=tables.steps,
        partial=outcome.status != "completed" and tables.time_series.height > 0,
        warnings=list(outcome.warnings),
    )
