"""schemathesis against the embedded server: every operation, data that fits the contract and data that does not.

Plain `pytest` tries 3 examples of every third operation and kind, `make test` 6 of every one; ``--examples 25``
(`make test-long`, and so CI) is the real run. Twelve examples come to 482 of the 491 pairs of operation and status that
twenty come to with data that fits, and to 368 of 370 with data that does not; two come to hardly more than one. Ids of existing records are put into most
positive requests, else nearly every answer would be a 404. Jobs never run.
"""

import copy
import io
import re
import uuid
from collections import ChainMap
from collections.abc import Iterator, Mapping
from functools import cached_property
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
def lasting(api: InProcess) -> "Records":
    """Records for requests that leave what is there as it is."""
    return Records(api).make_all()


CHANGES = {
    "start_cycler_service",
    "complete_cycler_service",
    "apply_schedule",
    "add_project_member",
    "cancel_job",
    "cancel_optimization",
    "cancel_pipeline",
    "cancel_simple_pipeline",
}
"""Operations that change a record although their method is POST."""

DELETED_WITH_ALL_IN_IT = {
    "delete_project", "delete_cell_spec", "delete_cell_instance", "delete_model", "delete_parameterized_model",
    "delete_cell_parameterized_model", "delete_protocol",
}  # fmt: skip


def _records_for(operation: Operation, api: InProcess, lasting: "Records") -> "Records":
    if operation.method in {"GET", "POST"} and operation.id not in CHANGES:
        return lasting
    own = Records(api)
    return own.make_all() if operation.id in DELETED_WITH_ALL_IN_IT else own


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
        phases=[Phase.explicit, Phase.generate, Phase.shrink] if examples > 3 else [Phase.explicit, Phase.generate],
    )


PROTOCOL = {
    "global": {"initial_soc": 1},
    "steps": [{"direction": "Rest", "ends": [{"variable": "Time [s]", "value": 60}]}],
}


ELEMENT = {"element_type": "entry", "values": {"Ambient temperature [K]": 298.15}}


