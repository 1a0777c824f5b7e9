"""Materials, analyses and what a search finds (docs/contract/wire.md sections 34 to 37)."""

from collections.abc import Iterator
from typing import Any

import attrs

from ionworks.records._base import KIND, Record


@attrs.frozen(kw_only=True, repr=False)
class Material(Record):
    """A material with property datasets."""

    id: str
    """Id of the material."""
    name: str
    """Name."""
    manufacturer: str | None = None
    """Who makes it."""
    product_id: str | None = None
    """Name of the maker's product."""
    project_id: str | None = None
    """Project; ``None`` for a material of the system."""
    created_at: str | None = None
    """Time of creation, ISO 8601 UTC."""
    updated_at: str | None = None
    """Time of the last change, ISO 8601 UTC."""


@attrs.frozen(kw_only=True, repr=False)
class ColumnSpec(Record):
    """A column of a dataset."""

    name: str
    """Name."""
    unit: str = ""
    """Unit."""
    source_column_index: int | None = None
    """Position in the file, from 0."""


@attrs.frozen(kw_only=True, repr=False)
class MaterialPropertyDataset(Record):
    """A table of properties of a material."""

    id: str
    """Id of the dataset."""
    name: str
    """Name."""
    data_version: int
    """Counts the files it had."""
    material_id: str | None = None
    """Material."""
    columns: list[ColumnSpec] = attrs.field(factory=list, metadata={KIND: ColumnSpec})
    """Its columns."""
    nan_counts: dict[str, int] | None = None
    """Values by column that are no numbers."""
    source_pipeline_id: str | None = None
    """Pipeline it comes from."""
    source_simple_pipeline_id: str | None = None
    """Simple pipeline it comes from."""
    source_analysis_id: str | None = None
    """Analysis it comes from."""
    source_label: str | None = None
    """Where it comes from, in words."""
    created_at: str | None = None
    """Time of creation, ISO 8601 UTC."""


@attrs.frozen(kw_only=True, repr=False)
class AnalysisColumnSpec(Record):
    """A column of an analysis."""

    name: str
    """Name."""
    unit: str = ""
    """Unit."""
    dtype: str | None = None
    """Kind of values."""


@attrs.frozen(kw_only=True, repr=False)
class Analysis(Record):
    """A table computed from a measurement."""

    id: str
    """Id of the analysis."""
    measurement_id: str
    """Measurement."""
    name: str
    """Name."""
    analysis_type: str
    """Kind, see `AnalysisType`; free text is allowed."""
    project_id: str | None = None
    """Project."""
    columns: list[AnalysisColumnSpec] = attrs.field(factory=list, metadata={KIND: AnalysisColumnSpec})
    """Its columns."""
    plots: list[dict[str, Any]] = attrs.field(factory=list)
    """Prepared plots: ``x``, ``y``, ``y2``, ``rows``, ``group_by``, ``title``."""
    metadata: dict[str, Any] = attrs.field(factory=dict)
    """Further facts."""
    notes: str | None = None
    """Free text."""
    source_pipeline_id: str | None = None
    """Pipeline it comes from."""
    source_simple_pipeline_id: str | None = None
    """Simple pipeline it comes from."""
    source_analysis_id: str | None = None
    """Analysis it comes from."""
    source_label: str | None = None
    """Where it comes from, in words."""
    created_at: str | None = None
    """Time of creation, ISO 8601 UTC."""


@attrs.frozen(kw_only=True, repr=False)
class SearchResult(Record):
    """Something found by its name or text."""

    id: str
    """Id."""
    entity_type: str
    """What it is, such as ``project`` or ``cell_measurement``."""
    name: str
    """Name."""
    project_id: str | None = None
    """Project."""
    parent_id: str | None = None
    """What it belongs to."""


@attrs.frozen(kw_only=True, repr=False)
class SearchResponse(Record):
    """A page of what a search found; iterates over it."""

    results: list[SearchResult] = attrs.field(metadata={KIND: SearchResult})
    """This page."""
    query: str
    """What was searched for."""
    total: int
    """Number of all matches."""
    limit: int
    """Page size."""
    offset: int
    """Rows skipped."""

    def __iter__(self) -> Iterator[SearchResult]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)
