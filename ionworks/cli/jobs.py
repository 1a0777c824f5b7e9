"""``ionworks jobs``: the work behind simulations, fits and uploads."""

from __future__ import annotations

import math
from typing import Annotated

import typer

from ionworks.cli.connection import connect
from ionworks.cli.output import Json, print_json, print_records, progress, say

app = typer.Typer()

_COLUMNS = ("created_at", "job_type", "status", "job_id")


@app.command("list")
def list_jobs(
    limit: Annotated[int, typer.Option(min=1, help="Most rows.")] = 20,
    as_json: Json = False,
) -> None:
    """List jobs of the organization, newest first."""
    with connect() as client:
        found = client.job.list()
    print_records([job.to_dict() for job in found[:limit]], _COLUMNS, as_json=as_json)
    if len(found) > limit and not as_json:
        say(f"{limit} of {len(found)}; --limit shows more")


@app.command()
def watch(
    job_id: str,
    timeout: Annotated[float, typer.Option(min=0, help="Seconds to wait.", show_default=False)] = math.inf,
    poll_interval: Annotated[float, typer.Option(min=0.1, help="Most seconds between requests.")] = 2,
    as_json: Json = False,
) -> None:
    """Wait until a job has ended; status 1 when it failed or was canceled."""
    from ionworks.resources._shared.runs import wait_for_run

    with connect() as client, progress() as verbose:
        job = wait_for_run("job", job_id, client.job.get, timeout, poll_interval, verbose, raise_on_failure=True)
    if as_json:
        print_json(job.to_dict())
    else:
        typer.echo(job.status)


@app.command()
def cancel(job_id: str, as_json: Json = False) -> None:
    """Cancel a job with all its children; one that has ended stays as it is."""
    with connect() as client:
        job = client.job.cancel(job_id)
    if as_json:
        print_json(job.to_dict())
    else:
        typer.echo(job.status)
