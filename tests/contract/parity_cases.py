"""What each public method must send: one row or more per method.

Written by hand from docs/contract/wire.md and docs/contract/flows.md.

Nothing here is computed by the package. `P` is the client's default project; answers are the examples of
openapi.yaml unless a row scripts them. ``{url}`` in a scripted answer is the address of the recording server.
"""

import io
from collections.abc import Callable
from tempfile import TemporaryDirectory
from typing import Any

import attrs

from ionworks import Ionworks
from ionworks.errors import APIError
from tests.contract.recorder import Answer, Turns

P = "P-default"
PM = "0b7c3a52-1d1e-4c55-9a7e-5f2f60f6c001"  # not of this form, it would be a name
ALL_VARIANTS = ("example", "newer", "sparse", "odd_status")


class Including(dict[str, Any]):
    """Equal to any object that has these members, and no member of a null value or called ``module``."""

    def __eq__(self, other: object) -> bool:
        rest = isinstance(other, dict) and "module" not in other and None not in other.values()
        return rest and all(other.get(key) == value for key, value in self.items())

    __hash__ = None


@attrs.frozen
class Sent:
    """One expected request. `auth` is false for signed URLs, which must never see the key."""

    method: str
    path: str
    query: dict[str, Any] = attrs.field(factory=dict)
    body: Any = None
    auth: bool = True


@attrs.frozen
class Case:
    """One public method, called once, and the requests it makes."""

    name: str
    call: Callable[[Ionworks], Any]
    sent: list[Sent]
    answers: dict[str, Any] = attrs.field(factory=dict)
    unordered: bool = False
    raises: type[Exception] | None = None
    returns: Callable[[Any], bool] = lambda _result: True
    keep: tuple[str, ...] = ()
    variants: tuple[str, ...] = ALL_VARIANTS
    project: str | None = P
    note: str = ""

    @property
    def label(self) -> str:
        return f"{self.name}{':' if self.note else ''}{self.note}"


def get(path: str, **query: Any) -> Sent:
    return Sent("GET", path, query)


def post(path: str, body: Any) -> Sent:
    return Sent("POST", path, body=body)


def patch(path: str, body: Any) -> Sent:
    return Sent("PATCH", path, body=body)


def delete(path: str) -> Sent:
    return Sent("DELETE", path)


PYBAMM_MODEL = {
    "get_parameterized_model": {"id": PM, "name": "N", "model_id": "m1"},
    "get_model": {"id": "m1", "name": "M", "config": {"type": "SPM"}},
    "get_parameter_values": {"Nominal cell capacity [A.h]": 5.0},
}


def case(name: str, call: Callable[[Ionworks], Any], *sent: Sent, **options: Any) -> Case:
    return Case(name, call, list(sent), **options)


TWO_PROJECTS = {
    "items": [{"id": f"p{n}", "name": f"P{n}", "organization_id": "o"} for n in (1, 2)],
    "count": 2,
    "total": 2,
}

# docs/contract/wire.md section 7: the arguments of most lists, and what they become
FILTERS = {
    "created_after": "2025-01-02",
    "created_before": "2025-02-03T04:05:06Z",
    "updated_after": "2025-03-04",
    "updated_before": "2025-04-05",
    "order_by": "name",
    "order": "desc",
}
FILTERS_SENT = {
    "created_at_gt": "2025-01-02",
    "created_at_lt": "2025-02-03T04:05:06Z",
    "updated_at_gt": "2025-03-04",
    "updated_at_lt": "2025-04-05",
    "order_by": "name",
    "order": "desc",
}
EMAIL = {"created_by_email": "ada@"}
EMAIL_SENT = {"created_by_email": "ilike.%ada@%"}

CLIENT = [  # docs/contract/wire.md section 10
    case("health_check", lambda c: c.health_check(), get("/healthz")),
    case("whoami", lambda c: c.whoami(), get("/users/me"), returns=lambda me: "email" in me and "id" in me),
    case(
        "open_studio",
        lambda c: c.open_studio(open_browser=False),
        post("/studio/links", None),
        returns=lambda address: address.endswith("&next=%2Fprojects%2FP-default%2Fstudies"),
    ),
    case("capabilities", lambda c: c.capabilities(), get("/discovery/capabilities")),
    case("schema", lambda c: c.schema("data"), get("/discovery/schemas/data")),
    case("schema", lambda c: c.schema("protocol"), get("/discovery/schemas/protocol"), note="protocol"),
    case("pybamm_models", lambda c: c.pybamm_models(), get("/discovery/pybamm_models")),
    case(
        "validate_pybamm_model_config",
        lambda c: c.validate_pybamm_model_config("SPMe", {"thermal": "lumped"}),
        post(
            "/discovery/pybamm_models/validate",
            {"pybamm_model": "SPMe", "module": "lithium_ion", "options": {"thermal": "lumped"}},
        ),
    ),
    case(
        "validate_pybamm_model_config",
        lambda c: c.validate_pybamm_model_config("Full", module="lead_acid"),
        post("/discovery/pybamm_models/validate", {"pybamm_model": "Full", "module": "lead_acid", "options": {}}),
        note="defaults",
    ),
]

ROLES = [
    {"id": "r-admin", "name": "Project Admin"},
    {"id": "r-contributor", "name": "Project Contributor"},
    {"id": "r-viewer", "name": "Project Viewer"},
]
WITH_ROLES = {"list_project_roles": ROLES}

PROJECT = [  # docs/contract/wire.md section 11, docs/contract/flows.md section 13
    case("project.get", lambda c: c.project.get("p1"), get("/projects/p1")),
    case("project.list", lambda c: c.project.list(), get("/projects")),
    case(
        "project.list",
        lambda c: c.project.list(5, 10, name="Cell", **FILTERS),
        get("/projects", limit="5", offset="10", name="ilike.%Cell%", **FILTERS_SENT),
        note="filters",
    ),
    case(
        "project.list",
        lambda c: c.project.list(name="Cell", name_exact="Cells & more"),
        get("/projects", name="eq.Cells & more"),
        note="exact wins",
    ),
    case(
        "project.create",
        lambda c: c.project.create({"name": "N", "description": "D"}),
        post("/projects", {"name": "N", "description": "D"}),
    ),
    case("project.update", lambda c: c.project.update("p1", {"name": "M"}), patch("/projects/p1", {"name": "M"})),
    case("project.delete", lambda c: c.project.delete("p1"), delete("/projects/p1"), returns=lambda r: r is None),
    case("project.roles", lambda c: c.project.roles(), get("/roles/project")),
    case(
        "project.add_member",
        lambda c: c.project.add_member("p1", "u1"),
        get("/roles/project"),
        post("/projects/p1/members", {"user_id": "u1", "project_role_id": "r-contributor"}),
        answers=WITH_ROLES,
    ),
    case(
        "project.add_member",
        lambda c: c.project.add_member("p1", "u1", "project VIEWER"),
        get("/roles/project"),
        post("/projects/p1/members", {"user_id": "u1", "project_role_id": "r-viewer"}),
        answers=WITH_ROLES,
        note="any case",
    ),
    case(
        "project.add_member",
        lambda c: c.project.add_member("p1", "u1", "r-admin"),
        get("/roles/project"),
        post("/projects/p1/members", {"user_id": "u1", "project_role_id": "r-admin"}),
        answers=WITH_ROLES,
        note="role id",
    ),
    case(
        "project.add_member",
        lambda c: c.project.add_member("p1", "u1", "Captain"),
        get("/roles/project"),
        answers=WITH_ROLES,
        raises=ValueError,
        note="unknown role",
    ),
    case(
        "project.invite_member",
        lambda c: c.project.invite_member("p1", "eve@example.com", "Project Admin"),
        get("/roles/project"),
        post("/projects/p1/invites", {"email": "eve@example.com", "project_role_id": "r-admin"}),
        answers=WITH_ROLES,
    ),
    case(
        "project.update_member",
        lambda c: c.project.update_member("p1", "u1", "Project Viewer"),
        get("/roles/project"),
        patch("/projects/p1/members/u1", {"project_role_id": "r-viewer"}),
        answers=WITH_ROLES,
    ),
    case("project.remove_member", lambda c: c.project.remove_member("p1", "u1"), delete("/projects/p1/members/u1")),
]