class Records(Mapping[str, str]):
    """Records of each kind that stay for ever as they are now, by parameter name; each is made when it is asked for."""

    def __init__(self, api: InProcess) -> None:
        self._api = api

    def __getitem__(self, name: str) -> str:
        if name not in KINDS:
            raise KeyError(name)
        return getattr(self, SEVERAL.get(name, (name,))[0])

    def __iter__(self) -> Iterator[str]:
        return iter(KINDS)

    def __len__(self) -> int:
        return len(KINDS)

    def all(self, name: str) -> list[str]:
        """Ids of all records of a kind."""
        return [getattr(self, one) for one in SEVERAL.get(name, (name,))]

    def make_all(self) -> "Records":
        for name in KINDS:
            self.all(name)
        return self

    def _made(self, path: str, body: dict[str, Any]) -> Any:
        return self._api.json("POST", path, body)

    def _form(self, path: str, form: dict[str, str], content: bytes) -> str:
        files = {"file": ("data.parquet", content)}
        request = requests.Request("POST", BASE_URL + path, {"X-API-Key": KEY}, data=form, files=files)
        answer = self._api.send(request.prepare())
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    @cached_property
    def organization_id(self) -> str:
        return self._api.home.organization_id

    @cached_property
    def user_id(self) -> str:
        return self._api.home.user_id

    @cached_property
    def project_role_id(self) -> str:
        return self._api.json("GET", "/roles/project")[0]["id"]

    @cached_property
    def project_id(self) -> str:
        return self._made("/projects", {"name": "Contract"})["id"]

    @cached_property
    def model_id(self) -> str:
        return self._made("/models", {"name": "M", "config": {"type": "SPM"}, "project_id": self.project_id})["id"]

    @cached_property
    def cell_spec_id(self) -> str:
        body = {"name": "S", "form_factor": "pouch", "project_id": self.project_id}
        return self._made("/cell_specifications", body)["id"]

    @cached_property
    def cell_instance_id(self) -> str:
        return self._made(f"/cell_specifications/{self.cell_spec_id}/cell_instances", {"name": "C"})["id"]

    @cached_property
    def parameterized_model_id(self) -> str:
        body = {"name": "PM", "model_id": self.model_id, "project_id": self.project_id}
        return self._made(f"/cells/{self.cell_spec_id}/parameterized_models", body)["id"]

    @cached_property
    def experiment_template_id(self) -> str:
        body = {"name": "P", "protocol_config": PROTOCOL, "project_id": self.project_id}
        return self._made("/experiment_templates", body)["id"]

    @cached_property
    def cell_batch_id(self) -> str:
        return self._made(f"/cell_specifications/{self.cell_spec_id}/cell_batches", {"name": "L"})["id"]

    @cached_property
    def site_id(self) -> str:
        return self._made("/sites", {"name": f"Hall {uuid.uuid4()}"})["id"]

    @cached_property
    def cycler_id(self) -> str:
        return self._made(f"/sites/{self.site_id}/cyclers", {"name": "Y", "project_id": self.project_id})["id"]

    @cached_property
    def channel_id(self) -> str:
        return self._made(f"/cyclers/{self.cycler_id}/channels", {"name": "1"})["id"]

    @cached_property
    def planned_measurement_id(self) -> str:
        links = {"protocol_id": self.experiment_template_id, "cell_specification_id": self.cell_spec_id}
        body = {"name": "W", "estimated_duration_seconds": 60, **links}
        return self._made(f"/projects/{self.project_id}/planned_measurements", body)["id"]

    @cached_property
    def protocol_id(self) -> str:
        return self.experiment_template_id

    @cached_property
    def cell_specification_id(self) -> str:
        return self.cell_spec_id

    @cached_property
    def study_id(self) -> str:
        return self._made(f"/projects/{self.project_id}/studies", {"name": "St"})["id"]

    @cached_property
    def optimization_template_id(self) -> str:
        body = {"name": "T", "project_id": self.project_id, "initial_form_data": {}}
        return self._made("/optimization_templates", body)["id"]

    @cached_property
    def raw_data_id(self) -> str:
        body = {"project_id": self.project_id, "name": "R", "filename": "a.bin", "content_type": "a/b"}
        announced = self._made("/raw_data/initiate-upload", body)
        _put(self._api, announced["uploads"][0], b"raw")
        path = f"/raw_data/{announced['raw_data_id']}/confirm-upload"
        made = self._made(path, {**body, "size_bytes": 3})["id"]
        self._made(f"/cell_measurements/{self.properties}/raw_data", {"raw_data_ids": [made]})
        return made

    @cached_property
    def analysis_id(self) -> str:
        form = {"measurement_id": self.properties, "name": "A", "analysis_type": "x"}
        return self._form("/analyses", form, _parquet({"a": [1.0, 2.0]}))

    @cached_property
    def material_id(self) -> str:
        materials = self._api.json("GET", f"/materials?project_id={self.project_id}")["items"]
        return next(one["id"] for one in materials if one["name"] == "Graphite (Chen2020)")

    @cached_property
    def dataset_id(self) -> str:
        form = {"material_id": self.material_id, "project_id": self.project_id, "name": "D", "columns": "[]"}
        return self._form("/material_property_datasets", form, _parquet({"a [m]": [1.0, 2.0]}))

    @cached_property
    def model_builder_id(self) -> str:
        config = {"elements": {"known": {"element_type": "entry", "values": {"Electrode width [m]": 0.1}}}}
        body = {"model_id": self.model_id, "project_id": self.project_id, "name": "B", "config": config}
        return self._made("/model_builders", body)["id"]

    @cached_property
    def properties(self) -> str:
        return _properties(self._api, self.cell_instance_id)

    @cached_property
    def files(self) -> str:
        return _files(self._api, self.cell_instance_id)

    @cached_property
    def time_series(self) -> str:
        return _time_series(self._api, self.cell_instance_id)

    @cached_property
    def parameterized_model(self) -> str:
        models = self._api.json("GET", f"/parameterized_models?project_id={self.project_id}&summary=true")["items"]
        return next(one["id"] for one in models if one["name"] == "Chen2020 SPM")

    @cached_property
    def _simulation(self) -> dict[str, str]:
        """A simulation that waits for ever, as the work below."""
        body = {
            "parameterized_model": self.parameterized_model,
            "experiment_template_id": self.experiment_template_id,
            "experiment_parameter_sets": [{}],
            "project_id": self.project_id,
        }
        return self._made("/simulations/with-template/batch", body)[0]

    @cached_property
    def simulation_id(self) -> str:
        return self._simulation["simulation_id"]

    @cached_property
    def simulation_job(self) -> str:
        return self._simulation["job_id"]

    @cached_property
    def pipeline_id(self) -> str:
        body = {"elements": {"known": ELEMENT}, "project_id": self.project_id, "name": "P", "options": {}}
        return self._made("/pipelines", body)["id"]

    @cached_property
    def element_id(self) -> str:
        return self._api.json("GET", f"/pipelines/{self.pipeline_id}/elements")[0]["id"]

    @cached_property
    def simple_pipeline_id(self) -> str:
        body = {"config": {"elements": {"known": ELEMENT}}, "project_id": self.project_id}
        return self._made("/simple_pipelines", body)["id"]

    @cached_property
    def _optimization(self) -> dict[str, str]:
        example = operations()["create_optimization"].node["requestBody"]["content"]["application/json"]["example"]
        own = {"project_id": self.project_id, "parameterized_model_id": self.parameterized_model}
        return self._made("/optimizations", {**example, **own})

    @cached_property
    def optimization_id(self) -> str:
        return self._optimization["id"]

    @cached_property
    def optimization_job(self) -> str:
        return self._optimization["job_id"]


