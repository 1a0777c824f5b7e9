"""Compare the engine with PyBaMM: ``python tests/integration/against_pybamm/compare.py [family ...]``.

Prints a table of families and every difference with its figures; ends with 1 when one is not among the accepted.
"""

import argparse
import sys
import time
import warnings
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.integration.against_pybamm import store
from tests.integration.against_pybamm.accepted import reason
from tests.integration.against_pybamm.case import Case
from tests.integration.against_pybamm.families import FAMILIES

WORDS = ("equal", "different", "refused", "missing")
Told = tuple[str, str, str]
"""Key, word and figures of a verdict."""


def compared(family: str, number: int) -> list[Told]:
    """Verdicts of one task of a family."""
    import pybamm

    from tests.integration.against_pybamm.comparison import verdicts

    warnings.simplefilter("ignore")
    pybamm.set_logging_level("CRITICAL")
    cases, references = _work(family)
    found = verdicts(cases[number], references)
    return [(verdict.case.key, verdict.word, verdict.figures) for verdict in found]


@cache
def _work(family: str) -> tuple[list[list[Case]], dict[str, Any]]:
    """Tasks and references of a family, read once by each process."""
    from tests.integration.against_pybamm.comparison import tasks

    return tasks(FAMILIES[family]()), store.read(family)["cases"]


def table(found: dict[str, list[Told]]) -> str:
    """Numbers of every family, and how many of those that are not equal are explained."""
    lines = [f"{'family':<14}{'cases':>7}" + "".join(f"{word:>11}" for word in WORDS) + f"{'explained':>11}"]
    for family, told in found.items():
        counts = Counter(word for _, word, _ in told)
        explained = sum(word != "equal" and reason(key) is not None for key, word, _ in told)
        lines.append(
            f"{family:<14}{len(told):>7}" + "".join(f"{counts[word]:>11}" for word in WORDS) + f"{explained:>11}"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Compare families, all when none is named; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("families", nargs="*", metavar="family", help=f"of {', '.join(FAMILIES)} (default: all)")
    names = parser.parse_args(arguments).families or list(FAMILIES)
    if unknown := [name for name in names if name not in FAMILIES]:
        parser.error(f"no family {', '.join(unknown)}; there are {', '.join(FAMILIES)}")
    begun = time.monotonic()
    found: dict[str, list[Told]] = {}
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as workers:
        waiting = {
            family: [workers.submit(compared, family, number) for number in range(len(_work(family)[0]))]
            for family in names
        }
        for family, futures in waiting.items():
            found[family] = [one for future in futures for one in future.result()]
            print(f"{family}: {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    apart = [one for told in found.values() for one in told if one[1] != "equal"]
    for key, word, figures in apart:
        print(f"[{reason(key) or 'NOT EXPLAINED'}] {key}: {word}: {figures}")
    for key, _, _ in (one for told in found.values() for one in told if one[1] == "equal" and reason(one[0])):
        print(f"[no difference any more] {key}")
    print(table(found))
    return int(any(reason(key) is None for key, _, _ in apart))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
