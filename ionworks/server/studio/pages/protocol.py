"""One saved protocol: as a picture, in words, and as files of cyclers."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, urlencode

import attrs
from starlette.responses import Response

from ionworks import ucp
from ionworks.server.ground.errors import ApiError, bad_request
from ionworks.server.handlers import protocol
from ionworks.server.studio import scripts, steps, words
from ionworks.server.studio.page import Page, Shown
from ionworks.server.studio.pages.things import check_project, record_page
from ionworks.ucp.preview import preview
from ionworks.ucp.vendors import TARGETS

_CAPACITY: Final = "capacity"
_INPUT: Final = "input:"
_PLACE: Final = "body.protocol: "
"""Where the API says that a problem is; the page has one protocol only."""
_HTTP_NAME: Final = "filename*=UTF-8''"


@attrs.frozen(kw_only=True)
class Written:
    """A format of a cycler: the files that can be downloaded, or why there are none."""

    target: str
    files: list[tuple[str, str]]
    """Names and addresses."""
    problem: str = ""


def show_protocol(page: Page) -> Shown:
    """Show a saved protocol as a picture, in words, as formats of cyclers, and as it is."""
    identifier, record = page.parts["protocol_id"], _record(page)
    shown = record_page(page, record, ("Protocols", "protocols"), f"client.protocol.get({identifier!r})")
    names = page.ask(protocol.find_input_references, body={"protocol": record["protocol_config"]})
    data: dict[str, Any] = {
        "words": page.ask(protocol.get_protocol_text, experiment_template_id=identifier),
        "picture": steps.picture(preview(ucp.parse(record["protocol_config"]))),
        "inputs": {name: page.query.get(f"{_INPUT}{name}", "") for name in names},
        "capacity": page.query.get(_CAPACITY, ""),
        "written": [],
        "problem": "",
    }
    try:
        options = _options(page, record)
    except ApiError as error:
        data["problem"] = error.message
    else:
        data["written"] = [_written(page, record, target, options) for target in TARGETS]
    return attrs.evolve(
        shown,
        template="protocol.html",
        data={**shown.data, **data},
        python=scripts.record(page, f"client.protocol.human_readable({identifier!r})"),
    )


def download(page: Page) -> Response:
    """Send a file of a cycler's format; the first is the protocol, others are what it refers to."""
    record = _record(page)
    files = _files(page, record, page.query.get("target", ""), _options(page, record))
    number = page.query.get("file", "0")
    wanted = int(number) if number in {str(one) for one in range(len(files))} else None
    if wanted is None:
        raise bad_request(f"file: found {number[:20]!r}; allowed: 0 to {len(files) - 1}")
    file = files[wanted]
    headers = {"Content-Disposition": f"attachment; {_HTTP_NAME}{quote(file['filename'], safe='')}"}
    # never as what a browser would show: the content is the user's
    return Response(base64.b64decode(file["content_base64"]), 200, headers, "application/octet-stream")


def _record(page: Page) -> dict[str, Any]:
    record = page.ask(protocol.get_protocol, experiment_template_id=page.parts["protocol_id"])
    check_project(page, record)
    return record


def _written(page: Page, record: Mapping[str, Any], target: str, options: Mapping[str, Any]) -> Written:
    try:
        files = _files(page, record, target, options)
    except ApiError as error:
        return Written(target=target, files=[], problem=error.message.removeprefix(_PLACE))
    kept = [(name, value) for name, value in page.query.multi_items() if name not in ("target", "file")]
    address = f"/projects/{page.project_id}/protocols/{record['id']}/file?"
    return Written(
        target=target,
        files=[
            (file["filename"], address + urlencode([*kept, ("target", target), ("file", number)]))
            for number, file in enumerate(files)
        ],
    )


def _files(page: Page, record: Mapping[str, Any], target: str, options: Mapping[str, Any]) -> list[dict[str, str]]:
    """Convert, and read the files back: what a format cannot carry is refused with the step, not left out."""
    body = {"protocol": record["protocol_config"], "target": target, "verify": True, **options}
    found = page.ask(protocol.convert_protocol, body=body)
    return [found["primary"], *found["assets"]]


def _options(page: Page, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is typed in the fields of the page."""
    names = page.ask(protocol.find_input_references, body={"protocol": record["protocol_config"]})
    inputs = {name: _number(page, f"{_INPUT}{name}") for name in names}
    capacity = _number(page, _CAPACITY)
    if capacity is not None and capacity <= 0:
        raise bad_request(f"{_CAPACITY}: found {capacity:g}; allowed: a number > 0 in A.h")
    return {
        "inputs": {name: value for name, value in inputs.items() if value is not None},
        **({} if capacity is None else {"nominal_capacity_ah": capacity}),
    }


def _number(page: Page, name: str) -> float | None:
    text = page.query.get(name, "").strip()
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not words.is_number(value):
        raise bad_request(f"{name}: found {text[:60]!r}; allowed: a number")
    return value
