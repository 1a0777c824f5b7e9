"""Projects, members and roles."""

import pytest

from ionworks.server.store import schema

pytestmark = [pytest.mark.documented]


def test_the_creator_is_project_admin(api, roles):
    made = api.made("/projects", {"name": "Fast charge", "description": None})
    assert made["organization_id"] == api.home.organization_id
    assert [(row["user_id"], row["project_role_id"]) for row in made["user_project_roles"]] == [
        (api.home.user_id, roles["Project Admin"])
    ]
    assert api("GET", f"/projects/{made['id']}").json() == made


def test_only_given_members_change(api):
    made = api.made("/projects", {"name": "Before", "description": "kept"})
    changed = api("PATCH", f"/projects/{made['id']}", {"name": "After"}).json()
    assert (changed["name"], changed["description"]) == ("After", "kept")
    assert changed["updated_at"] > made["updated_at"]
    cleared = api("PATCH", f"/projects/{made['id']}", {"description": None}).json()
    assert (cleared["name"], cleared["description"]) == ("After", None)


@pytest.fixture(scope="module")
def listed(api):
    for name in ("List a", "List b", "list C"):
        api.made("/projects", {"name": name})
    return api


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"name": "ilike.%LIST%", "order_by": "name"}, ["List a", "List b", "list C"]),
        ({"name": "eq.List a"}, ["List a"]),
        ({"name": "List a"}, ["List a"]),
        ({"name": "in.(List a,List b)", "order_by": "name", "order": "desc"}, ["List b", "List a"]),
        ({"name": "ilike.%list%", "created_at_gt": "2999-01-01"}, []),
    ],
)
def test_lists_filter_and_sort(listed, query, names):
    page = listed("GET", "/projects", params=query).json()
    assert [row["name"] for row in page["items"]] == names
    assert page["count"] == page["total"] == len(names)


def test_pages_know_the_total(listed):
    query = {"name": "ilike.%list%", "order_by": "name", "limit": 2, "offset": 1}
    page = listed("GET", "/projects", params=query).json()
    assert (page["count"], page["total"]) == (2, 3)
    assert [row["name"] for row in page["items"]] == ["List b", "list C"]


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ({"limit": 0}, ["query", "limit"]),
        ({"order_by": "colour"}, ["query", "order_by"]),
        ({"created_at_gt": "yesterday"}, ["query", "created_at_gt"]),
        ({"colour": "red"}, ["query", "colour"]),
    ],
)
def test_wrong_list_parameters_are_named(api, query, where):
    answer = api("GET", "/projects", params=query)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == where


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": 3}, {"name": "x" * 256}, {"name": "x", "description": 1}])
def test_wrong_bodies_are_422(api, body):
    assert api("POST", "/projects", body).status_code == 422


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "", None),
        ("PATCH", "", {"name": "mine"}),
        ("DELETE", "", None),
        ("POST", "/members", {"user_id": "u", "project_role_id": "r"}),
        ("POST", "/invites", {"email": "a@example.com", "project_role_id": "r"}),
        ("PATCH", "/members/u", {"project_role_id": "r"}),
        ("DELETE", "/members/u", None),
    ],
)
def test_another_organization_sees_nothing(api, keys, method, path, body):
    answer = api(method, f"/projects/{api.project_id}{path}", body, key=keys["stranger"])
    assert (answer.status_code, answer.json()["error_code"]) == (404, "NOT_FOUND")
    unknown = api(method, f"/projects/nowhere{path}", body)
    assert unknown.status_code == 404


