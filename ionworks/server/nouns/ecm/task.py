"""The work of a fit of a circuit, in a worker process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from ionworks.errors import IonworksError
from ionworks.server.files.job_output import JobFiles, done, refused, write_metadata
from ionworks.server.ground.documents import Document


@attrs.frozen(kw_only=True)
class EcmParams(Document):
    """What is known of a fit when it is asked for; stored with its job."""

    sources: Any
    """A list of `ionworks.server.circuit.work.Source`."""
    options: Mapping[str, Any]
    upload: str | None = None
    """Storage key of a file that goes when it was read."""


@attrs.frozen(kw_only=True)
class EcmTask(Document):
    """One fit."""

    files: JobFiles
    params: EcmParams


def fit_circuit(task: dict[str, Any]) -> list[dict[str, Any]]:
    """Fit a circuit.

    Parameters
    ----------
    task : dict
        An `EcmTask`.

    Returns
    -------
    list of dict
        One: ``job_id``, ``status``, and ``result``, or ``error`` with the reason.
    """
    from ionworks.server.circuit.work import fit_sources

    read = EcmTask.from_json(task)
    try:
        result = fit_sources(read.files.storage, read.params.sources, read.params.options)
    except IonworksError as error:
        return [refused(read.files, error)]
    write_metadata(read.files, {}, {})
    return [{**done(read.files), "result": result}]
