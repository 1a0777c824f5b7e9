"""Which rows a circuit is fitted to or run on, and the examples there are. Loads nothing heavy."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from ionworks.server.ground.documents import Document

KNOWN: Final = "known-circuit"
SPME: Final = "spme-pulses"
CAPACITY: Final = 5.0
"""Of both examples [A.h]."""

EXAMPLES: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        KNOWN: {
            "id": KNOWN,
            "name": "Known circuit",
            "description": "Made by this project: an equivalent circuit with two RC pairs whose parts depend on the "
            "state of charge, ten C/2 discharge pulses of 10 % with rests of 30 minutes, and 0.2 mV of normal noise.",
            "capacity_Ah": CAPACITY,
            "initial_soc": 1.0,
        },
        SPME: {
            "id": SPME,
            "name": "SPMe pulse test",
            "description": "Made by this project: PyBaMM's SPMe with the parameter set Chen2020, ten C/2 discharge "
            "pulses of 8 % of its nominal capacity with rests of one hour, without noise.",
            "capacity_Ah": CAPACITY,
            "initial_soc": 1.0,
        },
    }
)
"""What is said of each example, by id."""


@attrs.frozen(kw_only=True)
class Source(Document):
    """Rows to fit to, or to run a circuit on."""

    label: str
    """What messages call it."""
    key: str | None = None
    """Storage key of a Parquet file of standard columns."""
    filename: str | None = None
    """Name of the user's file under `key`, which may be a cycler's."""
    example: str | None = None
    """Id of an example."""
    start_step: int | None = None
    end_step: int | None = None
    initial_soc: float | None = None
    capacity: float | None = None
    """A.h"""
    rated: float | None = None
    """Of the type of cell [A.h]."""