def test_roles_decide(api, keys, roles):
    path = f"/projects/{api.project_id}"
    assert api("GET", path, key=keys["viewer"]).status_code == 200
    assert api("GET", path, key=keys["member"]).status_code == 403
    assert [row["id"] for row in api("GET", "/projects", key=keys["viewer"]).json()["items"]] == [api.project_id]
    assert api("GET", "/projects", key=keys["member"]).json()["total"] == 0
    refused = api("PATCH", path, {"name": "mine"}, key=keys["viewer"])
    assert (refused.status_code, refused.json()["error_code"]) == (403, "FORBIDDEN")
    assert "Project Viewer" in refused.json()["message"]
    assert api("DELETE", path, key=keys["viewer"]).status_code == 403
    # adding a member twice changes the role
    member = {"user_id": api.users[keys["member"]]}
    for name, status in (("Project Viewer", 403), ("Project Admin", 200)):
        added = api("POST", f"{path}/members", {**member, "project_role_id": roles[name]})
        assert (added.status_code, added.content) == (200, b"")
        assert api("PATCH", path, {"name": "Default project"}, key=keys["member"]).status_code == status
    assert api("PATCH", f"{path}/members/{member['user_id']}", {"project_role_id": "r"}).status_code == 404
    assert api("DELETE", f"{path}/members/{member['user_id']}").status_code == 204
    assert api("DELETE", f"{path}/members/{member['user_id']}").status_code == 404
    again = api("PATCH", f"{path}/members/{member['user_id']}", {"project_role_id": roles["Project Viewer"]})
    assert again.status_code == 404
    assert api("GET", path, key=keys["member"]).status_code == 403


def test_members_must_belong_to_the_organization(api, keys, roles):
    body = {"user_id": api.users[keys["stranger"]], "project_role_id": roles["Project Viewer"]}
    assert api("POST", f"/projects/{api.project_id}/members", body).status_code == 404


def test_an_invitation_creates_the_person_once(api, roles):
    path = f"/projects/{api.project_id}/invites"
    body = {"email": "New.Person@example.com", "project_role_id": roles["Project Contributor"]}
    first = api("POST", path, body)
    assert first.status_code == 200
    invited = first.json()
    assert (invited["already_member"], invited["role_name"]) == (False, "Project Contributor")
    body = {"email": "new.person@EXAMPLE.com", "project_role_id": roles["Project Viewer"]}
    second = api("POST", path, body).json()
    assert second == {**invited, "already_member": True, "role_name": "Project Viewer"}
    users = api("GET", f"/organizations/{api.home.organization_id}/users").json()
    person = next(user for user in users if user["id"] == invited["user_id"])
    assert person["organization_role"]["name"] == "Member"
    assert [row["project_role_id"] for row in person["user_project_roles"]] == [roles["Project Viewer"]]


@pytest.mark.parametrize("email", ["nobody", "a@", "@b", "a b@c.de", "a@b@c"])
def test_wrong_addresses_are_422(api, roles, email):
    body = {"email": email, "project_role_id": roles["Project Viewer"]}
    answer = api("POST", f"/projects/{api.project_id}/invites", body)
    assert answer.status_code == 422


def test_deleting_a_project_deletes_what_it_holds(api):
    made = api.made("/projects", {"name": "Doomed"})
    kept_file, lost_file = "simulations/kept.time_series.parquet", "simulations/lost.time_series.parquet"
    blobs = api.app.app.app.app.storage.blobs
    for key in (kept_file, lost_file):
        blobs.write(key, b"rows")
    job = api.insert(schema.jobs, job_type="simulate", status="pending", priority=5, attempts=0, project_id=made["id"])
    for project, folder in ((made["id"], "kept"), (None, "kept"), (made["id"], "lost")):
        batch = api.insert(schema.simulation_batches, group_key="g", run_count=1, project_id=project)
        api.insert(
            schema.simulations,
            batch_id=batch,
            project_id=project,
            storage_folder=f"simulations/{folder}",
            is_partial=False,
        )
    api.made(f"/projects/{made['id']}/studies", {"name": "Gone too"})
    assert api("DELETE", f"/projects/{made['id']}").status_code == 204
    assert api("GET", f"/projects/{made['id']}").status_code == 404
    for table in (schema.studies, schema.simulations, schema.project_members):
        assert api.count(table, table.c.project_id == made["id"]) == 0
    assert api.count(schema.jobs, schema.jobs.c.id == job) == 0
    assert blobs.exists(kept_file)
    assert not blobs.exists(lost_file)
