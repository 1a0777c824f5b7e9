"""What an empty database gets at first start: one organization, user and project, roles, PyBaMM's models and materials.

Only rows are written: parameter values of a built-in set are looked up by name when they are needed.
"""

from __future__ import annotations

from typing import Any, Final

import attrs
import sqlalchemy as sa

from ionworks.server.ground.built_in import BUILT_IN_MODELS, BUILT_IN_SETS, SYSTEM_MATERIALS
from ionworks.server.nouns.accounts.keys import key_row
from ionworks.server.nouns.accounts.roles import PROJECT_ADMIN, PROJECT_CONTRIBUTOR, PROJECT_VIEWER
from ionworks.server.store import schema
from ionworks.server.store.database import Store
from ionworks.server.store.records import Record, new_id

_ROLES: Final = {
    PROJECT_ADMIN: "Changes everything in the project, its members included.",
    PROJECT_CONTRIBUTOR: "Creates and changes records of the project.",
    PROJECT_VIEWER: "Reads records of the project.",
}


@attrs.frozen(kw_only=True)
class Home:
    """Where a user who did not choose works."""

    organization_id: str
    user_id: str
    project_id: str | None


def is_empty(store: Store) -> bool:
    """Whether the database has tables and nothing in them: it was migrated, or the first start was cut short."""
    with store.read() as connection:
        return connection.execute(sa.select(schema.organizations.c.id).limit(1)).first() is None


def seed(store: Store) -> Home:
    """Write the first records into an empty database."""
    with store.write() as connection:
        organization, user = _member(connection, "Local organization", "local@ionworks.localhost")
        author = {"created_by": user, "created_by_email": "local@ionworks.localhost"}
        project = _insert(
            connection,
            schema.projects,
            organization_id=organization,
            name="Default project",
            description="Created at the first start of the server.",
            **author,
        )
        roles = [
            _insert(connection, schema.project_roles, name=name, description=text) for name, text in _ROLES.items()
        ]
        _insert(
            connection,
            schema.project_members,
            organization_id=organization,
            project_id=project,
            user_id=user,
            project_role_id=roles[0],
        )
        _built_in_models(connection, organization)
        _system_materials(connection, organization)
    return Home(organization_id=organization, user_id=user, project_id=project)


def home(store: Store, email: str | None = None) -> Home:
    """Return a member, by default the oldest administrator, and the oldest project of the organization.

    Raises
    ------
    LookupError
        Nobody is left who could own a key, or no active member has this address (in any case of letters).
    """
    members, users, projects = schema.memberships, schema.users, schema.projects
    wanted = members.c.role == "Admin" if email is None else sa.func.lower(users.c.email) == email.strip().lower()
    member = (
        sa.select(members.c.organization_id, members.c.user_id)
        .join(users, users.c.id == members.c.user_id)
        .where(members.c.is_active, wanted)
        .order_by(members.c.created_at)
    )
    with store.read() as connection:
        found = connection.execute(member.limit(1)).first()
        if found is None:
            raise LookupError("the database has no active " + ("administrator" if email is None else f"member {email}"))
        organization_id, user_id = found
        project = (
            sa.select(projects.c.id)
            .where(projects.c.organization_id == organization_id)
            .order_by(projects.c.created_at)
        )
        project_id = connection.execute(project.limit(1)).scalar()
    return Home(organization_id=organization_id, user_id=user_id, project_id=project_id)


def add_key(store: Store, owner: Home, key: str, name: str) -> str:
    """Store `key` for `owner`, unless it is stored already; return the id of its row.

    With a key in hand an invited member has joined.
    """
    keys, members = schema.api_keys, schema.memberships
    joined = sa.update(members).where(
        members.c.organization_id == owner.organization_id,
        members.c.user_id == owner.user_id,
        members.c.invite_pending,
    )
    row = key_row(key, organization_id=owner.organization_id, user_id=owner.user_id, name=name)
    with store.write() as connection:
        known = connection.execute(sa.select(keys.c.id).where(keys.c.key_hash == row["key_hash"])).scalar()
        if known is None:
            connection.execute(sa.insert(keys), row)
            connection.execute(joined.values(invite_pending=False, updated_at=row["updated_at"]))
    return str(known or row["id"])


def _member(connection: sa.Connection, organization_name: str, email: str) -> tuple[str, str]:
    organization = _insert(connection, schema.organizations, name=organization_name)
    user = _insert(connection, schema.users, email=email)
    _insert(
        connection,
        schema.memberships,
        organization_id=organization,
        user_id=user,
        role="Admin",
        is_active=True,
    )
    return organization, user


def _built_in_models(connection: sa.Connection, organization: str) -> None:
    """Write system models (no project) and one parameterized model per model and parameter set."""
    rows: list[Record] = []
    for model in BUILT_IN_MODELS:
        model_id = _insert(
            connection,
            schema.models,
            organization_id=organization,
            name=model,
            description=f"PyBaMM's {model} with default options.",
            config={"type": model, "options": {}},
        )
        rows += [
            _row(
                organization_id=organization,
                name=f"{parameter_set} {model}",
                description=f"{model} with PyBaMM's parameter set {parameter_set}.",
                model_id=model_id,
                parameter_set=parameter_set,
            )
            for parameter_set in BUILT_IN_SETS
        ]
    connection.execute(sa.insert(schema.parameterized_models), rows)


def _system_materials(connection: sa.Connection, organization: str) -> None:
    """Write the materials of PyBaMM's parameter sets; their properties are computed when they are read."""
    rows = [
        _row(
            organization_id=organization,
            name=one.name,
            definition={
                "type": one.component,
                "source": f"PyBaMM parameter set {one.parameter_set}",
                "citations": list(one.citations),
            },
            parameter_set=one.parameter_set,
            component=one.component,
        )
        for one in SYSTEM_MATERIALS
    ]
    connection.execute(sa.insert(schema.materials), rows)


def _insert(connection: sa.Connection, table: sa.Table, **values: Any) -> str:
    row = _row(**values)
    connection.execute(sa.insert(table), row)
    return str(row["id"])


def _row(**values: Any) -> Record:
    moment = schema.now()
    return {"id": new_id(), "created_at": moment, "updated_at": moment, **values}