def _pybamm_model() -> Any:
    import pybamm

    return pybamm.lithium_ion.SPMe({"thermal": "lumped"})


def _custom_document() -> dict[str, Any]:
    """Document of a small custom model, written by PyBaMM itself."""
    import pybamm
    from pybamm.expression_tree.operations.serialise import Serialise

    model = pybamm.BaseModel(name="decay")
    level = pybamm.Variable("level")
    model.rhs, model.initial_conditions, model.variables = {level: -level}, {level: pybamm.Scalar(1)}, {"level": level}
    return Serialise().serialise_custom_model(model)


MODEL = [  # docs/contract/wire.md section 12, docs/contract/flows.md sections 9.1 and 12
    case("model.get", lambda c: c.model.get("m1"), get("/models/m1")),
    case("model.get_simulation_settings", lambda c: c.model.get_simulation_settings("m1"), get("/models/m1")),
    case("model.list", lambda c: c.model.list(), get("/models", project_id=P)),
    case(
        "model.list",
        lambda c: c.model.list(5, 0, project_id="p2", name="SPM", **EMAIL, **FILTERS),
        get("/models", project_id="p2", limit="5", offset="0", name="ilike.%SPM%", **EMAIL_SENT, **FILTERS_SENT),
        note="filters",
    ),
    case(
        "model.list",
        lambda c: c.model.list(),
        get("/projects", limit="2"),
        answers={"list_projects": TWO_PROJECTS},
        raises=ValueError,
        project=None,
        note="no project",
    ),
    case(
        "model.list",
        lambda c: c.model.list(),
        get("/projects", limit="2"),
        get("/models", project_id="p1"),
        answers={"list_projects": {**TWO_PROJECTS, "items": TWO_PROJECTS["items"][:1]}},
        project=None,
        note="the only project of the server",
    ),
    case(
        "model.create",
        lambda c: c.model.create({"name": "N", "config": {"type": "SPMe", "options": {"thermal": "lumped"}}}),
        post("/models", {"name": "N", "config": {"type": "SPMe", "options": {"thermal": "lumped"}}, "project_id": P}),
    ),
    case(
        "model.create",
        lambda c: c.model.create({"name": "N", "config": _pybamm_model(), "project_id": "p2"}),
        post(
            "/models",
            {
                "name": "N",
                "config": Including(type="SPMe", options=Including(thermal="lumped")),
                "project_id": "p2",
            },
        ),
        note="live model",
        variants=("example",),
    ),
    case(
        "model.upload_custom",
        lambda c: c.model.upload_custom(io.BytesIO(b'{"model": {}}'), name="N", description="D"),
        post(
            "/models/upload-custom",
            {
                "name": "N",
                "chemistry": "lithium_ion",
                "project_id": P,
                "description": "D",
                "file": ("model.json", "application/json", b'{"model": {}}'),
            },
        ),
    ),
    case(
        "model.serialize",
        lambda c: c.model.serialize("LumpedSPMR"),
        post("/discovery/ionworks_models/serialize", {"name": "LumpedSPMR", "options": {}}),
    ),
    case(
        "model.download",
        lambda c: c.model.download("LumpedSPMR", options={"a": "b"}),
        post("/discovery/ionworks_models/serialize", {"name": "LumpedSPMR", "options": {"a": "b"}}),
        answers={"serialize_ionworks_model": lambda _seen: _custom_document()},
        returns=lambda model: list(model.variables) == ["level"],
        variants=("example",),
    ),
    case(
        "model.update",
        lambda c: c.model.update("m1", {"name": "M", "simulation_settings": None}),
        patch("/models/m1", {"name": "M", "simulation_settings": None}),
    ),
    case("model.delete", lambda c: c.model.delete("m1"), delete("/models/m1")),
    case(
        "model.add_custom_variable",
        lambda c: c.model.add_custom_variable("m1", {"name": "X [V]", "expression": "1 + 1"}),
        post("/models/m1/custom-variables", {"name": "X [V]", "expression": "1 + 1"}),
    ),
]

VALUES = {"Nominal cell capacity [A.h]": 5.0}
CONFLICT = {"error_code": "CONFLICT", "message": "taken", "detail": {"existing_id": "old-1"}}
BARE_CONFLICT = {"error_code": "CONFLICT", "message": "taken", "detail": "taken"}

PARAMETERIZED_MODEL = [  # docs/contract/wire.md section 13, docs/contract/flows.md section 11
    case("parameterized_model.get", lambda c: c.parameterized_model.get(PM), get(f"/parameterized_models/{PM}")),
    case(
        "parameterized_model.list_by_cell_specification",
        lambda c: c.parameterized_model.list_by_cell_specification("s1", 2, 3),
        get("/cells/s1/parameterized_models", limit="2", offset="3"),
    ),
    case(
        "parameterized_model.list_by_project",
        lambda c: c.parameterized_model.list_by_project(),
        get("/parameterized_models", project_id=P),
    ),
    case(
        "parameterized_model.list_by_project",
        lambda c: c.parameterized_model.list_by_project("p2", 2, 3, cell_spec_id="s1", summary=True),
        get("/parameterized_models", project_id="p2", cell_spec_id="s1", summary="true", limit="2", offset="3"),
        note="filters",
    ),
    case(
        "parameterized_model.create",
        lambda c: c.parameterized_model.create(None, {"name": "N", "model_id": "m1", "parameters": VALUES}),
        post("/parameterized_models", {"name": "N", "model_id": "m1", "parameters": VALUES, "project_id": P}),
    ),
    case(
        "parameterized_model.create",
        lambda c: c.parameterized_model.create("s1", {"name": "N", "model_id": "m1", "parameters": VALUES}),
        post("/cells/s1/parameterized_models", {"name": "N", "model_id": "m1", "parameters": VALUES}),
        note="under a cell",
    ),
    case(
        "parameterized_model.create_or_get",
        lambda c: c.parameterized_model.create_or_get("s1", {"name": "N", "model_id": "m1"}),
        post("/cells/s1/parameterized_models", {"name": "N", "model_id": "m1"}),
        get("/parameterized_models/old-1"),
        answers={"create_cell_parameterized_model": Answer(CONFLICT, 409)},
    ),
    case(
        "parameterized_model.create_or_get",
        lambda c: c.parameterized_model.create_or_get("s1", {"name": "N", "model_id": "m1"}),
        post("/cells/s1/parameterized_models", {"name": "N", "model_id": "m1"}),
        get("/cells/s1/parameterized_models", limit="100", offset="0"),
        answers={
            "create_cell_parameterized_model": Answer(BARE_CONFLICT, 409),
            "list_cell_parameterized_models": {"items": [{"id": "x", "name": "N"}], "count": 1, "total": 1},
        },
        keep=("name", "total"),
        returns=lambda record: record.id == "x",
        note="by name",
    ),
    case(
        "parameterized_model.update",
        lambda c: c.parameterized_model.update(None, PM, {"description": "D", "simulation_settings": None}),
        patch(f"/parameterized_models/{PM}", {"description": "D", "simulation_settings": None}),
    ),
    case(
        "parameterized_model.update",
        lambda c: c.parameterized_model.update("s1", PM, {"name": "M"}),
        patch(f"/cells/s1/parameterized_models/{PM}", {"name": "M"}),
        note="under a cell",
    ),
    case(
        "parameterized_model.delete",
        lambda c: c.parameterized_model.delete(None, PM),
        delete(f"/parameterized_models/{PM}"),
    ),
    case(
        "parameterized_model.delete",
        lambda c: c.parameterized_model.delete("s1", PM),
        delete(f"/cells/s1/parameterized_models/{PM}"),
        note="under a cell",
    ),
    case(
        "parameterized_model.get_parameter_values",
        lambda c: c.parameterized_model.get_parameter_values(PM),
        get(f"/parameterized_models/{PM}/parameter-values"),
        returns=lambda values: isinstance(values, dict),
    ),
    case(
        "parameterized_model.create_from_bpx",
        lambda c: c.parameterized_model.create_from_bpx({"Header": {}}),
        raises=ValueError,
        note="refused before anything is sent",
    ),
    case(
        "parameterized_model.to_bpx",
        lambda c: c.parameterized_model.to_bpx(PM),
        get(f"/parameterized_models/{PM}"),
        get("/models/m1"),
        get(f"/parameterized_models/{PM}/parameter-values"),
        answers={
            **PYBAMM_MODEL,
            "get_model": {"id": "m1", "name": "M", "config": {"type": "SPM", "options": {"thermal": "lumped"}}},
        },
        variants=("example",),
        raises=ValueError,
        note="an option BPX cannot hold",
    ),
    case(
        "parameterized_model.to_pybamm",
        lambda c: c.parameterized_model.to_pybamm(PM),
        get(f"/parameterized_models/{PM}"),
        get("/models/m1"),
        get(f"/parameterized_models/{PM}/parameter-values"),
        answers=PYBAMM_MODEL,
        variants=("example",),
        returns=lambda both: both[1]["Nominal cell capacity [A.h]"] == 5.0,
    ),
    case(
        "simulation.to_pybamm",
        lambda c: c.simulation.to_pybamm("s1"),
        get("/simulations/s1"),
        get(f"/parameterized_models/{PM}"),
        get("/models/m1"),
        get(f"/parameterized_models/{PM}/parameter-values"),
        get(f"/parameterized_models/{PM}"),
        get("/experiment_templates/x1"),
        answers={
            **PYBAMM_MODEL,
            "get_simulation": {
                "id": "s1",
                "parameterized_model": {"id": PM, "name": "N"},
                "experiment_template_id": "x1",
                "design": {"design_parameters": {}},
            },
            "get_protocol": {
                "id": "x1",
                "name": "N",
                "organization_id": "o",
                "protocol_config": {"steps": [{"Rest": {"duration": 60, "ends": ["Capacity > 1"]}}]},
            },
        },
        variants=("example",),
        raises=ValueError,
        note="refused after everything was read",
    ),
    case(
        "parameterized_model.get_variable_names",
        lambda c: c.parameterized_model.get_variable_names(PM),
        get(f"/parameterized_models/{PM}/variable-names"),
        returns=lambda names: all(isinstance(name, str) for name in names),
    ),
]

