"""The addresses of the pages, those of the hosted application (docs/contract/client-surface.md section 6.8)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ionworks.server.studio.page import PageFunction
from ionworks.server.studio.pages import (
    compare,
    fit,
    jobs,
    measurement,
    measurements,
    new_run,
    optimization,
    overview,
    protocol,
    run,
    runs,
    search,
    shelves,
    simple_fit,
    things,
    upload,
)

_PROJECT: Final = "/projects/{project_id}"
_RUN: Final = f"{_PROJECT}/parameterized-models/{{parameterized_model_id}}/simulations/{{simulation_id}}"
ROUTES: Final[tuple[tuple[str, str, PageFunction], ...]] = (
    ("GET", "/", overview.start),
    ("GET", f"{_PROJECT}", overview.overview),
    ("GET", f"{_PROJECT}/studies", overview.overview),
    ("GET", f"{_PROJECT}/disk", overview.disk),
    ("GET", f"{_PROJECT}/simulations", runs.runs),
    ("GET", f"{_PROJECT}/simulations.csv", runs.export_csv),
    ("GET", f"{_PROJECT}/simulations.parquet", runs.export_parquet),
    ("GET", f"{_PROJECT}/simulations/compare", compare.compare),
    ("GET", f"{_PROJECT}/simulations/new", new_run.new_run),
    ("POST", f"{_PROJECT}/simulations/new", new_run.submit),
    ("POST", f"{_PROJECT}/simulations/new/check", new_run.check),
    ("POST", f"{_PROJECT}/simulations/chosen", runs.chosen),
    ("GET", f"{_PROJECT}/search", search.search),
    ("GET", f"{_PROJECT}/protocols", shelves.protocols),
    ("GET", f"{_PROJECT}/models", shelves.models),
    ("GET", f"{_PROJECT}/parameterized-models", shelves.models),
    ("GET", f"{_PROJECT}/data/specs", shelves.cells),
    ("GET", f"{_PROJECT}/pipelines", shelves.fits),
    ("GET", f"{_PROJECT}/simple-pipelines", shelves.simple_fits),
    ("GET", f"{_PROJECT}/optimizations", shelves.optimizations),
    ("GET", f"{_PROJECT}/jobs", jobs.jobs),
    ("POST", f"{_PROJECT}/jobs/{{job_id}}/cancel", jobs.cancel),
    ("GET", f"{_RUN}", run.show_run),
    ("GET", f"{_PROJECT}/simulations/{{simulation_id}}/model-values", run.show_model_values),
    ("GET", f"{_PROJECT}/simulations/{{simulation_id}}/rows.csv", run.export_csv),
    ("GET", f"{_PROJECT}/simulations/{{simulation_id}}/rows.parquet", run.export_parquet),
    ("POST", f"{_PROJECT}/simulations/{{simulation_id}}/cancel", run.cancel_run),
    ("POST", f"{_PROJECT}/simulations/{{simulation_id}}/again", run.run_again),
    ("POST", f"{_PROJECT}/simulations/{{simulation_id}}/delete", run.delete_run),
    ("GET", f"{_PROJECT}/models/{{model_id}}", things.show_model),
    ("GET", f"{_PROJECT}/parameterized-models/{{parameterized_model_id}}", things.show_parameterized_model),
    ("GET", f"{_PROJECT}/protocols/{{protocol_id}}", protocol.show_protocol),
    ("GET", f"{_PROJECT}/protocols/{{protocol_id}}/file", protocol.download),
    ("GET", f"{_PROJECT}/studies/{{study_id}}", things.show_study),
    ("GET", f"{_PROJECT}/data/specs/{{cell_spec_id}}/instances", things.show_cells),
    ("GET", f"{_PROJECT}/data/instances/{{cell_instance_id}}", things.show_cell),
    ("GET", f"{_PROJECT}/data/measurements", measurements.measurements),
    ("GET", f"{_PROJECT}/data/measurements/compare", measurements.compare),
    ("POST", f"{_PROJECT}{upload.ADDRESS}", upload.receive),
    ("GET", f"{_PROJECT}{upload.ADDRESS}/{{raw_data_id}}", upload.show_upload),
    ("POST", f"{_PROJECT}{upload.ADDRESS}/{{raw_data_id}}", upload.store),
    ("GET", f"{_PROJECT}/data/measurements/{{measurement_id}}", measurement.show_measurement),
    ("GET", f"{_PROJECT}/pipelines/{{pipeline_id}}", fit.show_fit),
    ("POST", f"{_PROJECT}/pipelines/{{pipeline_id}}/stop", fit.stop_fit),
    ("GET", f"{_PROJECT}/simple-pipelines/{{simple_pipeline_id}}", simple_fit.show_simple_fit),
    ("POST", f"{_PROJECT}/simple-pipelines/{{simple_pipeline_id}}/stop", simple_fit.stop_simple_fit),
    ("GET", f"{_PROJECT}/optimizations/{{optimization_id}}", optimization.show_optimization),
    ("POST", f"{_PROJECT}/optimizations/{{optimization_id}}/stop", optimization.stop_optimization),
)
"""Method, address and function of every page."""


def _pattern(address: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", address))


_COMPILED: Final = tuple((method, _pattern(address), function) for method, address, function in ROUTES)


def takes_files(path: str, method: str) -> bool:
    """Whether files are sent to an address."""
    found = find(path, method)
    return found is not None and found[0] is upload.receive


def find(path: str, method: str = "GET") -> tuple[PageFunction, Mapping[str, str]] | None:
    """Return the function of an address and the parameters in it, ``None`` where there is no page."""
    for wanted, pattern, function in _COMPILED:
        if wanted == method and (found := pattern.fullmatch(path)):
            return function, found.groupdict()
    return None
