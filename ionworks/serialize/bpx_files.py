"""Battery Parameter eXchange (BPX) files as PyBaMM's parameter values.

The packages ``bpx`` and PyBaMM read them; here is what they leave to chance: which functions a document may call, and
errors that name field and value.
"""

from __future__ import annotations

import copy
import json
import re
import warnings
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from ionworks.errors import ConfigurationError, ValidationError
from ionworks.serialize.load import imported_pybamm

FUNCTIONS: Final = frozenset({"x", "exp", "tanh", "cosh"})
"""Names a function of BPX may hold."""
_NEEDED: Final = ("Electrolyte", "Separator")
_NAME: Final = re.compile(r"[A-Za-z_]\w*")
_NUMBER: Final = re.compile(r"(?<![\w.])(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
_BLOCK: Final = "Parameterisation"
_MOST_SHOWN: Final = 10


def read_bpx(source: str | Path | Mapping[str, Any]) -> tuple[Any, str]:
    """Parameter values and title of a BPX document.

    Parameters
    ----------
    source : str, Path or mapping
        JSON or YAML file, or its content; versions 0.x and 1.x.

    Returns
    -------
    tuple
        ``(pybamm.ParameterValues, title)``.

    Raises
    ------
    ConfigurationError
        The extra ``bpx`` or PyBaMM is not installed.
    ValidationError
        Naming the file or field, what was found and what is read.
    """
    pybamm = imported_pybamm()
    if find_spec("bpx") is None:
        raise ConfigurationError("BPX files need the package bpx: pip install 'ionworks-api[bpx]'")
    where = "BPX" if isinstance(source, Mapping) else str(source)
    document = dict(source) if isinstance(source, Mapping) else _loaded(Path(source))
    if not isinstance(document, dict) or not {"Header", _BLOCK} <= document.keys():
        found = ", ".join(map(str, document)) if isinstance(document, dict) else type(document).__name__
        raise ValidationError(f"{where}: found {found or 'nothing'}; allowed: a BPX document with Header and {_BLOCK}")
    lacking = [name for name in _NEEDED if name not in (document[_BLOCK] or {})]
    if lacking:
        raise ValidationError(
            f"{where}: {_BLOCK}: found no {' and no '.join(lacking)}; allowed: files with both, which PyBaMM needs for "
            "single particle models too"
        )
    for path, text in _texts(document[_BLOCK], _BLOCK):
        strange = sorted(set(_NAME.findall(_NUMBER.sub("", text))) - FUNCTIONS)
        if strange:
            raise ValidationError(f"{where}: {path}: found {strange[0]!r} in {text!r}; allowed: x, exp, tanh, cosh")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of PyBaMM about pydantic
            values = pybamm.ParameterValues.create_from_bpx_obj(copy.deepcopy(document))  # it is changed
    except NotImplementedError as error:  # PyBaMM's word for a part of the format it has no counterpart of
        raise ValidationError(f"{where}: PyBaMM does not read this: {error}") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ValidationError(f"{where}: {_told(error)}") from error
    empty = [name for name, value in values.items() if value is None]  # such as a description nobody wrote
    for name in empty:
        del values[name]
    return values, str((document["Header"] or {}).get("Title") or "BPX")


def bpx_model_options(values: Mapping[str, Any]) -> dict[str, Any]:
    """Options a built-in model needs for the values of a file: two kinds of particles where an electrode is blended.

    Raises
    ------
    ValidationError
        An open-circuit potential is a number, as in files that hold the branches of a hysteresis beside it.
    """
    for side in ("Negative", "Positive"):
        name = f"{side} electrode OCP [V]"
        if isinstance(values.get(name), int | float):
            raise ValidationError(
                f"{name}: found the constant {values[name]:g}; allowed: a function or table. Where the file gives "
                "branches of a hysteresis, name a stored model with the option 'open-circuit potential'"
            )
    blended = [any(name.startswith(f"Secondary: {side}") for name in values) for side in ("Negative", "Positive")]
    return {"particle phases": ["2" if one else "1" for one in blended]} if any(blended) else {}


def _loaded(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix in (".yml", ".yaml"):
            import yaml

            return yaml.safe_load(text)
        return json.loads(text)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValidationError(f"{path}: the BPX file cannot be read: {error}") from error


def _texts(node: Any, path: str) -> Iterator[tuple[str, str]]:
    """Texts of a document with their places: functions of x."""
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from _texts(value, f"{path} > {key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _texts(value, f"{path}[{index}]")


def _told(error: Exception) -> str:
    """Fields an error of pydantic names, else its first line."""
    listed = getattr(error, "errors", None)
    if listed is None:
        return str(error).split("\n", maxsplit=1)[0]
    texts = [f"{' > '.join(map(str, one['loc']))}: {one['msg']}" for one in listed()]
    more = f"; and {len(texts) - _MOST_SHOWN} more" if len(texts) > _MOST_SHOWN else ""
    return "; ".join(texts[:_MOST_SHOWN]) + more