SEVERAL = {"measurement_id": ("time_series", "files", "properties"), "job_id": ("simulation_job", "optimization_job")}
"""Parameters with more than one record."""
KINDS = (
    *SEVERAL,
    *(name for name in vars(Records) if name.endswith("_id") or name == "parameterized_model"),
)
"""Names of the parameters that records are known for."""


def _properties(api: InProcess, cell: str) -> str:
    body = {"name": "N", "measurement_type": "properties", "properties": {"mass": {"value": 1, "unit": "g"}}}
    return api.json("POST", f"/cell_instances/{cell}/cell_measurements/create", body)["id"]


def _files(api: InProcess, cell: str) -> str:
    return _uploaded(api, cell, {"measurement_type": "file", "filenames": ["a.txt"]}, b"hello")


def _time_series(api: InProcess, cell: str) -> str:
    """A time series whose steps are being derived for ever."""
    table = {"Time [s]": [0.0, 1.0], "Voltage [V]": [4.0, 3.9], "Step count": [0, 0]}
    return _uploaded(api, cell, {"measurement_type": "time_series"}, _parquet(table))


def _parquet(columns: dict[str, list[Any]]) -> bytes:
    sink = io.BytesIO()
    pl.DataFrame(columns).write_parquet(sink)
    return sink.getvalue()


def _put(api: InProcess, place: dict[str, Any], content: bytes) -> None:
    assert api.send(requests.Request("PUT", place["signed_url"], data=content).prepare()).status_code < 300


def _uploaded(api: InProcess, cell: str, kind: dict[str, Any], content: bytes) -> str:
    label = {"measurement": {"name": kind["measurement_type"]}, **kind}
    announced = api.json("POST", f"/cell_instances/{cell}/cell_measurements/initiate-upload", label)
    _put(api, announced["uploads"][0], content)
    path = f"/cell_measurements/{announced['measurement_id']}/confirm-upload"
    return api.json("POST", path, {"cell_instance_id": cell, **label})["id"]


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


def _judged(operation: Operation, case: Any, response: Response) -> int:
    """Status of an answer that keeps the contract; any other fails the test."""
    if not has_handler(operation.id):
        assert response.status_code in {501, 422, 404, *EVERYWHERE}
        return response.status_code
    case.validate_response(response, checks=JUDGED)
    assert response.status_code != 401
    declared = operation.node["responses"]
    family = f"{response.status_code // 100}XX"
    assert str(response.status_code) in declared or family in declared or response.status_code in EVERYWHERE, (
        f"{operation.id} answered {response.status_code}, which openapi.yaml does not list: {response.text[:300]}"
    )
    return response.status_code


