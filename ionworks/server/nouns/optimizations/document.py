"""The document of a design optimization, checked as deeply as can be before it runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from ionworks import ucp
from ionworks.optimization.problem import Objective, OptimizationProblem
from ionworks.optimization.reading import OptimizationConfigError, read_problem
from ionworks.server.call import Call
from ionworks.server.ground import errors
from ionworks.server.nouns import checks
from ionworks.server.nouns.accounts import roles
from ionworks.server.nouns.models import engine_document
from ionworks.server.nouns.protocols import readable_protocol
from ionworks.server.store import schema


def prepared_design(call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document of a design optimization in canonical form, protocols filled in."""
    try:
        problem = read_problem(body)
    except OptimizationConfigError as error:
        raise refused(error) from error
    model = call.records(schema.parameterized_models).get(problem.parameterized_model_id)
    roles.readable(call, model)
    objectives = {name: _with_protocol(call, name, one) for name, one in problem.objectives.items()}
    problem = attrs.evolve(problem, objectives=objectives)
    _check_inputs(problem)
    with call.store.read() as connection:
        document = engine_document(connection, call.caller.organization_id, model["id"])
    _check_names(call, problem, document)
    return problem.to_wire()


def refused(error: OptimizationConfigError) -> errors.ApiError:
    """422 with every finding."""
    return errors.invalid_shape(
        [{"loc": ["body", issue["path"]], "msg": issue["message"], "type": "value_error"} for issue in error.issues]
    )


def _with_protocol(call: Call, name: str, objective: Objective) -> Objective:
    """Return an objective with its protocol as an object, whatever it was given as."""
    if objective.protocol_id is not None:
        found = readable_protocol(call, objective.protocol_id)["protocol_config"]
        return attrs.evolve(objective, protocol=found, protocol_id=None)
    try:
        document = ucp.load(objective.protocol)
        ucp.parse(document)
    except ucp.ProtocolError as error:
        raise errors.unprocessable(str(error), ("body", f"objectives.{name}.protocol")) from error
    return attrs.evolve(objective, protocol=document)


def _check_inputs(problem: OptimizationProblem) -> None:
    """Bind every protocol with its inputs and the lower bounds of searched ones; each of these must be used."""
    searched = {item.name: item.lower for item in problem.parameters if item.kind != "design"}
    used: set[str] = set()
    for name, objective in problem.objectives.items():
        wanted = set(ucp.find_input_references(objective.protocol))
        used |= wanted
        inputs = {**objective.inputs, **{key: value for key, value in searched.items() if key in wanted}}
        try:
            ucp.bind(ucp.parse(objective.protocol), inputs)
        except ucp.ProtocolError as error:
            raise errors.unprocessable(str(error), ("body", f"objectives.{name}.inputs")) from error
    unused = sorted(searched.keys() - used)
    if unused:
        message = f"is no input of any protocol; allowed: {', '.join(sorted(used)) or 'none, there are no inputs'}"
        raise errors.unprocessable(message, ("body", f"parameters.{unused[0]}"))


def _check_names(call: Call, problem: OptimizationProblem, document: Mapping[str, Any]) -> None:
    """Ask a worker whether the model has these parameters and variables."""
    names = [item.name for item in problem.parameters if item.kind != "input"]
    names += [item.name for item in problem.linked]
    variables: set[str] = set()
    for objective in problem.objectives.values():
        names += objective.design_parameters
        variables = variables.union(*(metric.variables for metric in objective.metrics))
        if objective.protocol is not None:
            variables |= ucp.parse(objective.protocol).model_variables.keys()
    call.engine.check(checks.check_optimization, document, sorted(set(names)), sorted(variables))
