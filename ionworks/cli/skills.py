"""``ionworks skills``: what agents read about Ionworks, in the folders where they look for it."""

from __future__ import annotations

import io
import json
import lzma
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Annotated, Any, Final

import typer

from ionworks.cli.connection import connect
from ionworks.cli.output import print_table, say
from ionworks.errors import ConfigurationError, ContractError, IonworksError

app = typer.Typer()
AGENTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "claude-code": ".claude/skills",
        "cursor": ".cursor/skills",
        "github-copilot": ".github/skills",
        "codex": ".codex/skills",
        "opencode": ".opencode/skills",
        "windsurf": ".windsurf/skills",
    }
)
"""Folder of skills of each agent."""
MANIFEST: Final = ".ionworks-skills.json"
_MOST_BYTES: Final = 64 * 1024**2
_DAMAGED: Final = (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError, lzma.LZMAError, zlib.error)
"""What `zipfile` raises for bytes that are no zip file or one it cannot read (a password, an unknown compression)."""
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}", re.IGNORECASE)
Global = Annotated[bool, typer.Option("-g", "--global", help="In the home directory, not in this folder.")]
Agents = Annotated[
    list[str] | None,
    typer.Option("-a", "--agent", help=f"One of {', '.join(AGENTS)}; may be repeated (default: those with a folder)."),
]


@app.command()
def install(is_global: Global = False, agent: Agents = None) -> None:
    """Download the skills and put them where agents look for them, replacing those installed before."""
    places = _places(is_global=is_global, agents=agent)
    try:
        with connect() as client:
            version = str(client.get("/agent/skills").get("version"))
            content = client.request_raw("GET", "/agent/skills.zip")
    except ConfigurationError as error:
        raise IonworksError(str(error)) from error
    skills = _unpacked(content)
    for place in places.values():
        _check_free(place, skills)
    for name, place in places.items():
        _install(place, skills, version)
        say(f"installed {len(skills)} skills, version {version}, for {name} in {place}")


@app.command()
def update(is_global: Global = False, agent: Agents = None) -> None:
    """Do the same as install."""
    install(is_global, agent)


@app.command("list")
def list_skills(is_global: Global = False, agent: Agents = None) -> None:
    """Show which skills are installed, and their version."""
    rows = []
    for name, place in _places(is_global=is_global, agents=agent, needed=False).items():
        manifest = _manifest(place)
        rows += [(name, manifest.get("version"), skill) for skill in _recorded(manifest)]
    if rows:
        print_table(rows, ("agent", "version", "skill"))
    else:
        say("no skills are installed; ionworks skills install does it")


def _places(*, is_global: bool, agents: Iterable[str] | None, needed: bool = True) -> dict[str, Path]:
    """Folder of skills by agent: of those that are named, or else of those whose own folder exists."""
    base = Path.home() if is_global else Path.cwd()
    named = list(dict.fromkeys(agents or ()))
    for name in named:
        if name not in AGENTS:
            raise typer.BadParameter(f"found {name!r}; allowed: {', '.join(AGENTS)}", param_hint="--agent")
    found = named or [name for name, folder in AGENTS.items() if (base / folder.split("/")[0]).is_dir()]
    if needed and not found:
        raise IonworksError(
            f"no agent has a folder in {base}; name one: ionworks skills install -a {next(iter(AGENTS))}"
        )
    return {name: base / AGENTS[name] for name in found}


def _unpacked(content: bytes) -> dict[str, dict[str, bytes]]:
    """Files of each skill by their path below it, after checking that none leads elsewhere."""
    skills: dict[str, dict[str, bytes]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > _MOST_BYTES:
                raise ContractError(f"the skills are larger than {_MOST_BYTES} bytes")
            for entry in entries:
                parts = PurePosixPath(entry.filename).parts
                if len(parts) < 4 or parts[1] != "skills":
                    continue
                if not all(_NAME.fullmatch(part) for part in parts[2:]):
                    raise ContractError(f"the skills have an entry {entry.filename!r}, which is no plain name")
                skills.setdefault(parts[2], {})["/".join(parts[3:])] = archive.read(entry)
    except _DAMAGED as error:
        raise ContractError(f"the service sent no zip file of skills: {error}") from error
    if not skills:
        raise ContractError("the service sent no skills")
    return skills


def _check_free(place: Path, skills: Iterable[str]) -> None:
    """Refuse to write over folders that were not installed by this command."""
    recorded = set(_recorded(_manifest(place)))
    taken = [name for name in skills if name not in recorded and (place / name).exists()]
    if taken:
        raise IonworksError(f"{place / taken[0]} is there already and is not from Ionworks; move it away first")


def _install(place: Path, skills: Mapping[str, Mapping[str, bytes]], version: str) -> None:
    for name in _recorded(_manifest(place)):
        shutil.rmtree(place / name, ignore_errors=True)
    for name, files in skills.items():
        for path, content in files.items():
            target = place / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    text = json.dumps({"skills": sorted(skills), "version": version}, indent=2)
    (place / MANIFEST).write_text(text + "\n", encoding="utf-8")


def _manifest(place: Path) -> dict[str, Any]:
    try:
        found = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise IonworksError(
            f"{place / MANIFEST} is not readable ({error}); delete it and the skills it is about"
        ) from error
    return found if isinstance(found, dict) else {}


def _recorded(manifest: Mapping[str, Any]) -> list[str]:
    """Names of installed skills; what is no plain name was not written by this command."""
    names = manifest.get("skills")
    return (
        [name for name in names if isinstance(name, str) and _NAME.fullmatch(name)] if isinstance(names, list) else []
    )
