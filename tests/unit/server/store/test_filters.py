"""The operator grammar, run on a real table: each filter must select the rows a person would."""

import pytest
import sqlalchemy as sa

from ionworks.server.nouns.accounts.bootstrap import Home
from ionworks.server.ground.errors import ApiError
from ionworks.server.store import filters, schema
from ionworks.server.store.database import Store
from ionworks.server.store.records import Page, Records

NAMES = {"Alpha": "2025-01-01", "alphabet": "2025-02-01", "Beta, x": "2025-03-01", "Größe": "2025-04-01"}


@pytest.fixture
def projects(store: Store, home: Home) -> Records:
    records = Records(store, schema.projects, home.organization_id)
    with store.write() as connection:
        connection.execute(sa.delete(schema.projects))
    for name, day in NAMES.items():
        description = None if name == "Alpha" else name
        records.insert({"name": name, "created_at": filters.timestamp(day), "description": description})
    return records


def _names(projects: Records, **given: str) -> set[str]:
    page = Page(filters=given, filterable=("name", "description", "created_at"))
    return {row["name"] for row in projects.page(page)["items"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Alpha", {"Alpha"}),
        ("eq.Alpha", {"Alpha"}),
        ("neq.Alpha", {"alphabet", "Beta, x", "Größe"}),
        ("like.alpha%", {"alphabet"}),
        ("ilike.ALPHA%", {"Alpha", "alphabet"}),
        ("ilike.%GRÖSSE%", set()),
        ("ilike.größe", {"Größe"}),
        ("ilike.%ÖSS%", set()),
        ("ilike.GRÖ%", {"Größe"}),
        ('in.(Alpha,"Beta, x")', {"Alpha", "Beta, x"}),
        ("in.()", set()),
        ("gt.Beta", {"Beta, x", "Größe", "alphabet"}),
        ("is.null", set()),
        ("v1.2", set()),
    ],
)
def test_text_operators(projects: Records, text: str, expected: set[str]) -> None:
    assert _names(projects, name=text) == expected


def test_null(projects: Records) -> None:
    assert _names(projects, description="is.null") == {"Alpha"}
    assert len(_names(projects, description="is.not_null")) == 3


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"created_at": "gte.2025-03-01"}, {"Beta, x", "Größe"}),
        ({"created_at": "gt.2025-03-01"}, {"Größe"}),
        ({"created_at_gt": "2025-03-01"}, {"Beta, x", "Größe"}),
        ({"created_at_lt": "2025-02-01T00:00:00Z"}, {"Alpha", "alphabet"}),
        ({"created_at_lt": "2025-02-01T01:00:00+02:00"}, {"Alpha"}),
        ({"created_at_gt": "2025-02-01T01:00:00 02:00", "created_at_lt": "2025-02-15"}, {"alphabet"}),
    ],
)
def test_times_are_compared_in_utc(projects: Records, given: dict[str, str], expected: set[str]) -> None:
    assert _names(projects, **given) == expected


@pytest.mark.parametrize(
    ("given", "loc", "message"),
    [
        ({"organization_id": "x"}, "organization_id", "allowed columns are created_at, description, name"),
        ({"created_at": "gt.yesterday"}, "created_at", "ISO 8601"),
        ({"created_at_gt": "2025-13-01"}, "created_at_gt", "ISO 8601"),
        ({"name": "in.a,b"}, "name", "in.(a,b)"),
        ({"name": "is.nothing"}, "name", "is.null"),
    ],
)
def test_refusals_name_the_parameter(projects: Records, given: dict[str, str], loc: str, message: str) -> None:
    with pytest.raises(ApiError) as caught:
        _names(projects, **given)
    assert caught.value.status == 422
    problem = caught.value.body()["detail"][0]
    assert problem["loc"] == ["query", loc]
    assert message in problem["msg"]


def test_wildcards_of_a_value_stay_inside_their_column(projects: Records) -> None:
    assert _names(projects, name="ilike.%' OR '1'='1") == set()


def test_order_defaults_and_limits(projects: Records) -> None:
    def order(**given: str) -> list[str]:
        return [row["name"] for row in projects.page(Page(**given))["items"]]

    assert order() == ["Größe", "Beta, x", "alphabet", "Alpha"]
    assert order(order_by="name") == ["Alpha", "Beta, x", "Größe", "alphabet"]
    assert order(order_by="created_at", order="asc")[0] == "Alpha"
    for bad in ({"order_by": "description"}, {"order": "up"}):
        with pytest.raises(ApiError) as caught:
            order(**bad)
        assert caught.value.status == 422


def test_pages_know_the_total(projects: Records) -> None:
    first = projects.page(Page(limit=3))
    rest = projects.page(Page(limit=3, offset=3))
    assert (first["count"], first["total"], rest["count"], rest["total"]) == (3, 4, 1, 4)
    assert projects.page(Page(limit=3, offset=99)) == {"items": [], "count": 0, "total": 4}
    for bad in (Page(limit=0), Page(limit=1001), Page(offset=-1), Page(offset=2**70)):
        with pytest.raises(ApiError):
            projects.page(bad)
