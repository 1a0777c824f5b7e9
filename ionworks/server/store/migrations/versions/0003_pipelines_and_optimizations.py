"""Pipelines and optimizations: written by Alembic, one function per table, frozen."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table, the referenced ones first."""
    _create_optimization_templates()
    _create_pipelines()
    _create_simple_pipelines()
    _create_optimizations()
    _create_pipeline_elements()


def _create_optimization_templates() -> None:
    op.create_table(
        "optimization_templates",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("initial_form_data", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_by_email", sa.String(length=320), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_optimization_templates_organization_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_optimization_templates_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_optimization_templates")),
    )
    op.create_index(
        op.f("ix_optimization_templates_organization_id_created_at"),
        "optimization_templates",
        ["organization_id", "created_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_optimization_templates_project_id"), "optimization_templates", ["project_id"], unique=False
    )


def _create_pipelines() -> None:
    op.create_table(
        "pipelines",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("options", sa.Text(), nullable=True),
        sa.Column("warnings", sa.Text(), nullable=True),
        sa.Column("job_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_by_email", sa.String(length=320), nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_pipelines_job_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_pipelines_organization_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_pipelines_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pipelines")),
    )
    op.create_index(op.f("ix_pipelines_job_id"), "pipelines", ["job_id"], unique=False)
    op.create_index(
        op.f("ix_pipelines_organization_id_created_at"), "pipelines", ["organization_id", "created_at"], unique=False
    )
    op.create_index(op.f("ix_pipelines_project_id"), "pipelines", ["project_id"], unique=False)


def _create_simple_pipelines() -> None:
    op.create_table(
        "simple_pipelines",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("options", sa.Text(), nullable=True),
        sa.Column("warnings", sa.Text(), nullable=True),
        sa.Column("config", sa.Text(), nullable=True),
        sa.Column("cell_specs", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("job_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_by_email", sa.String(length=320), nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_simple_pipelines_job_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_simple_pipelines_organization_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_simple_pipelines_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_simple_pipelines")),
    )
    op.create_index(op.f("ix_simple_pipelines_job_id"), "simple_pipelines", ["job_id"], unique=False)
    op.create_index(
        op.f("ix_simple_pipelines_organization_id_created_at"),
        "simple_pipelines",
        ["organization_id", "created_at"],
        unique=False,
    )
    op.create_index(op.f("ix_simple_pipelines_project_id"), "simple_pipelines", ["project_id"], unique=False)


def _create_optimizations() -> None:
    op.create_table(
        "optimizations",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("config", sa.Text(), nullable=True),
        sa.Column("cell_specs", sa.Text(), nullable=True),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("run_count", sa.Integer(), nullable=False),
        sa.Column("metrics", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("optimization_template_id", sa.String(length=64), nullable=True),
        sa.Column("parameterized_model_id", sa.String(length=64), nullable=True),
        sa.Column("job_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_by_email", sa.String(length=320), nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_optimizations_job_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_optimizations_organization_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["parameterized_model_id"],
            ["parameterized_models.id"],
            name=op.f("fk_optimizations_parameterized_model_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_optimizations_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_optimizations")),
    )
    op.create_index(op.f("ix_optimizations_job_id"), "optimizations", ["job_id"], unique=False)
    op.create_index(
        op.f("ix_optimizations_organization_id_created_at"),
        "optimizations",
        ["organization_id", "created_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_optimizations_parameterized_model_id"), "optimizations", ["parameterized_model_id"], unique=False
    )
    op.create_index(op.f("ix_optimizations_project_id"), "optimizations", ["project_id"], unique=False)


def _create_pipeline_elements() -> None:
    op.create_table(
        "pipeline_elements",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.String(length=64), nullable=False),
        sa.Column("pipeline_id", sa.String(length=64), nullable=False),
        sa.Column("job_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("element_order", sa.Integer(), nullable=False),
        sa.Column("element_type", sa.String(length=64), nullable=False),
        sa.Column("config", sa.Text(), nullable=True),
        sa.Column("cell_specs", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("parameters", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_by_email", sa.String(length=320), nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_pipeline_elements_job_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_pipeline_elements_organization_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["pipeline_id"], ["pipelines.id"], name=op.f("fk_pipeline_elements_pipeline_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pipeline_elements")),
        sa.UniqueConstraint("pipeline_id", "name", name=op.f("uq_pipeline_elements_pipeline_id_name")),
    )
    op.create_index(op.f("ix_pipeline_elements_job_id"), "pipeline_elements", ["job_id"], unique=False)
    op.create_index(
        op.f("ix_pipeline_elements_organization_id_created_at"),
        "pipeline_elements",
        ["organization_id", "created_at"],
        unique=False,
    )
    op.create_index(op.f("ix_pipeline_elements_pipeline_id"), "pipeline_elements", ["pipeline_id"], unique=False)