STUDY = [  # docs/contract/wire.md section 14
    case("study.get", lambda c: c.study.get("s1"), get(f"/projects/{P}/studies/s1")),
    case("study.get", lambda c: c.study.get("s1", project_id="p2"), get("/projects/p2/studies/s1"), note="project"),
    case("study.list", lambda c: c.study.list(), get(f"/projects/{P}/studies")),
    case(
        "study.list",
        lambda c: c.study.list("p2", 10, 0, name="Discharge", order_by="name", order="asc"),
        get("/projects/p2/studies", limit="10", offset="0", name="ilike.%Discharge%", order_by="name", order="asc"),
        note="filters",
    ),
    case(
        "study.create",
        lambda c: c.study.create({"name": "N", "description": "D"}),
        post(f"/projects/{P}/studies", {"name": "N", "description": "D"}),
    ),
    case("study.create", lambda c: c.study.create("p2"), raises=ValueError, note="project first"),
    case(
        "study.update",
        lambda c: c.study.update("s1", {"name": "M"}),
        patch(f"/projects/{P}/studies/s1", {"name": "M"}),
    ),
    case("study.delete", lambda c: c.study.delete("s1"), delete(f"/projects/{P}/studies/s1")),
    case(
        "study.assign_simulation",
        lambda c: c.study.assign_simulation("s1", "x1"),
        post(f"/projects/{P}/studies/s1/simulations/x1", {}),
    ),
    case(
        "study.remove_simulation",
        lambda c: c.study.remove_simulation("s1", "x1"),
        delete(f"/projects/{P}/studies/s1/simulations/x1"),
    ),
    case(
        "study.assign_measurement",
        lambda c: c.study.assign_measurement("s1", "x1"),
        post(f"/projects/{P}/studies/s1/measurements/x1", {}),
    ),
    case(
        "study.list_measurements",
        lambda c: c.study.list_measurements("s1", limit=4, offset=8),
        get(f"/projects/{P}/studies/s1/measurements", limit="4", offset="8"),
        returns=lambda page: isinstance(page, dict) and "items" in page,
    ),
    case(
        "study.remove_measurement",
        lambda c: c.study.remove_measurement("s1", "x1"),
        delete(f"/projects/{P}/studies/s1/measurements/x1"),
    ),
]

YAML = "global: {initial_soc: 1}\nsteps:\n  - {direction: Rest, value: 60}\n"
UCP = {"global": {"initial_soc": 1}, "steps": [{"direction": "Rest", "value": 60}]}
TWO_PROTOCOLS = [{"id": i, "name": "N", "organization_id": "o"} for i in ("a", "b")]

PROTOCOL = [  # docs/contract/wire.md section 15
    case("protocol.list", lambda c: c.protocol.list(), get("/experiment_templates", project_id=P)),
    case(
        "protocol.list",
        lambda c: c.protocol.list(
            "p2", 5, 1, include=["protocol_config", "source_protocol"], name="x", **EMAIL, **FILTERS
        ),
        get(
            "/experiment_templates",
            project_id="p2",
            limit="5",
            offset="1",
            include="protocol_config,source_protocol",
            name="ilike.%x%",
            **EMAIL_SENT,
            **FILTERS_SENT,
        ),
        note="filters",
    ),
    case("protocol.get", lambda c: c.protocol.get("x1"), get("/experiment_templates/x1")),
    case(
        "protocol.find_by_name",
        lambda c: c.protocol.find_by_name("1C 100%"),
        get("/experiment_templates", project_id=P, limit="2", name="eq.1C 100%"),
        answers={"list_protocols": {"items": TWO_PROTOCOLS[:1], "count": 1, "total": 1}},
        returns=lambda found: found.id == "a",
    ),
    case(
        "protocol.find_by_name",
        lambda c: c.protocol.find_by_name("N"),
        get("/experiment_templates", project_id=P, limit="2", name="eq.N"),
        answers={"list_protocols": {"items": [], "count": 0, "total": 0}},
        returns=lambda found: found is None,
        note="absent",
    ),
    case(
        "protocol.find_by_name",
        lambda c: c.protocol.find_by_name("N"),
        get("/experiment_templates", project_id=P, limit="2", name="eq.N"),
        answers={"list_protocols": {"items": TWO_PROTOCOLS, "count": 2, "total": 2}},
        raises=ValueError,
        note="shared",
    ),
    case(
        "protocol.human_readable",
        lambda c: c.protocol.human_readable("x1"),
        get("/experiment_templates/x1/human_readable"),
        returns=lambda text: isinstance(text, str) and bool(text),
    ),
    case(
        "protocol.source_protocol",
        lambda c: c.protocol.source_protocol("x1"),
        get("/experiment_templates/x1/source_protocol"),
        returns=lambda text: isinstance(text, str) and bool(text),
    ),
    case(
        "protocol.create",
        lambda c: c.protocol.create("N", YAML, description="D"),
        post(
            "/experiment_templates",
            {
                "name": "N",
                "protocol_config": UCP,
                "parameters_schema": {},
                "project_id": P,
                "force_create": False,
                "description": "D",
                "source_protocol": YAML,
            },
        ),
    ),
    case(
        "protocol.create",
        lambda c: c.protocol.create("N", UCP, "p2", parameters_schema={"a": 1}, force_create=True),
        post(
            "/experiment_templates",
            {
                "name": "N",
                "protocol_config": UCP,
                "parameters_schema": {"a": 1},
                "project_id": "p2",
                "force_create": True,
            },
        ),
        note="mapping",
    ),
    case(
        "protocol.create_or_get",
        lambda c: c.protocol.create_or_get("N", UCP),
        post(
            "/experiment_templates",
            {
                "name": "N",
                "protocol_config": UCP,
                "parameters_schema": {},
                "project_id": P,
                "force_create": False,
            },
        ),
    ),
    case(
        "protocol.update", lambda c: c.protocol.update("x1", name="M"), patch("/experiment_templates/x1", {"name": "M"})
    ),
    case("protocol.update", lambda c: c.protocol.update("x1"), patch("/experiment_templates/x1", {}), note="empty"),
    case("protocol.delete", lambda c: c.protocol.delete("x1"), delete("/experiment_templates/x1")),
    case(
        "protocol.parse_file",
        lambda c: c.protocol.parse_file(io.BytesIO(b"\x00\x01 binary")),
        post("/protocols/parse", {"file": ("protocol", "application/octet-stream", b"\x00\x01 binary")}),
    ),
    case("protocol.validate", lambda c: c.protocol.validate(YAML), post("/protocols/validate", {"protocol": YAML})),
    case(
        "protocol.find_input_references",
        lambda c: c.protocol.find_input_references(YAML),
        post("/protocols/input_references", {"protocol": YAML}),
        returns=lambda names: isinstance(names, list),
    ),
    case(
        "protocol.plot",
        lambda c: c.protocol.plot({"steps": [{"Rest": {"duration": 60}}]}),
        returns=lambda axes: axes.figure.clear() is None and axes.figure.axes == [],
        note="nothing is sent",
    ),
    case(
        "protocol.from_drive_cycle",
        lambda c: c.protocol.from_drive_cycle({"Time [s]": [0, 1], "Power [W]": [1, 2]}, "power", repeat=2),
        returns=lambda document: document["steps"][0]["Drive"]["repeat"] == 2,
        note="nothing is sent",
    ),
    case(
        "protocol.convert",
        lambda c: c.protocol.convert(protocol=YAML, target_format="maccor"),
        post("/protocols/convert", {"protocol": YAML, "target": "maccor", "filename_stem": "protocol"}),
        returns=lambda result: bool(result["filename"]) and isinstance(result["content"], str),
    ),
    case(
        "protocol.convert",
        lambda c: c.protocol.convert(
            UCP,
            target="novonix",
            filename_stem="f",
            nominal_capacity_ah=5.0,
            verify=True,
            drive_cycles={"d": [[0, 1]]},
            inputs={"C-rate": 0.5},
        ),
        post(
            "/protocols/convert",
            {
                "protocol": UCP,
                "target": "novonix",
                "filename_stem": "f",
                "drive_cycles": {"d": [[0, 1]]},
                "nominal_capacity_ah": 5.0,
                "verify": True,
                "inputs": {"C-rate": 0.5},
            },
        ),
        note="everything",
    ),
]

