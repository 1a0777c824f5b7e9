"""What each measured step does, told from its samples alone: pure, vectorised over all steps.

Nothing is compared with a fixed number of amperes or volts where the trace itself can say what is much: a spread
counts against the noise of the step (from second differences, which do not see a drift), its quantization (the smallest
change) and the size of the cell. Quantiles stand for extremes, and the first sample, which may still belong to the
transient, is left out. Pulses are told by their neighbours, in a second look at the table of steps.
"""

from typing import TYPE_CHECKING, Final

import attrs

from ionworks.validators.columns import CURRENT, DURATION, FREQUENCY, STEP_TYPE, VOLTAGE

if TYPE_CHECKING:
    import polars as pl

REST: Final = "Rest"
EIS: Final = "EIS"
DRIVE: Final = "Drive cycle"
UNKNOWN: Final = "Unknown step type"

PULSE_SHARE: Final = 0.05
"""Largest share of the capacity that a pulse moves."""
PULSE_S, LONGEST_PULSE_S = 60.0, 3660.0
"""A pulse of a cell of unknown capacity is short; a titration of one whose capacity is known may last an hour."""
_STEADY: Final = 0.01
"""Half the spread of what is held constant, relative to it."""
_EXACT: Final = 1e-3
_NOISES, _JUMPS = 4.0, 1.5
"""Multiples of noise and of quantization within which values are the same."""
_HOLD_V, _LOOSEST_HOLD_V = 3e-3, 2e-2
_SAMPLES_OF_A_PHASE: Final = 3
_REVERSALS: Final = 3.0
"""Ups and downs, in units of the range, that make a current irregular."""
_MAD, _SECOND, _PER_STEP = 1.4826, 6**0.5, 1.13
"""Median of absolute values to deviation; deviation of a second difference; mean of an absolute difference."""


@attrs.frozen
class Scale:
    """How large a current is for the cell."""

    rate: float
    """Current of 1C [A], or the largest one measured."""
    is_rated: bool
    """Whether `rate` is a capacity somebody gave."""

    @property
    def rest(self) -> float:
        """A current that is none, however quiet it is [A]."""
        tiny = self.rate / (1000 if self.is_rated else 100)
        return max(min(1e-3, tiny), self.rate / (2000 if self.is_rated else 4000))

    @property
    def noisy_rest(self) -> float:
        """A mean current that may be none, where it drowns in noise [A]."""
        return self.rate / (200 if self.is_rated else 100)

    @property
    def steady(self) -> float:
        """Noise or quantization beyond this is no longer that of an instrument [A]."""
        return self.rate / 50


def step_types(samples: "pl.DataFrame", step: str, scale: Scale) -> "pl.DataFrame":
    """Name what each step does.

    Parameters
    ----------
    samples : polars.DataFrame
        One row per sample, whole steps in order: the column `step`, ``Current [A]`` (positive is discharge),
        ``Voltage [V]``, ``Frequency [Hz]``; values may be null.
    step : str
        Column that numbers the steps.
    scale : Scale
        Of the cell.

    Returns
    -------
    polars.DataFrame, shape (n_steps, 2)
        `step` and ``Step type``, in the order of the samples; pulses still have the name of what they hold constant.
    """
    import polars as pl

    first = _current_features(samples, step, scale)
    open_steps = first.filter(pl.col("is_open")).select(step)
    if open_steps.is_empty():
        return first.select(step, STEP_TYPE)
    rows = samples.select(step, CURRENT, VOLTAGE).join(open_steps, on=step, how="semi", maintain_order="left")
    second = _second_look(rows, first, step, scale)
    named = first.join(second, on=step, how="left", maintain_order="left")
    return named.select(step, pl.coalesce("second", STEP_TYPE).alias(STEP_TYPE))


