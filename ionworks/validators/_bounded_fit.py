"""Many small bounded least-squares fits at once: V = v0 + d soc - R0 I, one fit per row of a table.

A convex quadratic over a box has its minimum at a stationary point of the interior or of one of the box's
faces. There are only 18 faces here, so all are solved in closed form and the best feasible one is taken:
exact, without iterations, and vectorized over fits and faces together.
"""

from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

FITS_PER_CHUNK = 8192  # times 18 faces and 25 columns is 30 MB
MAX_SLOPE = 2.0
_SINGULAR = 1e-12
_FEASIBLE = 1e-9


def fit_open_circuit_slopes(moments: "pl.DataFrame") -> "pl.DataFrame":
    """Fit y = v0 + d s + r x with 0 <= v0 <= top, 0 <= d <= 2, r >= 0 to the samples behind each row.

    Parameters
    ----------
    moments : polars.DataFrame, one row per fit
        Sums over the samples: ``n`` (count), ``s``, ``x``, ``y``, ``ss``, ``sx``, ``xx``, ``sy``, ``xy``,
        ``yy``, and ``top``. All variables are scaled to order 1.

    Returns
    -------
    polars.DataFrame, one row per fit in the same order
        ``slope``, the fitted d, and ``residual``, the sum of squared residuals, not negative.

    Notes
    -----
    Source: docs/contract/wire.md section 44.4 (item 4: model and bounds).
    """
    import polars as pl

    if moments.is_empty():
        return pl.DataFrame(schema={"slope": pl.Float64, "residual": pl.Float64})
    return pl.concat(_fit_chunk(chunk) for chunk in moments.iter_slices(FITS_PER_CHUNK))


def _fit_chunk(moments: "pl.DataFrame") -> "pl.DataFrame":
    import polars as pl

    faces = moments.with_row_index("fit").join(_faces(), how="cross")
    best = pl.col("residual").arg_min()
    return (
        _solve(faces)
        .group_by("fit", maintain_order=True)
        .agg(pl.col("d").get(best).alias("slope"), pl.col("residual").get(best))
        .drop("fit")
    )


def _faces() -> "pl.DataFrame":
    """Faces of the box: each parameter is free (1) or fixed (0) at a bound."""
    import polars as pl

    choices = product(((1, 0), (0, 0), (0, 1)), ((1, 0.0), (0, 0.0), (0, MAX_SLOPE)), (1, 0))
    rows = [(fv, at_top, fd, d, fr) for (fv, at_top), (fd, d), fr in choices]
    return pl.DataFrame(rows, schema=["free_v", "at_top", "free_d", "fixed_d", "free_r"], orient="row")


def _solve(faces: "pl.DataFrame") -> "pl.DataFrame":
    """Solve the normal equations of each face; ``residual`` is infinite where the solution breaks a bound."""
    import polars as pl

    fv, fd, fr = (pl.col(f"free_{name}").cast(pl.Float64) for name in "vdr")
    n, s, x, ss, sx, xx = (pl.col(name) for name in ("n", "s", "x", "ss", "sx", "xx"))
    fixed_v, fixed_d = pl.col("at_top") * pl.col("top"), pl.col("fixed_d")
    # A fixed parameter keeps its place in the 3 x 3 system, with an identity row and its bound on the right.
    system = faces.with_columns(
        a=fv * n + 1 - fv,
        b=fv * fd * s,
        c=fv * fr * x,
        e=fd * ss + 1 - fd,
        f=fd * fr * sx,
        g=fr * xx + 1 - fr,
        p=pl.when(fv == 1).then(pl.col("y") - fixed_d * s).otherwise(fixed_v),
        q=pl.when(fd == 1).then(pl.col("sy") - fixed_v * s).otherwise(fixed_d),
        r=fr * (pl.col("xy") - fixed_v * x - fixed_d * sx),
    )
    # Cramer's rule for [[a, b, c], [b, e, f], [c, f, g]] (v, d, resistance) = (p, q, r).
    a, b, c, e, f, g, p, q, r = (pl.col(name) for name in "abcefgpqr")
    determinant = a * (e * g - f * f) - b * (b * g - c * f) + c * (b * f - c * e)
    solved = system.with_columns(determinant=determinant).with_columns(
        v=(p * (e * g - f * f) - b * (q * g - f * r) + c * (q * f - e * r)) / pl.col("determinant"),
        d=(a * (q * g - f * r) - p * (b * g - c * f) + c * (b * r - c * q)) / pl.col("determinant"),
        resistance=(a * (e * r - f * q) - b * (b * r - c * q) + p * (b * f - c * e)) / pl.col("determinant"),
    )
    regular = pl.col("determinant") > _SINGULAR * a * e * g
    return _residuals(solved.with_columns(regular=regular))


def _residuals(solved: "pl.DataFrame") -> "pl.DataFrame":
    """Sum of squared residuals of each solved face, from the moments; infinite where a bound is broken."""
    import polars as pl

    v, d, resistance, n, s, x, y, top = (pl.col(name) for name in ("v", "d", "resistance", "n", "s", "x", "y", "top"))
    feasible = (
        pl.col("regular")
        & v.is_between(-_FEASIBLE, top + _FEASIBLE)
        & d.is_between(-_FEASIBLE, MAX_SLOPE + _FEASIBLE)
        & (resistance >= -_FEASIBLE)
    )
    linear = v * y + d * pl.col("sy") + resistance * pl.col("xy")
    squares = v * v * n + d * d * pl.col("ss") + resistance * resistance * pl.col("xx")
    mixed = v * d * s + v * resistance * x + d * resistance * pl.col("sx")
    residual = (pl.col("yy") - 2 * linear + squares + 2 * mixed).clip(lower_bound=0)
    return solved.select("fit", d.clip(0, MAX_SLOPE), residual=pl.when(feasible).then(residual).otherwise(float("inf")))
