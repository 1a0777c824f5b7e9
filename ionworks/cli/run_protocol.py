"""``ionworks run``: a protocol on a model, once or as a sweep."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ionworks.cli.connection import Project, connect, naming
from ionworks.cli.documents import Document, read_text
from ionworks.cli.output import Json, check_outputs, print_json, print_table, progress, say, write_table
from ionworks.cli.pairs import assignments, number, pairs

if TYPE_CHECKING:
    import polars as pl

    from ionworks.client import Ionworks

_SUMMARY = ("simulation_id", "status", "already_existed")
_NAMED = {"model", "protocol", "is_partial"}


def run(
    protocol: Document,
    model: Annotated[str, typer.Option(help="Exact name of a parameterized model of the project, or its id.")],
    values: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Value of a model parameter; repeatable.")
    ] = None,
    inputs: Annotated[
        list[str] | None,
        typer.Option("--input", metavar="NAME=VALUE", help="Value of an input of the protocol; repeatable."),
    ] = None,
    sweeps: Annotated[
        list[str] | None,
        typer.Option(
            "--sweep",
            metavar="NAME=VALUE,…",
            help="Values of a model parameter, one run each; repeated, all combinations are run.",
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write the time series here: .parquet or .csv.")] = None,
    plot: Annotated[Path | None, typer.Option(help="Draw voltage and current here: .png, .pdf or .svg.")] = None,
    name: Annotated[str | None, typer.Option(help="Name of the run (default: that of the file).")] = None,
    timeout: Annotated[float, typer.Option(min=0, help="Seconds to wait.", show_default=False)] = math.inf,
    project: Project = None,
    as_json: Json = False,
) -> None:
    """Run a protocol (UCP, or PyBaMM instructions) on a model, wait, and print the metrics.

    An equal run is not solved again. Names are PyBaMM's, with units: --set "Nominal cell capacity [A.h]=5.2".
    """
    check_outputs(out, plot)
    config = {
        "protocol_experiment": {"protocol": read_text(protocol), "name": name or protocol.stem},
        "experiment_parameters": assignments(inputs, "--input"),
        **_design(assignments(values, "--set"), _lists(sweeps)),
    }
    with connect(project) as client:
        with naming("--model"):
            config["parameterized_model"] = client.parameterized_model.get(model).id
        if sweeps:
            _run_sweep(client, config, out, plot, timeout, as_json=as_json)
        else:
            _run_once(client, config, out, plot, timeout, as_json=as_json)


def _run_once(
    client: Ionworks, config: dict[str, Any], out: Path | None, plot: Path | None, timeout: float, *, as_json: bool
) -> None:
    submitted = client.simulation.protocol(config)
    with progress() as verbose:
        record = client.simulation.wait_for_completion(submitted, timeout, verbose=verbose)
    for warning in record.get("warnings") or []:
        say(f"ionworks: warning: {warning}")
    if out is not None or plot is not None:
        result = client.simulation.get_result(submitted.simulation_id)
        if out is not None:
            write_table(result.time_series, out)
        if plot is not None:
            _save(result.plot()[0], plot)
    told = {**submitted.to_dict(), "status": record["status"], "metrics": record.get("metrics") or {}}
    if as_json:
        print_json({**told, "warnings": record.get("warnings") or []})
    else:
        print_table([(key, told[key]) for key in _SUMMARY] + scalars(told["metrics"]))


def _run_sweep(
    client: Ionworks, config: dict[str, Any], out: Path | None, plot: Path | None, timeout: float, *, as_json: bool
) -> None:
    submitted = client.simulation.protocol_batch(config)
    with progress() as verbose:
        # those that failed are told as a warning each, the others have results
        records = client.simulation.wait_for_completion(submitted, timeout, verbose=verbose, raise_on_failure=False)
    runs = client.simulation.results(submitted)
    if out is not None or plot is not None:
        series = client.simulation.results(submitted, time_series=True)
        if out is not None:
            write_table(series, out)
        if plot is not None:
            from ionworks.plotting.sweeps import plot_sweep

            _save(plot_sweep(series, config["design_parameters_doe"]["rows"][0]["name"]), plot)
    if as_json:
        print_json(runs.to_dicts())
    else:
        _print_runs(runs)
    if any(record["status"] != "completed" for record in records):
        raise typer.Exit(1)


def _print_runs(runs: pl.DataFrame) -> None:
    """Table of a sweep, without what the command names itself and columns in which all runs are empty."""
    told = [name for name in runs.columns if name not in _NAMED and runs[name].null_count() < runs.height]
    print_table(runs.select(told).iter_rows(), told)


def _save(axis: Any, path: Path) -> None:
    axis.figure.savefig(path, dpi=150)
    say(f"drew {path}")


def scalars(metrics: dict[str, Any]) -> list[tuple[str, Any]]:
    """Metrics that are one value each."""
    return [(name, value) for name, value in metrics.items() if isinstance(value, int | float | str)]


def _design(values: dict[str, float], sweeps: dict[str, list[float]]) -> dict[str, Any]:
    """Part of the config that says which designs run; values that do not change are rows of one value."""
    for name in values.keys() & sweeps.keys():
        raise typer.BadParameter(f"{name!r} is also given with --set; allowed: one of them", param_hint="--sweep")
    if not sweeps:
        return {"design_parameters": values} if values else {}
    rows = {**sweeps, **{name: [value] for name, value in values.items()}}
    listed = [{"type": "discrete", "name": name, "values": numbers} for name, numbers in rows.items()]
    return {"design_parameters_doe": {"sampling": "grid", "rows": listed}}


def _lists(given: Sequence[str] | None) -> dict[str, list[float]]:
    return {name: [number(value, "--sweep") for value in text.split(",")] for name, text in pairs(given, "--sweep")}
