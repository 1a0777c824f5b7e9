"""The commands by name, and what becomes of errors: one line on stderr and an exit status."""

from __future__ import annotations

import sys
import traceback
import warnings
from collections.abc import Sequence
from typing import Annotated, Any, Final

import typer

from ionworks.cli import INTERRUPTED, account, data, fit, jobs, models, protocols, run_protocol, runs, server, skills
from ionworks.cli.output import one_line
from ionworks.errors import ConfigurationError, IonworksError

_DEBUG: Final = "--debug"
_PASSED_ON: Final = {"allow_extra_args": True, "ignore_unknown_options": True}

app = typer.Typer(
    name="ionworks",
    help="Ionworks from a shell: simulations, protocols, cell data and fits, hosted or on this machine.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
for _group, _commands, _help in (
    ("runs", runs.app, "List, show and delete simulations."),
    ("jobs", jobs.app, "List, watch and cancel jobs."),
    ("skills", skills.app, "Install what agents read about Ionworks."),
):
    app.add_typer(_commands, name=_group, help=_help, no_args_is_help=True)
for _name, _command in (
    ("whoami", account.whoami),
    ("models", models.models),
    ("run", run_protocol.run),
    ("fit", fit.fit),
    ("validate", protocols.validate),
    ("describe", protocols.describe),
    ("convert", protocols.convert),
    ("import", data.import_file),
    ("export", data.export),
):
    app.command(_name)(_command)
for _passed_on in (server.serve, server.keys, server.db):
    app.command(add_help_option=False, context_settings=_PASSED_ON)(_passed_on)


def run(arguments: Sequence[str]) -> int:
    """Run one command line, without the name of the program; return the exit status."""
    # accepted anywhere: it is what one adds to a line that just failed
    given = [argument for argument in arguments if argument != _DEBUG]
    with warnings.catch_warnings():
        warnings.showwarning = _show_warning
        try:
            status: int | None = app(given, prog_name="ionworks", standalone_mode=False)
        except Exception as error:  # noqa: BLE001 - whatever it is, the user sees one line
            if len(given) < len(arguments):
                traceback.print_exc()
            else:
                typer.echo(f"ionworks: {_described(error)}", err=True)
            return _status(error)
    if status == INTERRUPTED:  # typer has caught a KeyboardInterrupt
        typer.echo("ionworks: stopped", err=True)
    return status or 0


@app.callback()
def _ionworks(
    _version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=lambda wanted: _print_version(wanted=wanted))
    ] = False,
    _debug: Annotated[bool, typer.Option(_DEBUG, help="Show the traceback of an error.")] = False,
) -> None:
    pass


def _print_version(*, wanted: bool) -> None:
    """Show the version and exit."""
    if wanted:
        from importlib.metadata import version

        typer.echo(f"ionworks {version('ionworks-api')}")
        raise typer.Exit


def _described(error: Exception) -> str:
    """One line about an error; unexpected ones say what they are and how to see more."""
    if hasattr(error, "format_message"):
        return one_line(error.format_message())
    text = one_line(str(error))
    if isinstance(error, IonworksError | OSError | typer.Abort):
        return text or type(error).__name__
    return f"{type(error).__name__}: {text} ({_DEBUG} shows where)"


def _status(error: Exception) -> int:
    """2 for a wrong command line or setting, 1 for anything else."""
    return 2 if isinstance(error, ConfigurationError) else getattr(error, "exit_code", 1)


def _show_warning(message: Warning | str, *_where: Any, **_what: Any) -> None:
    sys.stderr.write(f"ionworks: warning: {one_line(str(message))}\n")
