"""Materials of PyBaMM's parameter sets for every organization, and property datasets; frozen."""

import json
import uuid
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_MATERIALS = {
    "Ai2020": ("Graphite", "LCO", "LiPF6 in EC:DMC", "Ai2019"),
    "Chen2020": ("Graphite", "NMC", "LiPF6 in EC:EMC (3:7)", "Chen2020"),
    "Ecker2015": (
        *("Graphite", "LNCO", "LiPF6 in EC:DMC"),
        *("Ecker2015i", "Ecker2015ii", "Zhao2018", "Hales2019", "Richardson2020", "OKane2020"),
    ),
    "Marquis2019": ("Graphite", "LCO", "LiPF6 in EC:DMC", "Marquis2019"),
    "Mohtat2020": ("Graphite", "NMC532", "LiPF6 in EC:DMC", "Mohtat2020"),
    "NCA_Kim2011": ("Graphite", "NCA", "LiPF6 in EC", "Kim2011"),
    "OKane2022": ("Graphite", "NMC", "LiPF6 in EC:EMC (3:7)", "OKane2022", "OKane2020", "Chen2020"),
    "ORegan2022": ("Graphite", "NMC", "LiPF6 in EC:EMC (3:7)", "ORegan2022", "Chen2020"),
    "Prada2013": ("Graphite", "LFP", "LiPF6 in EC:EMC (3:7)", "Chen2020", "Prada2013"),
    "Ramadass2004": ("Graphite", "LCO", "LiPF6 in EC:DMC", "Ramadass2004"),
}
_COMPONENTS = ("anode", "cathode", "electrolyte")
_TIME = "2026-01-01T00:00:00.000000Z"


def upgrade() -> None:
    """Add columns, rows and the table."""
    for name in ("parameter_set", "component"):
        op.add_column("materials", sa.Column(name, sa.String(64)))
    op.create_index("ix_materials_system", "materials", ["organization_id", "parameter_set", "component"], unique=True)
    _add_materials(op.get_bind())
    op.create_table(
        "material_property_datasets",
        *(sa.Column(name, sa.String(64), nullable=False) for name in ("id", "organization_id", "project_id")),
        sa.Column("material_id", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text()) for name in ("columns", "nan_counts")),
        *(sa.Column(f"source_{name}_id", sa.String(64)) for name in ("pipeline", "simple_pipeline", "analysis")),
        *(sa.Column(name, sa.Text()) for name in ("source_label", "storage_folder", "version_folder")),
        *(sa.Column(name, sa.String(32), nullable=False) for name in ("created_at", "updated_at")),
        sa.Column("created_by", sa.String(64)),
        sa.Column("created_by_email", sa.String(320)),
        *(
            sa.ForeignKeyConstraint(
                [f"{name}_id"],
                [f"{name}s.id"],
                name=op.f(f"fk_material_property_datasets_{name}_id"),
                ondelete="CASCADE",
            )
            for name in ("organization", "project", "material")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material_property_datasets")),
    )
    for columns in (["organization_id", "created_at"], ["project_id"], ["material_id"]):
        name = op.f(f"ix_material_property_datasets_{'_'.join(columns)}")
        op.create_index(name, "material_property_datasets", columns)


def _add_materials(connection: Any) -> None:
    columns = ("id", "organization_id", "name", "definition", "parameter_set", "component", "created_at", "updated_at")
    materials = sa.table("materials", *map(sa.column, columns))
    organizations = connection.execute(sa.text("SELECT id FROM organizations")).scalars().all()
    rows = [
        {
            "id": str(uuid.uuid4()),
            "organization_id": organization,
            "name": f"{names[position]} ({parameter_set})",
            "definition": json.dumps(
                {
                    "type": component,
                    "source": f"PyBaMM parameter set {parameter_set}",
                    "citations": list(names[len(_COMPONENTS) :]),
                }
            ),
            "parameter_set": parameter_set,
            "component": component,
            "created_at": _TIME,
            "updated_at": _TIME,
        }
        for organization in organizations
        for parameter_set, names in _MATERIALS.items()
        for position, component in enumerate(_COMPONENTS)
    ]
    if rows:
        connection.execute(sa.insert(materials), rows)
