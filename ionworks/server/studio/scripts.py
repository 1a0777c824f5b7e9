"""The Python behind what a page shows, to copy: every script runs as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ionworks.server.studio.page import Page


def _client(page: Page) -> str:
    """First lines: a client of this server; the key is read from the environment and never shown."""
    project = page.parts.get("project_id", "")
    return (
        "from ionworks import Ionworks\n\n"
        "# the key is read from IONWORKS_API_KEY; `ionworks keys create` makes one\n"
        f"client = Ionworks(api_url={page.call.base_url!r}, project_id={project!r})\n"
    )


def listing(page: Page, expression: str) -> str:
    """Print the records of a list."""
    return f"{_client(page)}\nfor record in {expression}:\n    print(record)\n"


def record(page: Page, expression: str) -> str:
    """Print one record."""
    return f"{_client(page)}\nprint({expression})\n"


def run(page: Page, run: Mapping[str, Any]) -> str:
    """Read and draw one run."""
    return (
        f"{_client(page)}\nresult = client.simulation.get_result({run['id']!r})\n"
        "print(result.metrics)\nprint(result.steps)\nprint(result.time_series)\n"
    )


def compare(page: Page, rows: Sequence[Mapping[str, Any]]) -> str:
    """Read results and curves of some runs."""
    ids = ",\n    ".join(repr(row["id"]) for row in rows)
    return (
        f"{_client(page)}\nruns = [\n    {ids},\n]\nprint(client.simulation.results(runs))\n"
        'print(client.simulation.curves(runs, ["Voltage [V]"]))\n'
    )


def measurement(page: Page, identifier: str) -> str:
    """Read the samples and the cycles of a measurement."""
    return (
        f"{_client(page)}\nprint(client.cell_measurement.time_series({identifier!r}))\n"
        f"print(client.cell_measurement.cycles({identifier!r}))\n"
    )


def from_file(page: Page, cell_id: str, filename: str, told: Mapping[str, Any]) -> str:
    """Store a file as the form would: read, checked and sent from here."""
    given = {"reader": told["reader"], "extra_column_mappings": told["mappings"], "validate_strict": told["is_strict"]}
    more = "".join(f", {name}={value!r}" for name, value in given.items() if value)
    return (
        f"{_client(page)}\n# where the file lies on this machine\npath = {filename!r}\n"
        f"print(client.cell_measurement.create_from_file({cell_id!r}, path{more}))\n"
    )


def compare_measurements(page: Page, ids: Sequence[str]) -> str:
    """Read the cycles of some measurements."""
    return (
        f"{_client(page)}\nfor measurement in {list(ids)!r}:\n    print(client.cell_measurement.cycles(measurement))\n"
    )


def new_run(page: Page, typed: Mapping[str, Any]) -> str:
    """Submit what stands in the form and read the table of its results."""
    from ionworks.server.studio.sweeps import combinations

    try:
        conditions = combinations(typed["inputs"], typed["design"])
    except ValueError:
        conditions = []
    shown = ",\n    ".join(map(repr, conditions))
    return (
        f"{_client(page)}\nprotocol = {typed['protocol']!r}\nruns = [\n    {shown},\n]\n"
        f"model = {typed['model'] or 'Chen2020 SPMe'!r}\n"
        f"print(client.simulation.run_sweep(model, protocol, runs, name={typed['name']!r}))\n"
    )


def overview(page: Page) -> str:
    """Print the latest records of a project."""
    return (
        f"{_client(page)}\n"
        "for records in (client.simulation.list(limit=8), client.pipeline.list(limit=8), client.job.list()):\n"
        "    print(records)\n"
    )


def quickstart(page: Page) -> str:
    """Run one discharge, the first thing to do in an empty project."""
    steps = (
        'PROTOCOL = """\nsteps:\n  - direction: Discharge\n    mode: C-rate\n    value: 1\n    ends:\n'
        '      - variable: Voltage [V]\n        value: 2.5\n"""\n'
    )
    return f'{_client(page)}\n{steps}result = client.simulation.run("Chen2020 SPMe", PROTOCOL)\nprint(result.steps)\n'
