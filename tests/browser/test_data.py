"""Measured data in the browser: a file is dropped, mended, stored and compared."""

import re
from pathlib import Path
from typing import Any

import pytest

from ionworks import Ionworks
from tests.browser.conftest import Watched, sync_api

DROP = """([name, text]) => {
  const files = new DataTransfer();
  files.items.add(new File([text], name));
  document.querySelector("main").dispatchEvent(new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }));
}"""


def _cycles(voltage: str = "Voltage [V]", *, falls: bool = False) -> str:
    """Two discharges of 1 A.h with rests and charges between them."""
    rows, time = [f"Time [s],Current [A],{voltage},Step,Cycle"], 0.0
    for cycle in range(2):
        for step, current in enumerate((1.0, 0.0, -1.0)):
            for sample in range(60):
                part = sample / 60
                volts = {1.0: 4.1 - part, 0.0: 3.2, -1.0: 3.1 + part}[current]
                rows.append(f"{time:.0f},{current},{volts:.4f},{3 * cycle + step},{cycle}")
                time += 60 if not (falls and len(rows) == 100) else -600
    return "\n".join(rows)


@pytest.fixture(scope="session")
def cell(client: Ionworks) -> str:
    spec = client.cell_spec.create({"name": "Dropped type", "form_factor": "cylindrical"})
    return str(client.cell_instance.create(spec.id, {"name": "Dropped cell"}).id)


def test_a_dropped_file_is_mended_and_stored(studio: Watched, client: Ionworks, cell: str) -> None:
    page = studio.open("/data/measurements")
    page.evaluate(DROP, ["worn.csv", _cycles(voltage="Spannung", falls=True)])
    page.wait_for_url(re.compile("/data/uploads/"), wait_until="networkidle")
    assert page.title().startswith("worn.csv")
    sync_api.expect(page.get_by_text("no reader can read it")).to_be_visible()
    store = page.get_by_role("button", name="Store")
    sync_api.expect(store).to_be_disabled()
    page.get_by_label("Name", exact=True).fill("Typed before")
    page.get_by_label("Meaning of Spannung").select_option("Voltage [V]")
    sync_api.expect(page.get_by_role("heading", name="Time not monotonic refused")).to_be_visible(timeout=20_000)
    assert "map%3ASpannung=Voltage" in page.url
    sync_api.expect(page.get_by_role("figure", name="Time not monotonic: Time [s] against Row")).to_be_visible()
    sync_api.expect(page.get_by_label("Name", exact=True)).to_have_value("Typed before")
    sync_api.expect(store).to_be_disabled()
    assert list(client.cell_measurement.list(cell)) == []
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe.Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []


def test_a_chosen_file_is_stored_by_keyboard_and_compared(
    studio: Watched, client: Ionworks, cell: str, tmp_path: Path
) -> None:
    for name in ("fresh", "aged"):
        path = tmp_path / f"{name}.csv"
        path.write_text(_cycles())
        page = studio.open(f"/data/instances/{cell}")
        page.get_by_label("File of a cycler").set_input_files(path)
        page.get_by_role("button", name="Read it").focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/data/uploads/"))
        page.get_by_role("button", name="Store").focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/data/measurements/[^/]+$"))
        # it follows the job until there is something to draw
        sync_api.expect(page.get_by_role("figure", name="Voltage [V] against Capacity [A.h]")).to_be_visible(
            timeout=60_000
        )
    stored = client.cell_measurement.list(cell)
    assert sorted(one.name for one in stored) == ["aged", "fresh"]
    page = studio.open("/data/measurements")
    for name in ("fresh", "aged"):
        page.get_by_role("checkbox", name=f"Choose {name}").check()
    page.get_by_role("button", name="Compare").click()
    sync_api.expect(page).to_have_title(re.compile("^Comparison of 2 measurements"))
    for name in ("Voltage [V] against Capacity [A.h]", "Discharge capacity [A.h] against Cycle count"):
        sync_api.expect(page.get_by_role("figure", name=name)).to_be_visible()
    page.get_by_label("Direction").select_option("charge")
    page.get_by_role("button", name="Show").click()
    sync_api.expect(page.get_by_text("fresh: cycle 0 charge").first).to_be_visible()
    capacities: list[Any] = [client.cell_measurement.cycles(one.id)["Discharge capacity [A.h]"][0] for one in stored]
    assert capacities == pytest.approx([59 / 60] * 2, rel=0.02)


def test_several_files_at_once_and_one_that_is_too_large_are_not_sent(studio: Watched, cell: str) -> None:
    page = studio.open(f"/data/instances/{cell}")
    page.evaluate("() => { document.querySelector('form.drop').dataset.most = 10; }")
    page.evaluate(DROP, ["large.csv", "x" * 100])
    sync_api.expect(page.get_by_role("status")).to_contain_text("at most 0 MB are taken")
    assert page.url.endswith(cell)


def test_the_overview_counts_the_disk_and_simple_pipelines_have_a_list(studio: Watched) -> None:
    page = studio.open("/studies")
    sync_api.expect(page.get_by_role("heading", name="Disk used")).to_be_visible()
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Fits").click()
    page.get_by_role("link", name="Simple pipelines").click()
    sync_api.expect(page.get_by_text("No simple pipelines yet.")).to_be_visible()
    assert page.title().startswith("Simple pipelines")
