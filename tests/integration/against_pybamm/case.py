"""One comparison: what is submitted to the engine, and the same said to PyBaMM in its own words.

The two sides are written beside each other by hand; nothing of the engine is used to make PyBaMM's.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs
import numpy as np

Native = str | Callable[[], Any]
"""A step for `pybamm.Experiment`: its text, or a function that makes a `pybamm.step`."""


@attrs.frozen(eq=False)
class Case:
    """One run.

    Attributes
    ----------
    family, name : str
        Together unique.
    protocol : str or sequence
        Experiment text, or the items of ``steps`` of a UCP document.
    native : sequence of Native
        The steps as PyBaMM takes them, loops written out; empty where another `solve` is used.
    model, options : str, mapping
        Model of PyBaMM and its options.
    values : str
        Published parameter set; nothing for the model's own.
    changes : mapping
        Live values over those of the set: numbers, functions, PyBaMM symbols.
    design : mapping
        Values that the engine gets as design parameters, PyBaMM as changes.
    inputs : mapping
        Inputs of the protocol.
    soc : float
        Initial state of charge, 0 to 1.
    celsius, ambient : float
        Temperature of the cell at the start and of its surroundings; nothing for the same.
    cycles : mapping
        Drive cycles of the UCP document.
    sections : mapping
        Other sections of the UCP document.
    outputs : sequence of str
        Variables whose values at the end of every step are compared too.
    period : float
        Resolution of the document, s.
    reference : str
        Name of the case whose reference is that of this one too; nothing for an own one.
    together : str
        Cases of one word are runs of one task, as a sweep is; nothing for a task of its own.
    frequencies : sequence of float
        Hz; compares an impedance spectrum at the initial state instead.
    """

    family: str
    name: str
    protocol: str | Sequence[Any]
    native: Sequence[Native]
    model: str = "SPM"
    options: Mapping[str, Any] = attrs.Factory(dict)
    values: str = "Chen2020"
    changes: Mapping[str, Any] = attrs.Factory(dict)
    design: Mapping[str, float] = attrs.Factory(dict)
    inputs: Mapping[str, float] = attrs.Factory(dict)
    soc: float = 1.0
    celsius: float = 25.0
    ambient: float | None = None
    cycles: Mapping[str, Any] = attrs.Factory(dict)
    sections: Mapping[str, Any] = attrs.Factory(dict)
    outputs: Sequence[str] = ()
    period: float = 60.0
    reference: str = ""
    together: str = ""
    frequencies: Sequence[float] = ()

    @property
    def key(self) -> str:
        """Family and name."""
        return f"{self.family}: {self.name}"

    @property
    def reference_name(self) -> str:
        """Name of the reference within the family."""
        return self.reference or self.name

    @property
    def surroundings(self) -> float:
        """Ambient temperature, degC."""
        return self.celsius if self.ambient is None else self.ambient


def until(mode: str, value: float | str, *ends: str, **keys: Any) -> dict[str, Any]:
    """Keys of a UCP step that is controlled."""
    return {"mode": mode, "value": value, **({"ends": list(ends)} if ends else {}), **keys}


def native(kind: str, value: Any, *terminations: Any, **keys: Any) -> Callable[[], Any]:
    """A `pybamm.step` of a kind, made when it is asked for."""

    def make() -> Any:
        import pybamm

        ends = [end() if callable(end) else end for end in terminations]
        given = {"termination": ends} if ends else {}
        return getattr(pybamm.step, kind)(value, **given, **keys)

    return make


def rest(seconds: float, **keys: Any) -> Callable[[], Any]:
    """A rest of PyBaMM."""
    return lambda: __import__("pybamm").step.rest(duration=seconds, **keys)


def encoded(values: Any, unit: float) -> list[int]:
    """Values as differences of whole multiples of a unit, which compress well."""
    whole = np.round(np.asarray(values, dtype=float) / unit).astype(int)
    return np.diff(whole, prepend=0).tolist()


def decoded(whole: Sequence[int], unit: float) -> Any:
    """Reverse of `encoded`."""
    return np.cumsum(whole) * unit