def _put_ids(case: Any, ids: Records, draw: Any) -> None:
    """Name existing records in path, query and body of most requests."""
    for place in ("path_parameters", "query", "body"):
        values = getattr(case, place)
        if isinstance(values, dict):
            known = [name for name in values if name in ids and draw(st.integers(0, 4))]
            setattr(case, place, {**values, **{name: draw(st.sampled_from(ids.all(name))) for name in known}})


def _sampled(found: list[Operation], first: int) -> Any:
    """Operations as cases of a test; every third one, from `first` on, is in the sample of plain `pytest`."""
    cases = [pytest.param(one, id=one.id, marks=() if at % 3 == first else pytest.mark.thorough)
             for at, one in enumerate(found)]  # fmt: skip
    return pytest.mark.parametrize("operation", cases)


@_sampled(ALL, 0)
def test_data_that_fits_the_contract(operation: Operation, api: InProcess, lasting: Records, examples: int) -> None:
    ids = _records_for(operation, api, lasting)
    strategy = UNDER_TEST[operation.id].as_strategy(generation_mode=GenerationMode.POSITIVE)
    statuses = []

    @_settings(examples)
    @given(case=strategy, data=st.data())
    def run(case: Any, data: st.DataObject) -> None:
        _put_ids(case, ids, data.draw)
        statuses.append(_judged(operation, case, _send(api, case)))

    run()
    assert statuses, "nothing was sent"


NOTHING_TO_BREAK = {one.id for one in ALL if not one.parameters and "requestBody" not in one.node}


@_sampled([one for one in ALL if one.id not in NOTHING_TO_BREAK], 1)
def test_data_that_does_not_fit_the_contract(operation: Operation, api: InProcess, examples: int) -> None:
    strategy = UNDER_TEST[operation.id].as_strategy(generation_mode=GenerationMode.NEGATIVE)
    statuses = []

    @_settings(examples)
    @given(case=strategy)
    def run(case: Any) -> None:
        statuses.append(_judged(operation, case, _send(api, case)))

    try:
        run()
    except hypothesis.errors.Unsatisfiable:
        pytest.fail("no request breaks this part of the contract: list the operation in NOTHING_TO_BREAK")
    assert statuses, "nothing was sent"


def test_a_key_is_needed(api: InProcess) -> None:
    wrong = {}
    for operation in ALL:
        path = operation.path.replace("{", "").replace("}", "")
        status = api.send(requests.Request(operation.method, BASE_URL + path).prepare()).status_code
        if status != (401 if operation.needs_key else 200):
            wrong[operation.id] = status
    assert wrong == {}


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
    made: set[str] = set()

    class Workflow(LINKED.as_state_machine()):
        def setup(self) -> None:
            self.records = Records(api)

        def call(self, case: Any, **_options: Any) -> Response:
            for place in ("path_parameters", "query", "body"):
                values = getattr(case, place)
                if isinstance(values, dict):  # what a link put there stays
                    free = {name for name in values if name in self.records and values[name] not in made}
                    setattr(case, place, {**values, **{name: self.records[name] for name in free}})
            if case.method == "POST" and isinstance(case.body, dict) and isinstance(case.body.get("name"), str):
                # a name that an earlier walk took would turn a walk that is repeated another way
                case.body = {**case.body, "name": f"{case.body['name'][:100]} {uuid.uuid4().hex}"}
            response = _send(api, case)
            if response.status_code == 201:
                made.add(response.json()["id"])
            return response

        def validate_response(self, response: Response, case: Any, **_options: Any) -> None:
            _judged(operations()[case.operation.definition.raw["operationId"]], case, response)

    Workflow.run(settings=settings(_settings(examples), stateful_step_count=6))
    assert made, "no walk came to a record"


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
    own: dict[str, str] = {}
    ids = ChainMap(own, Records(api))
    made = api.json(creator.method, _filled(creator.path, ids), _example_body(creator, ids) | {"name": "A new one"})
    assert made["name"] == "A new one"
    own.update(
        {name: made["id"] for name, taken in links["get"]["parameters"].items() if taken == "$response.body#/id"}
    )
    found = _linked(api, links["get"], ids)
    assert (found.status_code, found.json()["id"]) == (200, made["id"])
    assert _linked(api, links["delete"], ids).status_code == 204
    assert _linked(api, links["get"], ids).status_code == 404
    assert _linked(api, links["delete"], ids).status_code == 404


