"""``ionworks models``."""

from __future__ import annotations

from ionworks.cli.connection import Project, connect
from ionworks.cli.output import Json, print_records


def models(project: Project = None, as_json: Json = False) -> None:
    """List the parameterized models of a project: what `run --model` takes."""
    from ionworks.transport.paging import iterate_pages

    with connect(project) as client:
        listing = client.parameterized_model.list_by_project
        found = [*iterate_pages(lambda limit, offset: listing(limit=limit, offset=offset, summary=True))]
    print_records((model.to_dict() for model in found), ["name", "model_name", "id"], as_json=as_json)
