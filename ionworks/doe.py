"""Design of experiments: rows of parameter values in, a table of simulation points out.

Counting needs nothing but this module, so a client can check a design without numpy; expanding is columnar
(one array per row, never a dictionary per point) and reproducible: the same document gives the same table.

Rules where the documents leave room:

- ``sampling`` is ``"grid"`` unless given. A grid takes its size from the rows and ignores a top-level
  ``count``; ``random`` and ``latin_hypercube`` take theirs from it (1) and ignore those of the rows.
- ``range`` in a grid: ``count`` values from ``min`` to ``max``, both included; ``count`` 1 gives ``min``.
- ``normal`` in a grid: ``count`` seeded draws ("values sampled around the mean"); without ``count`` an error.
- ``seed`` (integer, 0 by default) is an optional top-level key of ours. Row *i* draws from a generator seeded
  with ``[seed, i]``, so changing one row leaves the values of the others alone.
- The points of a grid are ordered with the last row varying fastest.

Source: tests/documents/simulate-api.txt "Batch simulations with design of experiments"; docs/contract/wire.md section
16; docs/contract/flows.md section 2.3.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from numbers import Integral
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from ionworks.errors import ValidationError
from ionworks.given import mapping, members, number

if TYPE_CHECKING:
    from numpy import float64
    from numpy.random import Generator
    from numpy.typing import NDArray

SAMPLINGS = ("grid", "random", "latin_hypercube")
"""Allowed values of ``sampling``."""
MAX_CELLS = 50_000_000
"""Largest table `expand` builds, in numbers (points times rows): 400 MB."""

_ROW_FIELDS: Mapping[str, tuple[str, ...]] = {
    "discrete": ("values",),
    "range": ("min", "max", "count"),
    "normal": ("mean", "std", "count"),
}
_TOP_FIELDS = ("sampling", "rows", "count", "seed")


@frozen(eq=False)
class Design:
    """Table of simulation points.

    ``values[i, j]`` is the value of parameter ``names[j]`` (in the unit its name states) at point ``i``.
    """

    names: tuple[str, ...]
    """Parameter names, one per column."""
    values: NDArray[float64] = field(repr=False)
    """float64, shape (n_points, n_names)."""

    def __len__(self) -> int:
        return int(self.values.shape[0])

    def rows(self, start: int = 0, stop: int | None = None) -> Iterator[dict[str, float]]:
        """Points ``start`` (included) to ``stop`` (not included, default the end), each as name to value."""
        for point in self.values[start:stop].tolist():
            yield dict(zip(self.names, point, strict=True))


def normalize(
    doe: Mapping[str, Any], where: str = "design_parameters_doe", *, is_single: bool = False
) -> dict[str, Any]:
    """Check a design and return it in wire form.

    Parameters
    ----------
    doe : mapping
        ``{"sampling"?, "rows", "count"?, "seed"?}``; see the module text. Null members count as absent.
    where : str
        Name of the place, for messages.
    is_single : bool
        Refuse a design of more than one simulation.

    Returns
    -------
    dict
        The same design with numbers as float, counts as int, ``sampling`` present and nulls left out.

    Raises
    ------
    ValidationError
        Unknown key, wrong type, missing or non-finite number, empty ``rows``, repeated name.

    Notes
    -----
    Source: operation ``create_simulations`` (``design_parameters_doe``); docs/contract/wire.md section 16.
    """
    given = members(doe, where, _TOP_FIELDS)
    sampling = given.get("sampling", "grid")
    if sampling not in SAMPLINGS:
        raise ValidationError(f"{where}.sampling: {sampling!r} is not one of {', '.join(SAMPLINGS)}")
    rows = given.get("rows")
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not rows:
        raise ValidationError(f"{where}.rows: expected a list with at least one row, found {rows!r}")
    normal: dict[str, Any] = {
        "sampling": sampling,
        "rows": [_row(row, f"{where}.rows[{index}]", sampling) for index, row in enumerate(rows)],
    }
    repeated = [name for name, uses in Counter(row["name"] for row in normal["rows"]).items() if uses > 1]
    if repeated:
        raise ValidationError(f"{where}.rows: the name {min(repeated)!r} is used by more than one row")
    if "count" in given:
        normal["count"] = _integer(given["count"], f"{where}.count", minimum=1)
    if "seed" in given:
        normal["seed"] = _integer(given["seed"], f"{where}.seed", minimum=0)
    if is_single and _count(normal) != 1:
        raise ValidationError(
            f"{where} stands for {_count(normal)} simulations but protocol() runs exactly one; use protocol_batch()"
        )
    return normal


def expected_count(doe: Mapping[str, Any]) -> int:
    """Count the simulations a design stands for, without expanding it.

    Parameters
    ----------
    doe : mapping
        A design; it is checked as by `normalize`.

    Returns
    -------
    int
        Grid: product of the rows' lengths. Otherwise the top-level ``count``, 1 by default.

    Notes
    -----
    Source: docs/contract/flows.md section 2.3.
    """
    return _count(normalize(doe))


def expand(doe: Mapping[str, Any]) -> Design:
    """Table of all points of a design.

    Parameters
    ----------
    doe : mapping
        A design; it is checked as by `normalize`.

    Returns
    -------
    Design
        ``expected_count(doe)`` points, one column per row of the design.

    Raises
    ------
    ValidationError
        Invalid design, or a table of more than `MAX_CELLS` numbers.

    Notes
    -----
    Source: tests/documents/simulate-api.txt "Supported DOE row types" and "Sampling strategies"; docs/contract/flows.md
    section 2.3.
    """
    import numpy as np

    normal = normalize(doe)
    rows = normal["rows"]
    count = _count(normal)
    if count * len(rows) > MAX_CELLS:
        raise ValidationError(
            f"design_parameters_doe: {count} simulations of {len(rows)} parameters are more than the "
            f"{MAX_CELLS} values one design may have; split the design"
        )
    seed = normal.get("seed", 0)
    values = np.empty((count, len(rows)), dtype=np.float64)
    block = count
    for index, row in enumerate(rows):
        generator = np.random.default_rng([seed, index])
        if normal["sampling"] == "grid":
            axis = _grid_axis(row, generator)
            block //= len(axis)
            values[:, index] = np.tile(np.repeat(axis, block), count // (block * len(axis)))
        else:
            values[:, index] = _quantiles(row, _uniform(normal["sampling"], count, generator))
    return Design(names=tuple(row["name"] for row in rows), values=values)


def from_design_parameters(parameters: Mapping[str, Any], where: str = "design_parameters") -> dict[str, Any]:
    """One-point grid that sets each parameter to the given number.

    Parameters
    ----------
    parameters : mapping of str to number
        Parameter overrides of a single simulation.
    where : str
        Name of the place, for messages.

    Returns
    -------
    dict
        A design with one ``discrete`` row of one value for each parameter; empty without parameters.

    Notes
    -----
    Source: docs/contract/flows.md section 2.3, "design_parameters translation".
    """
    rows = [
        {"type": "discrete", "name": _name(name, where), "values": [number(value, f"{where}[{name!r}]")]}
        for name, value in mapping(parameters, where).items()
    ]
    return {"sampling": "grid", "rows": rows} if rows else {}


def _count(normal: Mapping[str, Any]) -> int:
    if normal["sampling"] == "grid":
        return math.prod(len(row["values"]) if "values" in row else row["count"] for row in normal["rows"])
    count: int = normal.get("count", 1)
    return count


def _row(row: Any, where: str, sampling: str) -> dict[str, Any]:
    kind = row.get("type") if isinstance(row, Mapping) else None
    if isinstance(row, Mapping) and kind not in _ROW_FIELDS:
        raise ValidationError(f"{where}.type: {kind!r} is not one of {', '.join(_ROW_FIELDS)}")
    fields = _ROW_FIELDS.get(str(kind), ())
    given = members(row, where, ("type", "name", *fields))
    normal: dict[str, Any] = {"type": kind, "name": _name(given.get("name"), where)}
    for key in fields:
        if key == "count":
            if "count" in given:
                normal["count"] = _integer(given["count"], f"{where}.count", minimum=1)
            elif sampling == "grid":
                raise ValidationError(f"{where}.count: a {kind} row of a grid needs the number of values to take")
        elif key not in given:
            raise ValidationError(f"{where}.{key}: missing; a {kind} row needs {', '.join(fields)}")
        else:
            convert = _values if key == "values" else number
            normal[key] = convert(given[key], f"{where}.{key}")
    if kind == "range" and normal["min"] > normal["max"]:
        raise ValidationError(f"{where}: min {normal['min']!r} is greater than max {normal['max']!r}")
    if kind == "normal" and normal["std"] < 0:
        raise ValidationError(f"{where}.std: must not be negative, found {normal['std']!r}")
    return normal


def _name(name: Any, where: str) -> str:
    if not isinstance(name, str) or not name.strip():
        raise ValidationError(f"{where}.name: expected the name of a parameter, found {name!r}")
    return name


def _values(values: Any, where: str) -> list[float]:
    items = values.tolist() if hasattr(values, "tolist") else values
    if not isinstance(items, Sequence) or isinstance(items, str) or not items:
        raise ValidationError(f"{where}: expected a list with at least one number, found {values!r}")
    return [number(item, f"{where}[{index}]") for index, item in enumerate(items)]


def _integer(value: Any, where: str, minimum: int) -> int:
    # JSON writers may send 5.0 for 5.
    is_whole = isinstance(value, Integral) or (isinstance(value, float) and value.is_integer())
    if isinstance(value, bool) or not is_whole or value < minimum:
        raise ValidationError(f"{where}: expected an integer of at least {minimum}, found {value!r}")
    return int(value)


def _grid_axis(row: Mapping[str, Any], generator: Generator) -> NDArray[float64]:
    import numpy as np

    if row["type"] == "discrete":
        return np.array(row["values"], dtype=np.float64)
    if row["type"] == "range":
        return np.linspace(row["min"], row["max"], row["count"])
    return np.asarray(generator.normal(row["mean"], row["std"], row["count"]), dtype=np.float64)


def _uniform(sampling: str, count: int, generator: Generator) -> NDArray[float64]:
    """Probabilities in [0, 1): independent, or one in each of `count` equal strata in random order."""
    draws = generator.random(count)
    if sampling == "random":
        return draws
    strata: NDArray[float64] = (generator.permutation(count) + draws) / count
    return strata


def _quantiles(row: Mapping[str, Any], probability: NDArray[float64]) -> NDArray[float64]:
    """Values of a row at the given probabilities, float64 of the same shape."""
    import numpy as np

    if row["type"] == "discrete":
        choices = np.array(row["values"], dtype=np.float64)
        return np.asarray(choices[(probability * len(choices)).astype(np.intp)])
    if row["type"] == "range":
        return np.asarray(row["min"] + probability * (row["max"] - row["min"]))
    from scipy.special import ndtri

    # A draw of exactly 0 would be an infinite quantile.
    bounded = np.maximum(probability, np.finfo(np.float64).tiny)
    return np.asarray(row["mean"] + row["std"] * ndtri(bounded))
