"""schemathesis against the embedded server: every operation, data that fits the contract and data that does not.

Plain `pytest` tries 2 examples per operation and kind; ``--examples 20`` (``make test``) is the real run. Ids of
existing records are put into most positive requests, else nearly every answer would be a 404. Jobs never run.
"""

import copy
import io
import re
from collections.abc import Iterator
from typing import Any

import hypothesis
import polars as pl
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.transport import Response
from schemathesis.generation import GenerationMode

from tests.contract.in_process import BASE_URL, KEY, InProcess, application
from tests.contract.specification import Operation, document, has_handler, operations

# Connexion leaves the spooled files of a refused form to the garbage collector
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning")

load_all_checks()
JUDGED = [
    CHECKS.get_one(name)
    for name in (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
    )
]
EVERYWHERE = {405, 413, 415}
"""Statuses HTTP itself gives; the contract does not repeat them."""
ALL = sorted(operations().values(), key=lambda one: one.id)
SPECIFICATION = copy.deepcopy(document())
SCHEMA = schemathesis.openapi.from_dict(SPECIFICATION)
UNDER_TEST = {result.ok().definition.raw["operationId"]: result.ok() for result in SCHEMA.get_all_operations()}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InProcess]:
    with application(tmp_path_factory.mktemp("contract")) as found:
        yield found


@pytest.fixture(scope="module")
def lasting(api: InProcess) -> dict[str, list[str]]:
    """Records for requests that leave what is there as it is."""
    return records(api)


CHANGES = {"add_project_member", "cancel_job", "cancel_optimization", "cancel_pipeline", "cancel_simple_pipeline"}
"""Operations that change a record although their method is POST."""


def _records_for(operation: Operation, api: InProcess, lasting: dict[str, list[str]]) -> dict[str, list[str]]:
    is_harmless = operation.method in {"GET", "POST"} and operation.id not in CHANGES
    return lasting if is_harmless else records(api)


@pytest.fixture
def examples(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--examples"))


def _settings(examples: int) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate, Phase.shrink] if examples > 2 else [Phase.explicit, Phase.generate],
    )


PROTOCOL = {
    "global": {"initial_soc": 1},
    "steps": [{"direction": "Rest", "ends": [{"variable": "Time [s]", "value": 60}]}],
}


ELEMENT = {"element_type": "entry", "values": {"Ambient temperature [K]": 298.15}}


def records(api: InProcess) -> dict[str, list[str]]:
    """Records of each kind that stay for ever as they are now; ids by parameter name."""
    project = api.json("POST", "/projects", {"name": "Contract"})["id"]
    model = api.json("POST", "/models", {"name": "M", "config": {"type": "SPM"}, "project_id": project})["id"]
    spec = api.json("POST", "/cell_specifications", {"name": "S", "form_factor": "pouch", "project_id": project})["id"]
    cell = api.json("POST", f"/cell_specifications/{spec}/cell_instances", {"name": "C"})["id"]
    parameterized = {"name": "PM", "model_id": model, "project_id": project, "parameters": None}
    found = {
        "project_id": project,
        "model_id": model,
        "cell_spec_id": spec,
        "cell_instance_id": cell,
        "parameterized_model_id": api.json(
            "POST", f"/cells/{spec}/parameterized_models", {k: v for k, v in parameterized.items() if v}
        )["id"],
        "experiment_template_id": api.json(
            "POST", "/experiment_templates", {"name": "P", "protocol_config": PROTOCOL, "project_id": project}
        )["id"],
        "study_id": api.json("POST", f"/projects/{project}/studies", {"name": "St"})["id"],
        "organization_id": api.home.organization_id,
        "user_id": api.home.user_id,
        "project_role_id": api.json("GET", "/roles/project")[0]["id"],
        "optimization_template_id": api.json(
            "POST", "/optimization_templates", {"name": "T", "project_id": project, "initial_form_data": {}}
        )["id"],
    }
    ids = {name: [value] for name, value in found.items()}
    ids["measurement_id"] = [_properties(api, cell), _files(api, cell), _time_series(api, cell)]
    return ids | _work(api, found)


