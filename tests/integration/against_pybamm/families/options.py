"""Options of the models, and the models beside SPM, SPMe and DFN."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.integration.against_pybamm.case import Case, Native, native, rest, until

OPTIONS: Mapping[str, tuple[tuple[str, ...], Mapping[str, Any], Mapping[str, Any]]] = {
    "quadratic profile": (("SPM", "SPMe", "DFN"), {"particle": "quadratic profile"}, {}),
    "quartic profile": (("SPM", "SPMe", "DFN"), {"particle": "quartic profile"}, {}),
    "uniform profile": (("SPM", "SPMe", "DFN"), {"particle": "uniform profile"}, {}),
    "surface form differential": (("SPM", "SPMe", "DFN"), {"surface form": "differential"}, {}),
    "surface form algebraic": (("SPM", "SPMe", "DFN"), {"surface form": "algebraic"}, {}),
    "integrated electrolyte": (("SPMe",), {"electrolyte conductivity": "integrated"}, {}),
    "contact resistance": (("SPM", "SPMe", "DFN"), {"contact resistance": "true"}, {"Contact resistance [Ohm]": 0.01}),
    "asymmetric kinetics": (
        ("SPM", "SPMe", "DFN"),
        {"intercalation kinetics": "asymmetric Butler-Volmer"},
        {
            "Negative electrode Butler-Volmer transfer coefficient": 0.4,
            "Positive electrode Butler-Volmer transfer coefficient": 0.6,
        },
    ),
    "linear kinetics": (("SPM", "DFN"), {"intercalation kinetics": "linear"}, {}),
    "tortuosity": (
        ("SPMe", "DFN"),
        {"transport efficiency": "tortuosity factor"},
        {
            f"{domain} tortuosity factor ({phase})": 2.5
            for domain, phase in (
                ("Negative electrode", "electrolyte"),
                ("Positive electrode", "electrolyte"),
                ("Separator", "electrolyte"),
                ("Negative electrode", "electrode"),
                ("Positive electrode", "electrode"),
            )
        },
    ),
    "overlapping spheres": (("SPMe", "DFN"), {"transport efficiency": "overlapping spheres"}, {}),
    "stress-induced diffusion": (
        ("SPM", "SPMe", "DFN"),
        {"particle mechanics": "swelling only", "stress-induced diffusion": "true"},
        {},
    ),
    "parallel electrodes": (
        ("SPM", "DFN"),
        {},
        {"Number of electrodes connected in parallel to make a cell": 2, "Nominal cell capacity [A.h]": 10},
    ),
    "cells in series": (
        ("SPM", "DFN"),
        {},
        {"Number of cells connected in series to make a battery": 2},
    ),
    "many particles": (("MPM",), {}, {}),
    "Newman and Tobias": (("NewmanTobias",), {}, {}),
}
_OF_OKANE = ("stress-induced diffusion",)


def cases() -> list[Case]:
    """Return the cases of the family."""
    return [*_options(), *_other_models(), *_circuits()]


def _plan(rate: float, low: float) -> tuple[list[Any], list[Native]]:
    items = [{"Discharge": until("C-rate", rate, f"Voltage < {low}")}, {"Rest": {"duration": 1200}}]
    return items, [native("c_rate", rate, f"< {low} V"), rest(1200)]


def _options() -> Iterator[Case]:
    for name, (models, options, changes) in OPTIONS.items():
        for model in models:
            own = {"MPM": "", "NewmanTobias": "Marquis2019"}
            values = own.get(model, "OKane2022" if name in _OF_OKANE else "Chen2020")
            low = 3.2 if model in own else 2.6
            items, steps = _plan(1, low)
            keys = {"model": model, "options": options, "changes": changes, "values": values}
            yield Case("options", f"{model} {name}", items, steps, **keys)


def _other_models() -> Iterator[Case]:
    """Half cells, composite electrodes, several reactions, a sigmoid of the current."""
    items, steps = _plan(1, 3.5)
    for model in ("SPM", "SPMe", "DFN"):
        half = {"working electrode": "positive"}
        yield Case("options", f"{model} half cell", items, steps, model=model, options=half, values="")
    reactions = {"number of MSMR reactions": ("6", "4")}
    yield Case("options", "MSMR", *_plan(0.5, 3.4), model="MSMR", options=reactions, values="")
    sigmoid = {"open-circuit potential": "current sigmoid"}
    import pybamm

    chen = pybamm.ParameterValues("Chen2020")
    branches = {
        f"{electrode} electrode {way} OCP [V]": chen[f"{electrode} electrode OCP [V]"]
        for electrode in ("Negative", "Positive")
        for way in ("lithiation", "delithiation")
    }
    for model in ("SPM", "DFN"):
        yield Case(
            "options", f"{model} current sigmoid", *_plan(1, 2.7), model=model, options=sigmoid, changes=branches
        )


def _circuits() -> Iterator[Case]:
    """Thevenin circuits of one and two elements."""
    plans = {
        "discharge": (
            0.9,
            [{"Discharge": until("Current", 50, duration=1800)}],
            [native("current", 50, duration=1800)],
        ),
        "charge": (0.2, [{"Charge": until("Current", 50, duration=1800)}], [native("current", -50, duration=1800)]),
        "relaxation": (
            0.7,
            [{"Discharge": until("Current", 100, duration=600)}, {"Rest": {"duration": 1800}}],
            [native("current", 100, duration=600), rest(1800)],
        ),
        "power": (0.9, [{"Discharge": until("Power", 200, duration=1800)}], [native("power", 200, duration=1800)]),
    }
    for name, (soc, items, steps) in plans.items():
        for count in (1, 2):
            more = {"R2 [Ohm]": 0.0003, "C2 [F]": 40000, "Element-2 initial overpotential [V]": 0} if count == 2 else {}
            options = {"number of rc elements": count}
            keys = {"model": "Thevenin", "options": options, "values": "ECM_Example", "changes": more}
            yield Case("options", f"Thevenin {count} {name}", items, steps, soc=soc, **keys)
