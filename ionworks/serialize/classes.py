"""The second wall behind `screen`: its names are classes this PyBaMM loads from documents, and nothing is imported.

`screen` admits any name of PyBaMM. Here each one is looked up among the modules already loaded, and admitted where
PyBaMM expects its kind: symbols, events and meshes as values, meshes and spatial methods as classes, models as bases.

Source: docs/contract/pipeline-config.md section 7.2; PyBaMM 26.10 ``serialise_kernel.py`` and
``Serialise.load_custom_model``.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from ionworks.errors import SerializationError
from ionworks.serialize.screening import class_names, screen


def loadable(document: Any, where: str = "document") -> Any:
    """Refuse a JSON document that names anything but PyBaMM's own classes; return what may be loaded.

    Parameters
    ----------
    document : any
        JSON value: a model, parameter values, a symbol, settings. It is not changed.
    where : str
        How messages call the document.

    Returns
    -------
    any
        As of `screen`.

    Raises
    ------
    SerializationError
        What `screen` refuses; a class this PyBaMM does not have, or does not load from where it is named.

    Notes
    -----
    Source: docs/contract/pipeline-config.md section 7.2. Bare names, an older shape, are left to PyBaMM, which looks
    them up in its own name space only and refuses all but symbols.
    """
    import pybamm

    safe = screen(document, where)
    values, references = class_names(safe)
    _check(values, (pybamm.Symbol, pybamm.Event, pybamm.Mesh), where)
    _check(references, (pybamm.SubMesh, pybamm.SpatialMethod), where)
    return safe


def with_known_base(model: Mapping[str, Any], where: str = "model") -> dict[str, Any]:
    """Copy of a serialized model whose ``base_class`` is the first of its ancestors that this PyBaMM has.

    A user's subclass falls back to the PyBaMM class it was derived from; PyBaMM calls what the name stands for.

    Raises
    ------
    SerializationError
        None of the names is a PyBaMM model class.
    """
    import pybamm

    names = [model.get("base_class") or "pybamm.BaseModel", *(model.get("base_class_mro") or [])]
    for name in names:
        if isinstance(name, str) and _is_class(name, (pybamm.BaseModel,)):
            return {**model, "base_class": name, "base_class_mro": []}
    raise SerializationError(f"{where}: base_class {names[0]!r} is not a model class of PyBaMM, nor are its ancestors")


def _check(names: set[str], kinds: tuple[type, ...], where: str) -> None:
    for name in sorted(names):
        if not _is_class(name, kinds):
            version = sys.modules["pybamm"].__version__
            raise SerializationError(f"{where}: {name!r} is not a class PyBaMM {version} loads from documents")


def _is_class(name: str, kinds: tuple[type, ...]) -> bool:
    module, _, attribute = name.rpartition(".")
    found = getattr(sys.modules.get(module), attribute, None)
    return isinstance(found, type) and issubclass(found, kinds) and found.__module__.startswith("pybamm.")
