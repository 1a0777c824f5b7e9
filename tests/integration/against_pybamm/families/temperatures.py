"""Temperatures of cell and surroundings under every thermal option."""

from collections.abc import Iterator

from tests.integration.against_pybamm.case import Case, native, rest, until
from tests.integration.against_pybamm.families.rates import CUTOFFS

_SETS = ("Chen2020", "Marquis2019")
_OPTIONS = {
    "isothermal": {},
    "lumped": {"thermal": "lumped"},
    "x-lumped": {"thermal": "x-lumped", "cell geometry": "pouch"},
    "x-full": {"thermal": "x-full"},
}
_KELVIN = 273.15


def cases() -> list[Case]:
    """Return the cases of the family."""
    return [*_ambients(), *_thermal_options(), *_apart(), *_moving(), *_limits()]


def _discharge(name: str, model: str, values: str, rate: float, option: str, **keys: float) -> Case:
    low = CUTOFFS[values][0]
    return Case(
        "temperatures",
        name,
        [{"Discharge": until("C-rate", rate, f"Voltage < {low}")}, {"Rest": {"duration": 1800}}],
        [native("c_rate", rate, f"< {low} V"), rest(1800)],
        model=model,
        values=values,
        options=_OPTIONS[option],
        **keys,
    )


def _ambients() -> Iterator[Case]:
    for values in _SETS:
        for model in ("SPM", "SPMe"):
            for celsius in (-10, 0, 10, 40, 55):
                for option in ("isothermal", "lumped"):
                    name = f"{values} {model} {option} {celsius} degC"
                    yield _discharge(name, model, values, 1, option, celsius=celsius)


def _thermal_options() -> Iterator[Case]:
    for values in _SETS:
        for model in ("SPM", "SPMe", "DFN"):
            for option in _OPTIONS:
                yield _discharge(f"{values} {model} {option} 2C", model, values, 2, option)


def _apart() -> Iterator[Case]:
    """Cell and surroundings of different temperature."""
    for model in ("SPM", "SPMe", "DFN"):
        for cell, ambient in ((10, 40), (45, 5)):
            name = f"{model} {cell} degC in {ambient} degC"
            yield _discharge(name, model, "Chen2020", 1, "lumped", celsius=cell, ambient=ambient)


def _moving() -> Iterator[Case]:
    """Surroundings that change from step to step; PyBaMM puts the cell itself at the temperature of a first step."""
    items = [
        {"Rest": {"duration": 60}},
        {"Discharge": until("C-rate", 1, duration=900, temperature=10)},
        {"Rest": {"duration": 1800, "temperature": 40}},
        {"Discharge": until("C-rate", 1, duration=900)},
    ]
    steps = [
        rest(60),
        native("c_rate", 1, duration=900, temperature=10 + _KELVIN),
        rest(1800, temperature=40 + _KELVIN),
        native("c_rate", 1, duration=900),
    ]
    for model in ("SPM", "SPMe", "DFN"):
        for option in ("isothermal", "lumped"):
            options = {} if option == "isothermal" else {"thermal": option}
            yield Case("temperatures", f"{model} {option} chamber", items, steps, model=model, options=options)


def _limits() -> Iterator[Case]:
    """An end on the temperature of the cell."""
    items = [{"Discharge": until("C-rate", 2, "Temperature > 30", "Voltage < 2.5")}, {"Rest": {"duration": 600}}]
    steps = [native("c_rate", 2, _temperature_above(30), "< 2.5 V"), rest(600)]
    for model in ("SPM", "SPMe", "DFN"):
        yield Case("temperatures", f"{model} to 30 degC", items, steps, model=model, options={"thermal": "lumped"})


def _temperature_above(celsius: float):
    import pybamm

    return lambda: pybamm.step.CustomTermination(
        "warm", lambda variables: celsius - variables["Volume-averaged cell temperature [C]"]
    )
