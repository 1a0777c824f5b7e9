"""DataFrames: the backend users chose, conversions, and columns derived from stored ones.

polars and pandas are imported by the functions that need them. Frames are built and changed in polars; the
last step turns them into the chosen backend.
"""

import io
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ionworks.config import check_backend, default_dataframe_backend
from ionworks.errors import ConfigurationError, ContractError, ValidationError

if TYPE_CHECKING:
    import polars as pl

# The choice is documented as process-wide (tests/documents/python-client.txt, "DataFrame backend"), hence this one
# module state. It is filled at the first use, so that importing reads no environment.
_chosen: dict[str, str] = {}

STEP = "Step count"
DISCHARGE_CAPACITY = "Discharge capacity [A.h]"
CHARGE_CAPACITY = "Charge capacity [A.h]"
DISCHARGE_ENERGY = "Discharge energy [W.h]"
CHARGE_ENERGY = "Charge energy [W.h]"
STEP_CAPACITY = "Step capacity [A.h]"
CAPACITY = "Capacity [A.h]"
DELTA_CAPACITY = "Delta capacity [A.h]"
DELTA_ENERGY = "Delta energy [W.h]"
TOTALS = (DISCHARGE_CAPACITY, CHARGE_CAPACITY, DISCHARGE_ENERGY, CHARGE_ENERGY)
_DURATION, _MEAN_CURRENT, _MEAN_TEMPERATURE = "Duration [s]", "Mean current [A]", "Mean temperature [degC]"
_VOLTAGES = ("Min voltage [V]", "Max voltage [V]", "End voltage [V]")
_OF_STEPS = ("Start time [s]", _DURATION, _MEAN_CURRENT, _MEAN_TEMPERATURE, *_VOLTAGES, *TOTALS)
_SUMMED_FROM = {
    _MEAN_TEMPERATURE: (_MEAN_TEMPERATURE,),
    **{name: (name,) for name in TOTALS},
    "Capacity throughput [A.h]": TOTALS[:2],
    "Energy throughput [W.h]": TOTALS[2:],
}
_SUMMARY = re.compile(
    r"Loss of (lithium|capacity|active material)\b|Total (lithium|capacity)\b"
    r"|(Negative|Positive) electrode capacity \[A\.h\]|X-averaged \w+ .*thickness \[m\]"
)


def set_dataframe_backend(backend: str) -> None:
    """Choose the kind of DataFrame that methods return, for the whole process.

    Parameters
    ----------
    backend : {"polars", "pandas"}
        Name of the library.

    Raises
    ------
    ConfigurationError
        (a ``ValueError``) for any other name.
    """
    _chosen["backend"] = check_backend(backend)


def get_dataframe_backend() -> str:
    """Return the kind of DataFrame that methods return.

    Returns
    -------
    str
        ``"polars"`` or ``"pandas"``: the last choice, or else ``IONWORKS_DATAFRAME_BACKEND``, or else polars.
    """
    if "backend" not in _chosen:
        _chosen["backend"] = default_dataframe_backend()
    return _chosen["backend"]


def unreadable(*further: type[BaseException]) -> tuple[type[BaseException], ...]:
    """What polars raises at tables it cannot read, and `further` errors.

    Damaged Parquet files can make it panic, which is no `Exception`.
    """
    import polars as pl

    return *further, OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException


def read_table(path: Path) -> "pl.DataFrame":
    """Read a Parquet file, by its ending, or a CSV file, all rows of which decide on the types of columns.

    Raises
    ------
    ValidationError
        The file cannot be read as a table.
    """
    import polars as pl

    try:
        if path.suffix.lower() == ".parquet":
            return pl.read_parquet(path)
        return pl.read_csv(path, infer_schema_length=None)
    except unreadable() as error:
        raise ValidationError(f"cannot read {path} as a table: {error}") from error


def from_parquet(content: bytes) -> "pl.DataFrame":
    """Read the bytes of a Parquet file.

    Raises
    ------
    ContractError
        The bytes are no Parquet file.
    """
    import polars as pl

    try:
        return pl.read_parquet(io.BytesIO(content))
    except unreadable() as error:
        raise ContractError(f"the download is no Parquet file: {error}") from error


def from_columns(columns: Mapping[str, Any]) -> "pl.DataFrame":
    """Build a frame from columns.

    Parameters
    ----------
    columns : mapping of str to list or scalar
        Lists of equal length, one entry per row. If all values are scalars they make one row.

    Raises
    ------
    ValidationError
        Lists of different length.
    """
    import polars as pl

    lengths = {name: len(values) for name, values in columns.items() if _is_column(values)}
    if not lengths:
        columns = {name: [value] for name, value in columns.items()}
    try:
        # Not strict: JSON writes 1 and 1.0 alike, so one column may mix whole and broken numbers.
        return pl.DataFrame(dict(columns), strict=False)
    except pl.exceptions.PolarsError as error:
        raise ValidationError(f"these columns make no table (lengths {lengths}): {error}") from error


