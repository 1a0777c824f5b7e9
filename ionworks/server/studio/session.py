"""The cookie of a session, and the checks that a change was asked for by a page of ours.

The cookie is ``HttpOnly; SameSite=Strict``; its name carries the port: all ports of a host share
their cookies.
Every change needs a token that only our pages know: an HMAC under the secret of the session.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from ionworks.server.ground.errors import forbidden
from ionworks.server.nouns.accounts.sessions import SESSION_PREFIX, SESSION_SECONDS

TOKEN_FIELD: Final = "cross_site_token"  # noqa: S105 - a name
TOKEN_HEADER: Final = "X-Cross-Site-Token"  # noqa: S105 - a name


def token_of(request: Request) -> str:
    """Return the session's token in the cookies; empty without one."""
    token = request.cookies.get(_cookie_name(request), "")
    return token if token.startswith(SESSION_PREFIX) else ""


def set_cookie(request: Request, response: Response, token: str) -> None:
    """Let the browser keep a session."""
    response.set_cookie(
        _cookie_name(request),
        token,
        max_age=SESSION_SECONDS,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def delete_cookie(request: Request, response: Response) -> None:
    """Let the browser forget its session."""
    response.delete_cookie(_cookie_name(request), httponly=True, samesite="strict")


def cross_site_token(token: str) -> str:
    """Return what forms of a session carry."""
    return hmac.new(token.encode(), b"cross-site", hashlib.sha256).hexdigest()


def check_origin(request: Request) -> None:
    """Raise `ApiError` 403 when the browser says that a page of another site sent the request."""
    origin = request.headers.get("origin")
    is_other = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if is_other or request.headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
        raise forbidden("A page of another site sent this request. Open the Studio and try there.")


def check_token(request: Request, form: FormData, token: str) -> None:
    """Raise `ApiError` 403 unless the request carries the token of its session, in the form or as a header."""
    given = form.get(TOKEN_FIELD) or request.headers.get(TOKEN_HEADER, "")
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), cross_site_token(token).encode()):
        raise forbidden("The form belongs to another session: reload the page and send it again.")


def local_address(address: str) -> str:
    """Return an address of this server, to go to after the login; ``/`` for any other."""
    is_local = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if is_local and "\\" not in address else "/"


def _cookie_name(request: Request) -> str:
    return f"ionworks_session_{request.url.port or (443 if request.url.scheme == 'https' else 80)}"
