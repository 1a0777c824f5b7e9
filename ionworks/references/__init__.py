"""Data in pipeline configs: references, inline tables, and the last step before a config is sent."""

from ionworks.references.data import (
    DataReference,
    Loader,
    frame_to_columns,
    is_frame,
    load_reference,
    parse_reference,
)
from ionworks.references.prepare import prepare_config, schema_config
from ionworks.references.tables import check_schema_tables, find_local_references

__all__ = [
    "DataReference",
    "Loader",
    "check_schema_tables",
    "find_local_references",
    "frame_to_columns",
    "is_frame",
    "load_reference",
    "parse_reference",
    "prepare_config",
    "schema_config",
]
