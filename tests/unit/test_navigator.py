"""Navigator: each thing fetched once, both kinds of frames, forgetting downwards."""

from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from ionworks import Navigator
from ionworks.errors import ConfigurationError, ValidationError
from ionworks.transport.paging import PaginatedList

STEPS = pl.DataFrame({"Step count": [0]})


class FakeClient:
    """Counts what is asked; three cells of which a page shows at most two."""

    def __init__(self, frame: Any = STEPS, project_id: str | None = "p") -> None:
        self.asked: list[str] = []
        self.project_id = project_id
        self._connection = SimpleNamespace(only_project=lambda: None)
        self.cell_spec = SimpleNamespace(list=self._specs)
        self.cell_instance = SimpleNamespace(list=self._page("cells"))
        self.cell_measurement = SimpleNamespace(
            list=self._page("measurements"),
            steps=lambda key: self._note(f"steps {key}", frame),
            time_series=lambda key: self._note(f"series {key}", frame),
        )

    def _note(self, text: str, answer: Any) -> Any:
        self.asked.append(text)
        return answer

    def _specs(self, **arguments: Any) -> PaginatedList[Any]:
        self.asked.append(f"specs {arguments['project_id']}")
        return PaginatedList([SimpleNamespace(id="s1", name="B"), SimpleNamespace(id="s2", name="A")])

    def _page(self, noun: str) -> Any:
        def page(parent: str, limit: int, offset: int, order_by: str) -> PaginatedList[Any]:
            self.asked.append(f"{noun} {parent} {offset}")
            rows = [SimpleNamespace(id=f"{parent}-{name}", name=name) for name in "cab"]
            return PaginatedList(rows[offset : offset + min(limit, 2)], 3)

        return page


def test_walks_all_pages_sorted_and_once() -> None:
    client = FakeClient()
    navigator = Navigator(client, project_id="q")
    assert set(navigator.specs()) == {"A", "B"}
    for _ in range(2):
        assert [cell.name for cell in navigator.instances("B")] == ["a", "b", "c"]
        assert [row.id for row in navigator.measurements("s1-a")] == ["s1-a-a", "s1-a-b", "s1-a-c"]
        assert navigator.steps("m").equals(STEPS)
    assert client.asked == [
        "specs q",
        "cells s1 0",
        "cells s1 2",
        "measurements s1-a 0",
        "measurements s1-a 2",
        "steps m",
    ]


@pytest.mark.parametrize("frame", [STEPS, STEPS.to_pandas()], ids=["polars", "pandas"])
def test_frames_handed_out_can_be_changed(frame: Any) -> None:
    navigator = Navigator(FakeClient(frame))
    for read in (navigator.steps, navigator.time_series):
        changed = read("m")
        if isinstance(changed, pl.DataFrame):
            changed[0, "Step count"] = 9
        else:
            changed["Step count"] = [9]
        assert list(read("m")["Step count"]) == [0]


def test_unknown_name_lists_those_there_are() -> None:
    with pytest.raises(KeyError, match="no cell specification named 'C'; there are 'B', 'A'"):
        Navigator(FakeClient()).spec("C")


def test_project_and_page_size_are_needed() -> None:
    with pytest.raises(ConfigurationError, match="IONWORKS_PROJECT_ID"):
        Navigator(FakeClient(project_id=None)).specs()
    with pytest.raises(ValidationError, match="page_size: found 0"):
        Navigator(FakeClient(), page_size=0)


def test_forgetting_cascades_down() -> None:
    client = FakeClient()
    navigator = Navigator(client)
    navigator.measurements(navigator.instances("B")[0].id)
    navigator.steps("s1-a-b")
    navigator.time_series("other")
    client.asked.clear()
    navigator.invalidate(spec_name="B")
    navigator.instances("B")
    navigator.measurements("s1-a")
    navigator.steps("s1-a-b")
    navigator.time_series("other")
    assert [entry.split()[0] for entry in client.asked] == [
        "specs",
        "cells",
        "cells",
        "measurements",
        "measurements",
        "steps",
    ]
    client.asked.clear()
    navigator.clear()
    navigator.time_series("other")
    assert client.asked == ["series other"]
