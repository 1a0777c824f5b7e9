"""Sorting and filtering by numbers inside JSON, sessions: alike in both databases."""

from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from ionworks.server.nouns.accounts import bootstrap, sessions
from ionworks.server.nouns.accounts.keys import find_caller
from ionworks.server.call import Caller
from ionworks.server.nouns.simulations.pages import Wanted, page
from ionworks.server.store import database, schema
from ionworks.server.store.database import Store

pytestmark = [pytest.mark.local_only]

CAPACITY = "Discharge capacity [A.h]"
THICKNESS = "Positive electrode thickness [m]"
RUNS = {
    "thin": ({THICKNESS: 5e-5}, {CAPACITY: 3.0}),
    "thick": ({THICKNESS: 1e-4}, {CAPACITY: 10}),
    "odd": ({THICKNESS: float("inf")}, {CAPACITY: float("nan")}),
    "text": ({THICKNESS: "thick"}, {CAPACITY: "much"}),
    "none": (None, None),
}


def test_numbers_inside_json_and_sessions(store: Store) -> None:
    database.initialize(store)
    home = bootstrap.seed(store)
    moment = schema.now()
    own = {"organization_id": home.organization_id, "created_at": moment, "updated_at": moment}
    where = {**own, "project_id": home.project_id}
    with store.write() as connection:
        batch = {"id": "b", **where, "group_key": "g", "run_count": 5}
        connection.execute(sa.insert(schema.simulation_batches), batch)
        for name, (design, metrics) in RUNS.items():
            row = {"id": name, **where, "batch_id": "b", "name": name, "design_parameters": design, "metrics": metrics}
            connection.execute(sa.insert(schema.simulations), {**row, "is_partial": False})
    caller = Caller(user_id=home.user_id, email="a@b.example", organization_id=home.organization_id, role="Admin")
    call = SimpleNamespace(store=store, caller=caller)

    def names(**wanted: object) -> list[str]:
        rows, total = page(call, Wanted(project_id=home.project_id, **wanted), metrics=True, limit=10, offset=0)
        assert total == len(rows)
        return [row["name"] for row in rows]

    assert names(order_by=f"metrics.{CAPACITY}", order="desc")[:2] == ["thick", "thin"]
    assert names(order_by=f"metrics.{CAPACITY}")[:2] == ["thin", "thick"]
    assert sorted(names(parameter=THICKNESS)) == ["thick", "thin"]
    assert names(parameter=THICKNESS, parameter_min=7e-5) == ["thick"]
    assert names(q="THI", order_by="name") == ["thick", "thin"]
    assert names(ids=["odd"], created_at_gt="2020-01-01") == ["odd"]

    link = sessions.create_link(store, home.organization_id, home.user_id)
    token = sessions.open_by_link(store, link)
    assert token is not None and sessions.open_by_link(store, link) is None
    with store.read() as connection:
        assert find_caller(connection, token).user_id == home.user_id
        assert find_caller(connection, link) is None
    sessions.close_all(store, home.organization_id, home.user_id)
    with store.read() as connection:
        assert find_caller(connection, token) is None
