"""``ionworks serve``, ``keys`` and ``db``: the embedded server, which needs the extra ``server``.

The one place of the commands that knows the server. Its own command line reads what follows the name of the command.
"""

from __future__ import annotations

from typing import NoReturn

import typer

from ionworks.errors import ConfigurationError


def serve(context: typer.Context) -> None:
    """Serve the API on this machine. Needs the extra `server`; --help shows the options."""
    _pass_on("serve", context)


def keys(context: typer.Context) -> None:
    """Create, list and revoke API keys of a server on this machine. Needs the extra `server`."""
    _pass_on("keys", context)


def db(context: typer.Context) -> None:
    """Manage the database of a server on this machine. Needs the extra `server`."""
    _pass_on("db", context)


def _pass_on(command: str, context: typer.Context) -> NoReturn:
    """Let the server's command line run, with its messages and exit statuses."""
    try:
        from ionworks.server.commands import run
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("ionworks."):
            raise
        message = (
            f"ionworks {command} needs the extra 'server' (missing: {error.name}): "
            "install it with pip install 'ionworks-api[server]'"
        )
        raise ConfigurationError(message) from error
    raise typer.Exit(run([command, *context.args]))