def _properties(api: InProcess, cell: str) -> str:
    body = {"name": "N", "measurement_type": "properties", "properties": {"mass": {"value": 1, "unit": "g"}}}
    return api.json("POST", f"/cell_instances/{cell}/cell_measurements/create", body)["id"]


def _files(api: InProcess, cell: str) -> str:
    return _uploaded(api, cell, {"measurement_type": "file", "filenames": ["a.txt"]}, b"hello")


def _time_series(api: InProcess, cell: str) -> str:
    """A time series whose steps are being derived for ever."""
    sink = io.BytesIO()
    pl.DataFrame({"Time [s]": [0.0, 1.0], "Voltage [V]": [4.0, 3.9], "Step count": [0, 0]}).write_parquet(sink)
    return _uploaded(api, cell, {"measurement_type": "time_series"}, sink.getvalue())


def _uploaded(api: InProcess, cell: str, kind: dict[str, Any], content: bytes) -> str:
    label = {"measurement": {"name": kind["measurement_type"]}, **kind}
    announced = api.json("POST", f"/cell_instances/{cell}/cell_measurements/initiate-upload", label)
    url = announced["uploads"][0]["signed_url"]
    assert api.send(requests.Request("PUT", url, data=content).prepare()).status_code < 300
    path = f"/cell_measurements/{announced['measurement_id']}/confirm-upload"
    return api.json("POST", path, {"cell_instance_id": cell, **label})["id"]


def _work(api: InProcess, ids: dict[str, str]) -> dict[str, list[str]]:
    """A simulation, a pipeline and an optimization that wait for ever."""
    project = ids["project_id"]
    models = api.json("GET", f"/parameterized_models?project_id={project}&summary=true")["items"]
    built_in = next(one["id"] for one in models if one["name"] == "Chen2020 SPM")
    run = api.json(
        "POST",
        "/simulations/with-template/batch",
        {
            "parameterized_model": built_in,
            "experiment_template_id": ids["experiment_template_id"],
            "experiment_parameter_sets": [{}],
            "project_id": project,
        },
    )[0]
    body = {"elements": {"known": ELEMENT}, "project_id": project, "name": "P", "options": {}}
    pipeline = api.json("POST", "/pipelines", body)["id"]
    simple = api.json("POST", "/simple_pipelines", {"config": {"elements": {"known": ELEMENT}}, "project_id": project})
    example = operations()["create_optimization"].node["requestBody"]["content"]["application/json"]["example"]
    body = {**example, "project_id": project, "parameterized_model_id": built_in}
    optimization = api.json("POST", "/optimizations", body)
    return {
        "simulation_id": [run["simulation_id"]],
        "job_id": [run["job_id"], optimization["job_id"]],
        "pipeline_id": [pipeline],
        "element_id": [api.json("GET", f"/pipelines/{pipeline}/elements")[0]["id"]],
        "simple_pipeline_id": [simple["id"]],
        "optimization_id": [optimization["id"]],
        "parameterized_model": [built_in],
    }


def _send(api: InProcess, case: Any, *, with_key: bool = True) -> Response:
    parts = case.as_transport_kwargs(base_url=BASE_URL)
    parts = {
        name: parts[name]
        for name in ("method", "url", "headers", "params", "json", "data", "files", "cookies")
        if name in parts
    }
    headers = {name: value for name, value in (parts.pop("headers", None) or {}).items() if name.lower() != "x-api-key"}
    key = {"X-API-Key": KEY} if with_key else {}
    return api.send(requests.Request(**parts, headers={**headers, **key}).prepare())


def _judge(operation: Operation, case: Any, response: Response) -> None:
    if not has_handler(operation.id):
        assert response.status_code in {501, 422, 404, *EVERYWHERE}
        return
    case.validate_response(response, checks=JUDGED)
    assert response.status_code != 401
    declared = operation.node["responses"]
    family = f"{response.status_code // 100}XX"
    assert str(response.status_code) in declared or family in declared or response.status_code in EVERYWHERE, (
        f"{operation.id} answered {response.status_code}, which openapi.yaml does not list: {response.text[:300]}"
    )