EXPERIMENT = {"protocol": "<yaml>", "name": "N"}
TEMPLATE = {"parse_to_template": {"template_id": "T"}}
THICKNESS = "Positive electrode thickness [m]"
RUN = {"simulation_id": "S", "job_id": "J"}


def _status_rows(seen: Any) -> list[dict[str, Any]]:
    return [_status(i, "completed") for i in seen.body["simulation_ids"]]


def _status(simulation_id: str, status: str) -> dict[str, Any]:
    return {"simulation_id": simulation_id, "status": status, "updated_at": "2026-01-01T00:00:00Z"}


def _frame_bytes(columns: dict[str, list[float]]) -> bytes:
    import polars as pl

    sink = io.BytesIO()
    pl.DataFrame(columns).write_parquet(sink)
    return sink.getvalue()


SERIES = {
    "Time [s]": [0.0, 1.0],
    "Voltage [V]": [4.0, 3.9],
    "Step count": [0, 1],
    "Discharge capacity [A.h]": [0.2, 0.1],
    "Charge capacity [A.h]": [0.0, 0.0],
}
PROFILE = {"Time [s]": [0.0, 0.0, 1.0, 1.0], "x [m]": [0.0, 1e-4, 0.0, 1e-4], "c [mol.m-3]": [1.0, 2.0, 3.0, 4.0]}
DOWNLOADS = {
    "download_simulation_time_series": Answer(b"", 307, {"Location": "{url}/bucket/series?token=t"}),
    "download_simulation_steps": Answer(b"", 307, {"Location": "/bucket/steps?token=t"}),
    "download_simulation_profile": Answer(b"", 307, {"Location": "/bucket/profile?token=t"}),
    "/bucket/profile": Answer(_frame_bytes(PROFILE), 200),
    "/bucket/series": Answer(_frame_bytes(SERIES), 200, {"Content-Type": "application/octet-stream"}),
    "/bucket/steps": Answer(_frame_bytes({"Step count": [0, 1]}), 200),
}


def _ended(simulation_id: str) -> dict[str, Any]:
    """State of a completed run as the embedded server sends it: with its record."""
    return {**_status(simulation_id, "completed"), "id": simulation_id, "storage_folder": "chunk"}


TABLES = {
    "get_simulation_statuses": [_ended("s1"), _ended("s2")],
    "list_simulation_tables": [
        {
            "url": "{url}/bucket/chunk?token=t",
            "simulations": [{"simulation_id": "s1", "rows": 2}, {"simulation_id": "s2", "rows": 2}],
        }
    ],
    "/bucket/chunk": Answer(_frame_bytes({name: values * 2 for name, values in SERIES.items()}), 200),
}


def _scanned(client: Ionworks, ids: list[str]) -> Any:
    with TemporaryDirectory() as folder:
        return client.simulation.scan_results(folder, ids).collect()


