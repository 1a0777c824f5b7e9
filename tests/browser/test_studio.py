"""The main task of each page, from the click to the database and back."""

import re
import subprocess
import sys
from typing import Any

import pytest

from ionworks import Ionworks
from ionworks.server.local import LocalServer
from tests.browser.conftest import DRAWN, THICKNESS, Watched, problems_of, sync_api, watch

PAGES = (
    *("studies", "simulations", "simulations/new", "simulations/compare?q=Sweep", "protocols", "parameterized-models"),
    *("data/specs", "data/measurements", "pipelines", "simple-pipelines", "optimizations", "jobs", "search?q=SPM"),
)


def _run_of(client: Ionworks, name: str) -> dict[str, Any]:
    return client.simulation.list(q=name, limit=1)[0]


def test_the_link_leads_to_the_overview_and_the_navigation_to_every_list(studio: Watched) -> None:
    page = studio.page
    assert page.title().startswith("Default project")
    for name in ("Overview", "Runs", "Protocols", "Models", "Cells", "Fits", "Optimizations", "Jobs"):
        page.get_by_role("navigation", name="Pages").get_by_role("link", name=name, exact=True).click()
        page.wait_for_load_state("networkidle")
        assert page.get_by_role("navigation", name="Pages").get_by_role("link", name=name).get_attribute("aria-current")


def test_a_run_is_drawn_zoomed_and_shared_by_its_address(studio: Watched, client: Ionworks) -> None:
    page = studio.open("/simulations")
    page.get_by_role("link", name="One discharge").click()
    page.wait_for_function(DRAWN)
    assert page.title().startswith("One discharge")
    figure = page.get_by_role("figure", name="Voltage [V] against Time [s]")
    box = figure.locator(".u-over").bounding_box()
    page.mouse.move(box["x"] + 0.25 * box["width"], box["y"] + 50)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 60, steps=4)
    with page.expect_response(re.compile(r"/series\?.*x_min=")):
        page.mouse.up()
    page.wait_for_load_state("networkidle")
    low, high = (float(re.search(rf"{name}=([\d.]+)", page.url)[1]) for name in ("x_min", "x_max"))
    length = _run_of(client, "One discharge")["metrics"]["Duration [s]"]
    assert low == pytest.approx(0.25 * length, rel=0.1) and high == pytest.approx(0.5 * length, rel=0.1)
    with page.expect_response(re.compile(rf"/series\?.*x_min={low:.3f}"[:-3])):
        page.reload()
    page.wait_for_function(DRAWN)
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 60)
    sync_api.expect(figure.locator("output")).to_contain_text(re.compile(r"\d"))
    page.get_by_label("Add a column").select_option("Temperature [degC]")
    page.get_by_role("button", name="Show").click()
    sync_api.expect(page.get_by_role("figure", name="Temperature [degC] against Time [s]")).to_be_visible()


def test_runs_are_chosen_and_compared(studio: Watched) -> None:
    page = studio.open("/simulations?q=Sweep")
    assert page.get_by_role("row").count() == 4
    page.get_by_role("checkbox", name="Choose all").check()
    page.get_by_role("button", name="Compare").click()
    page.wait_for_function(DRAWN)
    assert page.title().startswith("Comparison of 3 runs")
    for name in ("60 µm", "80 µm", "100 µm"):
        sync_api.expect(page.get_by_role("link", name=f"Sweep ({name})").first).to_be_visible()
    page.get_by_label("up").select_option("Discharge energy [W.h]")
    page.get_by_role("button", name="Show").click()
    sync_api.expect(page.get_by_role("figure", name=f"Discharge energy [W.h] against {THICKNESS}")).to_be_visible()