def _put_ids(case: Any, ids: dict[str, list[str]], draw: Any) -> None:
    """Name existing records in path, query and body of most requests."""
    for place in ("path_parameters", "query", "body"):
        values = getattr(case, place)
        if isinstance(values, dict):
            known = [name for name in values if name in ids and draw(st.integers(0, 4))]
            setattr(case, place, {**values, **{name: draw(st.sampled_from(ids[name])) for name in known}})


@pytest.mark.parametrize("operation", ALL, ids=lambda one: one.id)
def test_data_that_fits_the_contract(
    operation: Operation, api: InProcess, lasting: dict[str, list[str]], examples: int
) -> None:
    ids = _records_for(operation, api, lasting)
    strategy = UNDER_TEST[operation.id].as_strategy(generation_mode=GenerationMode.POSITIVE)

    @_settings(examples)
    @given(case=strategy, data=st.data())
    def run(case: Any, data: st.DataObject) -> None:
        _put_ids(case, ids, data.draw)
        _judge(operation, case, _send(api, case))

    run()


NOTHING_TO_BREAK = {one.id for one in ALL if not one.parameters and "requestBody" not in one.node}


@pytest.mark.parametrize("operation", [one for one in ALL if one.id not in NOTHING_TO_BREAK], ids=lambda one: one.id)
def test_data_that_does_not_fit_the_contract(operation: Operation, api: InProcess, examples: int) -> None:
    strategy = UNDER_TEST[operation.id].as_strategy(generation_mode=GenerationMode.NEGATIVE)

    @_settings(examples)
    @given(case=strategy)
    def run(case: Any) -> None:
        _judge(operation, case, _send(api, case))

    try:
        run()
    except hypothesis.errors.Unsatisfiable:
        pytest.fail("no request breaks this part of the contract: list the operation in NOTHING_TO_BREAK")


@pytest.mark.parametrize("operation", ALL, ids=lambda one: one.id)
def test_a_key_is_needed(operation: Operation, api: InProcess) -> None:
    path = operation.path.replace("{", "").replace("}", "")
    answer = api.send(requests.Request(operation.method, BASE_URL + path).prepare())
    is_open = operation.node.get("security") == []
    assert answer.status_code == (200 if is_open else 401), answer.text


LINKED = schemathesis.openapi.from_dict(
    SPECIFICATION,
    config=schemathesis.Config.from_dict(
        {
            "generation": {"mode": "positive"},
            # only the links of openapi.yaml; guessed ones make runs depend on what earlier runs left behind
            "phases": {"stateful": {"inference": {"algorithms": []}, "link-calibration": False}},
        }
    ),
)


def test_workflows_along_the_links(api: InProcess, examples: int) -> None:
    """Random walks along the links of openapi.yaml, a project of its own for each."""
    ids: dict[str, list[str]] = {}
    made: set[str] = set()

    class Workflow(LINKED.as_state_machine()):
        def setup(self) -> None:
            ids.update(records(api))

        def call(self, case: Any, **_options: Any) -> Response:
            for place in ("path_parameters", "query", "body"):
                values = getattr(case, place)
                if isinstance(values, dict):  # what a link put there stays
                    free = {name for name in values if name in ids and values[name] not in made}
                    setattr(case, place, {**values, **{name: ids[name][0] for name in free}})
            response = _send(api, case)
            if response.status_code == 201:
                made.add(response.json()["id"])
            return response

        def validate_response(self, response: Response, case: Any, **_options: Any) -> None:
            _judge(operations()[case.operation.definition.raw["operationId"]], case, response)

    Workflow.run(settings=settings(_settings(examples), stateful_step_count=6))


def _creators() -> Iterator[tuple[Operation, dict[str, Any]]]:
    for operation in ALL:
        links = operation.node["responses"].get("201", {}).get("links", {})
        if links and has_handler(operation.id):
            first = {link["operationId"].split("_")[0]: link for link in reversed(links.values())}
            yield operation, first


