"""Templates to answers, with the headers that keep pages to themselves."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

import jinja2
from starlette.requests import Request
from starlette.responses import Response

from ionworks.server.studio import assets, words

HEADERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Content-Security-Policy": (
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
        ),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
)
"""Of every answer of the Studio."""
_LARGE: Final = 1024


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("ionworks.server.studio"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["asset"] = assets.address
    for function in (words.number, words.named, words.duration, words.since, words.minute):
        environment.filters[function.__name__] = function
    environment.filters["bytes"] = words.data_size
    environment.filters["unit"] = lambda name: words.split_name(name)[1]
    return environment


def page(request: Request, template: str, data: Mapping[str, Any], status: int = 200) -> Response:
    """Return a rendered page, compressed where the browser takes that."""
    text = _environment().get_template(template).render(data)
    return compressed(request, Response(text, status, {"Cache-Control": "no-store"}, "text/html"))


def compressed(request: Request, response: Response) -> Response:
    """Compress what is worth it."""
    response.headers["Vary"] = "Accept-Encoding, HX-Request"
    if len(response.body) >= _LARGE and takes_gzip(request):
        response.body = gzip.compress(bytes(response.body), compresslevel=5)
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.body))
    return response


def takes_gzip(request: Request) -> bool:
    """Whether the browser takes compressed answers."""
    return "gzip" in request.headers.get("accept-encoding", "")


def asset(request: Request, name: str) -> Response | None:
    """Return one of the static files; ``None`` for names there are none of."""
    found = assets.assets().get(name)
    if found is None:
        return None
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    if takes_gzip(request):
        return Response(found.compressed, 200, {**headers, "Content-Encoding": "gzip"}, found.media_type)
    return Response(found.content, 200, headers, found.media_type)
