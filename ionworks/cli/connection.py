"""The client that commands work with: settings of the environment, a project from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Final

import typer

from ionworks.errors import ConflictError, NotFoundError

if TYPE_CHECKING:
    from ionworks.client import Ionworks

Project = Annotated[str | None, typer.Option("--project", help="Id of the project (default: IONWORKS_PROJECT_ID).")]
"""Option of every command that works in a project."""
_REQUEST_TIMEOUT_S: Final = 60.0
"""A server that has just started imports PyBaMM before it can check its first protocol."""


def connect(project: str | None = None) -> Ionworks:
    """Client of the service that ``IONWORKS_API_URL`` names; use it as a context manager."""
    from ionworks.client import Ionworks

    return Ionworks(project_id=project, timeout=_REQUEST_TIMEOUT_S, dataframe_backend="polars")


@contextmanager
def naming(option: str, remedy: str = "") -> Iterator[None]:
    """A name that nothing has, or several things, is a mistake in the option that gives it.

    Parameters
    ----------
    option : str
        The option.
    remedy : str
        What else to do where nothing has the name.
    """
    try:
        yield
    except NotFoundError as error:
        raise typer.BadParameter(f"{error.message}{remedy}", param_hint=option) from error
    except ConflictError as error:
        raise typer.BadParameter(error.message, param_hint=option) from error
