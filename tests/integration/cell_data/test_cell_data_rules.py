"""Each broken rule is reported with its code before anything is sent: the client of these tests cannot send at all."""

from collections.abc import Callable, Iterator
from typing import Any

import polars as pl
import pytest

from ionworks import Ionworks, IssueCode
from ionworks.errors import MeasurementValidationError, TransportError, ValidationError
from tests.cell_frames import CYCLE, at, cycler_frame

pytestmark = pytest.mark.documented

Change = Callable[[pl.DataFrame], pl.DataFrame]
CURRENT, VOLTAGE, TIME, STEP = (pl.col(name) for name in ("Current [A]", "Voltage [V]", "Time [s]", "Step count"))


@pytest.fixture(scope="module")
def offline() -> Iterator[Ionworks]:
    with Ionworks("key", "http://127.0.0.1:9", "p", max_retries=0, timeout=5) as client:
        yield client


ALWAYS: dict[str, Change] = {
    "current_sign_reversed": lambda frame: frame.select(pl.exclude("^.*(capacity|energy).*$")).with_columns(-CURRENT),
    "time_missing_on_non_eis_row": lambda frame: frame.with_columns(at("Time [s]", 9, None)),
    "time_does_not_start_at_zero": lambda frame: frame.with_columns(TIME + 1),
    "time_not_monotonic": lambda frame: frame.with_columns(at("Time [s]", 9, 400.0)),
    "step_count_missing": lambda frame: frame.drop("Step count"),
    "step_count_does_not_start_at_zero": lambda frame: frame.with_columns(STEP + 1),
    "step_count_non_sequential": lambda frame: frame.with_columns(pl.when(STEP > 3).then(STEP + 1).otherwise(STEP)),
    "cumulative_value_not_reset": lambda frame: frame.with_columns(pl.col("Charge energy [W.h]") + 1),
    "cumulative_value_decreased": lambda frame: frame.with_columns(at("Discharge capacity [A.h]", 30, 0.0)),
}


@pytest.mark.parametrize("code", ALWAYS)
def test_rules_that_always_hold(code: str, offline: Ionworks) -> None:
    assert _codes(offline, ALWAYS[code](cycler_frame())) == {code}


def test_split_votes_on_the_sign(offline: Ionworks) -> None:
    frame = cycler_frame(((5.0, 40), (0.0, 5), (5.0, 40))).select(pl.exclude("^.*(capacity|energy).*$"))
    rising = pl.when(STEP == 2).then(2 * VOLTAGE.filter(STEP == 2).first() - VOLTAGE).otherwise(VOLTAGE)
    split = frame.with_columns(rising.alias("Voltage [V]"))
    assert _codes(offline, split) == {"current_sign_unsigned"}
    signed = split.with_columns(pl.when(STEP == 2).then(-CURRENT).otherwise(CURRENT).alias("Current [A]"))
    falling = signed.with_columns(frame["Voltage [V]"])
    assert _codes(offline, falling) == {"current_sign_indeterminate"}


def _swap(quantity: str) -> Change:
    first, second = (f"{side} {quantity}" for side in ("Charge", "Discharge"))
    return lambda steps: steps.rename({first: second, second: first})


def _integral(name: str) -> Change:
    return lambda frame: frame.with_columns(pl.col(name) * 0.8)


STRICT: dict[str, Change] = {
    "step_too_few_points": lambda frame: pl.concat(
        [frame, frame.tail(1).with_columns(STEP + 1, TIME + 60, CURRENT * 0)]
    ),
    "cycle_changes_within_step": lambda frame: frame.with_columns(
        pl.int_range(pl.len()).floordiv(30).alias("Cycle count")
    ),
    "discharge_capacity_integral_mismatch": _integral("Discharge capacity [A.h]"),
    "charge_capacity_integral_mismatch": _integral("Charge capacity [A.h]"),
    "discharge_energy_integral_mismatch": _integral("Discharge energy [W.h]"),
    "charge_energy_integral_mismatch": _integral("Charge energy [W.h]"),
    "time_gap_too_large": lambda frame: frame.with_columns(
        pl.when(STEP > 5).then(TIME + 2e4).otherwise(TIME).alias("Time [s]")
    ),
    "voltage_continuity": lambda frame: frame.with_columns(
        VOLTAGE + 2 * (pl.int_range(pl.len()).mod(20) == 5).cast(pl.Float64).replace(0, -0.0)
    ),
}


@pytest.mark.parametrize("code", STRICT)
def test_strict_rules(code: str, offline: Ionworks) -> None:
    frame = STRICT[code](cycler_frame())
    window = (3.0, 4.0) if code == "voltage_continuity" else None
    skip = {
        "voltage_continuity": ["capacity_energy_from_current_power"],
        "time_gap_too_large": ["capacity_energy_from_current_power"],
    }
    options = {"voltage_window": window, "skip_checks": skip.get(code)}
    assert _codes(offline, frame, validate_strict=True, **options) == {code}
    if code not in {"voltage_continuity"}:
        with pytest.raises(TransportError):
            _create(offline, frame)


STEPS: dict[str, tuple[Change, dict[str, Any]]] = {
    "charge_discharge_capacity_columns_swapped": (_swap("capacity [A.h]"), {}),
    "charge_discharge_energy_columns_swapped": (_swap("energy [W.h]"), {}),
    "consecutive_same_direction_full_steps": (lambda steps: steps, {"rated_capacity": 1.0}),
}


