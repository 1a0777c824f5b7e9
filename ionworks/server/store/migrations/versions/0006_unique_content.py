"""One protocol and one run of a content in a project, by the database; claims of uploads; frozen."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_PROTOCOLS = """
UPDATE protocols SET content_hash = id WHERE EXISTS (
  SELECT 1 FROM protocols AS other WHERE other.project_id = protocols.project_id
  AND other.content_hash = protocols.content_hash AND other.id < protocols.id)
"""
# a run that can be returned for an equal one keeps its hash before one that failed, then the later one does
_SIMULATIONS = """
UPDATE simulations SET content_hash = NULL WHERE id IN (
  SELECT id FROM (
    SELECT simulations.id AS id, row_number() OVER (
      PARTITION BY simulations.project_id, simulations.content_hash
      ORDER BY CASE WHEN jobs.status IN ('failed', 'canceled') THEN 1 ELSE 0 END,
        simulations.created_at DESC, simulations.id) AS place
    FROM simulations LEFT JOIN jobs ON jobs.id = simulations.job_id
    WHERE simulations.content_hash IS NOT NULL AND simulations.project_id IS NOT NULL) AS ranked
  WHERE place > 1)
"""


def upgrade() -> None:
    """Let one of equal records keep the hash, then make the indexes unique."""
    op.execute(sa.text(_PROTOCOLS))
    op.execute(sa.text(_SIMULATIONS))
    op.drop_index("ix_protocols_content", table_name="protocols")
    op.create_index("ix_protocols_content", "protocols", ["project_id", "content_hash", "name"], unique=True)
    op.drop_index("ix_simulations_content", table_name="simulations")
    op.create_index("ix_simulations_content", "simulations", ["project_id", "content_hash"], unique=True)
    op.add_column("measurement_uploads", sa.Column("claimed_at", sa.String(32), nullable=True))
