"""Tables of the embedded server, one definition for SQLite and Postgres.

Conventions: ids are opaque text; time stamps are fixed-width ISO 8601 text in UTC, so text order is time order in both
databases; open JSON is text, so that non-finite numbers survive; `info["kind"]` names one record, `info["unique"]` the
columns whose clash is a 409 with `existing_id`.

Source: docs/contract/wire.md sections 11 to 16, 20, 23, 34 and 43 (scoping and uniqueness).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from ionworks.server.ground import json_text

HEAD: Final = "0012"  # revision of the newest migration; a test keeps it equal to the migration tree

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


encode_json: Final = json_text.Writer(separators=(",", ":"))
"""JSON text of a value, as it is stored."""


class JsonText(sa.types.TypeDecorator[Any]):
    """JSON as text: portable, and ``NaN`` and ``Infinity`` (open bounds) survive."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> str | None:  # noqa: D102
        return None if value is None else encode_json(value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Any:  # noqa: D102
        return None if value is None else json_text.read(value)


def format_time(moment: datetime) -> str:
    """Return `moment` (aware) as fixed-width UTC text, for example ``2026-01-31T08:00:00.000000Z``."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def now() -> str:
    """Return the present time as stored text."""
    return format_time(datetime.now(UTC))


def _id() -> sa.Column[Any]:
    return sa.Column("id", sa.String(64), primary_key=True)


def _time(name: str, *, required: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(32), nullable=not required, info={"time": True})


def _times() -> list[sa.Column[Any]]:
    return [_time("created_at", required=True), _time("updated_at", required=True)]


def link(
    name: str, target: str, *, nullable: bool = False, delete: str = "CASCADE", index: bool = True
) -> sa.Column[Any]:
    """Column with the id of a row of `target`."""
    reference = sa.ForeignKey(f"{target}.id", ondelete=delete)
    return sa.Column(name, sa.String(64), reference, nullable=nullable, index=index)


def owned(*columns: Any, project: bool | None = None) -> list[Any]:
    """Columns of every record of an organization; `project` None: none, True: required, False: optional."""
    scope = [] if project is None else [link("project_id", "projects", nullable=not project)]
    return [
        _id(),
        link("organization_id", "organizations", index=False),
        *scope,
        *columns,
        *_times(),
        sa.Column("created_by", sa.String(64)),
        sa.Column("created_by_email", sa.String(320)),
        sa.Index(None, "organization_id", "created_at"),
    ]


def text_column(name: str, *, required: bool = False) -> sa.Column[Any]:
    """Column of text without a limit."""
    return sa.Column(name, sa.Text, nullable=not required)


def json_column(name: str) -> sa.Column[Any]:
    """Column of open JSON."""
    return sa.Column(name, JsonText)


organizations = sa.Table(
    "organizations", metadata, _id(), text_column("name", required=True), *_times(), info={"kind": "organization"}
)
users = sa.Table(
    "users",
    metadata,
    _id(),
    sa.Column("email", sa.String(320), nullable=False, unique=True),
    text_column("name"),
    *_times(),
    info={"kind": "user", "unique": ("email",)},
)
memberships = sa.Table(
    "memberships",
    metadata,
    _id(),
    link("organization_id", "organizations"),
    link("user_id", "users"),
    sa.Column("role", sa.String(32), nullable=False),
    sa.Column("is_active", sa.Boolean, nullable=False, default=True),
    sa.Column("invite_pending", sa.Boolean, nullable=False, default=False),
    *_times(),
    sa.UniqueConstraint("organization_id", "user_id"),
    info={"kind": "membership", "unique": ("organization_id", "user_id")},
)
api_keys = sa.Table(
    "api_keys",
    metadata,
    _id(),
    link("organization_id", "organizations"),
    link("user_id", "users"),
    sa.Column("key_hash", sa.String(64), nullable=False, unique=True),
    text_column("name", required=True),
    _time("revoked_at"),
    _time("expires_at"),
    # the key that a session was opened with; without it the session is over
    sa.Column("parent_id", sa.String(64)),
    *_times(),
    info={"kind": "api key"},
)
projects = sa.Table(
    "projects",
    metadata,
    *owned(text_column("name", required=True), text_column("description")),
    info={"kind": "project"},
)
project_roles = sa.Table(
    "project_roles",
    metadata,
    _id(),
    sa.Column("name", sa.String(64), nullable=False, unique=True),
    text_column("description"),
    *_times(),
    info={"kind": "project role"},
)
project_members = sa.Table(
    "project_members",
    metadata,
    _id(),
    link("organization_id", "organizations"),
    link("project_id", "projects"),
    link("user_id", "users"),
    link("project_role_id", "project_roles", delete="RESTRICT"),
    *_times(),
    sa.UniqueConstraint("project_id", "user_id"),
    info={"kind": "project member", "unique": ("project_id", "user_id")},
)
models = sa.Table(
    "models",
    metadata,
    *owned(
        text_column("name", required=True),
        text_column("description"),
        link("source_model_id", "models", nullable=True, delete="SET NULL"),
        json_column("config"),
        json_column("simulation_settings"),
        sa.Column("pybamm_version", sa.String(64)),
        sa.Column("is_custom_model", sa.Boolean, nullable=False, default=False),
        sa.Column("chemistry", sa.String(32), nullable=False, default="lithium_ion"),
        project=False,
    ),
    info={"kind": "model"},
)
materials = sa.Table(
    "materials",
    metadata,
    *owned(
        text_column("name", required=True),
        *map(text_column, ("manufacturer", "product_id")),
        *map(json_column, ("definition", "extra")),
        *(sa.Column(name, sa.String(64)) for name in ("parameter_set", "component")),
    ),
    # of the system: what PyBaMM's parameter set has as this component; both are null for materials of users
    sa.Index("ix_materials_system", "organization_id", "parameter_set", "component", unique=True),
    info={"kind": "material"},
)
cell_specs = sa.Table(
    "cell_specs",
    metadata,
    *owned(
        sa.Column("name", sa.String(1024), nullable=False),
        sa.Column("form_factor", sa.String(255)),
        text_column("manufacturer"),
        json_column("ratings"),
        json_column("properties"),
        json_column("source"),
        text_column("notes"),
        json_column("extra"),
        project=True,
    ),
    sa.UniqueConstraint("project_id", "name"),
    info={"kind": "cell specification", "unique": ("project_id", "name")},
)
cell_components = sa.Table(
    "cell_components",
    metadata,
    *owned(
        link("cell_spec_id", "cell_specs"),
        link("material_id", "materials", nullable=True, delete="SET NULL"),
        sa.Column("component_type", sa.String(32), nullable=False),
        json_column("properties"),
        json_column("extra"),
    ),
    sa.UniqueConstraint("cell_spec_id", "component_type"),
    info={"kind": "cell component", "unique": ("cell_spec_id", "component_type")},
)
cell_instances = sa.Table(
    "cell_instances",
    metadata,
    *owned(
        link("cell_spec_id", "cell_specs"),
        sa.Column("name", sa.String(1024), nullable=False),
        sa.Column("batch_id", sa.String(64)),
        sa.Column("date_manufactured", sa.String(64)),
        json_column("measured_properties"),
        text_column("notes"),
        json_column("extra"),
        project=True,
    ),
    sa.UniqueConstraint("cell_spec_id", "name"),
    info={"kind": "cell instance", "unique": ("cell_spec_id", "name")},
)
cell_measurements = sa.Table(
    "cell_measurements",
    metadata,
    *owned(
        link("cell_instance_id", "cell_instances"),
        sa.Column("name", sa.String(1024), nullable=False),
        sa.Column("measurement_type", sa.String(32), nullable=False, default="time_series"),
        *(sa.Column(name, sa.String(64)) for name in ("channel_id", "protocol_id", "job_id")),
        *(_time(name) for name in ("start_time", "end_time")),
        *map(text_column, ("notes", "storage_folder", "search_text")),
        *map(json_column, ("tags", "protocol", "test_setup", "properties", "file_metadata", "data_files", "extra")),
        sa.Column("step_labels_validated", sa.Boolean, nullable=False, default=False),
        project=True,
    ),
    sa.UniqueConstraint("cell_instance_id", "name"),
    # one per sort column; the kind comes last, so that filtering by it stays inside the index
    *(
        sa.Index(f"ix_cell_measurements_by_{name}", "project_id", name, "id", "measurement_type")
        for name in ("name", "created_at", "updated_at", "start_time")
    ),
    sa.Index("ix_cell_measurements_by_type", "project_id", "measurement_type"),
    # free text is found by reading all of it; Postgres has no index entries of this length
    sa.Index("ix_cell_measurements_text", "project_id", "search_text").ddl_if(dialect="sqlite"),
    info={"kind": "cell measurement", "unique": ("cell_instance_id", "name")},
)
parameterized_models = sa.Table(
    "parameterized_models",
    metadata,
    *owned(
        sa.Column("name", sa.String(1024), nullable=False),
        text_column("description"),
        link("model_id", "models"),
        link("cell_spec_id", "cell_specs", nullable=True),
        sa.Column("parameter_set", sa.String(255)),
        json_column("parameters"),
        json_column("simulation_settings"),
        project=False,
    ),
    sa.UniqueConstraint("cell_spec_id", "name"),
    info={"kind": "parameterized model", "unique": ("cell_spec_id", "name")},
)
studies = sa.Table(
    "studies",
    metadata,
    *owned(text_column("name", required=True), text_column("description"), project=True),
    info={"kind": "study"},
)
protocols = sa.Table(
    "protocols",
    metadata,
    *owned(
        text_column("name", required=True),
        text_column("description"),
        json_column("protocol_config"),
        json_column("parameters_schema"),
        text_column("source_protocol"),
        json_column("time_series_spec"),
        json_column("metrics_spec"),
        json_column("plot_options"),
        sa.Column("content_hash", sa.String(64), nullable=False),
        project=True,
    ),
    sa.Index("ix_protocols_content", "project_id", "content_hash", "name", unique=True),
    info={"kind": "protocol"},
)
job_groups = sa.Table(
    "job_groups",
    metadata,
    sa.Column("group_key", sa.String(64), primary_key=True),
    link("organization_id", "organizations"),
    json_column("task"),
    _time("created_at", required=True),
    info={"kind": "job group"},
)
simulation_batches = sa.Table(
    "simulation_batches",
    metadata,
    *owned(
        link("protocol_id", "protocols", nullable=True, delete="SET NULL"),
        link("parameterized_model_id", "parameterized_models", nullable=True, delete="SET NULL"),
        sa.Column("group_key", sa.String(64), nullable=False),
        sa.Column("run_count", sa.Integer, nullable=False),
        project=False,
    ),
    info={"kind": "simulation batch"},
)
jobs = sa.Table(
    "jobs",
    metadata,
    *owned(
        link("parent_id", "jobs", nullable=True),
        sa.Column("job_type", sa.String(32), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("priority", sa.Integer, nullable=False, default=5),
        sa.Column("group_key", sa.String(64)),
        sa.Column("subject_id", sa.String(64)),
        json_column("params"),
        json_column("result"),
        text_column("error"),
        sa.Column("error_code", sa.String(64)),
        text_column("metadata_key"),
        sa.Column("attempts", sa.Integer, nullable=False, default=0),
        sa.Column("restarts", sa.Integer, nullable=False, default=0, server_default="0"),
        sa.Column("lease_owner", sa.String(64)),
        _time("lease_expires_at"),
        _time("started_at"),
        _time("finished_at"),
        project=False,
    ),
    # not partial indexes: naming Postgres options here would import its dialect at every start
    sa.Index("ix_jobs_queue", "status", "organization_id", "created_by", "priority", "created_at"),
    sa.Index("ix_jobs_group", "group_key", "status", "attempts", "created_at"),
    info={"kind": "job"},
)
simulations = sa.Table(
    "simulations",
    metadata,
    *owned(
        link("batch_id", "simulation_batches"),
        link("job_id", "jobs", nullable=True, delete="SET NULL"),
        link("parameterized_model_id", "parameterized_models", nullable=True, delete="SET NULL"),
        link("protocol_id", "protocols", nullable=True, delete="SET NULL"),
        text_column("name"),
        json_column("experiment_parameters"),
        json_column("design_parameters"),
        sa.Column("content_hash", sa.String(64)),
        json_column("metrics"),
        json_column("warnings"),
        text_column("storage_folder"),
        sa.Column("time_series_offset", sa.BigInteger),
        sa.Column("time_series_rows", sa.BigInteger),
        sa.Column("steps_offset", sa.BigInteger),
        sa.Column("steps_rows", sa.BigInteger),
        sa.Column("is_partial", sa.Boolean, nullable=False, default=False),
        project=False,
    ),
    # only the latest of equal runs keeps its hash: a run that failed gives it up to the next one
    sa.Index("ix_simulations_content", "project_id", "content_hash", unique=True),
    # the newest of a project without a look at the others; counting stays inside it
    sa.Index("ix_simulations_newest", "project_id", "organization_id", "created_at", "id"),
    info={"kind": "simulation"},
)
study_simulations = sa.Table(
    "study_simulations",
    metadata,
    *owned(link("study_id", "studies"), link("simulation_id", "simulations")),
    sa.UniqueConstraint("study_id", "simulation_id"),
    info={"kind": "study simulation", "unique": ("study_id", "simulation_id")},
)
study_measurements = sa.Table(
    "study_measurements",
    metadata,
    *owned(link("study_id", "studies"), link("measurement_id", "cell_measurements")),
    sa.UniqueConstraint("study_id", "measurement_id"),
    info={"kind": "study measurement", "unique": ("study_id", "measurement_id")},
)