def with_pulses(steps: "pl.DataFrame", rated_capacity: float | None) -> "pl.DataFrame":
    """Return the table of steps with its pulses named.

    Parameters
    ----------
    steps : polars.DataFrame
        ``Step type``, ``Duration [s]``, ``Mean current [A]``, one row per step in order.
    rated_capacity : float, optional
        Of the cell [A.h]; otherwise the net charge that the test moves stands for it.

    Notes
    -----
    A pulse is a constant current of little charge between two rests, or one that leaves a load for a moment.
    """
    import polars as pl

    mean, duration = pl.col("Mean current [A]"), pl.col(DURATION)
    moved = (mean * duration / 3600).fill_null(0.0)
    capacity = pl.lit(rated_capacity) if rated_capacity else moved.cum_sum().max() - moved.cum_sum().min()
    little = (moved.abs() <= PULSE_SHARE * capacity) & (duration <= LONGEST_PULSE_S)
    if not rated_capacity:
        little |= duration <= PULSE_S
    is_rest = pl.col(STEP_TYPE) == REST
    is_constant = pl.col(STEP_TYPE).str.starts_with("Constant current")
    between_rests = is_rest.shift(1) & is_rest.shift(-1)
    # a charge pulse that follows a discharge pulse at once
    pair = is_constant & little & (mean * mean.shift(-1) < 0) & is_rest.shift(1) & is_rest.shift(-2)
    pair &= is_constant.shift(-1) & little.shift(-1)
    same_load = (mean.shift(1) - mean.shift(-1)).abs() <= 2 * _STEADY * mean.shift(1).abs()
    from_load = is_constant.shift(1) & is_constant.shift(-1) & same_load & (duration <= PULSE_S)
    from_load &= (duration < duration.shift(1)) & ((mean - mean.shift(1)).abs() > 0.1 * mean.shift(1).abs())
    is_pulse = is_constant & little & (between_rests | from_load | pair | pair.shift(1))
    name = pl.lit("Pulse ") + _direction(mean)
    return steps.with_columns(pl.when(is_pulse.fill_null(value=False)).then(name).otherwise(STEP_TYPE).alias(STEP_TYPE))


def _current_features(samples: "pl.DataFrame", step: str, scale: Scale) -> "pl.DataFrame":
    """Rests, constant currents and impedance; ``is_open`` where only a second look can tell."""
    import polars as pl

    current, number = pl.col(CURRENT).cast(pl.Float64), pl.col(step)
    table = samples.select(
        number,
        pl.col(FREQUENCY).cast(pl.Float64)
        if FREQUENCY in samples.columns
        else pl.lit(None, pl.Float64).alias(FREQUENCY),
        current.alias("i"),
        *_differences(current, number, "i"),
    )
    values = pl.col("i").drop_nulls()
    body = values.slice((values.len() > 2).cast(pl.Int64))
    features = table.group_by(step, maintain_order=True).agg(
        pl.col(FREQUENCY).mean(),
        n=values.len(),
        i_mean=body.mean(),
        i_low=body.quantile(0.05, "linear"),
        i=body.median(),
        i_high=body.quantile(0.95, "linear"),
        i_end=body.tail(_SAMPLES_OF_A_PHASE).median(),
        **_noises("i"),
    )
    size = pl.max_horizontal(pl.col("i_low").abs(), pl.col("i_high").abs())
    small = pl.max_horizontal(pl.lit(scale.rest), pl.min_horizontal(_sameness("i"), pl.lit(scale.noisy_rest)))
    is_rest = (pl.col("i_mean").abs() <= small) & (size <= 3 * small)
    features = features.with_columns(half=(pl.col("i_high") - pl.col("i_low")) / 2, small=small, size=size)
    middle, half = pl.col("i").abs(), pl.col("half")
    features = features.with_columns(same=pl.min_horizontal(_sameness("i"), pl.lit(scale.steady)))
    tolerance = pl.max_horizontal(_STEADY * middle, "same")
    features = features.with_columns(tolerance=tolerance, is_constant=(half <= tolerance) & (middle > small))
    is_settled = (pl.col("i_end") - pl.col("i")).abs() <= 3 * pl.max_horizontal(_EXACT * middle, "same")
    is_sure = pl.col("is_constant") & is_settled & (half <= pl.max_horizontal(_EXACT * middle, "same"))
    is_known = pl.col("n") > 0
    return features.with_columns(
        pl.when(pl.col(FREQUENCY) > 1e-8)
        .then(pl.lit(EIS))
        .when(is_known & is_rest)
        .then(pl.lit(REST))
        .when(is_known & pl.col("is_constant"))
        .then(_held("current", pl.col("i_mean")))
        .otherwise(pl.lit(UNKNOWN))
        .alias(STEP_TYPE),
    ).with_columns(is_open=(pl.col("n") > _SAMPLES_OF_A_PHASE) & ~pl.col(STEP_TYPE).is_in([EIS, REST]) & ~is_sure)


