"""What notebooks show of pages and results: short, and never markup of somebody else."""

import json

import polars as pl
import pytest

from ionworks import set_dataframe_backend
from ionworks.optimization import OptimizationResult
from ionworks.records import Project, SimulationResult
from ionworks.resources.pipeline import PipelineResponse
from ionworks.transport.paging import PaginatedList

HOSTILE = "<script>alert(1)</script>"
FIELDS = {"created_at": "2026-01-01", "updated_at": "2026-01-02", "organization_id": "o"}


def _projects(count: int, **changes) -> list[Project]:
    return [Project.from_wire({"id": str(i), "name": f"n{i}", **FIELDS, **changes}) for i in range(count)]


@pytest.mark.parametrize(
    "shown",
    [
        PaginatedList(_projects(60, name=HOSTILE, **{HOSTILE: 1}), 900),
        PaginatedList([{HOSTILE: HOSTILE, **{f"c{i}": i for i in range(30)}} for _ in range(60)]),
        PaginatedList([HOSTILE] * 60),
        SimulationResult(
            time_series=pl.DataFrame({"Time [s]": range(5000)}),
            steps=None,
            metrics={f"{HOSTILE}{i}": 1.0 for i in range(60)},
            error=HOSTILE,
            warnings=[HOSTILE],
        ),
        PipelineResponse(
            result={"parameter_values": {f"{HOSTILE}{i}": HOSTILE for i in range(60)}}, element_results={HOSTILE: {}}
        ),
        OptimizationResult(HOSTILE, {"metrics": [{"objective": HOSTILE, HOSTILE: 1}] * 60}),
    ],
    ids=["records", "dicts", "texts", "simulation", "pipeline", "optimization"],
)
def test_at_most_twenty_rows_and_no_foreign_markup(shown) -> None:
    page = shown._repr_html_()
    assert page.count("<tr>") <= 22, "a head, twenty rows and how many are left out"
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert " more</td>" in page
    assert len(page) < 40_000


def test_what_the_tables_say() -> None:
    page = PaginatedList(_projects(25), 900)._repr_html_()
    assert "25 of 900 Project" in page
    assert "and 880 more" in page
    assert "&#x27;n19&#x27;" in page
    assert "n20" not in page
    assert PaginatedList([])._repr_html_() == "<table><caption>0 of 0 </caption></table>"
    run = SimulationResult(time_series=pl.DataFrame({"Time [s]": [0, 1]}), steps=None, metrics={"Energy [W.h]": 1 / 3})
    assert "Simulation, 2 samples" in run._repr_html_()
    assert "0.333333" in run._repr_html_()


@pytest.mark.parametrize("backend", ["polars", "pandas"])
def test_a_page_becomes_a_frame_of_the_backend(backend: str) -> None:
    wire = [{"id": "a", "metrics": {"x": [1, None]}, "soc": 1}, {"id": "b", "soc": 0.5, "name": HOSTILE}]
    set_dataframe_backend(backend)
    try:
        frame = PaginatedList(wire, 9).to_frame()
        projects = PaginatedList(_projects(3)).to_frame()
        empty = PaginatedList([]).to_frame()
    finally:
        set_dataframe_backend("polars")
    assert type(frame).__module__.split(".")[0] == backend
    assert list(frame.columns) == ["id", "metrics", "soc", "name"]
    assert list(frame["soc"]) == [1, 0.5]
    assert json.loads(frame["metrics"][0]) == {"x": [1, None]}
    assert list(projects["name"]) == ["n0", "n1", "n2"]
    assert len(empty) == 0