SIMULATION = [  # docs/contract/wire.md section 16, docs/contract/flows.md sections 2 to 4
    case(
        "simulation.protocol",
        lambda c: c.simulation.protocol(
            {
                "parameterized_model": PM,
                "protocol_experiment": EXPERIMENT,
                "experiment_parameters": {"Initial SOC": 1, "C-rate": 0.5},
                "design_parameters": {THICKNESS: 75e-6},
            }
        ),
        post(
            "/protocols/parse-to-template",
            {
                "protocol_experiment": EXPERIMENT,
                "experiment_parameters": {"Initial SOC": 1.0, "C-rate": 0.5},
                "project_id": P,
            },
        ),
        post(
            "/simulations/with-template/batch",
            {
                "parameterized_model": PM,
                "experiment_template_id": "T",
                "experiment_parameter_sets": [{"Initial SOC": 1.0, "C-rate": 0.5}],
                "design_parameters_doe": {
                    "sampling": "grid",
                    "rows": [{"type": "discrete", "name": THICKNESS, "values": [7.5e-05]}],
                },
                "project_id": P,
            },
        ),
        answers={**TEMPLATE, "create_simulations": [RUN]},
        returns=lambda run: (
            (run.simulation_id, run.job_id, run.protocol_id) == ("S", "J", "T") and run.already_existed is False
        ),
    ),
    case(
        "simulation.protocol",
        lambda c: c.simulation.protocol(
            {
                "parameterized_model": {"capacity": 5, "chemistry": "LFP/Graphite"},
                "protocol_id": "saved",
                "study_id": "st",
                "extra_variables": ["Power [W]"],
                "max_backward_jumps": 7,
            }
        ),
        post(
            "/simulations/with-template/batch",
            {
                "parameterized_model": {"quick_model": {"capacity": 5, "chemistry": "LFP/Graphite"}},
                "experiment_template_id": "saved",
                "experiment_parameter_sets": [{}],
                "max_backward_jumps": 7,
                "study_id": "st",
                "extra_variables": ["Power [W]"],
            },
        ),
        note="saved protocol, quick model",
    ),
    case(
        "simulation.protocol",
        lambda c: c.simulation.protocol(
            {
                "parameterized_model": PM,
                "protocol_experiment": EXPERIMENT,
                "design_parameters": {"a": 1.0},
                "design_parameters_doe": {"sampling": "grid", "rows": []},
            }
        ),
        raises=ValueError,
        note="both designs",
    ),
    case(
        "simulation.protocol_batch",
        lambda c: c.simulation.protocol_batch(
            {
                "parameterized_model": PM,
                "protocol_experiment": EXPERIMENT,
                "design_parameters_doe": {
                    "sampling": "random",
                    "count": 3,
                    "rows": [
                        {"type": "range", "name": "a", "min": 1, "max": 2, "count": 3},
                        {"type": "normal", "name": "b", "mean": 1, "std": 0.1, "count": 3},
                    ],
                },
            }
        ),
        post(
            "/protocols/parse-to-template",
            {"protocol_experiment": EXPERIMENT, "experiment_parameters": {}, "project_id": P},
        ),
        post(
            "/simulations/with-template/batch",
            {
                "parameterized_model": PM,
                "experiment_template_id": "T",
                "experiment_parameter_sets": [{}],
                "design_parameters_doe": {
                    "sampling": "random",
                    "count": 3,
                    "rows": [
                        {"type": "range", "name": "a", "min": 1.0, "max": 2.0, "count": 3},
                        {"type": "normal", "name": "b", "mean": 1.0, "std": 0.1, "count": 3},
                    ],
                },
                "project_id": P,
            },
        ),
        answers={**TEMPLATE, "create_simulations": [RUN, {**RUN, "already_existed": True}]},
        returns=lambda runs: [run.already_existed for run in runs] == [False, True],
    ),
    case(
        "simulation.protocol_batch",
        lambda c: c.simulation.protocol_batch(
            {
                "parameterized_model": PM,
                "protocol_experiment": EXPERIMENT,
                "experiment_parameters": {"T": 25},
                "conditions": [
                    {"experiment_parameters": {"C-rate": 1}, "design_parameters": {"a": 2}},
                    {"experiment_parameters": {"C-rate": 2, "T": 30}},
                ],
                "project_id": "p2",
            }
        ),
        post(
            "/protocols/parse-to-template",
            {
                "protocol_experiment": EXPERIMENT,
                "experiment_parameters": {"T": 25.0, "C-rate": 1.0},
                "project_id": "p2",
            },
        ),
        post(
            "/simulations/with-template/batch",
            {
                "parameterized_model": PM,
                "experiment_template_id": "T",
                "experiment_parameter_sets": [{"T": 25.0}],
                "conditions": [
                    {"experiment_parameters": {"T": 25.0, "C-rate": 1.0}, "design_parameters": {"a": 2.0}},
                    {"experiment_parameters": {"T": 30.0, "C-rate": 2.0}, "design_parameters": {}},
                ],
                "project_id": "p2",
            },
        ),
        answers={**TEMPLATE, "create_simulations": [RUN, RUN]},
        note="conditions",
    ),
    case("simulation.list", lambda c: c.simulation.list(), get("/simulations")),
    case(
        "simulation.list",
        lambda c: c.simulation.list(PM, protocol_id="T", state="failed", summary=True, limit=5, offset=10),
        get(
            "/simulations",
            parameterized_model_id=PM,
            experiment_template_id="T",
            state="failed",
            summary="true",
            limit="5",
            offset="10",
        ),
        note="filters",
    ),
    case(
        "simulation.list",
        lambda c: c.simulation.list(
            project_id="q", q="x", created_after="2025-01-02", parameter="T [K]", parameter_min=1.0, order_by="name"
        ),
        get(
            "/simulations",
            project_id="q",
            q="x",
            created_at_gt="2025-01-02",
            parameter="T [K]",
            parameter_min="1.0",
            order_by="name",
        ),
        note="ours",
    ),
    case(
        "simulation.list", lambda c: c.simulation.list(study_id="st"), get("/simulations", study_id="st"), note="study"
    ),
    case(
        "simulation.curve",
        lambda c: c.simulation.curve("s1", "Voltage [V]", x_min=1.0, max_points=9),
        get(
            "/simulations/s1/series", columns="Voltage [V]", x="Time [s]", x_min="1.0", max_points="9", encoding="json"
        ),
        returns=lambda frame: "Voltage [V]" in frame.columns,
    ),
    case(
        "simulation.curves",
        lambda c: c.simulation.curves(["a", "b"], ["Voltage [V]"], x="Capacity [A.h]"),
        post(
            "/simulations/series",
            {
                "simulation_ids": ["a", "b"],
                "columns": ["Voltage [V]"],
                "x": "Capacity [A.h]",
                "max_points": 400,
                "encoding": "json",
            },
        ),
        returns=lambda frame: "simulation_id" in frame.columns,
    ),
    case("simulation.get", lambda c: c.simulation.get("s1"), get("/simulations/s1")),
    case("simulation.delete", lambda c: c.simulation.delete("s1"), delete("/simulations/s1")),
    case(
        "simulation.get_statuses",
        lambda c: c.simulation.get_statuses(["a", "b"]),
        post("/simulations/statuses", {"simulation_ids": ["a", "b"], "limit": 2}),
    ),
    case(
        "simulation.get_statuses",
        lambda c: c.simulation.get_statuses([str(i) for i in range(1001)]),
        post("/simulations/statuses", {"simulation_ids": [str(i) for i in range(1000)], "limit": 1000}),
        post("/simulations/statuses", {"simulation_ids": ["1000"], "limit": 1}),
        answers={"get_simulation_statuses": _status_rows},
        returns=lambda rows: len(rows) == 1001,
        variants=("example",),
        note="chunks",
    ),
    case(
        "simulation.get_result",
        lambda c: c.simulation.get_result("s1"),
        get("/simulations/s1/time_series/download"),
        get("/simulations/s1/steps/download"),
        get("/simulations/s1"),
        Sent("GET", "/bucket/series", {"token": "t"}, auth=False),
        Sent("GET", "/bucket/steps", {"token": "t"}, auth=False),
        answers=DOWNLOADS,
        unordered=True,
        returns=lambda result: (
            result.time_series["Voltage [V]"].to_list() == [4.0, 3.9]
            and len(result.steps) == 2
            and isinstance(result.metrics, dict)
        ),
    ),
    case(
        "simulation.list_profiles",
        lambda c: c.simulation.list_profiles("s1"),
        get("/simulations/s1/profiles"),
    ),
    case(
        "simulation.profile",
        lambda c: c.simulation.profile("s1", "c [mol.m-3]", 0.5),
        get("/simulations/s1/profiles/download", name="c [mol.m-3]"),
        get("/simulations/s1"),
        Sent("GET", "/bucket/profile", {"token": "t"}, auth=False),
        answers=DOWNLOADS,
        unordered=True,
        returns=lambda profile: profile.table["c [mol.m-3]"].to_list() == [2.0, 3.0],
    ),
    case(
        "simulation.results",
        lambda c: c.simulation.results(study_id="st"),
        get("/simulations", study_id="st", limit="1000", offset="0"),
        returns=lambda table: "simulation_id" in table.columns or not len(table),
    ),
    case(
        "simulation.results",
        lambda c: c.simulation.results(["s1", "s2"], time_series=True),
        post("/simulations/statuses", {"simulation_ids": ["s1", "s2"], "limit": 2}),
        post("/simulations/tables", {"simulation_ids": ["s1", "s2"], "table": "time_series"}),
        Sent("GET", "/bucket/chunk", {"token": "t"}, auth=False),
        answers=TABLES,
        variants=("example",),
        note="time series, one file",
        returns=lambda table: table["Voltage [V]"].to_list() == [4.0, 3.9, 4.0, 3.9],
    ),
    case(
        "simulation.results",
        lambda c: c.simulation.results(["s1"], time_series=True),
        post("/simulations/statuses", {"simulation_ids": ["s1"], "limit": 1}),
        post("/simulations/tables", {"simulation_ids": ["s1"], "table": "time_series"}),
        get("/simulations/s1/time_series/download"),
        Sent("GET", "/bucket/series", {"token": "t"}, auth=False),
        answers={
            **DOWNLOADS,
            "get_simulation_statuses": [_ended("s1")],
            "list_simulation_tables": Answer(b'{"detail": "Method Not Allowed"}', 405),
        },
        variants=("example",),
        note="a service that cannot say which files",
        returns=lambda table: table["simulation_id"].to_list() == ["s1", "s1"],
    ),
    case(
        "simulation.scan_results",
        lambda c: _scanned(c, ["s1", "s2"]),
        post("/simulations/statuses", {"simulation_ids": ["s1", "s2"], "limit": 2}),
        post("/simulations/tables", {"simulation_ids": ["s1", "s2"], "table": "time_series"}),
        Sent("GET", "/bucket/chunk", {"token": "t"}, auth=False),
        answers=TABLES,
        variants=("example",),
        returns=lambda table: table["simulation_id"].to_list() == ["s1", "s1", "s2", "s2"],
    ),
    case(
        "simulation.wait_for_completion",
        lambda c: c.simulation.wait_for_completion("s1", poll_interval=0.01, verbose=False),
        post("/simulations/statuses", {"simulation_ids": ["s1"], "limit": 1}),
        post("/simulations/statuses", {"simulation_ids": ["s1"], "limit": 1}),
        get("/simulations/s1"),
        answers={
            "get_simulation_statuses": Turns([_status("s1", "a_new_kind_of_running")], [_status("s1", "completed")])
        },
        keep=("status",),
        variants=("example", "newer", "sparse"),
        returns=lambda record: record["status"] == "completed",
    ),
    case(
        "simulation.wait_for_completion",
        lambda c: c.simulation.wait_for_completion(["a", "b", "a"], verbose=False),
        post("/simulations/statuses", {"simulation_ids": ["a", "b"], "limit": 2}),
        get("/simulations/a"),
        get("/simulations/b"),
        answers={"get_simulation_statuses": _status_rows},
        keep=("status",),
        variants=("example", "newer", "sparse"),
        unordered=True,
        returns=lambda records: len(records) == 3,
        note="list",
    ),
]

