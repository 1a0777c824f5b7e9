"""Ids of another organization, and of a project in which one has no role or a small one, in every operation."""

import json

from ionworks.server.nouns.accounts.permissions import NEEDS
from ionworks.server.http import binding
from tests.contract.specification import operations
from tests.attacks.target import ADMIN, CONTRIBUTOR, MEMBER, STRANGER, VIEWER, Attempts, Target
from tests.integration.handlers.test_permissions import ALLOWED, _request


def attack(target: Target, attempts: Attempts, *, full: bool) -> None:
    names = sorted(set(NEEDS) - {"health_check", *binding.UNSERVED})
    before = _seen(target)
    for name in names[:: 1 if full else 6]:
        allowed = ALLOWED[NEEDS[name]]
        for key in (STRANGER, MEMBER, VIEWER, CONTRIBUTOR, ""):
            method, path, parts = _request(target.api, target.world, name)
            if key in allowed and not (key == STRANGER and "{organization_id}" in operations()[name].path):
                continue
            if attempts.is_over:
                return
            expected = {STRANGER: 404, "": 401}.get(key, 403)
            answer = target.ask(method, path, key=key, **parts)
            attempts.judge(f"{name} as {key or 'nobody'}", answer, expected, 404)
            is_told = isinstance(answer, Exception) or target.world.secret in answer.text
            attempts.note(f"{name} tells {key or 'nobody'} nothing", key not in {STRANGER, MEMBER, ""} or not is_told)
    attempts.note("everything is as it was", _seen(target) == before, f"{before} -> {_seen(target)}")
    other = target.api.other_organization
    for key, organization in ((ADMIN, other), (STRANGER, target.api.home.organization_id), (ADMIN, "x"), (ADMIN, "")):
        answer = target.ask("GET", "/projects", key=key, headers={"X-Organization-Id": organization})
        attempts.judge("another organization in the header", answer, 403)


def _seen(target: Target) -> str:
    """What the owner sees of the records that are not to be changed."""
    ids = target.world.ids
    paths = ("projects/{project_id}", "models/{model_id}", "cell_specifications/{cell_spec_id}",
             "cell_measurements/{measurement_id}", "pipelines/{pipeline_id}", "studies",
             "projects/{project_id}/members")  # fmt: skip
    found = [target.ask("GET", "/" + path.format(**ids)) for path in paths]
    moving = {"status", "updated_at"}
    shown = [one.json() for one in found if not isinstance(one, Exception)]
    return json.dumps([{key: one[key] for key in one.keys() - moving} if isinstance(one, dict) else one for one in shown],
                      sort_keys=True)  # fmt: skip
