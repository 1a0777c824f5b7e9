"""Rule sets: which rules a measurement must pass, by kind of data and strictness (docs/contract/wire.md section 44)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import Any

import attrs

from ionworks.errors import ValidationError
from ionworks.validators.columns import STEP_COUNT, TIME, as_polars
from ionworks.validators.cycler import (
    validate_cumulative_non_decreasing,
    validate_cumulative_reset,
    validate_step_count_present,
    validate_step_count_sequential,
    validate_step_count_starts_at_zero,
    validate_time_monotonic,
    validate_time_present,
    validate_time_starts_at_zero,
)
from ionworks.validators.issues import ValidationIssue, deliver
from ionworks.validators.sign import validate_positive_current_is_discharge
from ionworks.validators.special import (
    validate_eis_columns,
    validate_eis_impedance_magnitude,
    validate_eis_zim_sign,
    validate_ocp_voltage_column,
    validate_ocp_x_axis_column,
)
from ionworks.validators.steps import (
    validate_charge_discharge_column_direction,
    validate_consecutive_same_direction_full_steps,
    validate_step_capacity_within_rated,
)
from ionworks.validators.strict import (
    validate_capacity_energy_from_current_power,
    validate_cycle_constant_within_step,
    validate_minimum_points_per_step,
    validate_time_gaps,
    validate_voltage_continuity,
)
from ionworks.validators.timing import (
    Instant,
    validate_duration,
    validate_end_after_start,
    validate_times_not_in_future,
)
from ionworks.validators.units import validate_current_unit, validate_samples_present, validate_voltage_unit

Rule = Callable[[Any], list[ValidationIssue]]


@attrs.frozen
class _Measurement:
    """Everything a strict check may look at."""

    frame: Any
    steps: Any
    rated_capacity: float | None
    voltage_window: tuple[float, float] | None


Check = Callable[[_Measurement], list[ValidationIssue]]

_STEP_COUNT_RULES: tuple[Rule, ...] = (
    validate_step_count_present,
    validate_step_count_starts_at_zero,
    validate_step_count_sequential,
)
UNIT_RULES: tuple[Rule, ...] = (validate_samples_present, validate_voltage_unit)
"""Rules on values and units that need nothing but the time series; a server applies them too."""
_RULES: Mapping[str | None, tuple[Rule, ...]] = MappingProxyType(
    {
        None: (
            validate_positive_current_is_discharge,
            validate_time_present,
            validate_time_starts_at_zero,
            validate_time_monotonic,
            *_STEP_COUNT_RULES,
            validate_cumulative_reset,
            validate_cumulative_non_decreasing,
            *UNIT_RULES,
        ),
        "ocp": (validate_ocp_voltage_column, validate_ocp_x_axis_column, *_STEP_COUNT_RULES, *UNIT_RULES),
        "eis": (validate_eis_columns,),
    }
)
_CYCLER_CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "minimum_points_per_step": lambda m: validate_minimum_points_per_step(m.frame),
        "cycle_constant_within_step": lambda m: validate_cycle_constant_within_step(m.frame),
        "capacity_energy_from_current_power": lambda m: validate_capacity_energy_from_current_power(m.frame),
        "time_gaps": lambda m: validate_time_gaps(m.frame),
        "voltage_continuity": lambda m: validate_voltage_continuity(m.frame, m.voltage_window),
        "charge_discharge_column_direction": lambda m: validate_charge_discharge_column_direction(m.steps),
        "consecutive_same_direction_full_steps": lambda m: validate_consecutive_same_direction_full_steps(
            m.steps, m.rated_capacity
        ),
        "step_capacity_within_rated": lambda m: validate_step_capacity_within_rated(m.steps, m.rated_capacity),
    }
)
_EIS_CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "eis_zim_sign": lambda m: validate_eis_zim_sign(m.frame),
        "eis_impedance_magnitude": lambda m: validate_eis_impedance_magnitude(m.frame, m.rated_capacity),
    }
)
_CHECKS: Mapping[str | None, Mapping[str, Check]] = MappingProxyType(
    {None: _CYCLER_CHECKS, "ocp": MappingProxyType({}), "eis": _EIS_CHECKS}
)

STRICT_CHECK_NAMES = frozenset(_CYCLER_CHECKS) | frozenset(_EIS_CHECKS)
"""Names of the checks that run only when strict, each of which can be skipped by name."""


def validate_measurement_data(
    df: Any,
    strict: bool = False,
    data_type: str | None = None,
    steps_df: Any = None,
    rated_capacity: float | None = None,
    voltage_window: tuple[float, float] | None = None,
    skip_checks: Iterable[str] | None = None,
    start_time: Instant = None,
    end_time: Instant = None,
) -> None:
    """Check a measurement against every rule that applies to it, before anything is uploaded.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        Time series (or OCP, EIS table), one row per sample, columns as in `TIME_SERIES_COLUMNS`. Positive
        current is discharge.
    strict : bool, default False
        Also run the checks in `STRICT_CHECK_NAMES` that apply.
    data_type : {"ocp", "eis"}, optional
        Kind of data; cycler data by default.
    steps_df : polars.DataFrame, pandas.DataFrame or dict of columns, optional
        Step table, one row per step, for the strict checks on steps.
    rated_capacity : float, optional
        Rated capacity [A.h]; checks that need it, that of the unit of current among them, are passed over without it.
    voltage_window : (float, float), optional
        Lower and upper cut-off voltage [V], likewise.
    skip_checks : iterable of str, optional
        Strict checks to leave out.
    start_time, end_time : str or datetime, optional
        Wall-clock start and end, ISO 8601.

    Raises
    ------
    MeasurementValidationError
        One error that carries every finding. Findings that are only warnings are emitted as ``UserWarning``.
    ValidationError
        Also a ValueError: unknown `data_type` or check name, or data that are no table of numbers.

    Notes
    -----
    Source: docs/contract/wire.md section 44; docs/contract/guides.md section 5.3.1.
    """
    found = measurement_issues(
        df, strict, data_type, steps_df, rated_capacity, voltage_window, skip_checks, start_time, end_time
    )
    deliver(found)


def measurement_issues(
    df: Any,
    strict: bool = False,
    data_type: str | None = None,
    steps_df: Any = None,
    rated_capacity: float | None = None,
    voltage_window: tuple[float, float] | None = None,
    skip_checks: Iterable[str] | None = None,
    start_time: Instant = None,
    end_time: Instant = None,
) -> list[ValidationIssue]:
    """Return every finding of the rules that apply to a measurement, errors and warnings; to show, not to stop.

    Parameters
    ----------
    df, strict, data_type, steps_df, rated_capacity, voltage_window, skip_checks, start_time, end_time
        As in `validate_measurement_data`.

    Raises
    ------
    ValidationError
        Unknown `data_type` or check name, or data that are no table of numbers.
    """
    skipped = _check_names(skip_checks)
    if data_type not in _RULES:
        raise ValidationError(f"data_type must be None, 'ocp' or 'eis', found {data_type!r}.")
    frame = as_polars(df)
    measurement = _Measurement(frame, as_polars({} if steps_df is None else steps_df), rated_capacity, voltage_window)
    return list(_findings(measurement, data_type, strict, skipped, start_time, end_time))


def validate_extend_data(df: Any) -> None:
    """Check the rows that are to extend a running measurement.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        New rows; needs ``Time [s]`` and ``Step count``. Neither has to start at 0.

    Raises
    ------
    ValidationError
        When there are no rows or a needed column is missing.
    MeasurementValidationError
        When time falls from one row to the next, or voltage and current lack values or are in another unit.

    Notes
    -----
    Source: docs/contract/wire.md section 44.3 (extend delta); docs/contract/flows.md section 5.2.
    """
    frame = as_polars(df)
    missing = [column for column in (TIME, STEP_COUNT) if column not in frame.columns]
    if missing:
        raise ValidationError(f"Rows that extend a measurement lack the column(s) {missing}; found {frame.columns}.")
    if frame.is_empty():
        raise ValidationError("Rows that extend a measurement must not be empty, found 0 rows.")
    deliver(chain(validate_time_monotonic(frame), *(rule(frame) for rule in UNIT_RULES)))


def _check_names(skip_checks: Iterable[str] | None) -> frozenset[str]:
    names = frozenset([skip_checks] if isinstance(skip_checks, str) else skip_checks or ())
    unknown = sorted(names - STRICT_CHECK_NAMES)
    if unknown:
        raise ValidationError(f"Unknown skip_checks {unknown}; valid names are {sorted(STRICT_CHECK_NAMES)}.")
    return names


def _findings(
    measurement: _Measurement,
    data_type: str | None,
    strict: bool,
    skipped: frozenset[str],
    start_time: Instant,
    end_time: Instant,
) -> Iterator[ValidationIssue]:
    for rule in _RULES[data_type]:
        yield from rule(measurement.frame)
    yield from validate_current_unit(measurement.frame, measurement.rated_capacity) if data_type is None else ()
    for name, check in _CHECKS[data_type].items() if strict else ():
        if name not in skipped:
            yield from check(measurement)
    yield from validate_times_not_in_future(start_time, end_time)
    yield from validate_end_after_start(start_time, end_time)
    yield from validate_duration(measurement.frame, start_time, end_time)
