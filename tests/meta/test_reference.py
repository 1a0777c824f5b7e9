"""The reference lists every public member of the classes it shows, those of base classes included."""

import inspect
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType

import attrs
import yaml

from tests.contract.specification import ROOT
from tests.meta.surface import sub_clients

_DIRECTIVE = re.compile(r"^::: (?P<name>[\w.]+)\n(?P<indented>(?:    .*\n|\n(?=    ))*)", re.MULTILINE)


@attrs.frozen
class Shown:
    """One ``:::`` of a reference page."""

    page: str
    name: str
    options: dict


class _Config(yaml.SafeLoader):
    """`mkdocs.yml` may hold tags of its own (`!ENV`); none matters here."""


_Config.add_multi_constructor("!", lambda loader, suffix, node: None)


def _shown() -> list[Shown]:
    config = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), _Config)
    plugin = next(one["mkdocstrings"] for one in config["plugins"] if "mkdocstrings" in one)
    defaults = plugin["handlers"]["python"]["options"]
    found = []
    for page in sorted((ROOT / "docs" / "reference").glob("*.md")):
        for part in _DIRECTIVE.finditer(page.read_text(encoding="utf-8")):
            own = (yaml.safe_load(part["indented"]) or {}).get("options", {})
            found.append(Shown(page.stem, part["name"], {**defaults, **own}))
    return found


SHOWN = _shown()


def _classes(shown: Shown) -> Iterator[type]:
    """Classes a directive shows: the one it names, or those of the module it names."""
    item = pkgutil.resolve_name(shown.name)
    if inspect.isclass(item):
        yield item
    elif isinstance(item, ModuleType):
        public = getattr(item, "__all__", [name for name in vars(item) if name[0] != "_"])
        members = [getattr(item, name) for name in public]
        yield from (
            one
            for one in members
            if inspect.isclass(one) and (hasattr(item, "__all__") or one.__module__ == item.__name__)
        )


def _public(kind: type) -> set[str]:
    """Methods and properties that a class defines itself."""
    own = vars(kind).items()
    is_member = (classmethod, staticmethod, property)
    return {name for name, item in own if name[0] != "_" and (inspect.isfunction(item) or isinstance(item, is_member))}


def _ours(kind: type) -> list[type]:
    return [base for base in kind.__mro__ if base.__module__.startswith("ionworks.")]


PAIRS = [(shown, kind) for shown in SHOWN for kind in _classes(shown)]
EVERYWHERE = {kind for _, kind in PAIRS}


def _left_out(shown: Shown, kind: type) -> set[str]:
    bases = _ours(kind) if shown.options["inherited_members"] else [kind]
    hidden = [rule.removeprefix("!") for rule in shown.options["filters"] if rule[0] == "!"]
    listed = {name for base in bases for name in _public(base) if not any(re.search(rule, name) for rule in hidden)}
    # what a base class with a place of its own in the reference has is read there
    needed = {name for base in _ours(kind) if base is kind or base not in EVERYWHERE for name in _public(base)}
    return needed - listed


def test_every_public_member_is_shown() -> None:
    missing = {f"{shown.page}.md, {kind.__name__}": sorted(_left_out(shown, kind)) for shown, kind in PAIRS}
    assert not {place: names for place, names in missing.items() if names}


def test_every_sub_client_is_shown() -> None:
    assert set(sub_clients().values()) <= EVERYWHERE


def test_inherited_members_count_where_they_are_shown() -> None:
    kind = sub_clients()["simulation"]
    without = Shown("simulations", "", {"inherited_members": False, "filters": ["!^_"]})
    assert "get_result" in _left_out(without, kind)
    hiding = Shown("simulations", "", {"inherited_members": True, "filters": ["!^_", "!^get_"]})
    assert {"get_result", "get_by_name"} <= _left_out(hiding, kind)
