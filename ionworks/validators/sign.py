"""Does positive current discharge the cell? Answered from the data alone (docs/contract/wire.md section 44.4).

Each group of samples (a step) is fitted by V = v0 + d soc - R0 I under both sign conventions; the convention
that explains the voltage by a rising open-circuit voltage (the larger d) wins, with a doubt p from 0 to 1.
The groups then vote, weighted by (1 - p) and by the charge they moved.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ionworks.validators._bounded_fit import fit_open_circuit_slopes
from ionworks.validators.columns import (
    CURRENT,
    STEP_COUNT,
    TIME,
    VOLTAGE,
    as_polars,
    has_columns,
    numbers,
    run_starts,
    step_runs,
)
from ionworks.validators.issues import IssueCode, ValidationIssue

if TYPE_CHECKING:
    import polars as pl

REVERSED_FRACTION = 0.75
SPLIT_FRACTION = 0.25
_MIN_RANGE_V = 0.01
_MIN_CHARGE_AS = 1e-12
_MIN_SLOPE_V = 1e-10
_MIN_CURRENT_A = 1e-12


def validate_positive_current_is_discharge(df: Any) -> list[ValidationIssue]:
    """Positive current must be discharge, judged by how the voltage answers to charge.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        Time series with ``Time [s]``, ``Voltage [V]``, ``Current [A]`` and, better, ``Step count``.

    Returns
    -------
    list of ValidationIssue
        At most one: reversed (charge fraction >= 0.75), unsigned (0.25 to 0.75 and no negative current) or
        indeterminate (0.25 to 0.75); payload ``charge_fraction``. Empty also when nothing can be said.

    Notes
    -----
    Source: docs/contract/wire.md sections 44.1 and 44.4.
    """
    import polars as pl

    frame = as_polars(df)
    if not has_columns(frame, (TIME, VOLTAGE, CURRENT)):
        return []
    samples = _samples(numbers(frame, TIME), numbers(frame, CURRENT), numbers(frame, VOLTAGE), step_runs(frame))
    if samples.height < 2:
        return []
    rest = _rest_tolerance(samples["current"])
    if STEP_COUNT not in frame.columns:
        current = pl.col("current")
        band = pl.when(current.abs() < rest).then(0.0).otherwise(current.sign())
        samples = samples.with_columns(group=band.rle_id())
    fraction = _charge_fraction(samples, rest)
    if fraction is None or fraction < SPLIT_FRACTION:
        return []
    active = samples["current"].filter(samples["current"].abs() >= rest)
    return [_sign_issue(fraction, unsigned=bool((active > 0).all()))]


def positive_current_is_charge(
    t: Sequence[float], current: Sequence[float], voltage: Sequence[float]
) -> tuple[bool, float]:
    """Judge from one stretch of data whether positive current charges the cell.

    Parameters
    ----------
    t, current, voltage : array-like of float, shape (n_samples,)
        Time [s], current [A] of unknown sign convention and voltage [V] of one step. Samples in which any of
        them is missing or not finite are passed over.

    Returns
    -------
    is_charge : bool
        True when positive current is charge.
    p : float
        Doubt between 0 (certain) and 1 (nothing can be said).

    Raises
    ------
    ValidationError
        When the three differ in length.

    Notes
    -----
    Source: docs/contract/wire.md section 44.4 (item 4).
    """
    import polars as pl

    frame = as_polars({"t": t, "current": current, "voltage": voltage})
    one_group = pl.zeros(frame.height, dtype=pl.UInt32, eager=True)
    samples = _samples(numbers(frame, "t"), numbers(frame, "current"), numbers(frame, "voltage"), one_group)
    time, amperes, volts = samples["time"], samples["current"], samples["voltage"]
    if samples.height < 2 or time.min() == time.max() or (amperes.abs() < _MIN_CURRENT_A).all():
        return False, 1.0
    if samples.height <= 3:
        charge = (amperes[0] + amperes[1]) * (time[1] - time[0])
        return bool((volts[1] - volts[0]) * charge > 0), 1.0
    verdict = _classify(_group_moments(samples))
    return bool(verdict["is_charge"][0]), float(verdict["p"][0])


def _sign_issue(fraction: float, *, unsigned: bool) -> ValidationIssue:
    share = f"{100 * fraction:.0f} % of the judged charge moved as if positive {CURRENT!r} were charge"
    if fraction >= REVERSED_FRACTION:
        code = IssueCode.CURRENT_SIGN_REVERSED
        advice = "positive current must be discharge; negate the column."
    elif unsigned:
        code = IssueCode.CURRENT_SIGN_UNSIGNED
        advice = "the column is never negative: restore the sign of charge steps (negative)."
    else:
        code = IssueCode.CURRENT_SIGN_INDETERMINATE
        advice = "steps contradict one another; positive current must be discharge in all of them."
    return ValidationIssue(code, f"{share}; {advice}", payload={"charge_fraction": fraction})


def _samples(time: "pl.Series", current: "pl.Series", voltage: "pl.Series", group: "pl.Series") -> "pl.DataFrame":
    """Rows in which all three are known and finite."""
    import polars as pl

    frame = pl.DataFrame({"time": time, "current": current, "voltage": voltage, "group": group})
    finite = pl.all_horizontal(pl.col("time", "current", "voltage").is_finite().fill_null(value=False))
    return frame.filter(finite)


def _rest_tolerance(current: "pl.Series") -> float:
    scale = current.abs().quantile(0.95, interpolation="nearest")
    return min(1e-3, max(0.02 * (scale or 0.0), 1e-12))


def _charge_fraction(samples: "pl.DataFrame", rest_tolerance: float) -> float | None:
    """Weighted share of the groups in which positive current is charge; ``None`` when no group has a say."""
    import polars as pl

    groups = _group_moments(samples).filter(
        (pl.col("current_mean").abs() >= rest_tolerance) & (pl.col("n") > 3) & (pl.col("charge_moved") > 0)
    )
    weight = (1 - pl.col("p")) * pl.col("charge_moved")
    votes = _classify(groups).select(total=weight.sum(), charge=weight.filter(pl.col("is_charge")).sum())
    total, charge = votes.row(0)
    return charge / total if total > 0 else None


def _group_moments(samples: "pl.DataFrame") -> "pl.DataFrame":
    """Sum up each group in one pass over the samples: moments, extremes and charge.

    ``q`` is the integral of current over time since the start of the group [A.s], ``z`` the voltage less the
    mean of all samples.
    """
    import polars as pl

    current, voltage, charge = pl.col("current"), pl.col("z"), pl.col("q")
    starts = run_starts(samples["group"])
    interval = pl.when(starts).then(0.0).otherwise(pl.col("time").diff() / 2)
    total = (interval * (current + current.shift(1))).fill_null(0.0).cum_sum()
    reset = pl.when(starts).then(pl.col("total")).forward_fill()
    return (
        samples.lazy()
        .with_columns(
            total=total,
            moved=(interval * (current.abs() + current.abs().shift(1))).fill_null(0.0),
            z=pl.col("voltage") - pl.col("voltage").mean(),
        )
        .with_columns(q=pl.col("total") - reset)
        .group_by(pl.col("group").set_sorted())
        .agg(
            n=pl.len().cast(pl.Float64),
            charge_moved=pl.col("moved").sum(),
            current_mean=current.mean(),
            current_max=current.abs().max(),
            voltage_max=pl.col("voltage").abs().max(),
            z_low=voltage.min(),
            z_high=voltage.max(),
            q_low=charge.min(),
            q_high=charge.max(),
            z=voltage.sum(),
            q=charge.sum(),
            i=current.sum(),
            zz=(voltage * voltage).sum(),
            qq=(charge * charge).sum(),
            ii=(current * current).sum(),
            qz=(charge * voltage).sum(),
            iz=(current * voltage).sum(),
            qi=(charge * current).sum(),
        )
        .collect()
    )


def _scaled_moments(groups: "pl.DataFrame") -> "pl.DataFrame":
    """Moments with soc s, current x and voltage y scaled to order 1, as if positive current were charge."""
    import polars as pl

    n, q, i, z = (pl.col(name) for name in ("n", "q", "i", "z"))
    q0, z0 = pl.col("q_low"), pl.col("z_low")
    span, scale, peak = pl.col("q_high") - q0, pl.col("scale"), pl.col("current_max")
    return groups.with_columns(scale=(pl.col("z_high") - z0).clip(lower_bound=_MIN_RANGE_V)).select(
        n=n,
        s=(q - n * q0) / span,
        x=i / peak,
        y=(z - n * z0) / scale,
        ss=(pl.col("qq") - 2 * q0 * q + n * q0 * q0) / span**2,
        sx=(pl.col("qi") - q0 * i) / (span * peak),
        xx=pl.col("ii") / peak**2,
        sy=(pl.col("qz") - q0 * z - z0 * q + n * q0 * z0) / (span * scale),
        xy=(pl.col("iz") - z0 * i) / (peak * scale),
        yy=(pl.col("zz") - 2 * z0 * z + n * z0 * z0) / scale**2,
        top=(pl.col("z_high") - z0) / scale,
    )


def _opposite_sign(moments: "pl.DataFrame") -> "pl.DataFrame":
    """Give the moments for the other convention: soc runs backwards (1 - s) and current changes sign."""
    import polars as pl

    n, s, x, y = (pl.col(name) for name in ("n", "s", "x", "y"))
    return moments.with_columns(
        s=n - s, x=-x, ss=n - 2 * s + pl.col("ss"), sx=pl.col("sx") - x, sy=y - pl.col("sy"), xy=-pl.col("xy")
    )


def _classify(groups: "pl.DataFrame") -> "pl.DataFrame":
    """Add ``is_charge`` and the doubt ``p`` to each group of more than three samples."""
    import polars as pl

    charge_moments = _scaled_moments(groups)
    as_charge = fit_open_circuit_slopes(charge_moments)
    as_discharge = fit_open_circuit_slopes(_opposite_sign(charge_moments))
    fits = groups.with_columns(
        scale=(pl.col("z_high") - pl.col("z_low")).clip(lower_bound=_MIN_RANGE_V),
        d_charge=as_charge["slope"],
        d_discharge=as_discharge["slope"],
        r_charge=as_charge["residual"],
        r_discharge=as_discharge["residual"],
    )
    d_charge, d_discharge = pl.col("d_charge"), pl.col("d_discharge")
    larger, smaller = pl.max_horizontal(d_charge, d_discharge), pl.min_horizontal(d_charge, d_discharge)
    flat = pl.col("z_high") - pl.col("z_low") <= (1e-6 * pl.col("voltage_max").clip(lower_bound=1)).clip(1e-9)
    unfit = (pl.col("q_high") - pl.col("q_low") < _MIN_CHARGE_AS) | (larger * pl.col("scale") < _MIN_SLOPE_V)
    charge_wins = d_charge > d_discharge
    won = pl.when(charge_wins).then("r_charge").otherwise("r_discharge")
    lost = pl.when(charge_wins).then("r_discharge").otherwise("r_charge")
    # Both fits exact: nothing tells them apart.
    residual_ratio = pl.when(lost > 0).then(won / lost).otherwise(1.0)
    silent = flat | unfit
    return fits.with_columns(
        is_charge=silent | charge_wins,
        p=pl.when(silent).then(1.0).otherwise((smaller / larger + residual_ratio).clip(0, 1)),
    )
