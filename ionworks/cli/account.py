"""``ionworks whoami``."""

from __future__ import annotations

from ionworks.cli.connection import connect
from ionworks.cli.output import Json, print_json, print_table
from ionworks.config import shown_url


def whoami(as_json: Json = False) -> None:
    """Show who the API key belongs to, and which service and project commands use."""
    with connect() as client:
        user, place = client.whoami(), {"api_url": shown_url(client.api_url), "project_id": client.project_id}
    if as_json:
        print_json({**user, **place})
        return
    organization = user.get("authorized_organization") or {}
    print_table(
        [
            ("user", user.get("email")),
            ("organization", organization.get("name")),
            ("service", place["api_url"]),
            ("project", place["project_id"]),
        ]
    )
