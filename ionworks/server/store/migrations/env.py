"""Alembic environment: the connection comes from `database.upgrade`, never from a file."""

from typing import Any, Literal

from alembic import context

from ionworks.server.store import schema


def _render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    # migrations must not change when the application's types do
    return "sa.Text()" if kind == "type" and isinstance(item, schema.JsonText) else False


def _run() -> None:
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=schema.metadata,
        render_item=_render_item,
    )
    with context.begin_transaction():
        context.run_migrations()


_run()
