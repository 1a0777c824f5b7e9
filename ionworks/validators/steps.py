"""Strict rules for the step table, one row per step (docs/contract/wire.md sections 44.2 and 44.5)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ionworks.validators.columns import (
    CHARGE_CAPACITY,
    CHARGE_ENERGY,
    DISCHARGE_CAPACITY,
    DISCHARGE_ENERGY,
    DURATION,
    STEP_TYPE,
    as_polars,
    has_columns,
    numbers,
)
from ionworks.validators.issues import IssueCode, ValidationIssue

if TYPE_CHECKING:
    import polars as pl

MEAN_CURRENT = "Mean current [A]"
MIN_CURRENT = "Min current [A]"
MAX_CURRENT = "Max current [A]"
STD_CURRENT = "Std current [A]"

SWAPPED_FRACTION = 0.75
MIN_VOTING_CURRENT_A = 1e-3
MIN_VOTING_DURATION_S = 60.0
MAX_RELATIVE_STD = 0.5
MIN_COLUMN_RATIO = 4.0
FULL_STEP_FACTOR = 2.0
STEP_CAPACITY_FACTOR = 5.0

_PAIRS = (
    (DISCHARGE_CAPACITY, CHARGE_CAPACITY, IssueCode.CHARGE_DISCHARGE_CAPACITY_COLUMNS_SWAPPED),
    (DISCHARGE_ENERGY, CHARGE_ENERGY, IssueCode.CHARGE_DISCHARGE_ENERGY_COLUMNS_SWAPPED),
)


def validate_charge_discharge_column_direction(steps_df: Any) -> list[ValidationIssue]:
    """Check that discharge steps fill the discharge columns and charge steps the charge columns.

    Parameters
    ----------
    steps_df : polars.DataFrame, pandas.DataFrame or dict of columns
        Step table, one row per step; currents in A (positive is discharge), capacity in A.h, energy in W.h.

    Returns
    -------
    list of ValidationIssue
        At most one for capacity and one for energy; payload ``discharge_column``, ``charge_column``,
        ``swapped_fraction``, ``threshold``.

    Notes
    -----
    Source: docs/contract/wire.md section 44.5. Only long steps of steady direction with clearly unequal columns have a
    vote, weighted by the larger column.
    """
    import polars as pl

    steps = as_polars(steps_df)
    if MEAN_CURRENT not in steps.columns:
        return []
    mean = numbers(steps, MEAN_CURRENT)
    may_vote = _has_steady_current(steps, mean)
    issues = []
    for discharge_column, charge_column, code in _PAIRS:
        if not has_columns(steps, (discharge_column, charge_column)):
            continue
        discharge, charge = numbers(steps, discharge_column).abs(), numbers(steps, charge_column).abs()
        fraction = _swapped_fraction(
            pl.DataFrame({"mean": mean, "discharge": discharge, "charge": charge}).filter(may_vote)
        )
        if fraction < SWAPPED_FRACTION:
            continue
        payload = {
            "discharge_column": discharge_column,
            "charge_column": charge_column,
            "swapped_fraction": fraction,
            "threshold": SWAPPED_FRACTION,
        }
        message = (
            f"{discharge_column!r} and {charge_column!r} seem to be swapped: {100 * fraction:.0f} % "
            "(by weight) of the steps fill the column of the other direction."
        )
        issues.append(ValidationIssue(code, message, payload=payload))
    return issues


def _swapped_fraction(voters: "pl.DataFrame") -> float:
    """Weighted share of the voting steps that fill the column of the other direction; 0 without votes."""
    import polars as pl

    larger = pl.max_horizontal("discharge", "charge")
    clear = (larger > 0) & (larger >= MIN_COLUMN_RATIO * pl.min_horizontal("discharge", "charge"))
    wrong = (pl.col("mean") > 0) != (pl.col("discharge") > pl.col("charge"))
    votes = voters.drop_nulls().filter(clear)
    total, against = votes.select(total=larger.sum(), against=larger.filter(wrong).sum()).row(0)
    return against / total if total > 0 else 0.0


def _has_steady_current(steps: "pl.DataFrame", mean: "pl.Series") -> "pl.Series":
    """Whether a step is long and its current keeps one direction; tests without their columns pass."""
    steady = mean.abs() >= MIN_VOTING_CURRENT_A
    if DURATION in steps.columns:
        steady &= numbers(steps, DURATION) >= MIN_VOTING_DURATION_S
    keeps_direction = []
    if has_columns(steps, (MIN_CURRENT, MAX_CURRENT)):
        crosses = (numbers(steps, MIN_CURRENT) < -MIN_VOTING_CURRENT_A) & (
            numbers(steps, MAX_CURRENT) > MIN_VOTING_CURRENT_A
        )
        keeps_direction.append(~crosses.fill_null(value=True))
    if STD_CURRENT in steps.columns:
        narrow = numbers(steps, STD_CURRENT) <= MAX_RELATIVE_STD * mean.abs()
        keeps_direction.append(narrow.fill_null(value=False))
    if keeps_direction:
        steady &= keeps_direction[0] | keeps_direction[-1]
    return steady.fill_null(value=False)


def validate_consecutive_same_direction_full_steps(
    steps_df: Any, rated_capacity: float | None
) -> list[ValidationIssue]:
    """No two successive steps of one direction each move more than twice the rated capacity.

    Parameters
    ----------
    steps_df : polars.DataFrame, pandas.DataFrame or dict of columns
        Step table with ``Step type`` and the capacity columns [A.h].
    rated_capacity : float or None
        Rated capacity of the cell [A.h]; None or <= 0 passes the rule over.

    Returns
    -------
    list of ValidationIssue
        One per such pair; payload ``step_indices``, ``direction``, ``capacities`` and ``threshold`` [A.h].

    Notes
    -----
    Source: docs/contract/wire.md section 44.2. Rests, impedance and unknown steps in between are passed over.
    """
    import polars as pl

    steps = as_polars(steps_df)
    needed = (STEP_TYPE, DISCHARGE_CAPACITY, CHARGE_CAPACITY)
    if rated_capacity is None or rated_capacity <= 0 or not has_columns(steps, needed):
        return []
    threshold = FULL_STEP_FACTOR * rated_capacity
    same = pl.col("kind") == pl.col("previous_kind")
    full = pl.min_horizontal("capacity", "previous_capacity") > threshold
    pairs = (
        _directed_steps(steps)
        .with_columns(pl.col("index", "kind", "capacity").shift(1).name.prefix("previous_"))
        .filter(same & full)
    )
    return [_full_pair_issue(pair, rated_capacity) for pair in pairs.iter_rows(named=True)]


def _directed_steps(steps: "pl.DataFrame") -> "pl.DataFrame":
    """Charge and discharge steps: ``index``, ``kind`` and the ``capacity`` [A.h] moved that way."""
    import polars as pl

    kind = pl.col("kind")
    is_discharge = kind.str.contains("discharge", literal=True)
    return (
        pl.DataFrame(
            {
                "kind": steps.get_column(STEP_TYPE).cast(pl.String).str.to_lowercase(),
                "discharge": numbers(steps, DISCHARGE_CAPACITY).abs(),
                "charge": numbers(steps, CHARGE_CAPACITY).abs(),
            }
        )
        .with_row_index("index")
        .filter(kind.str.contains("charge", literal=True))
        .select(
            "index",
            kind=pl.when(is_discharge).then(pl.lit("discharge")).otherwise(pl.lit("charge")),
            capacity=pl.when(is_discharge).then("discharge").otherwise("charge"),
        )
    )


def _full_pair_issue(pair: Mapping[str, Any], rated_capacity: float) -> ValidationIssue:
    first, second, kind = pair["previous_index"], pair["index"], pair["kind"]
    capacities = [pair["previous_capacity"], pair["capacity"]]
    message = (
        f"Steps {first} and {second} are both {kind} steps and move {capacities[0]:.4g} and "
        f"{capacities[1]:.4g} A.h, each more than {FULL_STEP_FACTOR:g} x the rated {rated_capacity:g} A.h."
    )
    payload = {
        "step_indices": [first, second],
        "direction": kind,
        "capacities": capacities,
        "threshold": FULL_STEP_FACTOR * rated_capacity,
    }
    return ValidationIssue(IssueCode.CONSECUTIVE_SAME_DIRECTION_FULL_STEPS, message, payload=payload)


def validate_step_capacity_within_rated(steps_df: Any, rated_capacity: float | None) -> list[ValidationIssue]:
    """Warn about steps that move more than 5 times the rated capacity.

    Parameters
    ----------
    steps_df : polars.DataFrame, pandas.DataFrame or dict of columns
        Step table with capacity columns [A.h].
    rated_capacity : float or None
        Rated capacity of the cell [A.h]; None or <= 0 passes the rule over.

    Returns
    -------
    list of ValidationIssue
        One warning per step and column; payload ``column``, ``step_index``, ``observed`` and ``threshold``
        [A.h].

    Notes
    -----
    Source: docs/contract/wire.md section 44.2 (check ``step_capacity_within_rated``).
    """
    steps = as_polars(steps_df)
    if rated_capacity is None or rated_capacity <= 0:
        return []
    threshold = STEP_CAPACITY_FACTOR * rated_capacity
    issues = []
    for column in (DISCHARGE_CAPACITY, CHARGE_CAPACITY):
        if column not in steps.columns:
            continue
        capacity = numbers(steps, column).abs()
        for step in (capacity > threshold).arg_true():
            message = (
                f"Step {step} moves {capacity[step]:.4g} A.h in {column!r}, more than "
                f"{STEP_CAPACITY_FACTOR:g} x the rated {rated_capacity:g} A.h."
            )
            payload = {
                "column": column,
                "step_index": step,
                "observed": capacity[step],
                "threshold": threshold,
            }
            issues.append(ValidationIssue(IssueCode.STEP_CAPACITY_EXCEEDS_RATED, message, "warning", payload=payload))
    return issues
