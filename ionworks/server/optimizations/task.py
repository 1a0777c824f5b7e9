"""The work of an optimization, in a worker process."""

from __future__ import annotations

from typing import Any

from ionworks.errors import IonworksError
from ionworks.server.job_output import done, progress_writer, refused, write_metadata
from ionworks.server.optimizations.kinds import DATAFIT
from ionworks.server.pipelines.task import run_element_of


def run_optimization(task: dict[str, Any]) -> list[dict[str, Any]]:
    """Run an optimization.

    Parameters
    ----------
    task : dict
        ``kind`` and ``fields``: of ``optimize`` those of `ionworks.server.design.run.run_optimization`, of
        ``datafit`` those of `ionworks.server.fit.task.Task`, with storage keys for files; and ``job_id``,
        ``storage``, ``metadata_key``, ``progress_key``.

    Returns
    -------
    list of dict
        One entry: ``job_id``, ``status``, ``error``, ``error_code``, ``metadata_key``, and of a completed one
        ``optimization_result`` and ``metrics``.
    """
    from ionworks.server.design.run import metrics_of, run_optimization

    fields = task["fields"]
    try:
        if task["kind"] == DATAFIT:
            output = run_element_of({**fields, "parameters": {}}, task)
            metrics = {"cost": output["result"].get("cost"), "parameters": output["parameters"]}
        else:
            output = run_optimization({**fields, "storage": task["storage"]}, progress_writer(task))
            output["metadata"] = {key: output[key] for key in ("history", "pareto")} | {"comparison": output["series"]}
            metrics = metrics_of(output["result"])
    except IonworksError as error:
        return [refused(task, error)]
    config = {"config": fields["config"], "kind": task["kind"]}
    write_metadata(task, {**config, "result": output["result"]}, output)
    return [{**done(task), "optimization_result": output["result"], "metrics": metrics}]
