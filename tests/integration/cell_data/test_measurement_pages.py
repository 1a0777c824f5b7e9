"""Pages of measurements by tags, type, text and order are those that a walk over all of them finds."""

import random
from itertools import product
from typing import Any

import pytest
import sqlalchemy as sa

from ionworks.server.nouns.accounts import bootstrap
from ionworks.server.nouns.measurements import pages
from ionworks.server.nouns.measurements.records import search_text
from ionworks.server.store import database, schema
from ionworks.server.store.database import Store
from ionworks.server.store.filters import ordering
from ionworks.server.store.records import Records, new_id
from ionworks.server.store.schema_measurements import measurement_tags

pytestmark = pytest.mark.local_only

COUNT = 80
TYPES = ("time_series", "file", "properties")
SORTABLE = {name: schema.cell_measurements.c[name] for name in ("name", "created_at")}


@pytest.fixture
def rows(store: Store) -> list[dict[str, Any]]:
    """Measurements of two cells of a project, and one of another project with the same tags."""
    database.initialize(store)
    home, chance = bootstrap.seed(store), random.Random(3)

    def make(table: sa.Table, **values: Any) -> dict[str, Any]:
        return Records(store, table, home.organization_id).insert(values)

    projects = [home.project_id, make(schema.projects, name="Other")["id"]]
    cells = []
    for project in (projects[0], projects[0], projects[1]):
        spec = make(schema.cell_specs, name=new_id(), project_id=project)
        cells.append(make(schema.cell_instances, name="C", cell_spec_id=spec["id"], project_id=project))
    found = []
    for number in range(COUNT):
        cell, tags = chance.choice(cells), chance.sample(["A", "b", "Long", "odd"], chance.randint(0, 4))
        row = {
            "name": f"M {chance.randint(0, 99):02d} {number}",
            "cell_instance_id": cell["id"],
            "project_id": cell["project_id"],
            "measurement_type": chance.choice(TYPES),
            "tags": tags,
        }
        row = make(schema.cell_measurements, **row, search_text=search_text(row))
        shared = {name: row[name] for name in ("project_id", "measurement_type")} | {"measurement_id": row["id"]}
        with store.write() as connection:
            for tag in tags:
                connection.execute(sa.insert(measurement_tags).values(**shared, tag_key=tag.casefold(), tag=tag))
        found.append(row)
    return found


def carries(row: dict[str, Any], tags_all: list[str], tags_any: list[str]) -> bool:
    has = {tag.casefold() for tag in row["tags"]}
    return set(tags_all) <= has and (not tags_any or bool(has & set(tags_any)))


@pytest.mark.parametrize("few", [0, pages.FEW], ids=["walked", "looked up"])
def test_pages_are_those_of_a_walk(
    store: Store, rows: list[dict[str, Any]], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "FEW", few)
    project, cell = rows[0]["project_id"], rows[0]["cell_instance_id"]
    some = ([], ["a"], ["b", "long"], ["a", "odd", "long"], ["absent"])
    compared = 0
    for tags_all, tags_any, kind, text in product(some, some, (None, *TYPES), (None, "m 4")):
        expected = [
            row
            for row in rows
            if row["project_id"] == project
            and carries(row, tags_all, tags_any)
            and kind in (None, row["measurement_type"])
            and (text is None or text in row["search_text"])
        ]
        tagged = pages.Tagged.of(project, [tag.upper() for tag in tags_all], tags_any, kind)
        with store.read() as connection:
            page = pages.project_page(connection, tagged, text, ordering(SORTABLE, "name", "desc"), 7, 2)
            of_cell = connection.execute(sa.select(schema.cell_measurements.c.id).where(*pages.of_cell(cell, tagged)))
            found = set(of_cell.scalars())
        names = sorted((row["name"] for row in expected), reverse=True)
        assert (page["total"], [row["name"] for row in page["items"]]) == (len(names), names[2:9])
        if text is None:
            assert found == {row["id"] for row in expected if row["cell_instance_id"] == cell}
        compared += bool(expected)
    assert compared > 50
