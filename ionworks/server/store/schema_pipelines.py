"""Tables of pipelines; `schema` has those of everything else and the helpers."""

from __future__ import annotations

import sqlalchemy as sa

from ionworks.server.store.schema import json_column, link, metadata, owned, text_column

pipelines = sa.Table(
    "pipelines",
    metadata,
    *owned(
        text_column("name", required=True),
        text_column("description"),
        json_column("options"),
        json_column("warnings"),
        link("job_id", "jobs"),
        project=True,
    ),
    info={"kind": "pipeline"},
)
pipeline_elements = sa.Table(
    "pipeline_elements",
    metadata,
    *owned(
        link("pipeline_id", "pipelines"),
        link("job_id", "jobs"),
        text_column("name", required=True),
        sa.Column("element_order", sa.Integer, nullable=False),
        sa.Column("element_type", sa.String(64), nullable=False),
        json_column("config"),
        json_column("cell_specs"),
        json_column("result"),
        json_column("parameters"),
    ),
    sa.UniqueConstraint("pipeline_id", "name"),
    info={"kind": "pipeline element", "unique": ("pipeline_id", "name")},
)
simple_pipelines = sa.Table(
    "simple_pipelines",
    metadata,
    *owned(
        text_column("name"),
        text_column("description"),
        json_column("options"),
        json_column("warnings"),
        json_column("config"),
        json_column("cell_specs"),
        json_column("result"),
        link("job_id", "jobs"),
        project=True,
    ),
    info={"kind": "simple pipeline"},
)
