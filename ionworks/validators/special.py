"""Rules for open-circuit potential (OCP), impedance (EIS), inline data, images.

Source: docs/contract/wire.md sections 44.3 and 44.6.
"""

from pathlib import PurePath
from typing import Any

from ionworks.errors import ValidationError
from ionworks.validators.columns import FREQUENCY, VOLTAGE, Z_IM, Z_RE, as_polars, has_columns, numbers
from ionworks.validators.issues import IssueCode, ValidationIssue

OCP_X_AXIS_COLUMNS = ("Capacity [A.h]", "Stoichiometry", "SOC")
EIS_COLUMNS = (FREQUENCY, Z_RE, Z_IM)
REVERSED_Z_IM_FRACTION = 0.75
MIN_EIS_POINTS = 3
TYPICAL_RESISTANCE_OHM_AH = 0.05
MAX_RESISTANCE_FACTOR = 100.0
MAX_INLINE_ROWS = 1000

_IMAGE_SIGNATURES = {
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "gif": (b"GIF87a", b"GIF89a"),
    "tiff": (b"II*\x00", b"MM\x00*"),
    "bmp": (b"BM",),
    "webp": (b"RIFF",),
}
ALLOWED_IMAGE_EXTENSIONS = frozenset(_IMAGE_SIGNATURES)


def validate_ocp_voltage_column(df: Any) -> list[ValidationIssue]:
    """OCP data have ``Voltage [V]``.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        OCP table, one row per point.

    Returns
    -------
    list of ValidationIssue
        At most one; payload ``column``, ``available_columns``.

    Notes
    -----
    Source: docs/contract/wire.md section 44.3 (``ocp_voltage_column_missing``).
    """
    frame = as_polars(df)
    if VOLTAGE in frame.columns:
        return []
    message = f"OCP data need column {VOLTAGE!r}; found {frame.columns}."
    payload = {"column": VOLTAGE, "available_columns": frame.columns}
    return [ValidationIssue(IssueCode.OCP_VOLTAGE_COLUMN_MISSING, message, payload=payload)]


def validate_ocp_x_axis_column(df: Any) -> list[ValidationIssue]:
    """OCP data have ``Capacity [A.h]``, ``Stoichiometry`` or ``SOC``.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        OCP table, one row per point.

    Returns
    -------
    list of ValidationIssue
        At most one; payload ``columns`` (any one is enough), ``available_columns``.

    Notes
    -----
    Source: docs/contract/wire.md section 44.3 (``ocp_x_axis_column_missing``).
    """
    frame = as_polars(df)
    if any(column in frame.columns for column in OCP_X_AXIS_COLUMNS):
        return []
    message = f"OCP data need one of the columns {list(OCP_X_AXIS_COLUMNS)}; found {frame.columns}."
    payload = {"columns": list(OCP_X_AXIS_COLUMNS), "available_columns": frame.columns}
    return [ValidationIssue(IssueCode.OCP_X_AXIS_COLUMN_MISSING, message, payload=payload)]


def validate_eis_columns(df: Any) -> list[ValidationIssue]:
    """EIS data have ``Frequency [Hz]``, ``Z_Re [Ohm]`` and ``Z_Im [Ohm]``.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        Impedance table, one row per frequency.

    Returns
    -------
    list of ValidationIssue
        At most one; payload ``missing_columns``, ``available_columns``.

    Notes
    -----
    Source: docs/contract/wire.md section 44.3 (``eis_columns_missing``).
    """
    frame = as_polars(df)
    missing = [column for column in EIS_COLUMNS if column not in frame.columns]
    if not missing:
        return []
    message = f"EIS data lack the column(s) {missing}; found {frame.columns}."
    payload = {"missing_columns": missing, "available_columns": frame.columns}
    return [ValidationIssue(IssueCode.EIS_COLUMNS_MISSING, message, payload=payload)]


