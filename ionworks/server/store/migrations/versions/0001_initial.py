"""Initial schema: written by Alembic, one function per table, frozen (hence its length)."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table, the referenced ones first."""
    _create_organizations()
    _create_project_roles()
    _create_users()
    _create_api_keys()
    _create_job_groups()
    _create_materials()
    _create_memberships()
    _create_projects()
    _create_cell_specs()
    _create_jobs()
    _create_models()
    _create_project_members()
    _create_protocols()
    _create_studies()
    _create_cell_components()
    _create_cell_instances()
    _create_parameterized_models()
    _create_cell_measurements()
    _create_simulation_batches()
    _create_simulations()
    _create_study_measurements()
    _create_study_simulations()


def _create_organizations() -> None:
    op.create_table(
        "organizations",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations")),
    )


def _create_project_roles() -> None:
    op.create_table(
        "project_roles",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_roles")),
        sa.UniqueConstraint("name", name=op.f("uq_project_roles_name")),
    )


def _create_users() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
    )


def _create_api_keys() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("revoked_at", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_api_keys_organization_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_api_keys_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_api_keys_key_hash")),
    )
    op.create_index(op.f("ix_api_keys_organization_id"), "api_keys", ["organization_id"], unique=False)
    op.create_index(op.f("ix_api_keys_user_id"), "api_keys", ["user_id"], unique=False)


def _create_job_groups() -> None:
    op.create_table(
        "job_groups",
        sa.Column("group_key", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("task", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_job_groups_organization_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("group_key", name=op.f("pk_job_groups")),
    )
    op.create_index(op.f("ix_job_groups_organization_id"), "job_groups", ["organization_id"], unique=False)


def _create_materials() -> None:
    op.create_table(
        "materials",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("manufacturer", sa.Text(), nullable=True),
        sa.Column("product_id", sa.Text(), nullable=True),
        sa.Column("definition", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_by_email", sa.String(length=320), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_materials_organization_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_materials")),
    )
    op.create_index(
        op.f("ix_materials_organization_id_created_at"),
        "materials",
        ["organization_id", "created_at"],
        unique=False,
    )


def _create_memberships() -> None:
    op.create_table(
        "memberships",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("invite_pending", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_memberships_organization_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_memberships_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
        sa.UniqueConstraint("organization_id", "user_id", name=op.f("uq_memberships_organization_id_user_id")),
    )
    op.create_index(op.f("ix_memberships_organization_id"), "memberships", ["organization_id"], unique=False)
    op.create_index(op.f("ix_memberships_user_id"), "memberships", ["user_id"], unique=False)


def _create_projects() -> None:
    op.create_table(
        "projects",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_by_email", sa.String(length=320), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_projects_organization_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projects")),
    )
    op.create_index(
        op.f("ix_projects_organization_id_created_at"),
        "projects",
        ["organization_id", "created_at"],
        unique=False,
    )


def _create_cell_specs() -> None:
    op.create_table(
        "cell_specs",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=1024), nullable=False),
        sa.Column("form_factor", sa.String(length=255), nullable=True),
        sa.Column("manufacturer", sa.Text(), nullable=True),
        sa.Column("ratings", sa.Text(), nullable=True),
        sa.Column("properties", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_by_email", sa.String(length=320), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_cell_specs_organization_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_cell_specs_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cell_specs")),
        sa.UniqueConstraint("project_id", "name", name=op.f("uq_cell_specs_project_id_name")),
    )
    op.create_index(
        op.f("ix_cell_specs_organization_id_created_at"),
        "cell_specs",
        ["organization_id", "created_at"],
        unique=False,
    )
    op.create_index(op.f("ix_cell_specs_project_id"), "cell_specs", ["project_id"], unique=False)


