"""Battery Data Format (BDF) files: our columns under the labels and units of the ontology, and back.

A positive current charges there, so current and power change their sign. What the format has no column for keeps its
own name, which readers of BDF leave alone.

The labels are those of the Battery Data Alliance's ontology; `make test-vendors` has the format's validator judge them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from ionworks.cycler_files.step_columns import with_steps_found
from ionworks.errors import ValidationError
from ionworks.frames import read_table, to_polars, unreadable
from ionworks.validators.columns import STEP_COUNT

if TYPE_CHECKING:
    import polars as pl

LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Time [s]": "Test Time / s",
        "Voltage [V]": "Voltage / V",
        "Current [A]": "Current / A",
        "Cycle count": "Cycle Count / 1",
        "Step count": "Step Count / 1",
        "Step from cycler": "Step Index / 1",
        "Charge capacity [A.h]": "Charging Capacity / Ah",
        "Discharge capacity [A.h]": "Discharging Capacity / Ah",
        "Charge energy [W.h]": "Charging Energy / Wh",
        "Discharge energy [W.h]": "Discharging Energy / Wh",
        "Power [W]": "Power / W",
        "Temperature [degC]": "Surface Temperature T1 / degC",
    }
)
"""Label in the ontology, with its unit, by our name."""
_NEGATED: Final = ("Current [A]", "Power [W]")
_NEEDED: Final = ("Time [s]", "Voltage [V]", "Current [A]")
_DERIVED: Final = ("Step capacity [A.h]", "Capacity [A.h]")
"""What reading adds to a time series by itself."""
_ENDINGS: Final = (".csv", ".parquet")


def write_bdf(time_series: Any, path: str | Path) -> Path:
    """Write a time series as a BDF file.

    Parameters
    ----------
    time_series : DataFrame or mapping of columns
        ``Time [s]``, ``Voltage [V]``, ``Current [A]`` (positive on discharge) and further columns.
    path : str or Path
        File to write, ending in ``.csv`` or ``.parquet``; readers of BDF look for ``.bdf.csv`` and ``.bdf.parquet``.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    ValidationError
        Naming the ending or the column that is missing, and what is allowed.
    """
    target, frame = Path(path), to_polars(time_series)
    if target.suffix not in _ENDINGS:
        raise ValidationError(f"path: found the ending {target.suffix!r}; allowed: .bdf.csv and .bdf.parquet")
    missing = [name for name in _NEEDED if name not in frame.columns]
    if missing:
        raise ValidationError(f"time_series: found no {missing[0]!r}; a BDF file needs {', '.join(map(repr, _NEEDED))}")
    named = _turned(frame.drop(_DERIVED, strict=False)).rename(dict(LABELS), strict=False)
    named.write_parquet(target) if target.suffix == ".parquet" else named.write_csv(target)
    return target


def is_bdf(path: Path) -> bool:
    """Whether a file has the labels of the ontology in its head."""
    import polars as pl

    wanted = {LABELS[name] for name in _NEEDED}
    if path.suffix == ".parquet":
        try:
            return wanted <= set(pl.read_parquet_schema(path))
        except unreadable():
            return False
    if path.suffix not in (".csv", ".bdf"):
        return False
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        return wanted <= {cell.strip().strip('"') for cell in next(lines, "").split(",")}


def read_bdf(path: Path) -> pl.DataFrame:
    """Read a BDF file with the ontology's labels into our columns; positive current is discharge.

    Capacities and energies count from the start of their step; steps are found in the current where the file has none.
    """
    import polars as pl

    named = _turned(read_table(path).rename({label: name for name, label in LABELS.items()}, strict=False))
    if STEP_COUNT not in named.columns:
        return with_steps_found(named.with_columns(pl.lit(0, pl.Int64).alias(STEP_COUNT)))
    totals = [name for name in LABELS if name.startswith(("Charge ", "Discharge ")) and name in named.columns]
    return named.with_columns(pl.col(name) - pl.col(name).first().over(STEP_COUNT) for name in totals)


def _turned(frame: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    # taken from zero, so that no current stays 0 instead of -0
    return frame.with_columns((0.0 - pl.col(name)).alias(name) for name in _NEGATED if name in frame.columns)
