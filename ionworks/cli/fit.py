"""``ionworks fit``: a pipeline from a file."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from ionworks.cli.connection import Project, connect
from ionworks.cli.documents import Document, read_text
from ionworks.cli.output import Json, check_folder, print_json, print_table, progress, say
from ionworks.errors import ValidationError

_FITS: Final = ("data_fit", "array_data_fit")


def fit(
    pipeline: Document,
    out: Annotated[Path | None, typer.Option(help="Write the whole result here, as JSON.")] = None,
    name: Annotated[str | None, typer.Option(help="Name of the pipeline (default: its own, else the file's).")] = None,
    timeout: Annotated[float, typer.Option(min=0, help="Seconds to wait.", show_default=False)] = math.inf,
    project: Project = None,
    as_json: Json = False,
) -> None:
    """Run a pipeline (YAML or JSON, as `client.pipeline.create` takes it), wait, and print what was fitted."""
    if out is not None:
        check_folder(out, "--out")
    config = _config(pipeline)
    with connect(project) as client:
        submitted = client.pipeline.create(config, name=name or config.get("name") or pipeline.stem)
        with progress() as verbose:
            client.pipeline.wait_for_completion(submitted.id, timeout, verbose=verbose)
        result = client.pipeline.result(submitted.id)
    told = {"pipeline_id": submitted.id, "result": result.result, "element_results": result.element_results}
    _tell_warnings(result.element_results)
    if out is not None:
        out.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        say(f"wrote {out}")
    if as_json:
        print_json(told)
    else:
        print_table(_rows(submitted.id, config, result.element_results))


def _config(path: Path) -> dict[str, Any]:
    """Pipeline of a file; numbers such as 1e-14, which YAML 1.1 takes for text, are numbers."""
    from ionworks.ucp.reading.load import read_yaml

    document = read_yaml(read_text(path))
    if not isinstance(document, dict):
        raise ValidationError(f"{path}: found {type(document).__name__}; allowed a mapping with elements")
    return document


def _tell_warnings(elements: dict[str, dict[str, Any]]) -> None:
    for name, element in elements.items():
        for warning in element.get("warnings") or []:
            say(f"ionworks: warning: {name}: {warning}")


def _rows(pipeline_id: str, config: dict[str, Any], results: dict[str, dict[str, Any]]) -> list[tuple[str, Any]]:
    """Id, then each fitted value; entries and calculations only pass on what was given."""
    rows: list[tuple[str, Any]] = [("pipeline_id", pipeline_id)]
    for name, element in config["elements"].items():
        if element.get("element_type") in _FITS:
            rows += results.get(name, {}).get("parameter_values", {}).items()
    return rows
