"""What every page shows around its content: navigation, projects, the user."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from ionworks.server.ground.errors import ApiError
from ionworks.server.handlers import project as projects
from ionworks.server.studio.page import Page, Shown

NAVIGATION: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Overview": "studies",
        "Runs": "simulations",
        "Protocols": "protocols",
        "Models": "parameterized-models",
        "Cells": "data/specs",
        "Fits": "pipelines",
        "Optimizations": "optimizations",
        "Jobs": "jobs",
    }
)
"""Names in the navigation, and where they lead below the address of a project."""


def of_page(page: Page, shown: Shown) -> dict[str, Any]:
    """Return what the template of a page gets."""
    data = {"title": shown.title, "crumbs": shown.crumbs, "python": shown.python}
    if page.is_part:
        return {**_common(page), **data, **shown.data, "layout": "part.html"}
    return {**_common(page), **data, **_around(page), **shown.data, "layout": "frame.html"}


def of_error(page: Page, error: ApiError) -> dict[str, Any]:
    """Return what the page of a refusal gets; the project is left out where it is what was refused."""
    data = {"title": _title(error), "crumbs": (), "python": "", "status": error.status, "message": error.message}
    try:
        around = _around(page)
    except ApiError:
        around = {"projects": [], "project": None, "navigation": []}
    return {**_common(page), **around, **data, "layout": "part.html" if page.is_part else "frame.html"}


def _title(error: ApiError) -> str:
    return {403: "Not allowed", 404: "Not found"}.get(error.status, "Refused")


def _common(page: Page) -> dict[str, Any]:
    base = f"/projects/{page.parts['project_id']}" if "project_id" in page.parts else ""
    return {
        "page": page,
        "base": base,
        "cross_site_token": page.cross_site_token,
    }


def _around(page: Page) -> dict[str, Any]:
    listed = page.ask(projects.list_projects, limit=100, order_by="name")["items"]
    project = None
    navigation: list[dict[str, Any]] = []
    if "project_id" in page.parts:
        project = page.ask(projects.get_project, project_id=page.project_id)
        base = f"/projects/{page.project_id}"
        navigation = [
            {"name": name, "address": f"{base}/{ending}", "is_here": _is_here(page.path, base, ending)}
            for name, ending in NAVIGATION.items()
        ]
    return {"projects": listed, "project": project, "navigation": navigation}


def _is_here(path: str, base: str, ending: str) -> bool:
    """Whether an address belongs to an entry of the navigation; runs have that of their model before theirs."""
    below = path.removeprefix(base).strip("/")
    if "/simulations/" in f"/{below}/":
        return ending == "simulations"
    first = below.split("/")[0]
    groups = {"models": "parameterized-models", "data": "data/specs", "simple-pipelines": "pipelines"}
    return groups.get(first, first) == ending
