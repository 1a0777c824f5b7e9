"""Rules for measurement data, checked before anything is uploaded; pure functions on frames.

``validate_measurement_data`` runs every rule that applies. Each rule is also a function that gives a list of
``ValidationIssue``. Rules never loop over rows and pass over data that lack the columns they need.
"""

from ionworks.errors import MeasurementValidationError
from ionworks.validators.columns import TIME_SERIES_COLUMNS
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
from ionworks.validators.integrals import (
    CAPACITY_ENERGY_INTEGRAL_TOLERANCE,
    running_step_reset_integral,
    step_boundary_idx,
    worst_row_relative_error,
)
from ionworks.validators.issues import IssueCode, ValidationIssue
from ionworks.validators.measurement import (
    STRICT_CHECK_NAMES,
    measurement_issues,
    validate_extend_data,
    validate_measurement_data,
)
from ionworks.validators.sign import positive_current_is_charge, validate_positive_current_is_discharge
from ionworks.validators.special import (
    ALLOWED_IMAGE_EXTENSIONS,
    validate_eis_columns,
    validate_eis_impedance_magnitude,
    validate_eis_zim_sign,
    validate_image_bytes,
    validate_inline_row_count,
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
    validate_duration,
    validate_end_after_start,
    validate_times_not_in_future,
)
from ionworks.validators.units import (
    validate_current_unit,
    validate_samples_present,
    validate_values_present,
    validate_voltage_unit,
)

__all__ = [
    "ALLOWED_IMAGE_EXTENSIONS",
    "CAPACITY_ENERGY_INTEGRAL_TOLERANCE",
    "STRICT_CHECK_NAMES",
    "TIME_SERIES_COLUMNS",
    "IssueCode",
    "MeasurementValidationError",
    "ValidationIssue",
    "measurement_issues",
    "positive_current_is_charge",
    "running_step_reset_integral",
    "step_boundary_idx",
    "validate_capacity_energy_from_current_power",
    "validate_charge_discharge_column_direction",
    "validate_consecutive_same_direction_full_steps",
    "validate_cumulative_non_decreasing",
    "validate_cumulative_reset",
    "validate_current_unit",
    "validate_cycle_constant_within_step",
    "validate_duration",
    "validate_eis_columns",
    "validate_eis_impedance_magnitude",
    "validate_eis_zim_sign",
    "validate_end_after_start",
    "validate_extend_data",
    "validate_image_bytes",
    "validate_inline_row_count",
    "validate_measurement_data",
    "validate_minimum_points_per_step",
    "validate_ocp_voltage_column",
    "validate_ocp_x_axis_column",
    "validate_positive_current_is_discharge",
    "validate_samples_present",
    "validate_step_capacity_within_rated",
    "validate_step_count_present",
    "validate_step_count_sequential",
    "validate_step_count_starts_at_zero",
    "validate_time_gaps",
    "validate_time_monotonic",
    "validate_time_present",
    "validate_time_starts_at_zero",
    "validate_times_not_in_future",
    "validate_values_present",
    "validate_voltage_continuity",
    "validate_voltage_unit",
    "worst_row_relative_error",
]
