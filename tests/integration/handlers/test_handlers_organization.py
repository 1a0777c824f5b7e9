"""Members of the organization, invitations, and use of computing time."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from ionworks.server.store import schema

pytestmark = [pytest.mark.documented]


@pytest.fixture
def path(api):
    return f"/organizations/{api.home.organization_id}/users"


def _member(api, path, user_id):
    return next((user for user in api("GET", path).json() if user["id"] == user_id), None)


def test_members_carry_their_roles(api, path, keys, roles):
    viewer = _member(api, path, api.users[keys["viewer"]])
    assert viewer["organization_role"]["name"] == "Member"
    assert viewer["is_active"] is True
    assert [(row["project_id"], row["project_role_id"]) for row in viewer["user_project_roles"]] == [
        (api.project_id, roles["Project Viewer"])
    ]
    assert _member(api, path, api.users[keys["stranger"]]) is None


def test_inviting_twice_keeps_the_role(api, path):
    first = api("POST", f"{path}/by-email", {"email": "carol@example.com", "role_name": "Member"})
    assert first.status_code == 200
    assert first.json() | {"user_id": ""} == {
        "user_id": "",
        "invite_sent": False,
        "already_member": False,
        "role_name": "Member",
    }
    second = api("POST", f"{path}/by-email", {"email": "Carol@example.com", "role_name": "Admin"}).json()
    assert second == {**first.json(), "already_member": True}


def test_life_of_a_member(api, path):
    user_id = api("POST", f"{path}/by-email", {"email": "dave@example.com", "role_name": "Member"}).json()["user_id"]
    assert api("POST", f"{path}/{user_id}/resend-invite", {}).status_code == 200
    assert api("PATCH", f"{path}/{user_id}/role", {"role_name": "Admin"}).status_code == 200
    assert _member(api, path, user_id)["organization_role"]["name"] == "Admin"
    assert api("PATCH", f"{path}/{user_id}", {"is_active": False}).status_code == 200
    assert _member(api, path, user_id)["is_active"] is False
    invited = api("POST", f"{path}/by-email", {"email": "dave@example.com", "role_name": "Member"})
    assert (invited.status_code, invited.json()["error_code"]) == (409, "CONFLICT")
    assert invited.json()["detail"]["existing_id"] == user_id
    assert api("PATCH", f"{path}/{user_id}", {"is_active": True}).status_code == 200
    assert api("DELETE", f"{path}/{user_id}").status_code == 204
    assert _member(api, path, user_id) is None
    for method, rest, body in (
        ("DELETE", "", None),
        ("PATCH", "", {"is_active": True}),
        ("PATCH", "/role", {"role_name": "Admin"}),
        ("POST", "/resend-invite", {}),
    ):
        assert api(method, f"{path}/{user_id}{rest}", body).status_code == 404


def test_a_deactivated_member_is_shut_out(api, path, keys):
    user_id = api.users[keys["member"]]
    assert api("GET", "/users/me", key=keys["member"]).status_code == 200
    api("PATCH", f"{path}/{user_id}", {"is_active": False})
    with api.store.read() as connection:
        assert _caller(connection, keys["member"]) is None
    api("PATCH", f"{path}/{user_id}", {"is_active": True})
    with api.store.read() as connection:
        assert _caller(connection, keys["member"]).user_id == user_id


def _caller(connection, key):
    from ionworks.server.accounts.keys import find_caller

    return find_caller(connection, key)


@pytest.mark.parametrize(
    ("method", "rest", "body"),
    [("PATCH", "/role", {"role_name": "Member"}), ("PATCH", "", {"is_active": False}), ("DELETE", "", None)],
)
def test_the_last_admin_stays(api, path, method, rest, body):
    answer = api(method, f"{path}/{api.home.user_id}{rest}", body)
    assert (answer.status_code, answer.json()["error_code"]) == (400, "BAD_REQUEST")
    assert "last active Admin" in answer.json()["message"]


def test_an_accepted_invitation_cannot_be_renewed(api, path, keys):
    answer = api("POST", f"{path}/{api.users[keys['viewer']]}/resend-invite")
    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("method", "rest", "body"),
    [
        ("POST", "/by-email", {"email": "x@example.com", "role_name": "Member"}),
        ("PATCH", "/u", {"is_active": False}),
        ("PATCH", "/u/role", {"role_name": "Admin"}),
        ("POST", "/u/resend-invite", {}),
        ("DELETE", "/u", None),
    ],
)
def test_only_admins_change_members(api, path, keys, method, rest, body):
    assert api(method, path + rest, body, key=keys["viewer"]).status_code == 403
    assert api(method, path + rest, body, key=keys["stranger"]).status_code == 404


def test_another_organization_is_unknown(api, path, keys):
    assert api("GET", path, key=keys["stranger"]).status_code == 404
    assert api("GET", path, key=keys["viewer"]).status_code == 200


@pytest.mark.parametrize("body", [{"email": "x@y.z", "role_name": "Owner"}, {"email": "x@y.z"}, {"role_name": "Admin"}])
def test_wrong_invitations_are_422(api, path, body):
    assert api("POST", f"{path}/by-email", body).status_code == 422


def test_use_counts_the_month_and_shared_time_once(api, keys):
    now = datetime.now(UTC)
    start = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    hour = timedelta(hours=1)
    spans = [
        ("simulate", "chunk", start, start + hour),
        ("simulate", "chunk", start, start + hour),
        ("simulate", "chunk", start + hour, start + 3 * hour),
        ("datafit", None, start, start + hour / 2),
        ("datafit", None, start, start + hour / 2),
        ("simulate", "old", start - 3 * hour, start - hour),
        ("unheard of", None, start, start + hour),
    ]
    common = {"status": "completed", "priority": 5, "attempts": 1}
    for job_type, group, started, finished in spans:
        times = {"started_at": schema.format_time(started), "finished_at": schema.format_time(finished)}
        api.insert(schema.jobs, job_type=job_type, group_key=group, **common, **times)
    usage = api("GET", "/organizations/current/usage").json()
    assert usage["period_start"] == start.isoformat()
    assert datetime.fromisoformat(usage["period_end"]).day == 1
    assert usage["simulation"] == {"usage": pytest.approx(3.0), "limit": None}
    assert usage["compute"]["usage"] == pytest.approx(5.0)
    assert usage["compute"]["usage_by_type"] == {
        "simulation": pytest.approx(3.0),
        "datafit": pytest.approx(1.0),
        "optimization": 0,
        "validation": 0,
        "pipeline": 0,
    }
    assert api("GET", "/organizations/current/usage", key=keys["stranger"]).json()["compute"]["usage"] == 0
    with api.store.write() as connection:
        connection.execute(sa.delete(schema.jobs))


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        ("2026-12-31T23:59:59+00:00", "2027-01-01T00:00:00+00:00"),
        ("2028-02-29T01:00:00+00:00", "2028-03-01T00:00:00+00:00"),
    ],
)
def test_months_end_where_the_next_begins(moment, end):
    from ionworks.server.handlers.organization import _month

    assert _month(datetime.fromisoformat(moment))[1] == datetime.fromisoformat(end)
