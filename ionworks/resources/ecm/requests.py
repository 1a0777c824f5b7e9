"""Requests about circuits, checked before they are sent."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Final

from ionworks_openapi.models import EcmFileUpload
from ionworks_openapi.types import File

from ionworks.errors import ValidationError
from ionworks.records import FitResults
from ionworks.resources._shared.base import JsonDict
from ionworks.resources._shared.ids import id_of

_MOST_PAIRS: Final = 5
_MOST_KNOTS: Final = 64
_CIRCUIT: Final = ("soc", "ocv", "r0")


def text(place: str, value: Any) -> str:
    """Return a text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise ValidationError(f"{place}: found {value!r}; allowed: a text that is not empty")
    return value


def upload_of(file: str | Path | IO[bytes], filename: str | None) -> EcmFileUpload:
    """Return a file as it is sent."""
    if isinstance(file, str | Path):
        path = Path(file).expanduser()
        content, name = path.read_bytes(), path.name
    else:
        content, name = file.read(), Path(str(getattr(file, "name", "file"))).name
    upload = File(payload=io.BytesIO(content), file_name=filename or name, mime_type="application/octet-stream")
    return EcmFileUpload(file=upload)


def reduced(fit_results: FitResults | Mapping[str, Any]) -> JsonDict:
    """The circuit of fitted results alone."""
    given = fit_results.to_dict() if isinstance(fit_results, FitResults) else fit_results
    if not isinstance(given, Mapping):
        raise ValidationError(f"fit_results: found {type(fit_results).__name__}; allowed: FitResults or a dict")
    missing = [name for name in _CIRCUIT if given.get(name) is None]
    if missing:
        raise ValidationError(f"fit_results: {', '.join(missing)} missing; found {', '.join(map(str, given))}")
    pairs = [
        {name: pair[name] for name in ("r", "c", "tau") if pair.get(name) is not None}
        for pair in given.get("rc_pairs") or []
    ]
    capacity = given.get("capacity_Ah")
    if isinstance(capacity, list) and len(set(capacity)) == 1:
        capacity = capacity[0]
    return {**{name: given[name] for name in _CIRCUIT}, "rc_pairs": pairs, "capacity_Ah": capacity}


def checked_config(config: Mapping[str, Any]) -> JsonDict:
    """The request of a fit to measurements, without members that are ``None``."""
    if not isinstance(config, Mapping):
        raise ValidationError(f"config: found {type(config).__name__}; allowed: a dict")
    unknown = set(config) - {"measurements", "ecm_options"}
    if unknown:
        raise ValidationError(f"config: unknown key {min(unknown)!r}; allowed: measurements, ecm_options")
    measurements = config.get("measurements")
    if not isinstance(measurements, list) or not measurements:
        raise ValidationError(f"config.measurements: found {measurements!r:.80}; allowed: a list of at least one")
    rows = [_checked_measurement(one, f"config.measurements[{place}]") for place, one in enumerate(measurements)]
    if len(rows) > 1:
        for place, one in enumerate(rows):
            if "initial_soc" not in one:
                raise ValidationError(
                    f"config.measurements[{place}].initial_soc is missing; with {len(rows)} measurements each needs it"
                )
    options = _told(config.get("ecm_options") or {}, "config.ecm_options")
    check_basics(options.get("num_rcs", 2), None, options.get("capacity"), "config.ecm_options.")
    for name in ("num_knots", "num_knots_r0"):
        _check(f"config.ecm_options.{name}", options.get(name), 1, _MOST_KNOTS)
    return {"measurements": rows, "ecm_options": options}


def _checked_measurement(given: Any, place: str) -> JsonDict:
    told = _told(given, place)
    told["id"] = id_of("measurement_id", told.get("id"))
    _check(f"{place}.initial_soc", told.get("initial_soc"), 0, 1)
    _check_positive(f"{place}.capacity", told.get("capacity"))
    return told


def _told(given: Any, place: str) -> JsonDict:
    if not isinstance(given, Mapping):
        raise ValidationError(f"{place}: found {given!r:.80}; allowed: a dict")
    return {str(name): value for name, value in given.items() if value is not None}


def check_basics(num_rcs: Any, initial_soc: Any, capacity: Any, place: str = "") -> None:
    """Raise `ValidationError` naming a number of pairs, a state of charge or a capacity that cannot be."""
    if not isinstance(num_rcs, int):
        raise ValidationError(f"{place}num_rcs: found {num_rcs!r:.80}; allowed: 0 to {_MOST_PAIRS}")
    _check(f"{place}num_rcs", num_rcs, 0, _MOST_PAIRS)
    _check("initial_soc", initial_soc, 0, 1)
    _check_positive(f"{place}capacity", capacity)


def _check(place: str, value: Any, least: float, most: float) -> None:
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise ValidationError(f"{place}: found {value!r:.80}; allowed: {least:g} to {most:g}")


def _check_positive(place: str, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < float("inf"):
        raise ValidationError(f"{place}: found {value!r:.80}; allowed: a positive number [A.h]")
