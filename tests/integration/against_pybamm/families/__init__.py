"""The table of families: name and what makes its cases."""

from collections.abc import Callable

from tests.integration.against_pybamm.case import Case
from tests.integration.against_pybamm.families import (
    ageing,
    designs,
    functions,
    impedance,
    kinds,
    options,
    rates,
    temperatures,
    texts,
)

FAMILIES: dict[str, Callable[[], list[Case]]] = {
    "rates": rates.cases,
    "temperatures": temperatures.cases,
    "kinds": kinds.cases,
    "texts": texts.cases,
    "designs": designs.cases,
    "ageing": ageing.cases,
    "options": options.cases,
    "functions": functions.cases,
    "impedance": impedance.cases,
}
