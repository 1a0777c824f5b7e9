"""The ASGI application of the Studio: which requests are pages, who asks, and how answers are sent."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

import attrs
from starlette.datastructures import FormData, Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from ionworks.server.call import Call, Caller, Services
from ionworks.server.ground.errors import METHOD_NOT_ALLOWED, ApiError, not_found
from ionworks.server.ground.threads import Room, run_in
from ionworks.server.handlers import project as projects
from ionworks.server.nouns.accounts import sessions
from ionworks.server.nouns.accounts.keys import KeyVerifier
from ionworks.server.studio import assets, frame, render, session
from ionworks.server.studio.pace import Pace
from ionworks.server.studio.page import Moved, Page, PageFunction
from ionworks.server.studio.routes import find, takes_files

LOGIN: Final = "/login"
_LOGOUT: Final = "/logout"
_KEY_HEADER: Final = b"x-api-key"
_SAFE: Final = ("GET", "HEAD")
_LOGIN_BYTES: Final = 16 * 1024
_LIVE_HEADER: Final = "x-live"
"""Of a request for what runs: which page asks; of its answer: the seconds until it may ask again."""


@attrs.frozen
class Studio:
    """Answers browsers.

    Parameters
    ----------
    services : Services
    verifier : KeyVerifier
        Knows sessions too: they are keys.
    """

    services: Services
    verifier: KeyVerifier
    pace: Pace = attrs.field(factory=Pace)

    def takes(self, scope: Scope) -> bool:
        """Whether a request is for a page: it brings no key, and a browser goes there; the API has such addresses too.

        For what a link offers as a file Chromium does not say what it takes, only that it follows one.
        """
        headers = Headers(scope=scope)
        path: str = scope["path"]
        if path.startswith(assets.MOUNT):
            return True
        if "x-api-key" in headers or "authorization" in headers:
            return False
        wants_html = "text/html" in headers.get("accept", "") or "hx-request" in headers
        if not (wants_html or headers.get("sec-fetch-mode") == "navigate"):
            return False
        return path in {LOGIN, _LOGOUT} or path.startswith("/projects/") or find(path) is not None

    def with_key(self, scope: Scope) -> Scope:
        """Return a request to the API with the session of its browser as its key.

        A request that changes something has to carry the token of our pages.
        """
        request = Request(scope)
        token = session.token_of(request)
        if not token or "x-api-key" in request.headers or "authorization" in request.headers:
            return scope
        if scope["method"] not in _SAFE:
            session.check_origin(request)
            session.check_token(request, FormData(), token)
        return {**scope, "headers": [*scope["headers"], (_KEY_HEADER, token.encode("latin-1"))]}

    async def limit_of(self, scope: Scope) -> int:
        """Return how many bytes a request may send: strangers only what a login needs, others files too."""
        token = "" if scope["path"] == LOGIN else session.token_of(Request(scope))
        is_known = bool(token) and await self.verifier.verify(token) is not None
        settings = self.services.settings
        if not is_known:
            return _LOGIN_BYTES
        return settings.max_bulk_bytes if takes_files(scope["path"], scope["method"]) else settings.max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - ASGI
        request = Request(scope, receive)
        response = await self._respond(request)
        response.headers.update(render.HEADERS)
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        path = request.url.path
        if path.startswith(assets.MOUNT):
            return render.asset(request, path.removeprefix(assets.MOUNT)) or self.refused(
                request, not_found("file", path)
            )
        if request.method not in {*_SAFE, "POST"}:
            return self.refused(request, ApiError(405, METHOD_NOT_ALLOWED, "Pages take GET and POST."))
        is_change = request.method == "POST"
        if is_change:
            session.check_origin(request)
        if path == LOGIN:
            form = await request.form() if is_change else FormData()
            return await run_in(Room.PAGES, self._login, request, form)
        token = session.token_of(request)
        caller = await self.verifier.verify(token) if token else None
        if caller is None:
            return self._to_login(request)
        # the bodies of strangers are not read
        form = await request.form() if is_change else FormData()
        try:
            if is_change:
                session.check_token(request, form, token)
            if path == _LOGOUT:
                return await run_in(Room.PAGES, self._logout, request, form, token, caller)
            return await run_in(Room.PAGES, self._paced, request, form, token, caller)
        finally:
            await form.close()

    def _paced(self, request: Request, form: FormData, token: str, caller: Caller) -> Response:
        """Answer a page; one that follows what runs is told when to ask again."""
        begun = time.thread_time()
        response = self._page(request, form, token, caller)
        if page_id := request.headers.get(_LIVE_HEADER, "")[:64]:
            wait = self.pace.next_wait(f"{caller.key_id} {page_id}", time.thread_time() - begun)
            response.headers[_LIVE_HEADER] = f"{wait:.2f}"
        return response

    def _page(self, request: Request, form: FormData, token: str, caller: Caller) -> Response:
        base_url = f"{request.url.scheme}://{request.url.netloc}"
        found = find(request.url.path, "POST" if request.method == "POST" else "GET")
        call = Call(services=self.services, caller=caller, base_url=base_url)
        page = Page(
            call=call,
            path=request.url.path,
            parts=found[1] if found else {},
            query=request.query_params,
            form=form,
            is_part="hx-request" in request.headers,
            cross_site_token=session.cross_site_token(token),
        )
        try:
            if found is None:
                raise not_found("page", request.url.path)
            return self._answer(request, page, found[0])
        except ApiError as error:
            return render.page(request, "error.html", frame.of_error(page, error), error.status)

    def _answer(self, request: Request, page: Page, function: PageFunction) -> Response:
        if "project_id" in page.parts:
            # before anything else: of another's project it is not told what there is in it
            page.check(projects.get_project, project_id=page.project_id)
        answer = function(page)
        if isinstance(answer, Response):
            return answer
        if isinstance(answer, Moved):
            return _moved(request, answer.address)
        return render.page(request, answer.template, frame.of_page(page, answer), answer.status)

    def _login(self, request: Request, form: FormData) -> Response:
        goal = session.local_address(str(form.get("next") or request.query_params.get("next") or "/"))
        if request.method == "POST":
            key = form.get("api_key")
            token = sessions.open_by_key(self.services.store, key.strip()) if isinstance(key, str) else None
            problem = "This key is unknown, or revoked. `ionworks keys create` makes a new one."
        elif (link := request.query_params.get("token")) is not None:
            # nobody is logged in as somebody else by following a link of another site
            if session.token_of(request) and request.headers.get("sec-fetch-site") == "cross-site":
                return _moved(request, goal)
            token = sessions.open_by_link(self.services.store, link)
            problem = "This link was used already, or is too old. Start the server anew, or log in with an API key."
        else:
            return render.page(request, "login.html", {"problem": "", "next": goal})
        if token is None:
            return render.page(request, "login.html", {"problem": problem, "next": goal}, 403)
        response = _moved(request, goal)
        session.set_cookie(request, response, token)
        return response

    def _logout(self, request: Request, form: FormData, token: str, caller: Caller) -> Response:
        if request.method != "POST":
            return _moved(request, "/")
        if form.get("everywhere"):
            sessions.close_all(self.services.store, caller.organization_id, caller.user_id)
        sessions.close(self.services.store, token)
        self.verifier.forget(token)
        response = _moved(request, LOGIN)
        session.delete_cookie(request, response)
        return response

    def _to_login(self, request: Request) -> Response:
        """Send a browser without a session to the login, and back afterwards."""
        address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        if request.headers.get("sec-fetch-site") == "cross-site" and request.method in _SAFE:
            # a strict cookie is not sent along a link of another site, such as a notebook: ask again from here
            return render.page(request, "again.html", {"address": session.local_address(address)})
        goal = "" if address == "/" or request.method not in _SAFE else f"?next={quote(address, safe='')}"
        return _moved(request, LOGIN + goal)

    @staticmethod
    def refused(request: Request, error: ApiError) -> Response:
        """Return the page of a refusal that came before anything is known of the user."""
        data: Mapping[str, Any] = {"status": error.status, "message": error.message}
        response = render.page(request, "refused.html", data, error.status)
        response.headers.update(error.headers)
        return response


def _moved(request: Request, address: str) -> Response:
    """Send the browser elsewhere; a script of htmx has to be told in its own way."""
    if "hx-request" in request.headers:
        return Response(status_code=204, headers={"HX-Redirect": address})
    return RedirectResponse(address, 303)