def _create_jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("project_id", sa.String(length=64), nullable=True),
        sa.Column("parent_id", sa.String(length=64), nullable=True),
        sa.Column("job_type", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("group_key", sa.String(length=64), nullable=True),
        sa.Column("subject_id", sa.String(length=64), nullable=True),
        sa.Column("params", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("error_code", sa.String(length=64), nullable=True),
        sa.Column("metadata_key", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.String(length=64), nullable=True),
        sa.Column("lease_expires_at", sa.String(length=32), nullable=True),
        sa.Column("started_at", sa.String(length=32), nullable=True),
        sa.Column("finished_at", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_by_email", sa.String(length=320), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_jobs_organization_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["jobs.id"], name=op.f("fk_jobs_parent_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_jobs_project_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    op.create_index("ix_jobs_group", "jobs", ["group_key", "status", "attempts", "created_at"], unique=False)
    op.create_index(op.f("ix_jobs_organization_id_created_at"), "jobs", ["organization_id", "created_at"], unique=False)
    op.create_index(op.f("ix_jobs_parent_id"), "jobs", ["parent_id"], unique=False)
    op.create_index(op.f("ix_jobs_project_id"), "jobs", ["project_id"], unique=False)
    queue = ["status", "organization_id", "created_by", "priority", "created_at"]
    op.create_index("ix_jobs_queue", "jobs", queue, unique=False)


def _create_models() -> None:
    op.create_table(
        "models",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("project_id", sa.String(length=64), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("source_model_id", sa.String(length=64), nullable=True),
        sa.Column("config", sa.Text(), nullable=True),
        sa.Column("simulation_settings", sa.Text(), nullable=True),
        sa.Column("pybamm_version", sa.String(length=64), nullable=True),
        sa.Column("is_custom_model", sa.Boolean(), nullable=False),
        sa.Column("chemistry", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_by_email", sa.String(length=320), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_models_organization_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_models_project_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["source_model_id"], ["models.id"], name=op.f("fk_models_source_model_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_models")),
    )
    op.create_index(
        op.f("ix_models_organization_id_created_at"),
        "models",
        ["organization_id", "created_at"],
        unique=False,
    )
    op.create_index(op.f("ix_models_project_id"), "models", ["project_id"], unique=False)
    op.create_index(op.f("ix_models_source_model_id"), "models", ["source_model_id"], unique=False)


def _create_project_members() -> None:
    op.create_table(
        "project_members",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("project_role_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_project_members_organization_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_project_members_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["project_role_id"],
            ["project_roles.id"],
            name=op.f("fk_project_members_project_role_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_project_members_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_members")),
        sa.UniqueConstraint("project_id", "user_id", name=op.f("uq_project_members_project_id_user_id")),
    )
    op.create_index(op.f("ix_project_members_organization_id"), "project_members", ["organization_id"], unique=False)
    op.create_index(op.f("ix_project_members_project_id"), "project_members", ["project_id"], unique=False)
    op.create_index(op.f("ix_project_members_project_role_id"), "project_members", ["project_role_id"], unique=False)
    op.create_index(op.f("ix_project_members_user_id"), "project_members", ["user_id"], unique=False)


def _create_protocols() -> None:
    op.create_table(
        "protocols",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("protocol_config", sa.Text(), nullable=True),
        sa.Column("parameters_schema", sa.Text(), nullable=True),
        sa.Column("source_protocol", sa.Text(), nullable=True),
        sa.Column("time_series_spec", sa.Text(), nullable=True),
        sa.Column("metrics_spec", sa.Text(), nullable=True),
        sa.Column("plot_options", sa.Text(), nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_by_email", sa.String(length=320), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_protocols_organization_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_protocols_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protocols")),
    )
    op.create_index("ix_protocols_content", "protocols", ["project_id", "content_hash"], unique=False)
    op.create_index(
        op.f("ix_protocols_organization_id_created_at"),
        "protocols",
        ["organization_id", "created_at"],
        unique=False,
    )
    op.create_index(op.f("ix_protocols_project_id"), "protocols", ["project_id"], unique=False)


def _create_studies() -> None:
    op.create_table(
        "studies",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_by_email", sa.String(length=320), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_studies_organization_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_studies_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studies")),
    )
    op.create_index(
        op.f("ix_studies_organization_id_created_at"),
        "studies",
        ["organization_id", "created_at"],
        unique=False,
    )
    op.create_index(op.f("ix_studies_project_id"), "studies", ["project_id"], unique=False)


def _create_cell_components() -> None:
    op.create_table(
        "cell_components",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("cell_spec_id", sa.String(length=64), nullable=False),
        sa.Column("material_id", sa.String(length=64), nullable=True),
        sa.Column("component_type", sa.String(length=32), nullable=False),
        sa.Column("properties", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_by_email", sa.String(length=320), nullable=True),
        sa.ForeignKeyConstraint(
            ["cell_spec_id"],
            ["cell_specs.id"],
            name=op.f("fk_cell_components_cell_spec_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["material_id"],
            ["materials.id"],
            name=op.f("fk_cell_components_material_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_cell_components_organization_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cell_components")),
        sa.UniqueConstraint(
            "cell_spec_id", "component_type", name=op.f("uq_cell_components_cell_spec_id_component_type")
        ),
    )
    op.create_index(op.f("ix_cell_components_cell_spec_id"), "cell_components", ["cell_spec_id"], unique=False)
    op.create_index(op.f("ix_cell_components_material_id"), "cell_components", ["material_id"], unique=False)
    op.create_index(
        op.f("ix_cell_components_organization_id_created_at"),
        "cell_components",
        ["organization_id", "created_at"],
        unique=False,
    )


def _create_cell_instances() -> None:
    op.create_table(
        "cell_instances",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("cell_spec_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=1024), nullable=False),
        sa.Column("batch_id", sa.String(length=64), nullable=True),
        sa.Column("date_manufactured", sa.String(length=64), nullable=True),
        sa.Column("measured_properties", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_by_email", sa.String(length=320), nullable=True),
        sa.ForeignKeyConstraint(
            ["cell_spec_id"],
            ["cell_specs.id"],
            name=op.f("fk_cell_instances_cell_spec_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_cell_instances_organization_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_cell_instances_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cell_instances")),
        sa.UniqueConstraint("cell_spec_id", "name", name=op.f("uq_cell_instances_cell_spec_id_name")),
    )
    op.create_index(op.f("ix_cell_instances_cell_spec_id"), "cell_instances", ["cell_spec_id"], unique=False)
    op.create_index(
        op.f("ix_cell_instances_organization_id_created_at"),
        "cell_instances",
        ["organization_id", "created_at"],
        unique=False,
    )
    op.create_index(op.f("ix_cell_instances_project_id"), "cell_instances", ["project_id"], unique=False)


def _create_parameterized_models() -> None:
    op.create_table(
        "parameterized_models",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("project_id", sa.String(length=64), nullable=True),
        sa.Column("name", sa.String(length=1024), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("model_id", sa.String(length=64), nullable=False),
        sa.Column("cell_spec_id", sa.String(length=64), nullable=True),
        sa.Column("parameter_set", sa.String(length=255), nullable=True),
        sa.Column("parameters", sa.Text(), nullable=True),
        sa.Column("simulation_settings", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_by_email", sa.String(length=320), nullable=True),
        sa.ForeignKeyConstraint(
            ["cell_spec_id"],
            ["cell_specs.id"],
            name=op.f("fk_parameterized_models_cell_spec_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["model_id"], ["models.id"], name=op.f("fk_parameterized_models_model_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_parameterized_models_organization_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_parameterized_models_project_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parameterized_models")),
        sa.UniqueConstraint("cell_spec_id", "name", name=op.f("uq_parameterized_models_cell_spec_id_name")),
    )
    op.create_index(
        op.f("ix_parameterized_models_cell_spec_id"), "parameterized_models", ["cell_spec_id"], unique=False
    )
    op.create_index(op.f("ix_parameterized_models_model_id"), "parameterized_models", ["model_id"], unique=False)
    op.create_index(
        op.f("ix_parameterized_models_organization_id_created_at"),
        "parameterized_models",
        ["organization_id", "created_at"],
        unique=False,
    )
    op.create_index(op.f("ix_parameterized_models_project_id"), "parameterized_models", ["project_id"], unique=False)


def _create_cell_measurements() -> None:
    op.create_table(
        "cell_measurements",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("cell_instance_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=1024), nullable=False),
        sa.Column("measurement_type", sa.String(length=32), nullable=False),
        sa.Column("channel_id", sa.String(length=64), nullable=True),
        sa.Column("protocol_id", sa.String(length=64), nullable=True),
        sa.Column("processing_status", sa.String(length=64), nullable=True),
        sa.Column("start_time", sa.String(length=32), nullable=True),
        sa.Column("end_time", sa.String(length=32), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("processing_error", sa.Text(), nullable=True),
        sa.Column("storage_folder", sa.Text(), nullable=True),
        sa.Column("tags", sa.Text(), nullable=True),
        sa.Column("protocol", sa.Text(), nullable=True),
        sa.Column("test_setup", sa.Text(), nullable=True),
        sa.Column("properties", sa.Text(), nullable=True),
        sa.Column("file_metadata", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("step_labels_validated", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_by_email", sa.String(length=320), nullable=True),
        sa.ForeignKeyConstraint(
            ["cell_instance_id"],
            ["cell_instances.id"],
            name=op.f("fk_cell_measurements_cell_instance_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_cell_measurements_organization_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_cell_measurements_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cell_measurements")),
        sa.UniqueConstraint("cell_instance_id", "name", name=op.f("uq_cell_measurements_cell_instance_id_name")),
    )
    op.create_index(
        op.f("ix_cell_measurements_cell_instance_id"), "cell_measurements", ["cell_instance_id"], unique=False
    )
    op.create_index(
        op.f("ix_cell_measurements_organization_id_created_at"),
        "cell_measurements",
        ["organization_id", "created_at"],
        unique=False,
    )
    op.create_index(op.f("ix_cell_measurements_project_id"), "cell_measurements", ["project_id"], unique=False)


def _create_simulation_batches() -> None:
    op.create_table(
        "simulation_batches",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("project_id", sa.String(length=64), nullable=True),
        sa.Column("protocol_id", sa.String(length=64), nullable=True),
        sa.Column("parameterized_model_id", sa.String(length=64), nullable=True),
        sa.Column("group_key", sa.String(length=64), nullable=False),
        sa.Column("run_count", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_by_email", sa.String(length=320), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_simulation_batches_organization_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["parameterized_model_id"],
            ["parameterized_models.id"],
            name=op.f("fk_simulation_batches_parameterized_model_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_simulation_batches_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["protocol_id"],
            ["protocols.id"],
            name=op.f("fk_simulation_batches_protocol_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_simulation_batches")),
    )
    op.create_index(
        op.f("ix_simulation_batches_organization_id_created_at"),
        "simulation_batches",
        ["organization_id", "created_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_simulation_batches_parameterized_model_id"),
        "simulation_batches",
        ["parameterized_model_id"],
        unique=False,
    )
    op.create_index(op.f("ix_simulation_batches_project_id"), "simulation_batches", ["project_id"], unique=False)
    op.create_index(op.f("ix_simulation_batches_protocol_id"), "simulation_batches", ["protocol_id"], unique=False)


def _create_simulations() -> None:
    op.create_table(
        "simulations",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("project_id", sa.String(length=64), nullable=True),
        sa.Column("batch_id", sa.String(length=64), nullable=False),
        sa.Column("job_id", sa.String(length=64), nullable=True),
        sa.Column("parameterized_model_id", sa.String(length=64), nullable=True),
        sa.Column("protocol_id", sa.String(length=64), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("experiment_parameters", sa.Text(), nullable=True),
        sa.Column("design_parameters", sa.Text(), nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=True),
        sa.Column("metrics", sa.Text(), nullable=True),
        sa.Column("storage_folder", sa.Text(), nullable=True),
        sa.Column("time_series_offset", sa.BigInteger(), nullable=True),
        sa.Column("time_series_rows", sa.BigInteger(), nullable=True),
        sa.Column("steps_offset", sa.BigInteger(), nullable=True),
        sa.Column("steps_rows", sa.BigInteger(), nullable=True),
        sa.Column("is_partial", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_by_email", sa.String(length=320), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["simulation_batches.id"], name=op.f("fk_simulations_batch_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_simulations_job_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_simulations_organization_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["parameterized_model_id"],
            ["parameterized_models.id"],
            name=op.f("fk_simulations_parameterized_model_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_simulations_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["protocol_id"], ["protocols.id"], name=op.f("fk_simulations_protocol_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_simulations")),
    )
    op.create_index(op.f("ix_simulations_batch_id"), "simulations", ["batch_id"], unique=False)
    op.create_index("ix_simulations_content", "simulations", ["organization_id", "content_hash"], unique=False)
    op.create_index(op.f("ix_simulations_job_id"), "simulations", ["job_id"], unique=False)
    op.create_index(
        op.f("ix_simulations_organization_id_created_at"),
        "simulations",
        ["organization_id", "created_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_simulations_parameterized_model_id"), "simulations", ["parameterized_model_id"], unique=False
    )
    op.create_index(op.f("ix_simulations_project_id"), "simulations", ["project_id"], unique=False)
    op.create_index(op.f("ix_simulations_protocol_id"), "simulations", ["protocol_id"], unique=False)


def _create_study_measurements() -> None:
    op.create_table(
        "study_measurements",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("study_id", sa.String(length=64), nullable=False),
        sa.Column("measurement_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_by_email", sa.String(length=320), nullable=True),
        sa.ForeignKeyConstraint(
            ["measurement_id"],
            ["cell_measurements.id"],
            name=op.f("fk_study_measurements_measurement_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_study_measurements_organization_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["study_id"], ["studies.id"], name=op.f("fk_study_measurements_study_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_measurements")),
        sa.UniqueConstraint("study_id", "measurement_id", name=op.f("uq_study_measurements_study_id_measurement_id")),
    )
    op.create_index(
        op.f("ix_study_measurements_measurement_id"), "study_measurements", ["measurement_id"], unique=False
    )
    op.create_index(
        op.f("ix_study_measurements_organization_id_created_at"),
        "study_measurements",
        ["organization_id", "created_at"],
        unique=False,
    )
    op.create_index(op.f("ix_study_measurements_study_id"), "study_measurements", ["study_id"], unique=False)


def _create_study_simulations() -> None:
    op.create_table(
        "study_simulations",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("study_id", sa.String(length=64), nullable=False),
        sa.Column("simulation_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_by_email", sa.String(length=320), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_study_simulations_organization_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["simulation_id"],
            ["simulations.id"],
            name=op.f("fk_study_simulations_simulation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["study_id"], ["studies.id"], name=op.f("fk_study_simulations_study_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_simulations")),
        sa.UniqueConstraint("study_id", "simulation_id", name=op.f("uq_study_simulations_study_id_simulation_id")),
    )
    op.create_index(
        op.f("ix_study_simulations_organization_id_created_at"),
        "study_simulations",
        ["organization_id", "created_at"],
        unique=False,
    )
    op.create_index(op.f("ix_study_simulations_simulation_id"), "study_simulations", ["simulation_id"], unique=False)
    op.create_index(op.f("ix_study_simulations_study_id"), "study_simulations", ["study_id"], unique=False)
