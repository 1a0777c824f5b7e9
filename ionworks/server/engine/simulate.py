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
from ionworks.server.engine.cell.cell import Cell
from ionworks.server.engine.cell.errors import BuildError
from ionworks.server.engine.cell.numerics import TIGHTER, USUAL_TOLERANCES, Numerics, read_numerics
from ionworks.server.engine.model.models import CUSTOM, build_model
from ionworks.server.engine.model.parameters import check_design_parameters, read_parameters
from ionworks.server.engine.model.quick_cell import quick_model
from ionworks.server.engine.model.space import split_names
from ionworks.server.engine.results.tables import make_tables
from ionworks.server.engine.runs.batch import Batch, BatchRun, run_batch
from ionworks.server.engine.runs.interpreter import Outcome, run_program
from ionworks.server.engine.task import ModelDocument, SimulationRun, SimulationTask
from ionworks.server.ground.errors import CONFIGURATION_ERROR, INTERNAL_ERROR, SOLVER_ERROR

KeepProfile = Callable[[str, str, pl.DataFrame], None]
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
        ``completed`` or ``failed``.
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


@attrs.frozen
class _Shared:
    """What the runs of a task share, as keys of what is kept from task to task."""

    protocol: str
    structure: str
    extra: tuple[str, ...]
    max_backward_jumps: int

    def tighter(self, settings: Mapping[str, Any]) -> "_Shared":
        """Return the same with other tolerances of the solver."""
        fields = json.loads(self.structure)
        own = fields["simulation_settings"] or {}
        fields["simulation_settings"] = {**own, "solver": {**(own.get("solver") or {}), **settings}}
        return attrs.evolve(self, structure=json.dumps(fields, sort_keys=True))


def run(task: SimulationTask) -> Iterator[RunResult]:
    """Run every run of a task and yield their results in order; see `run_chunk`.

    Yields
    ------
    RunResult
        A run never raises: what is wrong with it is its status.

    Notes
    -----
    Source: operation ``create_simulations``; docs/contract/ucp.md section 2.3.
    """
    chunk = run_chunk(task)
    for fields in chunk.runs:
        tables = {name: getattr(chunk, name).slice(*(fields[name] or (0, 0))) for name in ("time_series", "steps")}
        yield RunResult(**{**fields, **tables})


def run_chunk(task: SimulationTask, keep_profile: KeepProfile | None = None) -> Chunk:
    """Run every run of a task: together where they fit into a batch, else one by one.

    A numerical failure is tried once more with tighter tolerances. Runs with variables over space go one by one.

    Parameters
    ----------
    task : SimulationTask
    keep_profile : callable, optional
        Takes the id of a simulation, a variable over space and its table, run by run.

    Notes
    -----
    Source: operation ``create_simulations``; docs/contract/performance.md (one pair of tables per chunk).
    """
    protocol = json.dumps(task.protocol, sort_keys=True)
    shared = _Shared(protocol, task.structure, task.extra_variables, task.max_backward_jumps)
    rows = _Rows()
    for batch in _batches(shared, task.runs):
        rows.add_batch(task.runs, batch)
    for index, one in enumerate(task.runs):
        if index not in rows.found:
            outcome = _safe_outcome(shared, one)
            if outcome.error_code == SOLVER_ERROR:
                outcome = _second_outcome(outcome, shared, one)
            rows.add(index, _result(one, outcome, shared.extra))
            if outcome.fields is not None and keep_profile is not None:
                for name, table in outcome.fields.tables():
                    keep_profile(one.simulation_id, name, table)
    return rows.chunk()