CONFIG = {
    "elements": {
        "entry": {"element_type": "entry", "values": {"model": {"type": "SPM"}, "data": "db:m1"}},
        "fit": {
            "element_type": "Data Fit",
            "objectives": {"voltage": {"data": "entry.data"}},
            "parameters": {"D": {"bounds": [1e-16, float("inf")]}},
        },
    },
}
SENT_ELEMENTS = {
    "entry": {"element_type": "entry", "values": {"model": {"type": "SPM"}, "data": "db:m1"}},
    "fit": {
        "element_type": "Data Fit",
        "objectives": {"voltage": {"data": "entry.data"}},
        "parameters": {"D": {"bounds": [1e-16, None]}},
    },
}
LABELS = {"project_id": "p3", "name": "C", "description": "CD", "options": {"live_progress_updates": True}}
OPERATORS = {
    "name": "ilike.%a%",
    "description": "d",
    "status": "in.(pending,running)",
    "created_by_email": "eq.a@b.c",
    "created_at_gt": "2026-05-08",
    "created_at_lt": "2026-05-15",
    "updated_at_gt": "2026-05-08",
    "updated_at_lt": "2026-05-15",
    "order_by": "created_at",
    "order": "asc",
}


ELEMENTS = {"list_pipeline_elements": [{"id": "e1", "name": "fit", "element_type": "Data Fit", "job_id": "J"}]}


def _pipeline(status: str, *, ended: bool, **fields: Any) -> dict[str, Any]:
    return {"id": "x1", "name": "N", "status": status, "is_terminal": ended, "is_failed": status == "failed", **fields}


OWNED = {
    "project_id": "p",
    "organization_id": "o",
    "created_at": "2026-01-01T00:00:00Z",
    "updated_at": "2026-01-01T00:00:00Z",
}
WAIT_VARIANTS = ("example", "newer", "sparse")

PIPELINE = [  # docs/contract/wire.md section 17, docs/contract/flows.md sections 7, 8 and 10
    case(
        "pipeline.create",
        lambda c: c.pipeline.create({"name": "N", **CONFIG}),
        post("/pipelines", {"elements": SENT_ELEMENTS, "name": "N", "project_id": P, "options": {}}),
        returns=lambda record: bool(record.id and record.status),
    ),
    case(
        "pipeline.create",
        lambda c: c.pipeline.create(
            {**CONFIG, **LABELS}, project_id="p2", name="A", description="AD", options={"live_progress_updates": False}
        ),
        post(
            "/pipelines",
            {
                "elements": SENT_ELEMENTS,
                "name": "A",
                "description": "AD",
                "project_id": "p2",
                "options": {"live_progress_updates": False},
            },
        ),
        note="arguments win",
    ),
    case("pipeline.create", lambda c: c.pipeline.create({"elements": []}), raises=ValueError, note="list of elements"),
    case("pipeline.list", lambda c: c.pipeline.list(), get("/pipelines", project_id=P)),
    case(
        "pipeline.list",
        lambda c: c.pipeline.list(
            "p2", 5, 10, id="x", created_at="eq.2026-01-01", updated_at="2026-01-01", **OPERATORS
        ),
        get(
            "/pipelines",
            project_id="p2",
            limit="5",
            skip="10",
            id="x",
            created_at="eq.2026-01-01",
            updated_at="2026-01-01",
            **OPERATORS,
        ),
        note="filters, skip",
    ),
    case("pipeline.get", lambda c: c.pipeline.get("x1"), get("/pipelines/x1")),
    case("pipeline.result", lambda c: c.pipeline.result("x1"), get("/pipelines/x1/result")),
    case("pipeline.update", lambda c: c.pipeline.update("x1", "M"), patch("/pipelines/x1", {"name": "M"})),
    case("pipeline.update", lambda c: c.pipeline.update("x1"), raises=ValueError, note="nothing"),
    case("pipeline.cancel", lambda c: c.pipeline.cancel("x1"), post("/pipelines/x1/cancel", {})),
    case("pipeline.delete", lambda c: c.pipeline.delete("x1"), delete("/pipelines/x1")),
    case(
        "pipeline.wait_for_completion",
        lambda c: c.pipeline.wait_for_completion("x1", poll_interval=0.01, verbose=False),
        get("/pipelines/x1"),
        get("/pipelines/x1"),
        answers={"get_pipeline": Turns(_pipeline("brand_new", ended=False), _pipeline("completed", ended=True))},
        variants=WAIT_VARIANTS,
        returns=lambda record: record.status == "completed",
    ),
    case(
        "pipeline.wait_for_completion",
        lambda c: c.pipeline.wait_for_completion("x1", verbose=False),
        get("/pipelines/x1"),
        answers={"get_pipeline": _pipeline("failed", ended=True, error="boom")},
        variants=WAIT_VARIANTS,
        raises=Exception,
        note="failed",
    ),
    case(
        "pipeline.get_element_metadata",
        lambda c: c.pipeline.get_element_metadata("x1", "fit"),
        get("/pipelines/x1/elements"),
        get("/jobs/J/metadata"),
        answers=ELEMENTS,
        keep=("job_id",),
    ),
    case(
        "pipeline.get_element_series_channels",
        lambda c: c.pipeline.get_element_series_channels("x1", "fit"),
        get("/pipelines/x1/elements"),
        get("/jobs/J/series/channels"),
        answers=ELEMENTS,
        keep=("job_id",),
    ),
    case(
        "pipeline.get_element_series",
        lambda c: c.pipeline.get_element_series("x1", "fit", "voltage", source="baseline"),
        get("/pipelines/x1/elements"),
        get("/jobs/J/series", objective="voltage", source="baseline"),
        answers=ELEMENTS,
        keep=("job_id",),
    ),
]

