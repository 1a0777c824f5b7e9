"""What worker processes do with circuits: read rows, fit, run a circuit on data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from ionworks.errors import IonworksError, ValidationError
from ionworks.frames import unreadable
from ionworks.server.circuit import examples
from ionworks.server.circuit.circuit import Circuit, circuit_from_wire
from ionworks.server.circuit.fit import fit, thinned, wire_result
from ionworks.server.circuit.knots import Array
from ionworks.server.circuit.options import read_options
from ionworks.server.circuit.soc import Measured, odd_rows, soc_of
from ionworks.server.circuit.source import Source
from ionworks.server.circuit.trace import COLUMNS, trace
from ionworks.server.files.place import lent_as, open_blobs
from ionworks.validators.columns import CURRENT, STEP_COUNT, TIME, VOLTAGE

MOST_POINTS: Final = 2000
"""Rows of a series in an answer."""
_BEYOND: Final = 0.01
"""State of charge by which data may leave that of a circuit without a word."""
_STANDARD: Final = (TIME, CURRENT, VOLTAGE)


def fit_sources(storage: Any, sources: Sequence[Mapping[str, Any]], options: Mapping[str, Any]) -> dict[str, Any]:
    """Fit one circuit to all sources; return it as the wire has it.

    Raises
    ------
    ValidationError
        Naming the source, the option or the knots that make it impossible.
    """
    told = read_options(options)
    measured = [_measured(Source.from_json(one), storage) for one in sources]
    return wire_result(fit(measured, told), measured, MOST_POINTS)


def run_circuit(
    storage: Any,
    source: Mapping[str, Any],
    fit_results: Mapping[str, Any] | None,
    stored: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """Run a circuit, given or of a stored model, under a measured current; return how far it is from the voltage."""
    given = Source.from_json(source)
    circuit, capacity = _circuit(fit_results, stored)
    capacity = given.capacity or capacity
    one = _measured(given, storage)
    used, odd = one.trace.used, odd_rows(one.trace, capacity)
    initial = circuit.soc_at(float(one.trace.voltage[used][0])) if given.initial_soc is None else given.initial_soc
    soc = soc_of(one, capacity, initial)
    voltage = circuit.voltage(one.trace, soc)[used]
    soc, measured = soc[used], one.trace.voltage[used]
    residual = 1e3 * (measured - voltage)
    rows = thinned(residual.size, MOST_POINTS)
    outside = float(max(circuit.soc[0] - soc.min(), soc.max() - circuit.soc[-1]))
    said = (
        f"{given.label}: its state of charge runs from {soc.min():.4g} to {soc.max():.4g}, the circuit's from "
        f"{circuit.soc[0]:.4g} to {circuit.soc[-1]:.4g}; beyond it the values of the last knot are used"
    )
    return {
        "rmse_mV": float(np.sqrt(np.mean(residual**2))),
        "mae_mV": float(np.mean(np.abs(residual))),
        "max_mV": float(np.abs(residual).max()),
        "num_rcs": len(circuit.r),
        "capacity_Ah": [capacity],
        "initial_soc": initial,
        "model_source": "fit_results" if stored is None else "parameterized_model",
        "time": (one.trace.time[used] - one.trace.time[used][0])[rows].tolist(),
        "data_voltage": measured[rows].tolist(),
        "model_voltage": voltage[rows].tolist(),
        "residual_mV": residual[rows].tolist(),
        "warnings": [*odd, *([said] if outside > _BEYOND else [])],
    }


def _circuit(fit_results: Mapping[str, Any] | None, stored: Mapping[str, Any] | None) -> tuple[Circuit, float]:
    if stored is not None:
        from ionworks.server.circuit.thevenin import stored_circuit

        return stored_circuit(stored)
    assert fit_results is not None
    return circuit_from_wire(fit_results), capacity_from_wire(fit_results)


def capacity_from_wire(given: Mapping[str, Any]) -> float:
    """Return the capacity of fitted results [A.h], one of several equal ones.

    Raises
    ------
    ValidationError
        There is none, it is not positive, or measurements had different ones.
    """
    found = given.get("capacity_Ah")
    values = found if isinstance(found, list) else [found]
    numbers = [one for one in values if isinstance(one, (int, float)) and not isinstance(one, bool)]
    if len(numbers) != len(values) or not numbers or not all(0 < one < np.inf for one in numbers):
        raise ValidationError(f"fit_results.capacity_Ah: found {found!r:.80}; allowed: a positive number [A.h]")
    if max(numbers) > min(numbers) * (1 + 1e-9):
        raise ValidationError(f"fit_results.capacity_Ah: found {min(numbers):g} and {max(numbers):g}; give one number")
    return float(numbers[0])


def check_options(options: Mapping[str, Any]) -> None:
    """Raise `ValidationError` for options that cannot be."""
    read_options(options)


def model_parameters(fit_results: Mapping[str, Any]) -> dict[str, Any]:
    """Return the config and the parameters of the model of a circuit."""
    from ionworks.server.circuit.thevenin import config, parameters

    circuit, capacity = circuit_from_wire(fit_results), capacity_from_wire(fit_results)
    return {"config": config(len(circuit.r)), "parameters": parameters(circuit, capacity)}


def example_series(example_id: str) -> dict[str, Any]:
    """Return the series of an example, thinned."""
    return _series(examples.columns(example_id))


def read_file(storage: Any, key: str, filename: str) -> dict[str, Any]:
    """Return what a stored file of a user holds, thinned."""
    columns, reader = _file_columns(storage, key, filename)
    steps = {"step_count": int(np.unique(columns[STEP_COUNT]).size)} if STEP_COUNT in columns else {}
    return {**_series(columns), **steps, "filename": filename, "reader": reader, "columns": list(columns)}


def _series(columns: Mapping[str, Array]) -> dict[str, Any]:
    rows = thinned(columns[TIME].size, MOST_POINTS)
    names = {"time": TIME, "current": CURRENT, "voltage": VOLTAGE}
    found = {short: np.nan_to_num(columns[name][rows]).tolist() for short, name in names.items()}
    return {**found, "row_count": int(columns[TIME].size)}


def _measured(source: Source, storage: Any) -> Measured:
    if source.example is not None:
        columns = examples.columns(source.example)
    elif source.filename is not None and source.key is not None:
        columns, _ = _file_columns(storage, source.key, source.filename)
    else:
        columns = _stored_columns(storage, str(source.key))
    rows, first = _steps(columns, source)
    return Measured(
        trace=trace(rows, source.label, first),
        initial_soc=source.initial_soc,
        capacity=source.capacity,
        rated=source.rated,
    )


def _steps(columns: Mapping[str, Array], source: Source) -> tuple[Mapping[str, Array], int]:
    """Return the rows up to the last step that is wanted, and the number of those before the first one."""
    if source.start_step is None and source.end_step is None:
        return columns, 0
    if STEP_COUNT not in columns:
        raise ValidationError(f"{source.label}: start_step and end_step need a column {STEP_COUNT!r}")
    step = columns[STEP_COUNT]
    first = 0 if source.start_step is None else source.start_step
    last = int(np.nanmax(step)) if source.end_step is None else source.end_step
    if last < first:
        raise ValidationError(f"{source.label}: end_step {last} comes before start_step {first}")
    wanted = (step >= first) & (step <= last)
    if not wanted.any():
        raise ValidationError(
            f"{source.label}: no rows in the steps {first} to {last}; its steps run from {np.nanmin(step):g} to "
            f"{np.nanmax(step):g}"
        )
    rows = np.flatnonzero(wanted)
    return {name: values[: rows[-1] + 1] for name, values in columns.items()}, int(rows[0])


def _stored_columns(storage: Any, key: str) -> dict[str, Array]:
    with open_blobs(storage).local(key) as path:
        return _plain_columns(path, ".parquet")


def _file_columns(storage: Any, key: str, filename: str) -> tuple[dict[str, Array], str]:
    """Read a file that may be a cycler's; one with standard columns needs no reader of any make."""
    with lent_as(open_blobs(storage), key, filename) as path:
        suffix = path.suffix.lower()
        try:
            columns = _plain_columns(path, suffix)
        except ValidationError:
            columns = {}
        if set(_STANDARD) <= columns.keys():
            return columns, suffix[1:]
        from ionworks.cycler_files.readers import read_cycler_file

        try:
            frame, header = read_cycler_file(path)
        except IonworksError as error:
            raise ValidationError(error.message.replace(path.name, filename)) from error
        found = {
            name: frame[name].cast(float).fill_null(np.nan).to_numpy() for name in COLUMNS if name in frame.columns
        }
        missing = [name for name in _STANDARD if name not in found]
        if missing:
            raise ValidationError(f"{filename}: lacks {', '.join(missing)}; found {', '.join(frame.columns)}")
        return found, str(header["test_setup"]["cycler"])


def _plain_columns(path: Path, suffix: str) -> dict[str, Array]:
    """Return the standard columns of a Parquet or CSV file, as far as they are there."""
    import polars as pl

    if suffix not in (".parquet", ".csv"):
        return {}
    try:
        lazy = pl.scan_parquet(path, glob=False) if suffix == ".parquet" else pl.scan_csv(path, glob=False)
        names = [name for name in COLUMNS if name in lazy.collect_schema()]
        frame = lazy.select(pl.col(names).cast(pl.Float64).fill_null(np.nan)).collect()
    except unreadable() as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0][:200]
        raise ValidationError(f"the file cannot be read: {reason}") from error
    return {name: frame[name].to_numpy() for name in names}
