"""A new run, or a sweep: a model, a protocol, values for its inputs and for parameters of the design."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ionworks import ucp
from ionworks.server.ground.errors import ApiError
from ionworks.server.handlers import parameterized_model, protocol, simulation
from ionworks.server.studio import places, scripts, steps, sweeps
from ionworks.server.studio.page import Answer, Crumb, Moved, Page, Shown
from ionworks.server.studio.pages.shelves import run_address
from ionworks.ucp.preview import preview

EXAMPLES: Final[Mapping[str, str]] = {
    "1C discharge": """\
global:
  initial_soc: 1
  temperature: 25
steps:
  - direction: Discharge
    mode: C-rate
    value: 1
    ends:
      - variable: Voltage [V]
        value: 2.5
""",
    "Discharge at a chosen rate, then rest": """\
global:
  initial_soc: 1
  temperature: 25
steps:
  - direction: Discharge
    mode: C-rate
    value: input["C-rate"]
    ends:
      - variable: Voltage [V]
        value: 2.5
  - direction: Rest
    duration: 1800
""",
}
_DESIGN_ROWS: Final = 4
_INPUT: Final = "input:"
_MODELS: Final = 1000


def new_run(page: Page) -> Shown:
    """Show the form; ``from`` fills it with what an earlier run was told."""
    return _form(page, _earlier(page))


def check(page: Page) -> Shown:
    """Say what is wrong with a protocol and where, or what it does as a picture and in words, and its inputs."""
    typed = _typed(page)
    data = {**_verdict(page, typed), "typed": typed}
    return Shown(template="_parts/checked.html", title="New run", data=data)


def submit(page: Page) -> Answer:
    """Start the runs, or show the form again with what was typed and why it was refused."""
    typed = _typed(page)
    try:
        conditions = sweeps.combinations(typed["inputs"], typed["design"])
        ids = _start(page, typed, conditions)
    except (ApiError, ValueError) as error:
        return _form(page, typed, problem=str(error), status=422)
    if len(ids) == 1:
        return Moved(run_address(page, {"id": ids[0], "parameterized_model": {"id": typed["model"]}}))
    return Moved(f"/projects/{page.project_id}/simulations?q={typed['name']}")


def _start(page: Page, typed: Mapping[str, Any], conditions: Sequence[Mapping[str, Any]]) -> list[str]:
    experiment = {"protocol": typed["protocol"], "name": typed["name"]}
    template = page.ask(
        protocol.parse_to_template,
        body={
            "protocol_experiment": experiment,
            "experiment_parameters": conditions[0]["experiment_parameters"],
            "project_id": page.project_id,
        },
    )
    body = {
        "parameterized_model": typed["model"],
        "experiment_template_id": template["template_id"],
        "experiment_parameter_sets": [{}],
        "conditions": list(conditions),
        "project_id": page.project_id,
    }
    submitted: Any = page.ask(simulation.create_simulations, body=body)
    rows = submitted[0] if isinstance(submitted, tuple) else submitted
    return [row["simulation_id"] for row in rows]


def _form(page: Page, typed: Mapping[str, Any], problem: str = "", status: int = 200) -> Shown:
    models = page.ask(
        parameterized_model.list_parameterized_models, project_id=page.project_id, summary=True, limit=_MODELS
    )
    rows = [*typed["design"].items(), *([("", "")] * _DESIGN_ROWS)][: max(_DESIGN_ROWS, len(typed["design"]) + 1)]
    data = {
        **_verdict(page, typed),
        "typed": typed,
        "rows": rows,
        "models": sorted(models["items"], key=lambda one: one["name"]),
        "examples": EXAMPLES,
        "problem": problem,
        "parameters": _parameter_names(page, typed["model"]),
    }
    crumbs = [Crumb(name="Runs", address=f"/projects/{page.project_id}/simulations")]
    python = scripts.new_run(page, typed)
    return Shown(template="new_run.html", title="New run", crumbs=crumbs, data=data, python=python, status=status)


def _verdict(page: Page, typed: Mapping[str, Any]) -> dict[str, Any]:
    text = typed["protocol"]
    verdict = page.ask(protocol.validate_protocol, body={"protocol": text})
    if not verdict["valid"]:
        problems = places.located(text, verdict["error"])
        return {"problems": problems, "words": "", "picture": None, "inputs": [], **_count(typed)}
    inputs = page.ask(protocol.find_input_references, body={"protocol": text})
    program = _with_first_values(ucp.parse(text), typed["inputs"])
    shown = {"words": ucp.human_readable(program), "picture": steps.picture(preview(program))}
    return {"problems": [], "inputs": inputs, **shown, **_count(typed)}


def _with_first_values(program: ucp.Program, typed: Mapping[str, str]) -> ucp.Program:
    """Return a protocol with the inputs of the first run, or as it is while they are not all given or do not fit."""
    try:
        return ucp.bind(program, {name: sweeps.values(text)[0] for name, text in typed.items()}).program
    except ValueError:
        return program


def _count(typed: Mapping[str, Any]) -> dict[str, Any]:
    try:
        filled = {name: text for name, text in typed["inputs"].items() if text.strip()}
        return {"count": len(sweeps.combinations(filled, typed["design"])), "count_problem": ""}
    except ValueError as error:
        return {"count": 0, "count_problem": str(error)}


def _typed(page: Page) -> dict[str, Any]:
    form = {name: value for name, value in page.form.multi_items() if isinstance(value, str)}
    names = [one for one in page.form.getlist("parameter") if isinstance(one, str)]
    texts = [one for one in page.form.getlist("value") if isinstance(one, str)]
    return {
        "name": form.get("name", "").strip() or "New run",
        "model": form.get("model", ""),
        # browsers send both characters at the end of a line
        "protocol": form.get("protocol", "").replace("\r\n", "\n"),
        "inputs": {name.removeprefix(_INPUT): text for name, text in form.items() if name.startswith(_INPUT)},
        "design": {name.strip(): text for name, text in zip(names, texts, strict=False) if name.strip()},
    }


def _earlier(page: Page) -> dict[str, Any]:
    name = next(iter(EXAMPLES))
    typed = {"name": name, "model": page.query.get("model", ""), "protocol": EXAMPLES[name], "inputs": {}, "design": {}}
    if (identifier := page.query.get("from")) is None:
        example = page.query.get("example", "")
        return {**typed, "name": example, "protocol": EXAMPLES[example]} if example in EXAMPLES else typed
    record = page.ask(simulation.get_simulation, simulation_id=identifier)
    template = record["experiment_template_id"]
    text = page.ask(protocol.get_protocol_source, experiment_template_id=template) if template else typed["protocol"]
    return {
        "name": f"{record['name'] or record['experiment']['name']}, changed",
        "model": record["parameterized_model"]["id"] or "",
        "protocol": text,
        "inputs": {key: str(value) for key, value in (record["experiment_parameters"] or {}).items()},
        "design": {key: str(value) for key, value in record["design"]["design_parameters"].items()},
    }


def _parameter_names(page: Page, model_id: str) -> list[str]:
    """Return names to complete, of a model that is chosen; without one there is nothing to ask for."""
    if not model_id:
        return []
    try:
        values = page.ask(parameterized_model.get_parameter_values, parameterized_model_id=model_id)
    except ApiError:
        return []
    return sorted(name for name, value in values.items() if isinstance(value, int | float))