SIMPLE_PIPELINE = [  # docs/contract/wire.md section 18, docs/contract/flows.md section 7.2
    case(
        "simple_pipeline.create",
        lambda c: c.simple_pipeline.create(CONFIG),
        post("/simple_pipelines", {"config": {"elements": SENT_ELEMENTS}, "project_id": P}),
    ),
    case(
        "simple_pipeline.create",
        lambda c: c.simple_pipeline.create({**CONFIG, **LABELS}, name="A"),
        post(
            "/simple_pipelines",
            {
                "config": {"elements": SENT_ELEMENTS},
                "project_id": "p3",
                "name": "A",
                "description": "CD",
                "options": {"live_progress_updates": True},
            },
        ),
        note="lifted keys",
    ),
    case("simple_pipeline.get", lambda c: c.simple_pipeline.get("x1"), get("/simple_pipelines/x1")),
    case(
        "simple_pipeline.list",
        lambda c: c.simple_pipeline.list(),
        get("/simple_pipelines", project_id=P, limit="10", offset="0", order_by="created_at", order="desc"),
    ),
    case(
        "simple_pipeline.list",
        lambda c: c.simple_pipeline.list("p2", 25, 5, created_at="x", updated_at="y", **OPERATORS),
        get("/simple_pipelines", project_id="p2", limit="25", offset="5", created_at="x", updated_at="y", **OPERATORS),
        note="filters",
    ),
    case(
        "simple_pipeline.update",
        lambda c: c.simple_pipeline.update("x1", name="Renamed", description="notes"),
        patch("/simple_pipelines/x1", {"name": "Renamed", "description": "notes"}),
    ),
    case("simple_pipeline.cancel", lambda c: c.simple_pipeline.cancel("x1"), post("/simple_pipelines/x1/cancel", {})),
    case("simple_pipeline.delete", lambda c: c.simple_pipeline.delete("x1"), delete("/simple_pipelines/x1")),
    case(
        "simple_pipeline.wait_for_completion",
        lambda c: c.simple_pipeline.wait_for_completion("x1", poll_interval=0.01, verbose=False),
        get("/simple_pipelines/x1"),
        get("/simple_pipelines/x1"),
        answers={
            "get_simple_pipeline": Turns(
                _pipeline("pending", ended=False, **OWNED), _pipeline("completed", ended=True, **OWNED)
            )
        },
        variants=WAIT_VARIANTS,
    ),
]

OPTIMIZATION = [  # docs/contract/wire.md section 19
    case(
        "optimization.run",
        lambda c: c.optimization.run({"name": "N", "parameterized_model_id": PM, "kind": {"a": [1]}}),
        post("/optimizations", {"name": "N", "parameterized_model_id": PM, "kind": {"a": [1]}, "project_id": P}),
        keep=("job_id",),
    ),
    case("optimization.get", lambda c: c.optimization.get("x1"), get("/optimizations/x1")),
    case(
        "optimization.list",
        lambda c: c.optimization.list(limit=5, offset=1),
        get("/optimizations", project_id=P, limit="5", offset="1"),
        returns=lambda page: "optimizations" in page,
    ),
    case("optimization.list", lambda c: c.optimization.list(), get("/optimizations"), project=None, note="no project"),
    case(
        "optimization.update",
        lambda c: c.optimization.update("x1", {"name": "M"}),
        patch("/optimizations/x1", {"name": "M"}),
        keep=("job_id",),
    ),
    case("optimization.cancel", lambda c: c.optimization.cancel("x1"), post("/optimizations/x1/cancel", {})),
    case(
        "optimization.wait_for_completion",
        lambda c: c.optimization.wait_for_completion("x1", poll_interval=0.01, verbose=False),
        get("/optimizations/x1"),
        get("/optimizations/x1"),
        answers={
            "get_optimization": Turns(
                *(
                    {"id": "x1", "job_id": "J", "project_id": "p", "status": status}
                    for status in ("running", "succeeded")
                )
            )
        },
        keep=("status",),
        variants=WAIT_VARIANTS,
    ),
]

FOUND_OPTIMUM = {
    "get_optimization": {"id": "x1", "job_id": "J", "project_id": "p", "status": "succeeded"},
    "get_job_metadata": {"result": {"parameters": {"a": 1.0}}},
}

OPTIMIZATION += [  # docs/contract/api-reference.md, beyond client 0.38
    case(
        "optimization.result",
        lambda c: c.optimization.result("x1"),
        get("/optimizations/x1"),
        get("/jobs/J/metadata"),
        answers=FOUND_OPTIMUM,
        keep=("job_id", "result"),
    ),
    case("optimization.resubmit", lambda c: c.optimization.resubmit("x1"), post("/optimizations/x1/resubmit", {})),
    case(
        "optimization.list_templates",
        lambda c: c.optimization.list_templates(),
        get("/optimization_templates", project_id=P),
    ),
    case(
        "optimization.create_template",
        lambda c: c.optimization.create_template({"name": "N", "initial_form_data": {}}),
        post("/optimization_templates", {"name": "N", "initial_form_data": {}, "project_id": P}),
    ),
    case(
        "optimization.update_template",
        lambda c: c.optimization.update_template("t1", {"name": "M"}),
        patch("/optimization_templates/t1", {"name": "M"}),
    ),
    case(
        "optimization.copy_template",
        lambda c: c.optimization.copy_template("t1", "p2"),
        post("/optimization_templates/t1/copy", {"project_id": "p2"}),
    ),
]

TRACE = {"intermediate_results": [{"cost": 1.0}], "samples": {"a": [1.0]}, "sample_costs": [0.5]}

JOB = [  # docs/contract/wire.md section 23
    case(
        "job.create",
        lambda c: c.job.create({"job_type": "simulation", "params": {}}),
        post("/jobs/", {"job_type": "simulation", "params": {}}),
        answers={"create_job": Answer({"detail": "gone"}, 410)},
        raises=APIError,
    ),
    case("job.get", lambda c: c.job.get("j1"), get("/jobs/j1")),
    case("job.list", lambda c: c.job.list(), get("/jobs/"), returns=lambda rows: isinstance(rows, list)),
    case("job.cancel", lambda c: c.job.cancel(job_id="j1"), post("/jobs/j1/cancel", {})),
    case("job.get_metadata", lambda c: c.job.get_metadata(job_id="j1"), get("/jobs/j1/metadata")),
    case(
        "job.get_metadata",
        lambda c: c.job.get_metadata("j1"),
        get("/jobs/j1/metadata"),
        answers={"get_job_metadata": Answer({"detail": "none"}, 404)},
        raises=APIError,
        note="absent",
    ),
    case(
        "job.get_plot_data",
        lambda c: c.job.get_plot_data("j1", "voltage"),
        get("/pipelines/datafits/j1/plot_data", objective_name="voltage", plot_index="0", max_points="2000"),
    ),
    case(
        "job.get_plot_data",
        lambda c: c.job.get_plot_data("j1", "voltage", 1, 500, 0.5, 2),
        get(
            "/pipelines/datafits/j1/plot_data",
            objective_name="voltage",
            plot_index="1",
            max_points="500",
            x_min="0.5",
            x_max="2",
        ),
        note="window",
    ),
    case("job.get_series_channels", lambda c: c.job.get_series_channels("j1"), get("/jobs/j1/series/channels")),
    case(
        "job.get_series",
        lambda c: c.job.get_series("j1", "voltage"),
        get("/jobs/j1/series", objective="voltage", source="optimal"),
    ),
    case(
        "job.get_series",
        lambda c: c.job.get_series("j1", "v", "baseline", ["Time [s]", "Voltage [V]"], "Time [s]", 10, 0.0, 1.5),
        get(
            "/jobs/j1/series",
            objective="v",
            source="baseline",
            columns="Time [s],Voltage [V]",
            x_column="Time [s]",
            max_points="10",
            x_min="0.0",
            x_max="1.5",
        ),
        note="window",
    ),
    case(
        "job.get_parameter_trace",
        lambda c: c.job.get_parameter_trace("j1"),
        get("/jobs/j1/metadata"),
        answers={"get_job_metadata": TRACE},
        keep=tuple(TRACE),
        returns=lambda rows: rows == [{"cost": 1.0}],
        variants=("example", "sparse"),
    ),
    case(
        "job.get_posterior_samples",
        lambda c: c.job.get_posterior_samples("j1"),
        get("/jobs/j1/metadata"),
        answers={"get_job_metadata": TRACE},
        keep=tuple(TRACE),
        returns=lambda found: found == {"samples": {"a": [1.0]}, "sample_costs": [0.5]},
    ),
    case(
        "job.get_posterior_samples",
        lambda c: c.job.get_posterior_samples("j1"),
        get("/jobs/j1/metadata"),
        answers={"get_job_metadata": Answer({"detail": "none"}, 404)},
        returns=lambda found: found == {},
        note="absent",
    ),
]

