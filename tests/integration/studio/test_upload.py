"""A file of a cycler from the page to the measurement: nothing is stored before it was looked at, or while it is refused."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest

from ionworks.server.ground.errors import BUSY, ApiError
from ionworks.server.nouns.knowledge import incoming
from ionworks.server.store import schema
from ionworks.server.store.schema_knowledge import raw_data, raw_data_uploads
from ionworks.server.studio.session import TOKEN_FIELD
from ionworks.server.workers.pool import WorkerPool
from tests.integration.handlers.conftest import STRANGER, VIEWER, Api
from tests.integration.studio.conftest import Browser

pytestmark = [pytest.mark.local_only]

MEASUREMENTS = schema.cell_measurements


@pytest.fixture(scope="session")
def worker_pool() -> Iterator[WorkerPool]:
    """One that has imported what reads files: a question waits eight seconds only."""
    from ionworks.cycler_files.meanings import reader_names

    pool = WorkerPool(1)
    assert "maccor" in pool.submit(reader_names).result(120)
    yield pool
    pool.shutdown(wait=False)


@pytest.fixture(scope="module")
def cell(api: Api) -> str:
    own = {"project_id": api.project_id}
    spec = api.insert(schema.cell_specs, name="dropped", ratings={"capacity": {"value": 2, "unit": "A*h"}}, **own)
    return api.insert(schema.cell_instances, name="cell <1>", cell_spec_id=spec, **own)


def _table(voltage: str = "Voltage [V]", wrong_time: bool = False) -> bytes:
    """An hour of rest, then half an hour at 1 A."""
    rows = [f"Time [s],Current [A],{voltage},Oven"]
    for number in range(180):
        time = 30 if wrong_time and number == 100 else 30 * number
        rows.append(f"{time},{0.0 if number < 120 else 1.0},{4.1 if number < 120 else 4.0 - number / 1000},25")
    return "\n".join(rows).encode()


def _send(browser: Browser, cell: str, name: str, content: bytes) -> str:
    """Send a file; return the address of the page that shows it."""
    base = f"/projects/{browser.api.project_id}/data/uploads"
    data = {TOKEN_FIELD: browser.token, "cell": cell}
    answer = browser("POST", base, data=data, files={"file": (name, content)})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_a_file_is_looked_at_and_stored(api: Api, browser: Browser, cell: str) -> None:
    before = api.count(MEASUREMENTS)
    assert f'value="{cell}"' in browser("GET", f"/projects/{api.project_id}/data/instances/{cell}").text
    address = _send(browser, cell, "first <b>.csv", _table())
    text = browser("GET", address).text
    assert "<h1>first &lt;b&gt;.csv</h1>" in text and "<strong>csv</strong> - 180 rows" in text
    assert "Voltage [V], recognized" in text and "Oven</td>" in text and "not taken" in text
    assert "No rule is broken." in text and "<h2>First rows" in text and "disabled" not in text
    assert (api.count(MEASUREMENTS), api.count(raw_data)) == (before, 0)
    assert "Temperature [degC]</option>" in browser("GET", f"{address}&map:Oven=Temperature [degC]").text

    path, fields = address.partition("?")[0], {"cell": cell, "map:Oven": "Temperature [degC]"}
    assert "name: found 0 characters" in browser.send(path, name=" ", **fields).text
    stored = browser.send(path, name="first", notes="dropped", **fields)
    assert stored.status_code == 303, stored.text
    identifier = stored.headers["location"].rpartition("/")[2]
    record = api("GET", f"/cell_measurements/{identifier}").json()
    assert (record["name"], record["notes"]) == ("first", "dropped")
    assert record["test_setup"]["cycler"] == "csv"
    kept = api("GET", f"/cell_measurements/{identifier}/raw_data").json()["items"]
    assert [(one["filename"], one["size_bytes"]) for one in kept] == [("first <b>.csv", len(_table()))]
    assert "Steps and cycles are derived" in browser("GET", stored.headers["location"]).text
    # what is stored cannot be stored again, and a name only once
    assert browser("GET", address).status_code == 404
    again = _send(browser, cell, "second.csv", _table())
    taken = browser.send(again.partition("?")[0], cell=cell, name="first")
    assert taken.status_code == 409 and "exists already" in taken.text and 'value="first"' in taken.text


def test_what_breaks_a_rule_is_shown_at_its_row_and_not_stored(api: Api, browser: Browser, cell: str) -> None:
    before = api.count(MEASUREMENTS)
    address = _send(browser, cell, "falls.csv", _table(wrong_time=True))
    text = browser("GET", address).text
    assert re.search(r'Time not monotonic <span class="status failed">refused', text)
    assert '<tr class="marked"><td class="number"' in text and ">100</td>" in text
    assert 'aria-label="Time not monotonic: Time [s] against Row"' in text
    assert '<button class="main" disabled>Store</button>' in text
    refused = browser.send(address.partition("?")[0], cell=cell, name="falls")
    assert refused.status_code == 400 and "Nothing was stored" in refused.text
    assert api.count(MEASUREMENTS) == before


def test_columns_of_an_unknown_name_are_given_a_meaning(browser: Browser, cell: str) -> None:
    address = _send(browser, cell, "other.csv", _table(voltage="Spannung"))
    text = browser("GET", address).text
    assert "no reader can read it" in text and "Arbin, BaSyTec" in text and "disabled" in text
    assert 'name="map:Spannung"' in text and "Current [A], recognized" in text
    mapped = browser("GET", f"{address}&map:Spannung=Voltage [V]").text
    assert "<option selected>Voltage [V]</option>" in mapped and "disabled" not in mapped
    for wrong in ("map:Spannung=<x>", "map:Spannung=Voltage [V]&map:Oven=Voltage [V]"):
        assert browser("GET", f"{address}&{wrong}").status_code == 400


def test_what_is_no_table_says_why_and_what_is_read(browser: Browser, cell: str) -> None:
    broken = {
        "x.csv": b"",
        "x.parquet": b"PAR1 broken PAR1",
        "x.xlsx": b"PK nothing",
        "x.res": b"x",
        "q.csv": b'Time [s],V\n"' + b"x" * 200_000,
        "x": b"\0\xff" * 99,
    }
    for name, content in broken.items():
        text = browser("GET", _send(browser, cell, name, content)).text
        assert 'role="alert"' in text and "Arbin, BaSyTec, BioLogic" in text and "disabled" in text, name
        # nothing of the place where it was read
        assert not re.search("/tmp|the-sent-file", text), name


def test_others_see_and_send_no_file(api: Api, browser: Browser, cell: str) -> None:
    address = _send(browser, cell, "mine.csv", _table())
    path = address.partition("?")[0]
    viewer, stranger = Browser(api).log_in(VIEWER), Browser(api).log_in(STRANGER)
    page = f"/projects/{api.project_id}/data/instances/{cell}"
    assert 'type="file"' in browser("GET", page).text and 'type="file"' not in viewer("GET", page).text
    assert 'type="file"' not in viewer("GET", f"/projects/{api.project_id}/data/measurements").text
    for who, status in ((viewer, 403), (stranger, 404)):
        assert who("GET", address).status_code == status
        assert who.send(path, cell=cell, name="mine").status_code == status
        data = {TOKEN_FIELD: who.token, "cell": cell}
        sent = who("POST", path.rpartition("/")[0], data=data, files={"file": ("x.csv", _table())})
        assert sent.status_code == status
    other = api.made("/projects", {"name": "Other"})["id"]
    assert browser("GET", address.replace(api.project_id, other)).status_code == 404
    assert api.count(raw_data_uploads, raw_data_uploads.c.id == path.rpartition("/")[2]) == 1


def test_a_file_that_no_worker_reads_in_time_can_be_asked_for_again(
    browser: Browser, cell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_arguments: Any) -> None:
        raise ApiError(429, BUSY, "No worker process answered within 8 s; try again in a moment.")

    address = f"{_send(browser, cell, 'slow.csv', _table())}&map:Oven=Temperature [degC]"
    with monkeypatch.context() as patch:
        patch.setattr(incoming, "look", busy)
        text = browser("GET", address).text
        again = re.search(r'href="(\?[^"]+)">Read it again<', text)
        posted = browser.send(address.partition("?")[0], cell=cell, name="slow")
    assert "No worker process answered" in text and "Store</button>" not in text
    assert again and "map%3AOven=Temperature" in again[1]
    assert posted.status_code == 429 and f"cell={cell}" in posted.text
    assert "No rule is broken" in browser("GET", address.partition("?")[0] + html.unescape(again[1])).text


@pytest.mark.parametrize("data", [{}, {"cell": "unknown"}])
def test_a_form_without_file_or_cell_is_refused(api: Api, browser: Browser, data: dict[str, str]) -> None:
    path = f"/projects/{api.project_id}/data/uploads"
    files = {"file": ("x.csv", b"x")} if data else {"other": ("x.csv", b"x")}
    assert browser("POST", path, data={TOKEN_FIELD: browser.token, **data}, files=files).status_code in (400, 404)


def test_only_files_may_be_large(api: Api, browser: Browser) -> None:
    from ionworks.server.studio.routes import takes_files

    base = f"/projects/{api.project_id}/data/uploads"
    assert takes_files(base, "POST")
    assert not takes_files(f"{base}/x", "POST") and not takes_files("/login", "POST")