class _Rows:
    """Collects tables and remembers which rows are whose."""

    def __init__(self) -> None:
        self.found: dict[int, dict[str, Any]] = {}
        self._tables: dict[str, list[pl.DataFrame]] = {"time_series": [], "steps": []}
        self._heights = dict.fromkeys(self._tables, 0)

    def add_batch(self, runs: Sequence[SimulationRun], batch: Batch) -> None:
        """Add completed runs that were solved together."""
        series, steps = self._append("time_series", batch.tables.time_series), self._append("steps", batch.tables.steps)
        for place, (index, height) in enumerate(zip(batch.indices, batch.heights.tolist(), strict=True)):
            self.found[index] = {
                "simulation_id": runs[index].simulation_id,
                "job_id": runs[index].job_id,
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


def _batches(shared: _Shared, runs: Sequence[SimulationRun]) -> Iterator[Batch]:
    """Solve together what can be; a run with anything wrong is left to be run, and refused, by itself."""
    programs: dict[str, ucp.Program | None] = {}
    groups: dict[tuple[str, ...], list[BatchRun]] = {}
    for index, one in enumerate(runs):
        inputs = json.dumps(one.inputs, sort_keys=True)
        if inputs not in programs:
            programs[inputs] = _bound(shared.protocol, one.inputs)
        program = programs[inputs]
        if program is not None:
            names = tuple(sorted(one.design_parameters))
            groups.setdefault(names, []).append(BatchRun(index, program, one.design_parameters))
    for varying, members in groups.items():
        try:
            cell = _cell(shared.structure, varying, "{}", shared.extra)
            if cell.field_names:
                continue
            checked = [_checked(member, cell) for member in members]
            batch = run_batch(cell, [member for member in checked if member is not None], shared.extra)
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


def _safe_outcome(shared: _Shared, one: SimulationRun) -> Outcome:
    try:
        return _outcome(shared, one)
    except (IonworksError, BuildError) as error:
        return Outcome("failed", (), str(error), CONFIGURATION_ERROR)
    except Exception as error:  # noqa: BLE001 (one bad run must not lose the others of its chunk)
        _log.exception("simulation %s failed unexpectedly", one.simulation_id)
        return Outcome("failed", (), f"{type(error).__name__}: {error}", INTERNAL_ERROR)


def _second_outcome(first: Outcome, shared: _Shared, one: SimulationRun) -> Outcome:
    """Run once more with tighter tolerances, which carries many runs over a steep end; keep what came further."""
    solver = (json.loads(shared.structure)["simulation_settings"] or {}).get("solver") or {}
    tight = {name: min(solver.get(name) or usual, usual) * TIGHTER for name, usual in USUAL_TOLERANCES.items()}
    second = _safe_outcome(shared.tighter(tight), one)
    if second.status == "completed":
        return second
    note = f"; again with rtol {tight['rtol']:.0e} and atol {tight['atol']:.0e}"
    better = second if len(second.records) > len(first.records) else first
    return attrs.evolve(better, error=f"{better.error}{note}")


def _outcome(shared: _Shared, one: SimulationRun) -> Outcome:
    try:
        program = ucp.bind(_program(shared.protocol), one.inputs).program
    except ucp.ProtocolError as error:
        return Outcome("failed", (), str(error), CONFIGURATION_ERROR)
    cell = _cell(shared.structure, tuple(sorted(one.design_parameters)), "{}", shared.extra)
    design = check_design_parameters(one.design_parameters, cell.defaults)
    try:
        return run_program(cell, program, design, shared.max_backward_jumps)
    except BuildError:
        if not design:
            raise
        # Some parameter cannot be an input of this model: build for these values alone.
        fixed = json.dumps(design, sort_keys=True)
        return run_program(_cell(shared.structure, (), fixed, shared.extra), program, {}, shared.max_backward_jumps)


@lru_cache(maxsize=4)
def _program(document: str) -> ucp.Program:
    return ucp.parse(json.loads(document))


@lru_cache(maxsize=_KEPT_CELLS)
def _cell(structure: str, varying: tuple[str, ...], fixed: str, extra: tuple[str, ...]) -> Cell:
    """Cell of a structure given as JSON text; `fixed` overrides parameters, `varying` come with each run."""
    document = ModelDocument.from_json(json.loads(structure))
    config, parameters = definition(document)
    model = build_model(config)
    columns, fields = split_names(extra, model)
    parameters.update(json.loads(fixed))
    return Cell(model, parameters, numerics_of(config, document.simulation_settings), varying, columns, fields)


def numerics_of(config: Any, settings: Mapping[str, Any] | None) -> Numerics:
    """Mesh and solver of a model; settings beat what the document of a custom model brings."""
    own = {key: config[key] for key in _MESH_KEYS if key in config} if _is_custom(config) else {}
    return read_numerics({**own, **(settings or {})})


def definition(document: ModelDocument) -> tuple[Any, Any]:
    """Model config and parameter values of a document, whichever way it names them."""
    if document.quick_model is not None:
        config, wire = quick_model(document.quick_model)
        return config, read_parameters(wire)
    return document.model, read_parameters(document.parameters or {}, document.parameter_set)


def _is_custom(config: Any) -> bool:
    return isinstance(config, Mapping) and config.get("type") == CUSTOM


def _result(one: SimulationRun, outcome: Outcome, extra: tuple[str, ...]) -> RunResult:
    over_space = () if outcome.fields is None else outcome.fields.names
    tables = make_tables(outcome.records, [name for name in extra if name not in over_space])
    return RunResult(
        simulation_id=one.simulation_id,
        job_id=one.job_id,
        status=outcome.status,
        error=outcome.error,
        error_code=outcome.error_code,
        metrics=tables.metrics,
        time_series=tables.time_series,
        steps=tables.steps,
        partial=outcome.status != "completed" and tables.time_series.height > 0,
        warnings=list(outcome.warnings),
    )