def _second_look(rows: "pl.DataFrame", first: "pl.DataFrame", step: str, scale: Scale) -> "pl.DataFrame":
    """Holds, constant powers, trains of pulses and drive cycles; column ``second``."""
    import polars as pl

    rows = _with_hold(rows, step).join(first.select(step, "small", "size"), on=step, how="left", maintain_order="left")
    i, power = pl.col("i"), pl.col("i") * pl.col("v")
    # the first sample of the step is no part of any phase
    inside = pl.col("inside")
    held, before = i.filter(inside & pl.col("in_hold")), i.filter(inside & ~pl.col("in_hold"))
    active = pl.col("i").abs() > pl.max_horizontal("small", 0.1 * pl.col("size"))
    loaded = i.filter(inside & active)
    quarter = pl.max_horizontal(held.len() // 4, pl.lit(1, pl.UInt32))
    features = rows.group_by(step, maintain_order=True).agg(
        held=held.len(),
        held_early=held.head(quarter).mean().abs(),
        held_middle=held.slice(quarter, held.len() - 2 * quarter).mean().abs(),
        held_late=held.tail(quarter).mean().abs(),
        before=before.len(),
        **_spread("before", before),
        **_spread("power", power.filter(inside)),
        **_spread("loaded", loaded),
        loaded=loaded.len(),
        switches=(active & inside).rle_id().max(),
        travel=pl.col("i_d1").abs().sum(),
    )
    return features.join(first, on=step, how="left", maintain_order="left").select(step, second=_second_name(scale))


def _second_name(scale: Scale) -> "pl.Expr":
    import polars as pl

    col = pl.col
    noise = 2 * pl.min_horizontal(_sameness("i"), pl.lit(scale.steady))
    falls = (
        (col("held_early") >= col("held_middle").fill_null(col("held_late")) - noise)
        & (col("held_middle").fill_null(col("held_late")) >= col("held_late") - noise)
        & (col("held_early") - col("held_late") > pl.max_horizontal(_STEADY * col("held_early"), noise / 4))
    )
    is_hold = (col("held") >= _SAMPLES_OF_A_PHASE) & falls
    phase = (col("before") > _SAMPLES_OF_A_PHASE) & _is_constant("before", noise)
    few = col("before") <= pl.max_horizontal(pl.lit(_SAMPLES_OF_A_PHASE), col("n") // 10)
    relative_power = col("power_half") / col("power").abs()
    power_is_held = (relative_power <= _STEADY) & (relative_power < 0.3 * col("half") / col("i").abs())
    travel = (col("travel") - _PER_STEP * col("i_noise").fill_null(0.0) * col("n")) / (2 * col("half"))
    is_train = (col("switches") >= 2) & (col("loaded") < 0.9 * col("n")) & _is_constant("loaded", noise)
    crosses = (col("i_low") < -3 * col("small")) & (col("i_high") > 3 * col("small"))
    # rows at rest leave the quantiles of a rare pulse at zero: travel against no range is a lot
    is_irregular = (travel >= _REVERSALS) | crosses
    return (
        pl.when(is_hold & phase)
        .then(pl.lit("CC-CV ") + _direction(col("i_mean")))
        .when(power_is_held)
        .then(_held("power", col("i_mean")))
        .when(col("is_constant"))
        .then(_held("current", col("i_mean")))
        .when(is_hold & few)
        .then(_held("voltage", col("i_mean")))
        .when(is_train)
        .then(pl.lit("Pulse ") + _direction(col("loaded_middle")))
        .when(is_irregular)
        .then(pl.lit(DRIVE))
        .otherwise(pl.lit(UNKNOWN))
    )


def _with_hold(rows: "pl.DataFrame", step: str) -> "pl.DataFrame":
    """Add whether each sample has the voltage at which the step ends."""
    import polars as pl

    number = pl.col(step)
    current, voltage = pl.col(CURRENT).cast(pl.Float64), pl.col(VOLTAGE).cast(pl.Float64)
    table = rows.select(
        number,
        i=current,
        v=voltage,
        inside=(number == number.shift(1)).fill_null(value=False),
        i_d1=_within(current.diff(), number, 2),
        **{expression.meta.output_name(): expression for expression in _differences(voltage, number, "v")},
    )
    ends = table.group_by(step, maintain_order=True).agg(
        end=pl.col("v").drop_nulls().tail(2 * _SAMPLES_OF_A_PHASE).median(), **_noises("v")
    )
    band = _sameness("v").clip(_HOLD_V, _LOOSEST_HOLD_V)
    ends = ends.select(step, "end", band=band)
    table = table.join(ends, on=step, how="left", maintain_order="left")
    return table.with_columns(in_hold=((pl.col("v") - pl.col("end")).abs() <= pl.col("band")).fill_null(value=False))


def _differences(values: "pl.Expr", number: "pl.Expr", name: str) -> list["pl.Expr"]:
    """First and second differences of the samples of a step, its first one left out."""
    second = values - 2 * values.shift(1) + values.shift(2)
    return [
        _within(values.diff(), number, 2).alias(f"{name}_d1"),
        _within(second, number, 3).alias(f"{name}_d2"),
    ]


def _within(values: "pl.Expr", number: "pl.Expr", rows: int) -> "pl.Expr":
    import polars as pl

    return pl.when(number == number.shift(rows)).then(values)


def _noises(name: str) -> dict[str, "pl.Expr"]:
    """Noise (deviation) and quantization (smallest change) of each step."""
    import polars as pl

    change = pl.col(f"{name}_d1").abs()
    return {
        f"{name}_noise": pl.col(f"{name}_d2").abs().median() * (_MAD / _SECOND),
        f"{name}_jump": change.filter(change > 0).min(),
    }


def _sameness(name: str) -> "pl.Expr":
    """Difference that noise and quantization alone can make."""
    import polars as pl

    return pl.max_horizontal(
        (_NOISES * pl.col(f"{name}_noise")).fill_null(0.0), (_JUMPS * pl.col(f"{name}_jump")).fill_null(0.0)
    )


def _spread(name: str, values: "pl.Expr") -> dict[str, "pl.Expr"]:
    half = (values.quantile(0.95, "linear") - values.quantile(0.05, "linear")) / 2
    key = name if name == "power" else f"{name}_middle"
    return {f"{name}_half": half, key: values.median()}


def _is_constant(name: str, noise: "pl.Expr") -> "pl.Expr":
    import polars as pl

    middle = pl.col(f"{name}_middle").abs()
    return (middle > pl.col("small")) & (pl.col(f"{name}_half") <= pl.max_horizontal(_STEADY * middle, noise / 2))


def _held(what: str, current: "pl.Expr") -> "pl.Expr":
    import polars as pl

    return pl.lit(f"Constant {what} ") + _direction(current)


def _direction(current: "pl.Expr") -> "pl.Expr":
    import polars as pl

    return pl.when(current > 0).then(pl.lit("discharge")).otherwise(pl.lit("charge"))
