"""Design parameters: as values of the set, as the design of one run, and as members of a sweep."""

from collections.abc import Iterator

import pybamm

from tests.integration.against_pybamm.case import Case, native, until

PARAMETERS = (
    "Negative electrode thickness [m]",
    "Positive electrode thickness [m]",
    "Separator thickness [m]",
    "Electrode height [m]",
    "Electrode width [m]",
    "Negative particle radius [m]",
    "Positive particle radius [m]",
    "Negative electrode porosity",
    "Positive electrode porosity",
    "Separator porosity",
    "Negative electrode active material volume fraction",
    "Positive electrode active material volume fraction",
    "Negative electrode Bruggeman coefficient (electrolyte)",
    "Positive electrode Bruggeman coefficient (electrolyte)",
    "Separator Bruggeman coefficient (electrolyte)",
    "Negative electrode Bruggeman coefficient (electrode)",
    "Positive electrode Bruggeman coefficient (electrode)",
    "Negative electrode conductivity [S.m-1]",
    "Positive electrode conductivity [S.m-1]",
    "Maximum concentration in negative electrode [mol.m-3]",
    "Maximum concentration in positive electrode [mol.m-3]",
    "Initial concentration in electrolyte [mol.m-3]",
    "Cation transference number",
    "Thermodynamic factor",
    "Negative particle diffusivity [m2.s-1]",
    "Positive particle diffusivity [m2.s-1]",
    "Negative electrode Butler-Volmer transfer coefficient",
    "Positive electrode Butler-Volmer transfer coefficient",
    "Number of electrodes connected in parallel to make a cell",
    "Nominal cell capacity [A.h]",
    "Lower voltage cut-off [V]",
)
FACTORS = (0.9, 1.08)
_ASYMMETRIC = "Butler-Volmer transfer coefficient"
_END = "Voltage < 2.75"


def cases() -> list[Case]:
    """Return the cases of the family."""
    return [case for model in ("SPM", "SPMe", "DFN") for name in PARAMETERS for case in _of(model, name)]


def _of(model: str, name: str) -> Iterator[Case]:
    usual = pybamm.ParameterValues("Chen2020").get(name, 0.5) or 1.5
    keys = {"model": model}
    if _ASYMMETRIC in name:
        keys["options"] = {"intercalation kinetics": "asymmetric Butler-Volmer"}
        keys["changes"] = {
            f"{word} electrode Butler-Volmer transfer coefficient": 0.5 for word in ("Negative", "Positive")
        }
    items = [{"Discharge": until("C-rate", 1, _END)}, {"Rest": {"duration": 600}}]
    steps = [native("c_rate", 1, "< 2.75 V"), native("current", 0, duration=600)]
    for factor in FACTORS[1:] if model == "DFN" else FACTORS:
        value = factor * usual
        own = f"{model} {name} = {value:.4g}"
        given = {**keys, "changes": {**keys.get("changes", {}), name: value}}
        yield Case("designs", own, items, steps, **given)
        for way, together in (("alone", ""), ("swept", name)):
            yield Case(
                "designs",
                f"{own}, {way}",
                items,
                steps,
                **keys,
                design={name: value},
                reference=own,
                together=together,
            )
