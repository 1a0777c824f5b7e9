"""Built-in templates of optimizations: a cell design and a fast charge, ready to be completed with a model.

Source: docs/contract/guides.md section 7.2 (system templates Design and Charge). Their content is ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from ionworks.optimization.problem import (
    Algorithm,
    Constraint,
    DesignParameter,
    ExperimentInput,
    Objective,
    maximize,
    minimize,
)
from ionworks.server.nouns.optimizations.kinds import DESIGN
from ionworks.server.store.records import Record

_MADE: Final = "2025-01-01T00:00:00.000000Z"
_DISCHARGE: Final = {
    "global": {"initial_state_type": "soc_percentage", "initial_state_value": 100, "initial_temperature": 25},
    "steps": [{"Discharge": {"mode": "C-rate", "value": 1, "ends": ["Voltage < 2.5"]}}],
}
_CHARGE: Final = {
    "global": {"initial_state_type": "soc_percentage", "initial_state_value": 10, "initial_temperature": 25},
    "steps": [
        {"Charge": {"mode": "C-rate", "value": 'input["First rate"]', "ends": ["SOC > 45", "Voltage > 4.2"]}},
        {"Charge": {"mode": "C-rate", "value": 'input["Second rate"]', "ends": ["SOC > 80", "Voltage > 4.2"]}},
    ],
}


def _form(objectives: Mapping[str, Objective], parameters: tuple[Any, ...]) -> dict[str, Any]:
    return {
        "kind": DESIGN,
        "objectives": {name: objective.to_wire() for name, objective in objectives.items()},
        "parameters": {parameter.name: parameter.to_wire() for parameter in parameters},
        "algorithm": Algorithm().to_wire(),
    }


def _system(name: str, description: str, form: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(
        {
            "id": f"system-{name.lower()}",
            "name": name,
            "description": description,
            "initial_form_data": form,
            "project_id": None,
            "created_at": _MADE,
            "updated_at": _MADE,
        }
    )


_DESIGN_FORM: Final = _form(
    {"1C discharge": Objective(_DISCHARGE, goals={"Energy density": maximize("gravimetric_energy_density")})},
    (
        DesignParameter("Positive electrode thickness [m]", 4e-5, 1.5e-4),
        DesignParameter("Negative electrode thickness [m]", 4e-5, 1.5e-4),
    ),
)
_CHARGE_FORM: Final = _form(
    {
        "Charge": Objective(
            _CHARGE,
            goals={"Charge time": minimize("charge_time")},
            constraints={
                "Charge": Constraint("charge_capacity", lower=0.0),
                "Plating": Constraint("plating_margin", lower=0.0, scale=0.1),
            },
        )
    },
    (ExperimentInput("First rate", 0.3, 4.0, initial=1.0), ExperimentInput("Second rate", 0.3, 4.0, initial=1.0)),
)
SYSTEM_TEMPLATES: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        row["id"]: row
        for row in (
            _system("Design", "Thickness of both electrodes for energy density at 1C.", _DESIGN_FORM),
            _system("Charge", "Two-stage charge to 80 % in the shortest time without lithium plating.", _CHARGE_FORM),
        )
    }
)
"""Built-in templates by id."""


def template_record(row: Mapping[str, Any] | Record, organization_id: str | None = None) -> dict[str, Any]:
    """Return a template in wire form; `organization_id` is the caller's, for built-in ones."""
    names = ("id", "name", "description", "initial_form_data", "project_id", "created_at", "updated_at")
    return {
        **{name: row[name] for name in names},
        "organization_id": organization_id or row["organization_id"],
        "access_level": "system" if row["project_id"] is None else "project",
    }
