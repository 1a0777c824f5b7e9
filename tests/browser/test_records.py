"""The main task of the pages of single things, and of the lists that lead to them: from the click to the database and back."""

import re
from pathlib import Path
from typing import Any

import pytest

from ionworks import Ionworks
from ionworks.server.local import LocalServer
from tests.browser.conftest import (
    DRAWN,
    THICKNESS,
    Things,
    Watched,
    fit_config,
    optimization,
    problems_of,
    sync_api,
)

expect = sync_api.expect
ENDLESS = 100_000
RECORDS = ("cells", "cell", "measurement", "fit", "optimization", "model", "protocol")


def _follow(page: Any, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()
    expect(page).to_have_title(re.compile(f"^{re.escape(name)}"))


def _texts(elements: Any) -> list[str]:
    return [text.strip() for text in elements.all_inner_texts()]


def _stop(page: Any) -> None:
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".status.canceled").first).to_be_visible()


def test_cells_lead_to_a_measurement_whose_cycles_are_chosen(studio: Watched, client: Ionworks, things: Things) -> None:
    page = studio.open("/data/specs")
    for name in ("LG M50", "Cell 7", "Cycled"):
        _follow(page, name)
    page.wait_for_function(DRAWN)
    page.get_by_role("textbox", name="Cycles").fill("0-1")
    page.get_by_role("textbox", name="Cycles").press("Enter")
    page.wait_for_url(re.compile("cycles=0-1"))
    figure = page.get_by_role("figure", name="dQ/dV [A.h.V-1] against Voltage [V]")
    assert _texts(figure.get_by_role("listitem")) == [
        f"Cycle {cycle} {part}" for cycle in (0, 1) for part in ("discharge", "charge")
    ]
    stored = client.cell_measurement.cycles(things.measurement)["Discharge capacity [A.h]"]
    shown = _texts(page.get_by_role("group", name="Cycles").locator("tbody tr td:nth-child(2)"))
    assert [float(text) for text in shown] == pytest.approx(stored.to_list(), rel=1e-3)


def test_a_model_leads_to_its_runs(studio: Watched, things: Things) -> None:
    page = studio.open("/parameterized-models")
    _follow(page, "Chen2020 SPM")
    _follow(page, "Two cycles")
    page.wait_for_function(DRAWN)
    assert page.title().startswith("Two cycles")


def test_a_search_leads_to_what_it_finds(studio: Watched, things: Things) -> None:
    page = studio.page
    page.get_by_role("searchbox", name="Search").fill("cycle")
    page.get_by_role("searchbox", name="Search").press("Enter")
    page.wait_for_url(re.compile(r"/search\?q=cycle"))
    found = page.get_by_role("group", name="Found")
    expect(found.get_by_role("link", name="Two cycles")).to_be_visible()
    found.get_by_role("link", name="Cycled", exact=True).click()
    page.wait_for_url(re.compile(things.measurement))
    assert page.title().startswith("Cycled")


def test_a_protocol_is_drawn_and_downloaded_as_a_cyclers_file(
    studio: Watched, client: Ionworks, things: Things, tmp_path: Path
) -> None:
    page = studio.open(f"/protocols/{things.protocol}")
    expect(page.get_by_role("figure", name=re.compile("What each step holds"))).to_be_visible()
    page.get_by_label("Nominal capacity").fill("5")
    page.get_by_role("button", name="Convert").click()
    page.wait_for_url(re.compile("capacity=5"))
    row = page.get_by_role("row").filter(has_text=re.compile("^neware"))
    with page.expect_download() as download:
        row.get_by_role("link").first.click()
    download.value.save_as(tmp_path / "file")
    saved = client.protocol.get(things.protocol).protocol_config
    written = client.protocol.convert(saved, "neware", nominal_capacity_ah=5)
    assert (tmp_path / "file").read_bytes() == written.primary_bytes