def _example_body(operation: Operation, ids: Mapping[str, str]) -> dict[str, Any] | None:
    """Body of the contract's example, with ids of records that exist."""
    content = operation.node.get("requestBody", {}).get("content", {}).get("application/json")
    return content and {name: ids.get(name, value) for name, value in content["example"].items()}


NOT_FOUND_YET = {
    "confirm_measurement_extend": "no extend was announced",
    "create_pipeline": "the example names a measurement",
    "create_simple_pipeline": "the example names a measurement",
    "download_simulation_profile": "has not run",
    "download_simulation_steps": "has not run",
    "download_simulation_time_series": "has not run",
    "get_simulation_series": "has not run",
    "get_datafit_plot_data": "has not run",
    "get_job_series": "has not run",
    "get_pipeline_result": "has not run",
    "get_protocol_source": "was not saved from a text",
    "get_validation_plot_data": "has not run",
    "remove_study_measurement": "was not assigned",
    "remove_study_simulation": "was not assigned",
    "serialize_ionworks_model": "the platform's own models are not part of the embedded server",
    "attach_measurement_raw_data": "the example names raw data",
    "detach_measurement_raw_data": "was not attached to this one",
    "propose_schedule": "the example names a planned measurement",
    "update_measurement_tags": "the example names a measurement",
}
"""Operations whose example is answered 404, and why."""
REFUSED = {
    "create_job": 410,
    "remove_organization_user": 400,  # the last admin
    "fit_ecm_measurements": 404,  # the example names a measurement
    "set_organization_user_active": 400,  # the last admin
    "list_analyses": 400,  # one of two parameters is needed
    "resend_organization_invite": 409,  # has joined
    "resubmit_optimization": 409,  # is queued
    "apply_schedule": 409,  # the example is out of date
    **dict.fromkeys(
        (
            "download_measurement_steps",
            "download_measurement_time_series",
            "get_measurement_cycles",
            "get_measurement_series",
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
def test_the_example_of_the_contract_is_accepted(operation: Operation, api: InProcess, lasting: Records) -> None:
    # a record of the example's name may be there already, made by the tests before
    known = lasting if operation.method == "GET" else Records(api)
    own = {"measurement_id": known.files} if operation.id in OF_FILES else {}
    ids = ChainMap({"name": "data", "filename": "a.txt", "example_id": "known-circuit"}, own, known)
    query = {
        one["name"]: ids.get(one["name"], one.get("example", "x"))
        for one in operation.parameters
        if one["in"] == "query" and one.get("required")
    }
    url = BASE_URL + _filled(operation.path, ids)
    body = _example_body(operation, ChainMap(own, known))
    if operation.id == "create_site":  # its name is unique in the organization, and the tests before made one
        body = {**body, "name": f"Hall {uuid.uuid4()}"}
    request = requests.Request(operation.method, url, {"X-API-Key": KEY}, params=query, json=body)
    answer = api.send(request.prepare())
    assert answer.status_code == REFUSED.get(operation.id, operation.success[0]), answer.text


def _filled(path: str, ids: Mapping[str, str]) -> str:
    return re.sub(r"{(\w+)}", lambda match: ids[match[1]], path)


def _linked(api: InProcess, link: dict[str, Any], ids: Mapping[str, str]) -> Response:
    target = operations()[link["operationId"]]
    request = requests.Request(target.method, BASE_URL + _filled(target.path, ids), {"X-API-Key": KEY})
    return api.send(request.prepare())
