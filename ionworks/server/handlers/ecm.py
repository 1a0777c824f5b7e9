"""Equivalent circuits: examples, fits, files, saved models, validation.

Source: docs/contract/wire.md section 32; docs/contract/api-reference.md section 14.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ionworks.server.call import Call
from ionworks.server.circuit.source import EXAMPLES
from ionworks.server.ground.errors import unprocessable
from ionworks.server.nouns.ecm import questions, submit
from ionworks.server.store.records import Record


def list_ecm_examples(call: Call) -> list[Record]:
    """Return the example data sets."""
    del call
    return [dict(one) for one in EXAMPLES.values()]


def get_ecm_example_data(call: Call, example_id: str) -> Record:
    """Return the series of an example."""
    submit.example_source(example_id)
    found: Record = call.engine.recall(questions.example_series, example_id)
    return found


def fit_ecm_example(
    call: Call,
    example_id: str,
    num_rcs: int | None = None,
    fit_ocv: bool | None = None,
    initial_soc: float | None = None,
    capacity: float | None = None,
    body: object = None,
) -> Record:
    """Fit a circuit to an example, at once."""
    del body
    example = EXAMPLES.get(example_id, {})
    source = submit.example_source(example_id).to_json() | {
        "initial_soc": example.get("initial_soc") if initial_soc is None else initial_soc,
        "capacity": example.get("capacity_Ah") if capacity is None else capacity,
    }
    options = _given(num_rcs=num_rcs, fit_ocv=fit_ocv)
    found: Record = call.engine.recall(questions.fit_sources, call.blobs.location, [source], options)
    return found


def fit_ecm_measurements(call: Call, body: Mapping[str, Any]) -> Record:
    """Queue the fit of one circuit to measurements."""
    return submit.submit_measurements(call, body)


def fit_ecm_file(
    call: Call,
    file: Any = None,
    body: object = None,
    initial_soc: float | None = None,
    ocv_soc_curve: str | None = None,
    bounds_capacity: str | None = None,
    knot_schedule: str | None = None,
    **options: Any,
) -> Record:
    """Queue the fit of a circuit to a file."""
    del body
    documents = {"ocv_soc_curve": ocv_soc_curve, "bounds_capacity": bounds_capacity, "knot_schedule": knot_schedule}
    read = {name: _document(name, text) for name, text in documents.items() if text is not None}
    told = _given(**options) | read
    return submit.submit_file(call, file.filename or "file", file.file.read(), told, initial_soc)


def detect_ecm_file(call: Call, file: Any = None, body: object = None) -> Record:
    """Read a file and say what it is."""
    del body
    key = submit.store_upload(call, file.file.read())
    try:
        found: Record = call.engine.ask(questions.read_file, call.blobs.location, key, file.filename or "file")
    finally:
        call.blobs.delete(key)
    return found


def save_ecm_model(call: Call, body: Mapping[str, Any]) -> Record:
    """Save a fitted circuit as a parameterized model."""
    return submit.save(call, body)


def validate_ecm(call: Call, body: Mapping[str, Any]) -> Record:
    """Run a circuit on data it was not fitted to."""
    return submit.validation(call, body)


def _given(**options: Any) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}


def _document(name: str, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise unprocessable(f"is no JSON: {error}", ("query", name), "json_invalid") from None