def validate_eis_zim_sign(df: Any) -> list[ValidationIssue]:
    """``Z_Im [Ohm]`` is negative where the cell is capacitive (not the negated imaginary part).

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        Impedance table, one row per frequency.

    Returns
    -------
    list of ValidationIssue
        At most one; payload ``positive_fraction``, ``threshold``.

    Notes
    -----
    Source: docs/contract/wire.md section 44.3 (check ``eis_zim_sign``). By rising frequency up to the point of least
    real part, which leaves out the inductive tail; the share of positive values is weighted by magnitude.
    """
    import polars as pl

    frame = as_polars(df)
    if not has_columns(frame, EIS_COLUMNS):
        return []
    points = (
        pl.DataFrame(
            dict(zip(("frequency", "real", "imaginary"), (numbers(frame, c) for c in EIS_COLUMNS), strict=True))
        )
        .filter(pl.all_horizontal(pl.all().is_finite().fill_null(value=False)))
        .sort("frequency")
    )
    if points.height < MIN_EIS_POINTS:
        return []
    imaginary = points["imaginary"].head((points["real"].arg_min() or 0) + 1)
    weight = float(imaginary.abs().sum())
    fraction = float(imaginary.clip(lower_bound=0).sum()) / weight if weight > 0 else 0.0
    if fraction < REVERSED_Z_IM_FRACTION:
        return []
    message = (
        f"{Z_IM!r} is positive for {100 * fraction:.0f} % (by magnitude) of the capacitive range; "
        "the imaginary part of a capacitive impedance is negative: negate the column."
    )
    payload = {"positive_fraction": fraction, "threshold": REVERSED_Z_IM_FRACTION}
    return [ValidationIssue(IssueCode.EIS_ZIM_SIGN_REVERSED, message, payload=payload)]


def validate_eis_impedance_magnitude(df: Any, rated_capacity: float | None) -> list[ValidationIssue]:
    """Check that the least real part is within a factor 100 of 0.05 Ohm.A.h over the rated capacity.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        Impedance table, one row per frequency.
    rated_capacity : float or None
        Rated capacity of the cell [A.h]; None or <= 0 passes the rule over.

    Returns
    -------
    list of ValidationIssue
        At most one; payload ``observed`` and ``expected`` [Ohm], ``factor``.

    Notes
    -----
    Source: docs/contract/wire.md section 44.3 (check ``eis_impedance_magnitude``). A value <= 0 is passed over.
    """
    frame = as_polars(df)
    if rated_capacity is None or rated_capacity <= 0 or Z_RE not in frame.columns:
        return []
    real = numbers(frame, Z_RE)
    finite = real.filter(real.is_finite().fill_null(value=False))
    observed, expected = finite.min(), TYPICAL_RESISTANCE_OHM_AH / rated_capacity
    if not isinstance(observed, float) or observed <= 0:
        return []
    if expected / MAX_RESISTANCE_FACTOR <= observed <= expected * MAX_RESISTANCE_FACTOR:
        return []
    message = (
        f"The least {Z_RE!r} is {observed:.3g} Ohm; about {expected:.3g} Ohm, within a factor "
        f"{MAX_RESISTANCE_FACTOR:g}, is plausible for {rated_capacity:g} A.h: check the unit."
    )
    payload = {"observed": observed, "expected": expected, "factor": MAX_RESISTANCE_FACTOR}
    return [ValidationIssue(IssueCode.EIS_IMPEDANCE_MAGNITUDE_IMPLAUSIBLE, message, payload=payload)]


def validate_inline_row_count(df: Any) -> list[ValidationIssue]:
    """Check that a frame inside a pipeline configuration has at most 1000 rows.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        Time series given inline.

    Returns
    -------
    list of ValidationIssue
        At most one; payload ``num_rows``, ``limit``.

    Notes
    -----
    Source: docs/contract/wire.md section 44.3 (``time_series_row_count_exceeded``).
    """
    rows = as_polars(df).height
    if rows <= MAX_INLINE_ROWS:
        return []
    message = (
        f"Inline data have {rows} rows, at most {MAX_INLINE_ROWS} are allowed; upload them as a measurement "
        "and refer to it by 'db:<measurement id>'."
    )
    payload = {"num_rows": rows, "limit": MAX_INLINE_ROWS}
    return [ValidationIssue(IssueCode.TIME_SERIES_ROW_COUNT_EXCEEDED, message, payload=payload)]


def validate_image_bytes(filename: str, first_bytes: bytes) -> None:
    """Check that an image file has an allowed extension and begins as that kind of image does.

    Parameters
    ----------
    filename : str
        Name of the file.
    first_bytes : bytes
        At least its first 16 bytes.

    Raises
    ------
    ValidationError
        When the extension is not allowed or the content does not match it.

    Notes
    -----
    Source: docs/contract/wire.md section 44.6.
    """
    extension = PurePath(filename).suffix.lower().removeprefix(".")
    if extension not in _IMAGE_SIGNATURES:
        allowed = ", ".join(sorted(ALLOWED_IMAGE_EXTENSIONS))
        raise ValidationError(f"File {filename!r} is no image: its extension must be one of {allowed}.")
    matches = first_bytes.startswith(_IMAGE_SIGNATURES[extension])
    if not matches or (extension == "webp" and first_bytes[8:12] != b"WEBP"):
        raise ValidationError(f"File {filename!r} does not begin like a {extension} image.")
