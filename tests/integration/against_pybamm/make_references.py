"""Make the references that the comparison needs: ``python tests/integration/against_pybamm/make_references.py [family]``.

Those that are stored already stay; delete a family's file to make it anew, as a new version of PyBaMM demands. The work
is saved every minute, so it can be stopped and begun again.
"""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

import pybamm

from tests.integration.against_pybamm import store
from tests.integration.against_pybamm.case import Case
from tests.integration.against_pybamm.families import FAMILIES
from tests.integration.against_pybamm.reference import solved


def make(family: str) -> None:
    """Solve what the stored references of a family lack; drop what no case wants."""
    stored = store.read(family)
    if stored["pybamm"] not in (None, pybamm.__version__):
        raise SystemExit(f"{store.path_of(family)} was made by PyBaMM {stored['pybamm']}; delete it to make it anew")
    wanted: dict[str, Case] = {}
    for case in FAMILIES[family]():
        wanted.setdefault(case.reference_name, case)
    kept = {name: found for name, found in stored["cases"].items() if name in wanted}
    saved = time.monotonic()
    for name, case in wanted.items():
        if name in kept:
            continue
        kept[name] = solved(case)
        print(f"{family}: {name}: {kept[name].get('refused', '')}", flush=True)
        if time.monotonic() > saved + 60:
            store.write(family, {"pybamm": pybamm.__version__, "cases": kept})
            saved = time.monotonic()
    store.write(family, {"pybamm": pybamm.__version__, "cases": kept})


if __name__ == "__main__":
    os.nice(5)
    pybamm.set_logging_level("ERROR")
    for name in sys.argv[1:] or FAMILIES:
        make(name)