def from_rows(rows: Sequence[Mapping[str, Any]]) -> "pl.DataFrame":
    """Build a frame from rows; what a row lacks is null, and a column that mixes texts and numbers is of texts."""
    import polars as pl

    names = dict.fromkeys(name for row in rows for name in row)
    return pl.DataFrame([pl.Series(name, [row.get(name) for row in rows], strict=False) for name in names])


def _is_column(values: Any) -> bool:
    return hasattr(values, "__len__") and not isinstance(values, str | bytes | Mapping)


def to_backend(frame: "pl.DataFrame") -> Any:
    """Turn a polars frame into the chosen backend.

    Returns
    -------
    polars.DataFrame or pandas.DataFrame
        In pandas, null becomes NaN (numbers), NaT (times) or None (text).

    Raises
    ------
    ConfigurationError
        pandas is chosen but not installed.
    """
    if get_dataframe_backend() == "polars":
        return frame
    try:
        return frame.to_pandas()
    except ModuleNotFoundError as error:
        raise ConfigurationError("the pandas backend needs pip install 'ionworks-api[pandas]'") from error


def to_polars(frame: Any) -> "pl.DataFrame":
    """Turn any table into a polars frame.

    Parameters
    ----------
    frame : polars.DataFrame, polars.LazyFrame, pandas.DataFrame, pyarrow table or mapping of columns
        The index of a pandas frame is dropped.

    Raises
    ------
    ValidationError
        For anything else.
    """
    import polars as pl

    if isinstance(frame, pl.DataFrame):
        return frame
    if isinstance(frame, pl.LazyFrame):
        return frame.collect()
    if isinstance(frame, Mapping):
        return from_columns(frame)
    pandas = sys.modules.get("pandas")
    if pandas is not None and isinstance(frame, pandas.DataFrame):
        return pl.from_pandas(frame)
    if hasattr(frame, "__arrow_c_stream__"):
        return pl.DataFrame(frame)
    raise ValidationError(
        f"expected a polars or pandas DataFrame or a dict of columns, found {type(frame).__qualname__}"
    )


def with_capacity(time_series: "pl.DataFrame", series: str | None = None) -> "pl.DataFrame":
    """Add net capacity to a time series that holds discharge and charge capacity.

    Parameters
    ----------
    time_series : polars.DataFrame, shape (n_samples, n_variables)
        ``Discharge capacity [A.h]`` and ``Charge capacity [A.h]`` start at 0 in each step.
    series : str, optional
        Column that tells the series of a table of many apart.

    Returns
    -------
    polars.DataFrame
        With ``Step capacity [A.h]`` (discharge minus charge within the step) and ``Capacity [A.h]`` (the same
        since the start of the series; without ``Step count`` equal to the former), in A.h, positive when more
        was discharged. Columns that exist are kept as they are.

    Notes
    -----
    Source: docs/contract/flows.md section 4.
    """
    import polars as pl

    if not {DISCHARGE_CAPACITY, CHARGE_CAPACITY} <= set(time_series.columns):
        return time_series
    net = pl.col(DISCHARGE_CAPACITY) - pl.col(CHARGE_CAPACITY)
    added = time_series
    if STEP_CAPACITY not in added.columns:
        added = added.with_columns(net.alias(STEP_CAPACITY))
    if CAPACITY in added.columns:
        return added
    if STEP not in added.columns:
        return added.with_columns(net.alias(CAPACITY))
    keys = [STEP] if series is None else [series, STEP]
    ends = added.group_by(keys).agg(net.drop_nulls().last().fill_null(0.0).alias(CAPACITY)).sort(keys)
    total = pl.col(CAPACITY).cum_sum() if series is None else pl.col(CAPACITY).cum_sum().over(series)
    before = ends.with_columns(total - pl.col(CAPACITY))
    joined = added.join(before, on=keys, how="left", nulls_equal=True, maintain_order="left")
    return joined.with_columns((net + pl.col(CAPACITY)).alias(CAPACITY))


def with_deltas(steps: "pl.DataFrame") -> "pl.DataFrame":
    """Add net capacity and net energy to a table of steps.

    Parameters
    ----------
    steps : polars.DataFrame, shape (n_steps, n_variables)
        One row per step.

    Returns
    -------
    polars.DataFrame
        With ``Delta capacity [A.h]`` and ``Delta energy [W.h]``: discharge minus charge of the step; a
        missing column counts as 0, and both missing adds nothing. Columns that exist are kept as they are.

    Notes
    -----
    Source: docs/contract/flows.md section 4.
    """
    import polars as pl

    pairs = {
        DELTA_CAPACITY: (DISCHARGE_CAPACITY, CHARGE_CAPACITY),
        DELTA_ENERGY: (DISCHARGE_ENERGY, CHARGE_ENERGY),
    }
    added = []
    for name, sides in pairs.items():
        discharge, charge = (pl.col(side) if side in steps.columns else pl.lit(0.0) for side in sides)
        if name not in steps.columns and set(sides) & set(steps.columns):
            added.append((discharge - charge).alias(name))
    return steps.with_columns(added)


