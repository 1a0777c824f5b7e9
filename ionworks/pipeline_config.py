"""Pipeline configs on the client: from what users pass to the two request bodies.

The content is not judged here: the server normalises legacy ``element_type`` labels and decides about
objectives without a ``type`` or references such as ``"entry.data"``. Call order: `lift`, then
`ionworks.references.prepare_config` on the payload, then one of the bodies.

Source: docs/contract/flows.md sections 7.1 and 7.2; docs/contract/pipeline-config.md section 1.1;
docs/contract/client-surface.md section 9 (6 to 14).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from ionworks.errors import ValidationError
from ionworks.references import schema_config
from ionworks.serialize import is_pybamm_object

LIFTED_KEYS = ("project_id", "name", "description", "options")
"""Config keys that are submission metadata, never part of the stored config."""


@frozen
class PipelineMetadata:
    """What accompanies a pipeline config on submission; ``None`` means not given."""

    project_id: str | None = None
    """Project; the client's default stands in."""
    name: str | None = None
    """Name of the pipeline."""
    description: str | None = None
    """Description."""
    options: dict[str, Any] | None = None
    """Execution options, such as ``live_progress_updates``."""


def lift(
    config: Any,
    project_id: str | None = None,
    name: str | None = None,
    description: str | None = None,
    options: Mapping[str, Any] | None = None,
) -> tuple[dict[str, Any], PipelineMetadata]:
    """Split a pipeline config into its content and its submission metadata.

    Parameters
    ----------
    config : mapping or schema object
        A dictionary with ``elements``, or an ``ionworks_schema.Pipeline`` (anything with ``to_config()``);
        left as it is.
    project_id, name, description, options : optional
        Explicit arguments win over keys of the same name in the config, which are taken out in any case.

    Returns
    -------
    payload : dict
        The config without the metadata keys; ``elements`` is a dictionary in execution order.
    metadata : PipelineMetadata

    Raises
    ------
    TypeError
        Neither a mapping nor a schema object.
    ValidationError
        ``elements`` missing, empty or not a dictionary, or metadata of the wrong type.

    Notes
    -----
    Source: tests/documents/simulate-api.txt "Pipeline elements must be a dictionary (not a list)", "Arguments passed
    explicitly to create take precedence over values found in the config"; docs/contract/client-surface.md section 9
    (number 10).
    """
    payload = _as_dict(config)
    lifted = {key: payload.pop(key, None) for key in LIFTED_KEYS}
    _check_elements(payload.get("elements"))
    given = {"project_id": project_id, "name": name, "description": description, "options": options}
    metadata = {key: lifted[key] if value is None else value for key, value in given.items()}
    return payload, PipelineMetadata(**{key: _metadata(key, value) for key, value in metadata.items()})


def pipeline_body(payload: Mapping[str, Any], metadata: PipelineMetadata, project_id: str) -> dict[str, Any]:
    """Body of ``POST /pipelines``.

    Parameters
    ----------
    payload : mapping
        Prepared content of the config.
    metadata : PipelineMetadata
        Lifted metadata.
    project_id : str
        Resolved project.

    Returns
    -------
    dict
        The content flat, with ``project_id``, ``options`` (``{}`` if none), name and description if given.

    Notes
    -----
    Source: docs/contract/flows.md section 7.1; docs/contract/pipeline-config.md section 1.1.
    """
    return {
        **payload,
        **_texts(metadata),
        "project_id": project_id,
        "options": metadata.options or {},
    }


def simple_pipeline_body(payload: Mapping[str, Any], metadata: PipelineMetadata, project_id: str) -> dict[str, Any]:
    """Body of ``POST /simple_pipelines``.

    Parameters
    ----------
    payload : mapping
        Prepared content of the config.
    metadata : PipelineMetadata
        Lifted metadata.
    project_id : str
        Resolved project.

    Returns
    -------
    dict
        ``{"project_id", "config": <content>, "name"?, "description"?, "options"?}``.

    Notes
    -----
    Source: docs/contract/flows.md section 7.2; docs/contract/wire.md section 18.
    """
    options = {} if metadata.options is None else {"options": metadata.options}
    return {"project_id": project_id, "config": dict(payload), **_texts(metadata), **options}


def _as_dict(config: Any) -> dict[str, Any]:
    if isinstance(config, Mapping):
        return dict(config)
    is_schema = callable(getattr(config, "to_config", None)) and not isinstance(config, type)
    if not is_schema or is_pybamm_object(config):
        raise TypeError(
            f"a pipeline config is a dictionary or an ionworks_schema.Pipeline, found {type(config).__qualname__}"
        )
    written = schema_config(config, "pipeline")
    if not isinstance(written, Mapping):
        raise TypeError(f"{type(config).__qualname__}.to_config() gave {type(written).__qualname__}, no dictionary")
    return dict(written)


def _check_elements(elements: Any) -> None:
    rule = (
        "Pipeline elements must be a dictionary (not a list). Each key is the element name and the value is "
        "its configuration."
    )
    if not isinstance(elements, Mapping):
        raise ValidationError(f"{rule} Found {'nothing' if elements is None else type(elements).__name__}.")
    if not elements:
        raise ValidationError(f"{rule} Found no elements.")
    for name, element in elements.items():
        if not isinstance(element, Mapping) and not callable(getattr(element, "to_config", None)):
            raise ValidationError(
                f"Invalid pipeline configuration: element {name!r} must be a dictionary, found {element!r}"
            )


def _metadata(key: str, value: Any) -> Any:
    kind, called = (Mapping, "a dictionary") if key == "options" else (str, "text")
    if value is not None and not isinstance(value, kind):
        raise ValidationError(f"Invalid pipeline configuration: {key} must be {called}, found {value!r}")
    return dict(value) if isinstance(value, Mapping) else value


def _texts(metadata: PipelineMetadata) -> dict[str, str]:
    texts = {"name": metadata.name, "description": metadata.description}
    return {key: text for key, text in texts.items() if text is not None}
