"""Logging in and out: links that work once, sessions that end, requests of other sites."""

import gzip

import httpx
import pytest
import sqlalchemy as sa

from ionworks.server.nouns.accounts import sessions
from ionworks.server.store import schema
from tests.integration.handlers.conftest import ADMIN, Api
from tests.integration.studio.conftest import Browser

pytestmark = [pytest.mark.local_only]

_OTHER_SITE = ({"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"})


def _link(api: Api) -> str:
    return sessions.create_link(api.store, api.home.organization_id, api.home.user_id)


def test_a_link_logs_in_once_and_its_secret_is_no_key(api: Api) -> None:
    secret = _link(api)
    assert api("GET", "/users/me", key=secret).status_code == 401
    first, second = Browser(api), Browser(api)
    answer = first("GET", f"/login?token={secret}&next=/projects")
    assert (answer.status_code, answer.headers["location"]) == (303, "/projects")
    cookie = answer.headers["set-cookie"].lower()
    assert all(part in cookie for part in ("httponly", "samesite=strict", "max-age="))
    assert first("GET", "/").headers["location"] == f"/projects/{api.project_id}/studies"
    assert second("GET", f"/login?token={secret}").status_code == 403
    assert second("GET", "/").headers["location"] == "/login"


def test_a_key_logs_in_and_the_login_leads_back(api: Api) -> None:
    browser = Browser(api)
    wanted = f"/projects/{api.project_id}/jobs?offset=0"
    answer = browser("GET", wanted)
    assert answer.status_code == 303
    form = browser("GET", answer.headers["location"])
    assert "offset=0" in form.text
    assert browser("POST", "/login", data={"api_key": "iwk_wrong", "next": wanted}).status_code == 403
    answer = browser("POST", "/login", data={"api_key": f" {ADMIN} ", "next": wanted})
    assert answer.headers["location"] == wanted
    assert browser("GET", wanted).status_code == 200


@pytest.mark.parametrize("goal", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1", "/a\n"])
def test_the_login_leads_nowhere_else(api: Api, goal: str) -> None:
    answer = Browser(api)("POST", "/login", data={"api_key": ADMIN, "next": goal})
    assert answer.headers["location"] == "/"


def test_sessions_end_by_log_out_revocation_and_time(api: Api) -> None:
    def is_in(browser: Browser) -> bool:
        return browser("GET", f"/projects/{api.project_id}/jobs").status_code == 200

    one, two, three = (Browser(api).log_in() for _ in range(3))
    assert one.send("/logout").headers["location"] == "/login"
    assert not is_in(one) and is_in(two)
    two.send("/logout", everywhere="1")
    assert not is_in(two)
    keys = schema.api_keys
    with api.store.read() as connection:
        left = sa.select(sa.func.count()).where(keys.c.name == "Studio session")
        assert connection.execute(left).scalar_one() == 0
    four, five = Browser(api).log_in(), Browser(api).log_in()
    with api.store.write() as connection:
        mine = connection.execute(sa.select(keys.c.id).where(keys.c.expires_at.is_not(None))).scalars().all()
        assert len(mine) == 2
        connection.execute(sa.update(keys).where(keys.c.id == mine[0]).values(expires_at="2020-01-01T00:00:00.000000Z"))
        connection.execute(sa.update(keys).where(keys.c.id == mine[1]).values(revoked_at=schema.now()))
    with api.store.read() as connection:
        assert sessions.keys.find_caller(connection, next(iter(four.cookies.jar)).value) is None
        assert sessions.keys.find_caller(connection, next(iter(five.cookies.jar)).value) is None


def test_a_session_ends_with_the_key_it_was_opened_with(api: Api) -> None:
    from ionworks.server.nouns.accounts import bootstrap

    key = "iwk_short-lived-key-0123456789"
    key_id = bootstrap.add_key(api.store, api.home, key, "test")
    token = sessions.open_by_key(api.store, key)
    with api.store.read() as connection:
        caller = sessions.keys.find_caller(connection, token)
    assert caller is not None
    linked = sessions.open_by_link(
        api.store, sessions.create_link(api.store, caller.organization_id, caller.user_id, caller.key_id)
    )
    with api.store.write() as connection:
        connection.execute(sa.update(schema.api_keys).where(schema.api_keys.c.id == key_id).values(revoked_at="x"))
        assert sessions.keys.find_caller(connection, token) is None
        assert sessions.keys.find_caller(connection, linked) is None


def test_a_client_makes_links_that_end_with_its_key(api: Api) -> None:
    answer = api("POST", "/studio/links")
    assert answer.status_code == 201
    browser = Browser(api)
    address = answer.json()["url"].removeprefix("http://server.test")
    assert browser("GET", f"{address}&next=%2Fprojects%2Fx").headers["location"] == "/projects/x"
    assert browser("GET", "/").headers["location"].startswith("/projects/")


@pytest.mark.parametrize("headers", _OTHER_SITE)
def test_other_sites_cannot_log_in_or_out(browser: Browser, headers: dict[str, str]) -> None:
    assert browser("POST", "/login", data={"api_key": ADMIN}, headers=headers).status_code == 403
    answer = browser("POST", "/logout", data={"cross_site_token": browser.token}, headers=headers)
    assert answer.status_code == 403
    assert browser("POST", "/logout").status_code == 403
    assert browser("GET", "/logout").headers["location"] == "/"
    assert browser("GET", "/").status_code == 303


def test_a_link_of_another_site_asks_again_and_changes_no_login(api: Api, browser: Browser) -> None:
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    again = Browser(api)("GET", f"/projects/{api.project_id}/jobs?offset=0", headers=elsewhere)
    assert again.status_code == 200 and 'http-equiv="refresh"' in again.text and "offset=0" in again.text
    before = browser.cookies.jar
    browser("GET", f"/login?token={_link(api)}", headers=elsewhere)
    assert [one.value for one in browser.cookies.jar] == [one.value for one in before]


def test_the_api_takes_a_session_for_reading_and_for_changes_with_its_token(browser: Browser) -> None:
    wants = {"Accept": "application/json"}
    assert browser("GET", "/users/me", headers=wants).json()["email"]
    body = {"json": {"name": "by a browser"}}
    assert browser("POST", "/projects", headers=wants, **body).status_code == 403
    with_token = {**wants, "X-Cross-Site-Token": browser.token}
    for headers in _OTHER_SITE:
        assert browser("POST", "/projects", headers={**with_token, **headers}, **body).status_code == 403
    assert browser("POST", "/projects", headers=with_token, **body).status_code == 201
    assert Browser(browser.api)("GET", "/users/me", headers=wants).status_code == 401


@pytest.mark.parametrize("how", ["gzip", "chunked", "plain"])
@pytest.mark.parametrize("path", ["/login", "/logout", "/projects/x/studies"])
def test_strangers_send_no_more_than_a_login_needs(api: Api, browser: Browser, path: str, how: str) -> None:
    content = b"api_key=" + b"x" * 300_000
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if how == "gzip":
        content, headers = gzip.compress(content), {**headers, "Content-Encoding": "gzip"}

    async def parts():
        for first in range(0, len(content), 50_000):
            yield content[first : first + 50_000]

    def sent(by: Browser) -> int:
        return by("POST", path, headers=headers, content=parts() if how == "chunked" else content).status_code

    for stranger in (Browser(api), Browser(api, httpx.Cookies({next(iter(browser.cookies)): "made-up"}))):
        assert sent(stranger) == 413
    if path != "/login":
        assert sent(browser) != 413
