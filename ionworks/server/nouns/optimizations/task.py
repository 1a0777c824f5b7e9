"""The work of an optimization, in a worker process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from ionworks.errors import IonworksError
from ionworks.server.design.task import DesignTask
from ionworks.server.files.job_output import JobFiles, done, progress_writer, refused, write_metadata
from ionworks.server.fit.task import Task as FitTask
from ionworks.server.ground.documents import Document
from ionworks.server.nouns.optimizations.kinds import DATAFIT
from ionworks.server.nouns.pipelines.task import run_element_of


@attrs.frozen(kw_only=True)
class OptimizationTask(Document):
    """One optimization of either kind."""

    files: JobFiles
    kind: str
    work: Mapping[str, Any]
    """Of ``optimize`` a `DesignTask`, of ``datafit`` a `FitTask` with storage keys for files."""


def run_optimization(task: dict[str, Any]) -> list[dict[str, Any]]:
    """Run an optimization.

    Parameters
    ----------
    task : dict
        An `OptimizationTask`.

    Returns
    -------
    list of dict
        One entry: ``job_id``, ``status``, ``error``, ``error_code``, ``metadata_key``, and of a completed one
        ``optimization_result`` and ``metrics``.
    """
    from ionworks.server.design.run import metrics_of, run_optimization

    read = OptimizationTask.from_json(task)
    try:
        if read.kind == DATAFIT:
            output = run_element_of(FitTask.from_json(read.work), read.files)
            metrics = {"cost": output["result"].get("cost"), "parameters": output["parameters"]}
        else:
            output = run_optimization(DesignTask.from_json(read.work), progress_writer(read.files))
            output["metadata"] = {key: output[key] for key in ("history", "pareto")} | {"comparison": output["series"]}
            metrics = metrics_of(output["result"])
    except IonworksError as error:
        return [refused(read.files, error)]
    config = {"config": read.work["config"], "kind": read.kind}
    write_metadata(read.files, {**config, "result": output["result"]}, output)
    return [{**done(read.files), "optimization_result": output["result"], "metrics": metrics}]
