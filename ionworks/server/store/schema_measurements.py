"""Tables around cell measurements: uploads under way, tags, watchers; `schema` has the measurements themselves.

A job works on ``cell_measurements.job_id``: its state is the processing state. ``data_files`` holds the storage keys
of the data, ``search_text`` what free-text search looks at, in lower case.
"""

from __future__ import annotations

import sqlalchemy as sa

from ionworks.server.store.schema import json_column, link, metadata, owned

measurement_uploads = sa.Table(
    "measurement_uploads",
    metadata,
    *owned(
        link("cell_instance_id", "cell_instances"),
        sa.Column(
            "measurement_id", sa.String(64), sa.ForeignKey("cell_measurements.id", ondelete="CASCADE"), unique=True
        ),
        sa.Column("kind", sa.String(32), nullable=False),
        json_column("filenames"),
        sa.Column("claimed_at", sa.String(32), info={"time": True}),
    ),
    info={"kind": "upload", "unique": ("measurement_id",)},
)
"""Announced and not confirmed: the id of the upload becomes the id of the measurement; ``measurement_id`` is that of
a measurement to extend, which can have one extension under way."""

measurement_tags = sa.Table(
    "measurement_tags",
    metadata,
    sa.Column(
        "measurement_id", sa.String(64), sa.ForeignKey("cell_measurements.id", ondelete="CASCADE"), primary_key=True
    ),
    sa.Column("tag_key", sa.String(200), primary_key=True),
    link("project_id", "projects", index=False),
    sa.Column("tag", sa.String(64), nullable=False),
    sa.Column("measurement_type", sa.String(32), nullable=False),
    sa.Index("ix_measurement_tags_used", "project_id", "tag_key", "measurement_type", "measurement_id", "tag"),
    info={"kind": "tag"},
)
"""``tag_key`` is the tag in lower case; all tags of a project with one key are spelled alike. The type of the
measurement is repeated, so that tagged measurements are counted inside one index."""

measurement_watchers = sa.Table(
    "measurement_watchers",
    metadata,
    sa.Column(
        "measurement_id", sa.String(64), sa.ForeignKey("cell_measurements.id", ondelete="CASCADE"), primary_key=True
    ),
    sa.Column("user_id", sa.String(64), sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    info={"kind": "watcher"},
)
