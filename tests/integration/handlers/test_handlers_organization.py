"""Members of the organization, invitations, and use of computing time."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from ionworks.server.files.place import open_blobs
from ionworks.server.fit.element_types import LABELS
from ionworks.server.nouns.kinds.jobs import job_kinds
from ionworks.server.store import schema
from ionworks.server.store.records import new_id
from ionworks.server.store.schema_optimizations import optimizations
from ionworks.server.store.schema_pipelines import pipeline_elements, pipelines

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
    from ionworks.server.nouns.accounts.keys import find_caller

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


@pytest.fixture
def spent(api):
    """Insert an ended job of so many hours, and return its id; all jobs go at the end."""
    start = datetime.now(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)

    def insert(job_type, hours, *, begin=0.0, started=True, **columns):
        begun, ended = (schema.format_time(start + timedelta(hours=hour)) for hour in (begin, begin + hours))
        times = {"started_at": begun if started else None, "finished_at": ended}
        common = {"status": "completed", "priority": 5, "attempts": 1, "project_id": api.project_id}
        return api.insert(schema.jobs, job_type=job_type, **common, **times, **columns)

    yield insert
    with api.store.write() as connection:
        connection.execute(sa.delete(schema.jobs))


def _hours(api, **parts):
    compute = api("GET", "/organizations/current/usage", **parts).json()["compute"]
    assert compute["usage"] == pytest.approx(sum(compute["usage_by_type"].values()))
    return {kind: hours for kind, hours in compute["usage_by_type"].items() if hours}


def test_use_counts_the_month_and_shared_time_once(api, keys, spent):
    spent("simulate", 1, group_key="chunk")
    spent("simulate", 1, group_key="chunk")
    spent("simulate", 2, group_key="chunk", begin=1)
    spent("simulate", 2, group_key="old", begin=-3)
    usage = api("GET", "/organizations/current/usage").json()
    start = datetime.fromisoformat(usage["period_start"])
    assert (start.day, start.hour) == (1, 0)
    assert datetime.fromisoformat(usage["period_end"]).day == 1
    assert usage["simulation"] == {"usage": pytest.approx(3.0), "limit": None}
    assert usage["compute"]["usage"] == pytest.approx(3.0)
    assert set(usage["compute"]["usage_by_type"]) == {"simulation", "datafit", "optimization", "validation", "pipeline"}
    assert _hours(api) == {"simulation": pytest.approx(3.0)}
    assert _hours(api, key=keys["stranger"]) == {}


def test_use_of_a_pipeline_is_that_of_its_elements(api, spent):
    parent = spent("pipeline", 20, started=False)
    own = {"project_id": api.project_id, "job_id": parent}
    pipeline = api.insert(pipelines, name="P", **own)
    hours = dict.fromkeys(LABELS, 0.0)
    for position, kind in enumerate(LABELS):
        hours[kind] = 2.0**position
        element = new_id()
        job = spent("pipeline_element", hours[kind], parent_id=parent, subject_id=element)
        row = {"pipeline_id": pipeline, "name": kind, "element_order": position, "element_type": kind, "job_id": job}
        api.insert(pipeline_elements, id=element, **row)
    fits = hours.pop("data_fit") + hours.pop("array_data_fit")
    expected = {"datafit": fits, "validation": hours.pop("validation"), "pipeline": sum(hours.values())}
    assert _hours(api) == pytest.approx(expected)


def test_use_of_optimizations_is_by_their_kind_and_counts_every_run(api, spent):
    for kind, hours in (("optimize", 1), ("datafit", 4)):
        optimization = new_id()
        spent("optimize", hours, subject_id=optimization)
        job = spent("optimize", 2 * hours, subject_id=optimization)
        row = {"project_id": api.project_id, "name": kind, "kind": kind, "seed": 1, "run_count": 2, "job_id": job}
        api.insert(optimizations, id=optimization, **row)
    assert _hours(api) == pytest.approx({"optimization": 3, "datafit": 12})


def test_every_kind_of_job_is_one_kind_of_use(api, spent, tmp_path):
    for job_type in job_kinds(open_blobs(tmp_path), 1 << 30):
        job = spent(job_type, 1)
        assert sorted(_hours(api).values()) == pytest.approx([1.0]), job_type
        with api.store.write() as connection:
            connection.execute(sa.delete(schema.jobs).where(schema.jobs.c.id == job))


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        ("2026-12-31T23:59:59+00:00", "2027-01-01T00:00:00+00:00"),
        ("2028-02-29T01:00:00+00:00", "2028-03-01T00:00:00+00:00"),
    ],
)
def test_months_end_where_the_next_begins(moment, end):
    from ionworks.server.nouns.kinds.usage import month

    assert month(datetime.fromisoformat(moment))[1] == datetime.fromisoformat(end)


def test_an_invitation_is_no_admin_to_rely_on(api, path):
    email = {"email": "late@example.com", "role_name": "Admin"}
    user_id = api("POST", f"{path}/by-email", email).json()["user_id"]
    own = f"{path}/{api.home.user_id}"
    for method, rest, body in (
        ("DELETE", "", None),
        ("PATCH", "", {"is_active": False}),
        ("PATCH", "/role", {"role_name": "Member"}),
    ):
        answer = api(method, own + rest, body)
        assert (answer.status_code, answer.json()["error_code"]) == (400, "BAD_REQUEST")
    assert api("DELETE", f"{path}/{user_id}").status_code == 204


def test_a_key_is_good_for_its_own_organization_alone(api, keys):
    own, other = {"X-Organization-Id": api.home.organization_id}, {"X-Organization-Id": api.other_organization}
    for key, good, bad in (("admin", own, other), ("stranger", other, own)):
        headers = {"X-API-Key": keys[key]}
        assert _with(api, headers | good) == 200
        assert _with(api, headers | bad) == 403


def _with(api, headers):
    import asyncio

    import httpx

    async def once():
        transport = httpx.ASGITransport(app=api.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://server.test", verify=False) as client:
            return (await client.get("/projects", headers=headers)).status_code

    return asyncio.run_coroutine_threadsafe(once(), api.loop).result(60)
