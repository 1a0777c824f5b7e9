"""What SQLite's query planner believes about the tables.

Without statistics it takes every index for a good one, and reads all runs of an organization to find a few by their
ids. Real statistics (``ANALYZE``) would be those of an empty database, as connections read them when they open. So they
are written once, for a server with a million rows in each table: plans are then the same on every server.

Postgres keeps statistics of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import sqlalchemy as sa

_ROWS: Final = 1_000_000
_DISTINCT: Final[Mapping[str, int]] = MappingProxyType(
    {
        "organization_id": 2,
        "attempts": 2,
        "priority": 2,
        "status": 6,
        "created_by": 5,
        "project_id": 10,
        "parameterized_model_id": 50,
        "protocol_id": 50,
        **dict.fromkeys(("id", "created_at", "content_hash", "job_id"), _ROWS),
    }
)
"""Different values of a column, where not `_USUAL`."""
_USUAL: Final = 1000


def write_statistics(connection: sa.Connection) -> None:
    """Write statistics of every index of a SQLite database, and use them from now on.

    Parameters
    ----------
    connection : sqlalchemy.Connection
        Open write transaction.
    """
    connection.exec_driver_sql("ANALYZE sqlite_master")
    connection.exec_driver_sql("DELETE FROM sqlite_stat1")
    query = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'index'"
    indexes = connection.exec_driver_sql(query).all()
    for table, index in indexes:
        columns = [row.name for row in connection.exec_driver_sql(f'PRAGMA index_info("{index}")')]
        connection.exec_driver_sql("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", (table, index, _statistics(columns)))
    connection.exec_driver_sql("ANALYZE sqlite_master")  # reads them


def _statistics(columns: list[str]) -> str:
    """Rows of the table, then rows that agree in the first column, in the first two, and so on."""
    rows = [_ROWS]
    for column in columns:
        rows.append(max(1, rows[-1] // _DISTINCT.get(column, _USUAL)))
    return " ".join(map(str, rows))
