"""What a rule reports: stable codes, one finding, and how findings are delivered."""

import enum
import warnings
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import attrs

from ionworks.errors import MeasurementValidationError, ValidationError

Severity = Literal["error", "warning"]


class IssueCode(enum.StrEnum):
    """Stable code of a rule; branch on it, never on a message."""

    CURRENT_SIGN_REVERSED = "current_sign_reversed"
    CURRENT_SIGN_UNSIGNED = "current_sign_unsigned"
    CURRENT_SIGN_INDETERMINATE = "current_sign_indeterminate"
    TIME_MISSING_ON_NON_EIS_ROW = "time_missing_on_non_eis_row"
    TIME_DOES_NOT_START_AT_ZERO = "time_does_not_start_at_zero"
    TIME_NOT_MONOTONIC = "time_not_monotonic"
    STEP_COUNT_MISSING = "step_count_missing"
    STEP_COUNT_DOES_NOT_START_AT_ZERO = "step_count_does_not_start_at_zero"
    STEP_COUNT_NON_SEQUENTIAL = "step_count_non_sequential"
    CUMULATIVE_VALUE_NOT_RESET = "cumulative_value_not_reset"
    CUMULATIVE_VALUE_DECREASED = "cumulative_value_decreased"
    STEP_TOO_FEW_POINTS = "step_too_few_points"
    CYCLE_CHANGES_WITHIN_STEP = "cycle_changes_within_step"
    DISCHARGE_CAPACITY_INTEGRAL_MISMATCH = "discharge_capacity_integral_mismatch"
    CHARGE_CAPACITY_INTEGRAL_MISMATCH = "charge_capacity_integral_mismatch"
    DISCHARGE_ENERGY_INTEGRAL_MISMATCH = "discharge_energy_integral_mismatch"
    CHARGE_ENERGY_INTEGRAL_MISMATCH = "charge_energy_integral_mismatch"
    TIME_GAP_TOO_LARGE = "time_gap_too_large"
    VOLTAGE_CONTINUITY = "voltage_continuity"
    CHARGE_DISCHARGE_CAPACITY_COLUMNS_SWAPPED = "charge_discharge_capacity_columns_swapped"
    CHARGE_DISCHARGE_ENERGY_COLUMNS_SWAPPED = "charge_discharge_energy_columns_swapped"
    CONSECUTIVE_SAME_DIRECTION_FULL_STEPS = "consecutive_same_direction_full_steps"
    STEP_CAPACITY_EXCEEDS_RATED = "step_capacity_exceeds_rated"
    OCP_VOLTAGE_COLUMN_MISSING = "ocp_voltage_column_missing"
    OCP_X_AXIS_COLUMN_MISSING = "ocp_x_axis_column_missing"
    EIS_COLUMNS_MISSING = "eis_columns_missing"
    EIS_ZIM_SIGN_REVERSED = "eis_zim_sign_reversed"
    EIS_IMPEDANCE_MAGNITUDE_IMPLAUSIBLE = "eis_impedance_magnitude_implausible"
    START_TIME_IN_FUTURE = "start_time_in_future"
    END_TIME_IN_FUTURE = "end_time_in_future"
    END_TIME_BEFORE_START_TIME = "end_time_before_start_time"
    DURATION_MISMATCH = "duration_mismatch"
    TIME_SERIES_ROW_COUNT_EXCEEDED = "time_series_row_count_exceeded"
    VALUE_MISSING = "value_missing"
    VOLTAGE_UNIT = "voltage_unit"
    CURRENT_UNIT = "current_unit"
    TIME_STANDS_STILL = "time_stands_still"
    READING_LOST = "reading_lost"
    ROWS_MISSING = "rows_missing"
    COLUMN_STUCK = "column_stuck"


UNDECIDED_SIGN = frozenset({IssueCode.CURRENT_SIGN_INDETERMINATE, IssueCode.CURRENT_SIGN_UNSIGNED})
"""What stops an upload, but not a computation: data of a pulse test may contradict themselves."""


@attrs.frozen
class ValidationIssue:
    """One finding of one rule; ``str(issue)`` is its message."""

    code: IssueCode
    """Stable code of the rule."""
    message: str
    """What is wrong, where, and what was expected."""
    severity: Severity = "error"
    """``"error"`` blocks the upload, ``"warning"`` does not."""
    payload: Mapping[str, Any] = attrs.field(factory=dict)
    """Observed values, thresholds, row and step indices (from 0)."""

    def __str__(self) -> str:
        return self.message


def deliver(issues: Iterable[ValidationIssue], stacklevel: int = 3) -> None:
    """Emit the warnings among `issues` as Python warnings and raise one error that lists all the others.

    Parameters
    ----------
    issues : iterable of ValidationIssue
        The findings.
    stacklevel : int, default 3
        Frame the warnings point at; 3 is the caller of the function that calls this one.

    Raises
    ------
    MeasurementValidationError
        When any finding is an error.
    """
    errors = []
    for issue in issues:
        if issue.severity == "warning":
            warnings.warn(issue.message, UserWarning, stacklevel=stacklevel)
        else:
            errors.append(issue)
    if errors:
        lines = "\n".join(f"- [{issue.code}] {issue.message}" for issue in errors)
        noun = "problem" if len(errors) == 1 else "problems"
        raise MeasurementValidationError(f"{len(errors)} {noun} in the measurement data:\n{lines}", errors)


def refused_or_told(issues: Iterable[ValidationIssue], what: str) -> list[str]:
    """Messages of the warnings about data that are computed with; all the others are raised in one error.

    Parameters
    ----------
    issues : iterable of ValidationIssue
        The findings.
    what : str
        Whose data these are, for messages.

    Raises
    ------
    ValidationError
        When any finding is an error; a sign that cannot be decided is none here.
    """
    errors: list[str] = []
    told: list[str] = []
    for issue in issues:
        is_warning = issue.severity == "warning" or issue.code in UNDECIDED_SIGN
        (told if is_warning else errors).append(f"{what}: {issue.message}")
    if errors:
        raise ValidationError("; ".join(errors))
    return told
