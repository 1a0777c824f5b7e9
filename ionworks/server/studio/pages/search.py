"""What a search finds in a project: saved things of every kind, and runs."""

from __future__ import annotations

from typing import Any, Final

from ionworks.server.ground.errors import ApiError
from ionworks.server.handlers import search as searching
from ionworks.server.handlers import simulation
from ionworks.server.studio import scripts
from ionworks.server.studio.page import Page, Shown
from ionworks.server.studio.pages.shelves import run_table
from ionworks.server.studio.table import Cell, Table

_PLACES: Final = {
    "model": "models/{id}",
    "cell_specification": "data/specs/{id}/instances",
    "cell_instance": "data/instances/{id}",
    "cell_measurement": "data/measurements/{id}",
    "parameterized_model": "parameterized-models/{id}",
    "experiment_template": "protocols/{id}",
    "study": "studies/{id}",
    "optimization": "optimizations/{id}",
    "pipeline": "pipelines/{id}",
}
_RUNS: Final = 20


def search(page: Page) -> Shown:
    """Show what has the text in its name or its description."""
    text = page.query.get("q", "").strip()
    found: dict[str, Any] = {"results": []}
    runs: dict[str, Any] = {"simulations": [], "total": 0}
    problem = ""
    try:
        kinds = list(_PLACES)
        found = page.ask(
            searching.find_entities, q=text, project_id=page.project_id, per_type=20, limit=100, entity_types=kinds
        )
        runs = page.ask(simulation.list_simulations, project_id=page.project_id, q=text, limit=_RUNS)
    except ApiError as error:
        problem = error.message
    base = f"/projects/{page.project_id}"
    rows = [
        [
            Cell(row["name"], address=f"{base}/{_PLACES[row['entity_type']].format(id=row['id'])}", title=row["id"]),
            Cell(row["entity_type"].replace("_", " ").replace("experiment template", "protocol")),
        ]
        for row in found["results"]
    ]
    things = Table(
        caption="Found", columns=("Name", "Kind"), rows=rows, total=len(rows), empty="Nothing has this text."
    )
    tables = [things, run_table(page, runs["simulations"], runs["total"])] if runs["simulations"] else [things]
    python = scripts.record(page, f"client.search.query({text!r})")
    return Shown(
        template="shelf.html",
        title=f"{text or 'Search'}",
        data={"tables": tables, "problem": problem, "links": ()},
        python=python,
    )