ME = {"get_current_user": {"id": "u", "email": "a@b.c", "authorized_organization": {"id": "o1", "name": "O"}}}
MEMBERS = {"list_organization_users": [{"id": "u1", "email": "Ada@Example.com"}, {"id": "u2", "email": None}]}


def _member(name: str, call: Callable[[Ionworks], Any], *sent: Sent, **options: Any) -> Case:
    answers = {**ME, **options.pop("answers", {})}
    keep = ("authorized_organization", "email", *options.pop("keep", ()))
    return case(f"organization.{name}", call, get("/users/me"), *sent, answers=answers, keep=keep, **options)


ORGANIZATION = [  # docs/contract/wire.md section 24
    case("organization.usage", lambda c: c.organization.usage(), get("/organizations/current/usage")),
    _member("members", lambda c: c.organization.members(), get("/organizations/o1/users")),
    _member(
        "members",
        lambda c: [c.organization.members() for _ in range(2)],
        get("/organizations/o1/users"),
        get("/organizations/o1/users"),
        note="organization asked once",
    ),
    _member(
        "get_member",
        lambda c: c.organization.get_member("ada@example.COM"),
        get("/organizations/o1/users"),
        answers=MEMBERS,
        returns=lambda member: member.id == "u1",
    ),
    _member(
        "get_member",
        lambda c: c.organization.get_member("eve@example.com"),
        get("/organizations/o1/users"),
        answers=MEMBERS,
        raises=ValueError,
        note="unknown",
    ),
    _member(
        "invite",
        lambda c: c.organization.invite("e@example.com"),
        post("/organizations/o1/users/by-email", {"email": "e@example.com", "role_name": "Member"}),
    ),
    _member(
        "set_role",
        lambda c: c.organization.set_role("u1", "Admin"),
        patch("/organizations/o1/users/u1/role", {"role_name": "Admin"}),
    ),
    _member(
        "deactivate",
        lambda c: c.organization.deactivate("u1"),
        patch("/organizations/o1/users/u1", {"is_active": False}),
    ),
    _member(
        "reactivate",
        lambda c: c.organization.reactivate("u1"),
        patch("/organizations/o1/users/u1", {"is_active": True}),
    ),
    _member(
        "resend_invite",
        lambda c: c.organization.resend_invite("u1"),
        post("/organizations/o1/users/u1/resend-invite", {}),
    ),
    _member("remove", lambda c: c.organization.remove("u1"), delete("/organizations/o1/users/u1")),
]

CIRCUIT = {"soc": [0.0, 1.0], "ocv": [3.0, 4.1], "r0": [0.02, 0.02], "rc_pairs": [], "capacity_Ah": 5.0}
PAIR = {"r": [0.01, 0.01], "c": [3000.0, 3000.0], "tau": [30.0, 30.0]}
FILE = {"file": ("pulses.csv", "application/octet-stream", b"Time [s]")}


def _stream() -> io.BytesIO:
    stream = io.BytesIO(b"Time [s]")
    stream.name = "pulses.csv"
    return stream


ECM = [  # docs/contract/wire.md section 32
    case(
        "ecm.list_examples", lambda c: c.ecm.list_examples(), get("/ecm/examples"), returns=lambda rows: rows[0]["id"]
    ),
    case("ecm.get_example_data", lambda c: c.ecm.get_example_data("e1"), get("/ecm/examples/e1/data")),
    case(
        "ecm.fit_from_example",
        lambda c: c.ecm.fit_from_example("e1", 1, initial_soc=0.5, capacity=5.0),
        Sent(
            "POST",
            "/ecm/fit",
            {"example_id": "e1", "num_rcs": "1", "fit_ocv": "true", "initial_soc": "0.5", "capacity": "5.0"},
        ),
        returns=lambda found: found.rc_pairs[0].tau == [30.0, 30.0],
    ),
    case("ecm.fit_from_example", lambda c: c.ecm.fit_from_example("e1", 9), raises=ValueError, note="too many"),
    case(
        "ecm.fit_from_measurements",
        lambda c: c.ecm.fit_from_measurements(
            {
                "measurements": [{"id": "m1", "start_step": 1, "initial_soc": None}],
                "ecm_options": {"num_rcs": 3, "num_knots": None},
            }
        ),
        post(
            "/ecm/fit-from-measurements",
            {"measurements": [{"id": "m1", "start_step": 1}], "ecm_options": {"num_rcs": 3}},
        ),
    ),
    *(
        case(
            "ecm.fit_from_measurements",
            lambda c, given=given: c.ecm.fit_from_measurements(given),
            raises=ValueError,
            note=note,
        )
        for note, given in {
            "nothing": {"measurements": []},
            "two without state": {"measurements": [{"id": "a"}, {"id": "b"}]},
            "state": {"measurements": [{"id": "a", "initial_soc": 1.2}]},
            "capacity": {"measurements": [{"id": "a", "capacity": 0}]},
            "option": {"measurements": [{"id": "a"}], "ecm_options": {"num_rcs": 6}},
            "unknown": {"measurement": [{"id": "a"}]},
        }.items()
    ),
    case(
        "ecm.fit_from_file",
        lambda c: c.ecm.fit_from_file(_stream(), regularization=0.5),
        Sent("POST", "/ecm/fit-from-file", {"num_rcs": "2", "fit_ocv": "true", "regularization": "0.5"}, FILE),
    ),
    case(
        "ecm.detect_and_read",
        lambda c: c.ecm.detect_and_read(_stream(), "pulses.csv"),
        Sent("POST", "/ecm/detect-and-read", body=FILE),
    ),
    case(
        "ecm.wait_for_completion",
        lambda c: c.ecm.wait_for_completion("j1", verbose=False),
        get("/jobs/j1"),
        answers={
            "get_job": {
                "job_id": "j1",
                "status": "completed",
                "job_type": "ecm_fit",
                "priority": 5,
                "created_at": "t",
                "updated_at": "t",
                "is_terminal": True,
                "is_failed": False,
                "result": {
                    "rmse_mV": 1.0,
                    "num_rcs": 0,
                    "time": [],
                    "data_voltage": [],
                    "model_voltage": [],
                    **CIRCUIT,
                },
            }
        },
        keep=("result", "is_terminal", "is_failed"),
        variants=("example", "newer"),
        returns=lambda found: found.rmse_mV == 1.0,
    ),  # fmt: skip
    case(
        "ecm.save_to_project",
        lambda c: c.ecm.save_to_project("N", "s1", {**CIRCUIT, "rc_pairs": [PAIR], "rmse_mV": 1.0}),
        post(
            "/ecm/save-to-project",
            {
                "name": "N",
                "description": "",
                "cell_spec_id": "s1",
                "num_rcs": 1,
                "fit_results": {**CIRCUIT, "rc_pairs": [PAIR]},
            },
        ),
    ),
    case(
        "ecm.validate",
        lambda c: c.ecm.validate(measurement_id="m1", fit_results={**CIRCUIT, "capacity_Ah": [5.0]}, start_step=2),
        post("/ecm/validate", {"measurement_id": "m1", "fit_results": CIRCUIT, "start_step": 2}),
    ),
]

CASES = [
    *ECM,
    *CLIENT,
    *PROJECT,
    *MODEL,
    *PARAMETERIZED_MODEL,
    *STUDY,
    *PROTOCOL,
    *SIMULATION,
    *PIPELINE,
    *SIMPLE_PIPELINE,
    *OPTIMIZATION,
    *JOB,
    *ORGANIZATION,
]
