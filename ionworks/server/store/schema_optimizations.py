"""Tables of optimizations and their templates; `schema` has those of everything else and the helpers."""

from __future__ import annotations

import sqlalchemy as sa

from ionworks.server.store.schema import json_column, link, metadata, owned, text_column

optimizations = sa.Table(
    "optimizations",
    metadata,
    *owned(
        text_column("name", required=True),
        text_column("description"),
        sa.Column("kind", sa.String(32), nullable=False),
        json_column("config"),
        json_column("cell_specs"),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("run_count", sa.Integer, nullable=False, default=1),
        json_column("metrics"),
        json_column("result"),
        sa.Column("optimization_template_id", sa.String(64)),
        link("parameterized_model_id", "parameterized_models", nullable=True, delete="SET NULL"),
        link("job_id", "jobs"),
        project=True,
    ),
    info={"kind": "optimization"},
)
"""``job_id`` is the latest run's; ``optimization_template_id`` may name a built-in template, which has no row."""

optimization_templates = sa.Table(
    "optimization_templates",
    metadata,
    *owned(
        text_column("name", required=True),
        text_column("description"),
        json_column("initial_form_data"),
        project=True,
    ),
    info={"kind": "optimization template"},
)