@pytest.mark.parametrize(("creator", "links"), list(_creators()), ids=lambda item: getattr(item, "id", ""))
def test_what_was_created_is_found_until_it_is_deleted(
    creator: Operation, links: dict[str, Any], api: InProcess
) -> None:
    ids = {name: known[0] for name, known in records(api).items()}
    made = api.json(creator.method, _filled(creator.path, ids), _example_body(creator, ids) | {"name": "A new one"})
    assert made["name"] == "A new one"
    for name, expression in links["get"]["parameters"].items():
        ids[name] = made["id"] if expression == "$response.body#/id" else ids[name]
    found = _linked(api, links["get"], ids)
    assert (found.status_code, found.json()["id"]) == (200, made["id"])
    assert _linked(api, links["delete"], ids).status_code == 204
    assert _linked(api, links["get"], ids).status_code == 404
    assert _linked(api, links["delete"], ids).status_code == 404


def _example_body(operation: Operation, ids: dict[str, str]) -> dict[str, Any] | None:
    """Body of the contract's example, with ids of records that exist."""
    content = operation.node.get("requestBody", {}).get("content", {}).get("application/json")
    return content and {name: ids.get(name, value) for name, value in content["example"].items()}


NOT_FOUND_YET = {
    "confirm_measurement_extend": "no extend was announced",
    "create_pipeline": "the example names a measurement",
    "create_simple_pipeline": "the example names a measurement",
    "download_simulation_steps": "has not run",
    "download_simulation_time_series": "has not run",
    "get_datafit_plot_data": "has not run",
    "get_job_metadata": "has not run",
    "get_job_series": "has not run",
    "get_pipeline_result": "has not run",
    "get_protocol_source": "was not saved from a text",
    "get_validation_plot_data": "has not run",
    "remove_study_measurement": "was not assigned",
    "remove_study_simulation": "was not assigned",
    "serialize_ionworks_model": "the platform's own models are not part of the embedded server",
    "update_measurement_tags": "the example names a measurement",
}
"""Operations whose example is answered 404, and why."""
REFUSED = {
    "create_job": 410,
    "remove_organization_user": 400,  # the last admin
    "set_organization_user_active": 400,  # the last admin
    "resend_organization_invite": 409,  # has joined
    "resubmit_optimization": 409,  # is queued
    **dict.fromkeys(
        (
            "download_measurement_steps",
            "download_measurement_time_series",
            "get_measurement_cycles",
            "get_measurement_steps_and_cycles",
            "initiate_measurement_extend",
        ),
        409,  # is being processed
    ),
    **dict.fromkeys(NOT_FOUND_YET, 404),
}
"""Operations whose example is refused here, with the status."""
OF_FILES = {"list_measurement_files", "download_measurement_file"}
JSON_EXAMPLES = [
    one
    for one in ALL
    if has_handler(one.id) and "multipart/form-data" not in one.node.get("requestBody", {}).get("content", {})
]


@pytest.mark.parametrize("operation", JSON_EXAMPLES, ids=lambda one: one.id)
def test_the_example_of_the_contract_is_accepted(
    operation: Operation, api: InProcess, lasting: dict[str, list[str]]
) -> None:
    # a record of the example's name may be there already, made by the tests before
    known = lasting if operation.method == "GET" else records(api)
    of_measurement = known["measurement_id"][1 if operation.id in OF_FILES else 2]
    ids = {name: found[0] for name, found in known.items()} | {"measurement_id": of_measurement}
    query = {
        one["name"]: ids.get(one["name"], one.get("example", "x"))
        for one in operation.parameters
        if one["in"] == "query" and one.get("required")
    }
    url = BASE_URL + _filled(operation.path, {"name": "data", "filename": "a.txt", **ids})
    request = requests.Request(
        operation.method, url, {"X-API-Key": KEY}, params=query, json=_example_body(operation, ids)
    )
    answer = api.send(request.prepare())
    assert answer.status_code == REFUSED.get(operation.id, operation.success[0]), answer.text


def _filled(path: str, ids: dict[str, str]) -> str:
    return re.sub(r"{(\w+)}", lambda match: ids[match[1]], path)


def _linked(api: InProcess, link: dict[str, Any], ids: dict[str, str]) -> Response:
    target = operations()[link["operationId"]]
    request = requests.Request(target.method, BASE_URL + _filled(target.path, ids), {"X-API-Key": KEY})
    return api.send(request.prepare())
