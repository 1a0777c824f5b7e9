"""Every page: who may see it, what it is made of, what it does not say."""

import re
from pathlib import Path

import attrs
import pytest

from ionworks.server.ground.settings import Settings
from ionworks.server.http.app import build_app
from ionworks.server.store import schema
from ionworks.server.studio.frame import NAVIGATION
from ionworks.server.studio.routes import ROUTES
from ionworks.server.workers.pool import WorkerPool
from tests.integration.handlers.conftest import MEMBER, STRANGER, VIEWER, Api
from tests.integration.studio.conftest import Browser

pytestmark = [pytest.mark.local_only]

PAGES = [address for method, address, _ in ROUTES if method == "GET" and "{project_id}" in address]
FORMS = [address for method, address, _ in ROUTES if method == "POST"]


def _address(api: Api, address: str) -> str:
    return re.sub(r"\{\w+\}", "unknown", address.replace("{project_id}", api.project_id))


@pytest.fixture(scope="module")
def people(api: Api) -> dict[str, Browser]:
    return {who: Browser(api).log_in(who) for who in (MEMBER, STRANGER, VIEWER)}


@pytest.mark.parametrize("address", PAGES)
def test_others_see_no_page(api: Api, people: dict[str, Browser], address: str) -> None:
    path = _address(api, address)
    assert Browser(api)("GET", path).headers["location"].startswith("/login?next=%2Fprojects%2F")
    assert Browser(api)("GET", path, headers={"HX-Request": "true"}).headers["hx-redirect"].startswith("/login")
    stranger, member = people[STRANGER]("GET", path), people[MEMBER]("GET", path)
    assert (stranger.status_code, member.status_code) == (404, 403)
    assert "Default project" not in stranger.text + member.text


@pytest.mark.parametrize("address", FORMS)
def test_forms_of_others_are_refused(api: Api, browser: Browser, people: dict[str, Browser], address: str) -> None:
    path = _address(api, address)
    assert Browser(api)("POST", path).headers["location"] == "/login"
    assert browser("POST", path, data={"cross_site_token": "wrong"}).status_code == 403
    assert browser("POST", path, data={"cross_site_token": people[MEMBER].token}).status_code == 403
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "same-site"}):
        assert browser("POST", path, data={"cross_site_token": browser.token}, headers=headers).status_code == 403
    assert people[STRANGER].send(path).status_code == 404
    assert people[MEMBER].send(path).status_code == 403


@pytest.mark.parametrize("address", [one for one in PAGES if one.count("{") == 1 and "." not in one])
def test_pages_are_whole_and_bring_nothing_inline(api: Api, browser: Browser, address: str) -> None:
    answer = browser("GET", _address(api, address))
    assert answer.status_code == 200
    text = answer.text
    for name in NAVIGATION:
        assert re.search(rf'<a href="[^"]+"( aria-current="page")?>{name}</a>', text)
    assert re.search(r"<title>[^<]+ - Ionworks Studio</title>", text) and text.count("<h1>") == 1
    assert 'popovertarget="python"' in text
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script>|https?://(?!server\.test)", text)
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    assert answer.headers["cache-control"] == "no-store"
    part = browser("GET", _address(api, address), headers={"HX-Request": "true"}).text
    assert part.startswith('<div id="part">') and "<html" not in part


@pytest.mark.parametrize("path", ["/projects/x/studies", "/projects/{}/nothing", "/projects/{}/protocols/x/y/z"])
def test_what_there_is_not_is_a_page(api: Api, browser: Browser, path: str) -> None:
    answer = browser("GET", path.format(api.project_id))
    assert answer.status_code == 404
    assert "<title>Not found" in answer.text


def test_names_are_text(api: Api, browser: Browser) -> None:
    api.insert(schema.studies, name='<script>"&', project_id=api.project_id)
    text = browser("GET", f"/projects/{api.project_id}/studies").text
    assert "&lt;script&gt;" in text and '<script>"' not in text


def test_a_search_leads_to_what_it_finds(api: Api, browser: Browser) -> None:
    base = f"/projects/{api.project_id}"
    study = api.insert(schema.studies, name="findable <i>", project_id=api.project_id)
    text = browser("GET", f"{base}/search?q=FINDABLE").text
    assert f'href="{base}/studies/{study}">findable &lt;i&gt;<' in text
    assert "<title>Chen2020 DFN - " in (found := browser("GET", f"{base}/search?q=Chen2020 DFN").text)
    for link in re.findall(rf'href="({base}/parameterized-models/[^"]+)"', found):
        assert browser("GET", link).status_code == 200
    assert 'role="alert"' in browser("GET", f"{base}/search?q=a").text
    assert browser("GET", f"{base}/search").status_code == 200


def test_long_lists_come_in_pages(api: Api, browser: Browser) -> None:
    for number in range(51):
        api.insert(schema.cell_specs, name=f"cell {number:02d}", project_id=api.project_id)
    base = f"/projects/{api.project_id}/data/specs"
    first = browser("GET", base).text
    assert "1 to 50 of 51" in first and 'offset=50"' in first
    last = browser("GET", f"{base}?offset=50").text
    assert "51 to 51 of 51" in last and "Next" not in last
    for offset in ("-1", "x", "9" * 40, "²"):
        assert browser("GET", f"{base}?offset={offset}").status_code == 200


def test_only_browsers_get_pages(api: Api) -> None:
    assert api("GET", f"/projects/{api.project_id}/studies").headers["content-type"] == "application/json"
    plain = Browser(api)("GET", f"/projects/{api.project_id}/studies", headers={"Accept": "*/*"})
    assert (plain.status_code, plain.headers["content-type"]) == (401, "application/json")
    assert Browser(api)("GET", "/studio/static/nothing.js").status_code == 404
    assert Browser(api)("PUT", f"/projects/{api.project_id}/studies").status_code == 405


def test_the_studio_can_be_switched_off(api: Api, worker_pool: WorkerPool, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, allowed_hosts="server.test", studio=False)
    browser = Browser(attrs.evolve(api, app=build_app(settings, api.store, worker_pool)))
    for path in ("/", "/login", f"/projects/{api.project_id}/studies", "/studio/static/studio.css"):
        assert browser("GET", path).headers["content-type"] == "application/json"
    assert Settings.from_environment({}).studio
    assert not Settings.from_environment({"IONWORKS_SERVER_STUDIO": "false"}).studio