def is_summary_variable(name: str) -> bool:
    """Whether a column of steps is a summary variable of PyBaMM: the state of an ageing cell as the step ends."""
    return _SUMMARY.match(name) is not None


def cycle_metrics(steps: "pl.DataFrame") -> "pl.DataFrame":
    """Metrics of every cycle, from a table of steps.

    Parameters
    ----------
    steps : polars.DataFrame, shape (n_steps, n_variables)
        One row per step, in their order.

    Returns
    -------
    polars.DataFrame, shape (n_cycles, n_columns)
        Capacities, energies, efficiencies as ratios (null without charge), retention relative to the first cycle,
        duration-weighted mean currents and temperature, durations, cumulative throughput, voltages at the end of the
        last discharge and the last charge, and summary variables as the cycle ends. What no step knows is null.

    Notes
    -----
    Source: docs/contract/ucp.md section 3.4. The voltages at ends and the summary variables are our addition.
    """
    import polars as pl

    missing = [pl.lit(None, pl.Float64).alias(name) for name in _OF_STEPS if name not in steps.columns]
    cycle = [] if "Cycle count" in steps.columns else [pl.lit(0, pl.Int64).alias("Cycle count")]
    steps = steps.with_columns(*missing, *cycle)
    unknown = [
        name
        for name, sources in _SUMMED_FROM.items()
        if all(steps[one].null_count() == steps.height for one in sources)
    ]
    found = steps.group_by("Cycle count", maintain_order=True).agg(*_sums(), *_last_values(steps.columns))
    found = found.with_columns(
        _ratio(DISCHARGE_CAPACITY, pl.col(CHARGE_CAPACITY)).alias("Coulombic efficiency"),
        _ratio(DISCHARGE_ENERGY, pl.col(CHARGE_ENERGY)).alias("Energy efficiency"),
        _ratio(DISCHARGE_CAPACITY, pl.col(DISCHARGE_CAPACITY).first()).alias("Capacity retention"),
        _ratio(DISCHARGE_ENERGY, pl.col(DISCHARGE_ENERGY).first()).alias("Energy retention"),
        pl.sum_horizontal(TOTALS[:2]).cum_sum().alias("Capacity throughput [A.h]"),
        pl.sum_horizontal(TOTALS[2:]).cum_sum().alias("Energy throughput [W.h]"),
    ).with_columns(
        (1 - pl.col("Capacity retention")).alias("Capacity fade"),
        (1 - pl.col("Energy retention")).alias("Energy fade"),
        pl.col("^Mean .*$").fill_nan(None),
    )
    last = [name for name in found.columns if is_summary_variable(name)]
    return found.with_columns(pl.lit(None, pl.Float64).alias(name) for name in unknown).select(
        pl.exclude(last), *map(pl.col, last)
    )


def _sums() -> "list[pl.Expr]":
    """Sums, extremes and means over the steps of a cycle."""
    import polars as pl

    weight, current = pl.col(_DURATION), pl.col(_MEAN_CURRENT)

    def weighted(column: pl.Expr, keep: pl.Expr) -> pl.Expr:
        return (column * weight).filter(keep).sum() / weight.filter(keep).sum()

    return [
        pl.col(TOTALS).sum(),
        pl.col("Min voltage [V]").min(),
        pl.col("Max voltage [V]").max(),
        pl.col("Start time [s]").min(),
        weight.sum().alias("Cycle duration [s]"),
        weight.filter(current > 0).sum().alias("Discharge duration [s]"),
        weight.filter(current < 0).sum().alias("Charge duration [s]"),
        weighted(current, current > 0).alias("Mean discharge current [A]"),
        weighted(current, current < 0).alias("Mean charge current [A]"),
        weighted(pl.col(_MEAN_TEMPERATURE), pl.lit(value=True)).alias(_MEAN_TEMPERATURE),
    ]


def _last_values(columns: "list[str]") -> "list[pl.Expr]":
    import polars as pl

    end, current = pl.col("End voltage [V]"), pl.col(_MEAN_CURRENT)
    return [
        end.filter(current > 0).last().alias("Discharge end voltage [V]"),
        end.filter(current < 0).last().alias("Charge end voltage [V]"),
        *(pl.col(name).drop_nulls().last() for name in columns if is_summary_variable(name)),
    ]


def _ratio(above: str, below: "pl.Expr") -> "pl.Expr":
    import polars as pl

    return pl.when(below > 0).then(pl.col(above) / below)