def test_a_new_run_is_started_by_keyboard_alone(studio: Watched, client: Ionworks) -> None:
    page = studio.open("/simulations")
    _tab_to(page, "New run")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/simulations/new$"), wait_until="networkidle")
    _tab_to(page, "name")
    page.keyboard.press("Control+a")
    page.keyboard.type("By keyboard")
    _tab_to(page, "parameter")
    page.keyboard.type(THICKNESS)
    page.keyboard.press("Tab")
    with page.expect_response(re.compile("/new/check")):
        page.keyboard.type("7e-5:9e-5:2")
    sync_api.expect(page.get_by_role("button", name="Run 2 simulations")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"\?q=By(%20|\+| )keyboard"))
    sync_api.expect(page.locator(".status.completed")).to_have_count(2, timeout=60_000)
    thickness = [run["design"]["design_parameters"][THICKNESS] for run in client.simulation.list(q="By keyboard")]
    assert sorted(thickness) == pytest.approx([7e-5, 9e-5])


def _tab_to(page: Any, name: str) -> None:
    """Press Tab until an element of this name or text has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("() => [document.activeElement.name, document.activeElement.innerText]").count(name):
            return
    raise AssertionError(f"Tab does not lead to {name}")


def test_a_wrong_protocol_is_marked_while_it_is_typed(studio: Watched) -> None:
    page = studio.open("/simulations/new")
    editor = page.get_by_label("Protocol", exact=True)
    editor.fill("steps:\n  - direction: Discharge\n    mode: C-rat\n    value: 1\n    duration: 60\n")
    page.get_by_role("button", name="line 3").click()
    assert editor.evaluate("(one) => one.value.slice(one.selectionStart, one.selectionEnd)") == "    mode: C-rat"
    sync_api.expect(page.get_by_role("button", name="Run 1 simulation")).to_be_disabled()
    editor.fill('steps:\n  - direction: Rest\n    duration: input["Pause"]\n')
    page.get_by_label("Pause").fill("60, 120")
    sync_api.expect(page.get_by_role("button", name="Run 2 simulations")).to_be_enabled()


def test_a_run_is_deleted_after_a_question(studio: Watched, client: Ionworks) -> None:
    client.simulation.run("Chen2020 SPM", "steps: [{direction: Rest, duration: 77}]", name="To delete")
    page = studio.open("/simulations?q=To delete")
    page.get_by_role("link", name="To delete").click()
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Delete").click()
    assert client.simulation.list(q="To delete").total == 1
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete").click()
    page.wait_for_url(re.compile("/simulations$"))
    assert client.simulation.list(q="To delete").total == 0


def test_the_python_of_a_page_runs_as_it_is(studio: Watched, client: Ionworks, server: LocalServer) -> None:
    run = _run_of(client, "One discharge")
    for path in (f"/parameterized-models/-/simulations/{run['id']}", "/simulations?q=Sweep", "/studies"):
        page = studio.open(path)
        page.get_by_role("button", name="Python").click()
        script = page.locator("#python code").text_content()
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", script],
            env={"IONWORKS_API_KEY": server.api_key, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0 and done.stdout, done.stderr


def test_what_a_page_must_not_do_is_seen_by_these_tests(chromium: Any, server: LocalServer, client: Ionworks) -> None:
    context = chromium.new_context()
    watched = watch(context.new_page(), server.url, str(server.project_id))
    watched.page.goto(client.open_studio(open_browser=False))
    assert watched.problems == []
    watched.page.evaluate(
        "() => { document.body.append(Object.assign(new Image(), { src: 'http://other.invalid/x' })); }"
    )
    style = "() => { document.body.appendChild(document.createElement('style')).textContent = 'p { color: red }'; }"
    watched.page.evaluate(style)
    watched.page.wait_for_timeout(200)
    context.close()
    told = "; ".join(watched.problems)
    assert "CSP: img-src" in told and "CSP: style-src" in told and "left the host: http://other.invalid/x" in told


@pytest.mark.parametrize("path", PAGES)
def test_pages_fit_and_can_be_read_by_everybody(
    chromium: Any, server: LocalServer, client: Ionworks, path: str
) -> None:
    assert problems_of(chromium, server, client, path) == []


def test_the_session_ends_with_log_out(studio: Watched) -> None:
    page = studio.page
    page.get_by_role("button", name=re.compile("@")).click()
    page.get_by_role("button", name="Log out", exact=True).click()
    page.wait_for_url(re.compile("/login$"))
    studio.open("/jobs")
    assert "/login?next=" in page.url