def test_a_fit_shows_what_it_found_and_one_that_runs_is_stopped(
    studio: Watched, client: Ionworks, things: Things
) -> None:
    page = studio.open("/pipelines")
    _follow(page, "Diffusivity")
    for name in ("Voltage [V] against Time [s]", "Cost against Evaluations"):
        expect(page.get_by_role("figure", name=name).first).to_be_visible()
    found = client.pipeline.result(things.fit).element_results["fit"]["parameter_values"]
    value = page.get_by_role("group", name="Parameters of fit").locator("td.number")
    assert float(value.get_attribute("title")) == found["Negative particle diffusivity [m2.s-1]"]
    endless = {"type": "DifferentialEvolution", "max_iterations": ENDLESS, "population_size": 40}
    never = {"absolute_tolerance": 0.0, "relative_tolerance": 0.0}
    running = client.pipeline.create(fit_config(client, "Endless", optimizer=endless | never))
    page = studio.open(f"/pipelines/{running.id}")
    # it appears by itself while the fit runs
    expect(page.get_by_role("figure", name="Cost against Evaluations")).to_be_visible(timeout=60_000)
    _stop(page)
    assert client.pipeline.get(running.id).status == "canceled"
    assert page.get_by_role("group", name="Parameters of fit").locator("td.number").count() == 1


def test_trade_offs_are_drawn_while_they_are_searched_and_a_search_is_stopped(
    studio: Watched, client: Ionworks, things: Things
) -> None:
    page = studio.open("/optimizations")
    _follow(page, "Thick or light")
    front = "1C: size [L] against 1C: density [W.h.kg-1]"
    legend = page.get_by_role("figure", name=front).get_by_role("listitem")
    assert _texts(legend) == ["Trade-offs", "Baseline", "Best design"]
    page.get_by_label("across").select_option(THICKNESS)
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("figure", name=f"1C: size [L] against {THICKNESS}")).to_be_visible()
    rows = page.get_by_role("group", name=re.compile("Designs that no other")).locator("tbody tr")
    assert rows.count() == client.optimization.result(things.optimization).pareto().height
    problem = optimization(things.model, "Endless search", population_size=8, max_iterations=ENDLESS)
    running = client.optimization.run(problem)
    page = studio.open(f"/optimizations/{running.id}")
    expect(page.get_by_role("figure", name=front)).to_be_visible(timeout=60_000)
    expect(page.get_by_role("figure", name="Best cost against Evaluations")).to_be_visible(timeout=60_000)
    _stop(page)
    assert client.optimization.get(running.id)["status"] == "canceled"


def test_a_job_is_canceled_from_the_queue(studio: Watched, client: Ionworks, things: Things) -> None:
    problem = optimization(things.model, "In the queue", population_size=8, max_iterations=ENDLESS)
    running = client.optimization.run(problem)
    page = studio.open("/jobs")
    row = page.get_by_role("row").filter(has=page.get_by_text("optimize")).filter(has=page.get_by_role("button"))
    row.get_by_role("button", name=re.compile("Cancel")).click()
    page.wait_for_url(re.compile("/jobs$"))
    expect(page.get_by_role("button", name=re.compile("Cancel job"))).to_have_count(0)
    assert client.optimization.get(running.id)["status"] == "canceled"


def test_a_protocol_is_drawn_while_it_is_typed(studio: Watched) -> None:
    page = studio.open("/simulations/new")
    editor = page.get_by_label("Protocol", exact=True)
    figure = page.get_by_role("figure", name=re.compile("What each step holds"))
    expect(figure.get_by_text("C-rate [1/h]")).to_be_visible()
    editor.fill("steps:\n  - Charge: {mode: Current, value: 3, ends: [Voltage > 4.1]}\n")
    expect(figure.get_by_text("Current [A]")).to_be_visible()
    assert figure.locator("title").all_text_contents() == ["1: Charge 3 A until V > 4.1 V"] * 2
    editor.fill("steps:\n  - Charge: {mode: Current, value: 3, ends: [Voltage > 4.1]}\n  - Rest: {duratoin: 5}\n")
    # no picture of what cannot be read; the line is marked beside the text
    expect(figure).to_have_count(0)
    expect(page.locator(".numbers mark")).to_have_text("3")
    assert "duratoin" in page.locator(".numbers mark").get_attribute("title")
    assert editor.get_attribute("aria-invalid") == "true"


@pytest.mark.parametrize("name", RECORDS)
def test_pages_of_things_fit_and_can_be_read_by_everybody(
    chromium: Any, server: LocalServer, client: Ionworks, things: Things, name: str
) -> None:
    assert problems_of(chromium, server, client, things.addresses[name]) == []
