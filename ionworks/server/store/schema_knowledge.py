"""Tables of raw data, analyses and materials: where measurements come from, what was computed, what cells are of."""

from __future__ import annotations

import sqlalchemy as sa

from ionworks.server.store.schema import json_column, link, metadata, owned, text_column

raw_data = sa.Table(
    "raw_data",
    metadata,
    *owned(
        text_column("name", required=True),
        text_column("filename", required=True),
        text_column("source"),
        text_column("content_type"),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        json_column("metadata"),
        text_column("storage_folder"),
        text_column("storage_key"),
        project=True,
    ),
    info={"kind": "raw data"},
)
"""Files as they came from the cycler; their bytes never change."""

raw_data_uploads = sa.Table(
    "raw_data_uploads",
    metadata,
    *owned(
        json_column("filenames"),
        json_column("announcement"),
        sa.Column("claimed_at", sa.String(32), info={"time": True}),
        project=True,
    ),
    info={"kind": "upload"},
)
"""Announced and not confirmed: the id of the upload becomes the id of the raw data."""

measurement_raw_data = sa.Table(
    "measurement_raw_data",
    metadata,
    sa.Column(
        "measurement_id", sa.String(64), sa.ForeignKey("cell_measurements.id", ondelete="CASCADE"), primary_key=True
    ),
    sa.Column("raw_data_id", sa.String(64), sa.ForeignKey("raw_data.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("created_at", sa.String(32), nullable=False, info={"time": True}),
    sa.Index("ix_measurement_raw_data_raw_data_id", "raw_data_id"),
    info={"kind": "attachment"},
)
"""Which raw data a measurement comes from."""

analyses = sa.Table(
    "analyses",
    metadata,
    *owned(
        link("measurement_id", "cell_measurements"),
        text_column("name", required=True),
        sa.Column("analysis_type", sa.String(255), nullable=False),
        *map(json_column, ("columns", "plots", "metadata")),
        text_column("notes"),
        *(sa.Column(name, sa.String(64)) for name in ("source_pipeline_id", "source_simple_pipeline_id")),
        sa.Column("source_analysis_id", sa.String(64)),
        *map(text_column, ("source_label", "storage_folder")),
        project=True,
    ),
    info={"kind": "analysis"},
)
"""Tables computed from measurements; ``storage_folder`` is the key of the Parquet file."""

material_property_datasets = sa.Table(
    "material_property_datasets",
    metadata,
    *owned(
        link("material_id", "materials"),
        text_column("name", required=True),
        sa.Column("data_version", sa.Integer, nullable=False, default=1),
        *map(json_column, ("columns", "nan_counts")),
        *(sa.Column(name, sa.String(64)) for name in ("source_pipeline_id", "source_simple_pipeline_id")),
        sa.Column("source_analysis_id", sa.String(64)),
        *map(text_column, ("source_label", "storage_folder", "version_folder")),
        project=True,
    ),
    info={"kind": "material property dataset"},
)
"""Tables of properties of materials. ``version_folder``, in ``storage_folder``, has the file that was sent and the
numbers made of it. Tables of the system's materials are no rows."""

model_builders = sa.Table(
    "model_builders",
    metadata,
    *owned(
        link("model_id", "models"),
        sa.Column("name", sa.String(1024), nullable=False),
        text_column("description"),
        json_column("config"),
        project=True,
    ),
    sa.UniqueConstraint("project_id", "model_id", "name"),
    info={"kind": "model builder", "unique": ("project_id", "model_id", "name")},
)
"""Recipes of entries and calculations that make a parameterized model of a cell specification."""
