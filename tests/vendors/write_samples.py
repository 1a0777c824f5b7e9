"""Write cycler files and what they should say, for independent readers in another environment.

``python tests/vendors/write_samples.py FILE``: runs in our environment; the expectation is the normal form
written out plainly, taken before any exporter sees it.
"""

import base64
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings

from ionworks import ucp
from ionworks.cycler_files.bdf import write_bdf
from ionworks.ucp.program import Quantity, Resolution
from ionworks.ucp.vendors import FORMATS, UnsupportedError
from ionworks.ucp.vendors.constructs import ExportOptions
from ionworks.ucp.vendors.sequence import Action, LoopStart, Sequence, Stop

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.unit.ucp.vendors.test_convert import PROTOCOL
from tests.unit.ucp.vendors.test_mutations import DOCUMENTS, JUMPING, MUTATIONS
from tests.unit.ucp.vendors.test_round_trip import SUBSETS

OPTIONS = ExportOptions(nominal_capacity_ah=3.2)
COUNT = 60


def plain(sequence: Sequence) -> dict[str, Any]:
    """Return a sequence as lists and words."""
    nodes: list[Any] = []
    for node in sequence.nodes:
        if isinstance(node, Action):
            mode = node.mode.value if node.mode is not None else None
            nodes.append(
                [node.kind.value, mode, node.value, [_stop(stop) for stop in node.stops], _record(node.record)]
            )
        elif isinstance(node, LoopStart):
            nodes.append(["loop", node.count])
        else:
            nodes.append(["end of loop"])
    safety = {name: getattr(sequence.safety, name) for name in sequence.safety.__slots__ if not name.startswith("_")}
    return {"nodes": nodes, "safety": {name: limit.value for name, limit in safety.items() if limit is not None}}


def _stop(stop: Stop) -> list[Any]:
    target = stop.target if isinstance(stop.target, int) else stop.target.value
    quantity = stop.quantity
    return [quantity.value if quantity is not Quantity.TIME else "Time", stop.operator, stop.value, target]


def _record(record: Resolution) -> dict[str, Any]:
    values = {"time": record.time, "voltage": record.voltage, "current": record.current}
    return {name: value for name, value in values.items() if value is not None}


def sample(name: str, document: Any) -> dict[str, Any]:
    """Return one file and its expectation."""
    program = ucp.bind(ucp.parse(document)).program
    content = FORMATS[name].export(program, OPTIONS).primary.content
    return {"expected": plain(FORMATS[name].prepare(program, OPTIONS)), "content": base64.b64encode(content).decode()}


def random_samples(name: str) -> list[dict[str, Any]]:
    """Return files of random protocols of the subset a format carries, the same in every run."""
    found: list[dict[str, Any]] = []

    @settings(max_examples=COUNT * 4, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(SUBSETS[name])
    def collect(document: Any) -> None:
        try:
            found.append(sample(name, document))
        except UnsupportedError:
            return

    collect()
    return found[:: max(1, len(found) // COUNT)]


def bdf_file(ending: str) -> str:
    """Return a Battery Data Format file of a discharge at 2 A and a charge at 1 A."""
    table = {
        "Time [s]": [0.0, 60.0, 60.0, 120.0],
        "Voltage [V]": [4.0, 3.9, 4.0, 4.05],
        "Current [A]": [2.0, 2.0, -1.0, -1.0],
        "Step count": [0, 0, 1, 1],
        "Discharge capacity [A.h]": [0.0, 2 / 60, 0.0, 0.0],
        "Charge capacity [A.h]": [0.0, 0.0, 0.0, 1 / 60],
        "Temperature [degC]": [25.0, 25.1, 25.1, 25.2],
        "Own": [1.0, 2.0, 3.0, 4.0],
    }
    with TemporaryDirectory() as folder:
        return base64.b64encode(write_bdf(table, Path(folder) / f"sample{ending}").read_bytes()).decode()


def main(path: str) -> None:
    """Write everything the tests need into one file."""
    samples = {name: random_samples(name) for name in FORMATS}
    fixed = {name: sample(name, DOCUMENTS.get(name, JUMPING)) for name in FORMATS}
    documented = {name: sample(name, PROTOCOL) for name in FORMATS}
    # beep looks for the start of a loop from the third step on.
    rests = [{"Rest": {"duration": 60}}, {"Rest": {"duration": 120}}]
    later = {"steps": [*rests, *JUMPING["steps"]]}
    for_beep = {name: sample(name, later) for name in ("maccor", "arbin")}
    answer = {"for beep": for_beep, "random": samples, "fixed": fixed, "documented": documented, "mutations": MUTATIONS}
    answer["bdf"] = {ending: bdf_file(ending) for ending in (".bdf.csv", ".bdf.parquet")}
    Path(path).write_text(json.dumps(answer), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