@pytest.mark.filterwarnings("ignore:'Current .A.'.*check the units:UserWarning")
@pytest.mark.parametrize("code", STEPS)
def test_strict_rules_on_steps(code: str, offline: Ionworks, tmp_path: Any) -> None:
    from ionworks.server.nouns.measurements.summaries import step_table

    frame = cycler_frame(((5.0, 40), (0.0, 10), (5.0, 40)) if code.startswith("consecutive") else CYCLE)
    frame.write_parquet(tmp_path / "series.parquet")
    change, options = STEPS[code]
    detail = {
        "measurement": {"name": "m"},
        "time_series": frame,
        "steps": change(step_table(tmp_path / "series.parquet")),
    }
    with pytest.raises(MeasurementValidationError) as caught:
        offline.cell_measurement.create("c", detail, validate_strict=True, **options)
    assert {issue.code for issue in caught.value.errors} == {code}


SPECTRUM = pl.DataFrame(
    {
        "Frequency [Hz]": [1e4, 1e3, 1e2, 10.0, 1.0],
        "Z_Re [Ohm]": [0.01, 0.012, 0.015, 0.018, 0.02],
        "Z_Im [Ohm]": [-0.001, -0.002, -0.003, -0.004, -0.006],
    }
)
OTHER: dict[str, tuple[str, pl.DataFrame, dict[str, Any]]] = {
    "ocp_voltage_column_missing": ("ocp", cycler_frame().drop("Voltage [V]").with_columns(SOC=0.5), {}),
    "ocp_x_axis_column_missing": ("ocp", cycler_frame(), {}),
    "eis_columns_missing": ("eis", SPECTRUM.drop("Z_Im [Ohm]"), {}),
    "eis_zim_sign_reversed": ("eis", SPECTRUM.with_columns(-pl.col("Z_Im [Ohm]")), {"validate_strict": True}),
    "eis_impedance_magnitude_implausible": (
        "eis",
        SPECTRUM.with_columns(pl.col("Z_Re [Ohm]") * 1e4),
        {"validate_strict": True, "rated_capacity": 5.0},
    ),
}


@pytest.mark.parametrize("code", OTHER)
def test_rules_of_other_kinds_of_data(code: str, offline: Ionworks) -> None:
    kind, frame, options = OTHER[code]
    assert _codes(offline, frame, kind, **options) == {code}


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize(
    ("times", "message"),
    [
        ({"start_time": "2999-01-01T00:00:00+00:00"}, "future"),
        ({"start_time": "2020-01-02T00:00:00", "end_time": "2020-01-01T00:00:00"}, "before"),
        ({"start_time": "2020-01-01T00:00:00", "end_time": "2020-01-03T00:00:00"}, "span|duration|wall"),
    ],
)
def test_odd_times_only_warn(times: dict[str, str], message: str, offline: Ionworks) -> None:
    detail = {"measurement": {"name": "m", **times}, "time_series": cycler_frame()}
    with pytest.warns(UserWarning, match=message), pytest.raises(TransportError):
        offline.cell_measurement.create("c", detail)


def test_every_finding_is_carried(offline: Ionworks) -> None:
    frame = cycler_frame().with_columns(TIME + 1, STEP + 1)
    with pytest.raises(MeasurementValidationError) as caught:
        _create(offline, frame)
    error = caught.value
    assert error.has_code(IssueCode.TIME_DOES_NOT_START_AT_ZERO)
    assert error.has_code("step_count_does_not_start_at_zero")
    assert [issue.severity for issue in error.errors] == ["error", "error"]
    assert error.errors[0].payload["observed"] == 1.0
    assert all(issue.message in str(error) for issue in error.errors)


@pytest.mark.parametrize(
    ("detail", "message"),
    [
        ("text", "measurement_detail: found str"),
        ({"measurement": {"name": "m"}}, "'time_series' is missing"),
        ({"measurement": {"name": ""}, "time_series": {}}, "measurement.name: found ''"),
        ({"measurement": {"name": "m"}, "time_series": 3}, "found int"),
        ({"measurement": {"name": "m"}, "time_series": {"a": [1]}, "metadata": {}}, r"found \['metadata'\]"),
        ({"measurement": {"name": "m", "data_type": "gitt"}, "time_series": {"a": [1]}}, "data_type must be"),
    ],
)
def test_misused_arguments_are_named(detail: Any, message: str, offline: Ionworks) -> None:
    with pytest.raises(ValidationError, match=message):
        offline.cell_measurement.create("c", detail)
    with pytest.raises(ValidationError, match="Unknown skip_checks"):
        offline.cell_measurement.create(
            "c", {"measurement": {"name": "m"}, "time_series": cycler_frame()}, skip_checks=["everything"]
        )


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda frame: frame.clear(), ValidationError),
        (lambda frame: frame.drop("Step count"), ValidationError),
        (lambda frame: frame.with_columns(at("Time [s]", 9, 0.0)), MeasurementValidationError),
    ],
)
def test_rows_to_append_are_checked(change: Change, error: type[Exception], offline: Ionworks) -> None:
    with pytest.raises(error):
        offline.cell_measurement.extend("m", change(cycler_frame(CYCLE)))


def _create(client: Ionworks, frame: pl.DataFrame, data_type: str | None = None, **options: Any) -> None:
    described = {"name": "m"} if data_type is None else {"name": "m", "data_type": data_type}
    client.cell_measurement.create("c", {"measurement": described, "time_series": frame}, **options)


def _codes(client: Ionworks, frame: pl.DataFrame, data_type: str | None = None, **options: Any) -> set[str]:
    with pytest.raises(MeasurementValidationError) as caught:
        _create(client, frame, data_type, **options)
    return {str(issue.code) for issue in caught.value.errors}
