"""Who follows which measurement."""

from __future__ import annotations

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.store.schema_measurements import measurement_watchers as _watchers


def watch(call: Call, measurement_id: str) -> None:
    """Let the caller follow a measurement; doing it twice changes nothing."""
    with call.store.write() as connection:
        if connection.execute(sa.select(_watchers).where(*_mine(call, measurement_id))).first() is None:
            row = {"measurement_id": measurement_id, "user_id": call.caller.user_id}
            connection.execute(sa.insert(_watchers), row)


def unwatch(call: Call, measurement_id: str) -> None:
    """Let the caller follow a measurement no more."""
    with call.store.write() as connection:
        connection.execute(sa.delete(_watchers).where(*_mine(call, measurement_id)))


def _mine(call: Call, measurement_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return _watchers.c.measurement_id == measurement_id, _watchers.c.user_id == call.caller.user_id
