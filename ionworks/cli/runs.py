"""``ionworks runs``: simulations that were run."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from ionworks.cli.connection import connect
from ionworks.cli.output import Json, print_json, print_records, print_table, say
from ionworks.cli.run_protocol import scalars

app = typer.Typer()

_COLUMNS = ("created_at", "name", "status", "id")


@app.command("list")
def list_runs(
    model: Annotated[str | None, typer.Option(help="Only those of the parameterized model of this id.")] = None,
    study: Annotated[str | None, typer.Option(help="Only those of the study of this id.")] = None,
    state: Annotated[Literal["queued", "running", "completed", "failed"] | None, typer.Option()] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Most rows.")] = 20,
    offset: Annotated[int, typer.Option(min=0, help="Rows to skip.")] = 0,
    as_json: Json = False,
) -> None:
    """List simulations, newest first."""
    with connect() as client:
        page = client.simulation.list(model, study, state=state, limit=limit, offset=offset, summary=not as_json)
    print_records(page, _COLUMNS, as_json=as_json)
    if len(page) < page.total and not as_json:
        say(f"{len(page)} of {page.total}; --limit and --offset show more")


@app.command()
def show(run_id: str, as_json: Json = False) -> None:
    """Show one simulation with its metrics."""
    with connect() as client:
        record = client.simulation.get(run_id)
    if as_json:
        print_json(record)
    else:
        print_table(
            scalars({key: value for key, value in record.items() if key != "metrics"})
            + scalars(record.get("metrics") or {})
        )


@app.command()
def delete(run_ids: list[str]) -> None:
    """Delete simulations with their stored data; nothing brings them back."""
    with connect() as client:
        for run_id in run_ids:
            client.simulation.delete(run_id)
            say(f"deleted {run_id}")
