"""Cases through the engine's public entry, as tasks that ``simulations/job`` would build, and against their references."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
import polars as pl

from ionworks import ucp
from ionworks.errors import IonworksError
from ionworks.server.engine.model.asked import check_values, check_volumes
from ionworks.server.engine.model.models import build_model
from ionworks.server.engine.model.parameters import read_parameters, write_parameters
from ionworks.server.engine.simulate import RunResult, run
from ionworks.server.engine.task import SimulationTask
from tests.integration.against_pybamm.case import Case, decoded
from tests.integration.against_pybamm.reference import UNIT_V

VOLTS = 1e-3
SHARE = 1e-3
KELVIN = 0.15
LOSS, LOSS_POINTS = 4e-3, 1e-3
"""How far apart equal results may be: voltage at common times; duration, capacity and energy; temperature; ageing."""
_SMALL_S, _SMALL_SHARE = 0.05, 1e-4
"""Durations this close are equal, and capacities and energies below this share of the largest are not compared."""
SUMS = {
    "qd": "Discharge capacity [A.h]",
    "qc": "Charge capacity [A.h]",
    "ed": "Discharge energy [W.h]",
    "ec": "Charge energy [W.h]",
}


@attrs.frozen
class Verdict:
    """What became of a case.

    Attributes
    ----------
    case : Case
    word : str
        ``equal``, ``different``, ``refused`` (by the engine alone) or ``missing`` (there is no reference).
    figures : str
        The largest differences, or the reason of a refusal.
    """

    case: Case
    word: str
    figures: str


def tasks(cases: Sequence[Case]) -> list[list[Case]]:
    """Cases that are runs of one task, in order; their structure is the same."""
    groups: dict[str, list[Case]] = {}
    for case in cases:
        shared = (case.family, case.together, case.model, case.options, case.values, sorted(case.design), case.soc)
        word = json.dumps([*shared, case.celsius], default=str) if case.together else case.key
        groups.setdefault(word, []).append(case)
    return list(groups.values())


def verdicts(cases: Sequence[Case], references: Mapping[str, Any]) -> Iterator[Verdict]:
    """Verdicts of the cases of one task.

    Parameters
    ----------
    cases : sequence of Case
        One list of `tasks`.
    references : mapping
        Those of the family by name.
    """
    lacking = [case for case in cases if case.reference_name not in references]
    if lacking:
        yield from (Verdict(case, "missing", "no reference; run make_references.py") for case in lacking)
        cases = [case for case in cases if case not in lacking]
    if not cases:
        return
    try:
        results = list(run(SimulationTask.from_json(task_of(cases))))
    except IonworksError as error:
        yield from (_refused(case, references[case.reference_name], str(error)) for case in cases)
        return
    for case, result in zip(cases, results, strict=True):
        reference = references[case.reference_name]
        if result.status != "completed":
            yield _refused(case, reference, f"{result.error_code}: {result.error}")
        elif "refused" in reference:
            yield Verdict(case, "different", f"PyBaMM refuses: {reference['refused'][:120]}")
        else:
            figures = list(_differences(case, result, reference))
            yield Verdict(case, "different" if figures else "equal", "; ".join(figures))


def task_of(cases: Sequence[Case]) -> dict[str, Any]:
    """Task of the engine, its values in wire form; IonworksError where a submission would be refused."""
    first = cases[0]
    parameters = write_parameters(dict(first.changes)) if first.changes else {}
    config = {"type": first.model, "options": json.loads(json.dumps(dict(first.options)))}
    published = first.values or None
    if published is None:
        parameters = write_parameters(build_model(config).default_parameter_values) | parameters
    values = read_parameters(parameters, published)
    check_values(values, build_model(config))
    check_volumes(values)
    return {
        "model": config,
        "parameters": json.loads(json.dumps(parameters)),
        "parameter_set": published,
        "simulation_settings": None,
        "protocol": document_of(first),
        "extra_variables": list(first.outputs),
        "max_backward_jumps": 1000,
        "runs": [
            {
                "simulation_id": str(number),
                "job_id": str(number),
                "inputs": _inputs(case),
                "design_parameters": dict(case.design),
            }
            for number, case in enumerate(cases)
        ],
    }


def document_of(case: Case) -> Any:
    """UCP document of a case."""
    if isinstance(case.protocol, str):
        return ucp.load(case.protocol)
    conditions = {
        "initial_temperature": case.celsius,
        "temperature": case.surroundings,
        "resolution": {"time": case.period},
        "initial_soc": case.soc,
    }
    own = dict(case.sections)
    given = {**conditions, **own.pop("global", {})}
    cycles = {"drive_cycles": dict(case.cycles)} if case.cycles else {}
    if case.frequencies:
        return {"global": given, "steps": [{"EIS": {"frequencies": list(case.frequencies)}}]}
    return {"global": given, "steps": list(case.protocol), **cycles, **own}


def _inputs(case: Case) -> dict[str, float]:
    """Inputs of a run; experiment text has no other way to say where it starts."""
    state = {"Initial SOC [%]": 100 * case.soc} if isinstance(case.protocol, str) else {}
    return {**state, **case.inputs}


def _refused(case: Case, reference: Mapping[str, Any], text: str) -> Verdict:
    if "refused" in reference:
        return Verdict(case, "equal", "both refuse")
    return Verdict(case, "refused", text[:200])


def _differences(case: Case, result: RunResult, reference: Mapping[str, Any]) -> Iterator[str]:
    if "spectrum" in reference:
        yield from _spectrum(result.time_series, reference["spectrum"])
        return
    rows = [row for row in result.steps.to_dicts() if row["Duration [s]"] > 1e-6]
    theirs = reference["steps"]
    if len(rows) != len(theirs):
        yield f"{len(rows)} steps, PyBaMM {len(theirs)}"
    for number, (row, step) in enumerate(zip(rows, theirs, strict=False)):
        found = [*_step(case, row, step, result.time_series)]
        if found:
            yield f"step {number}: {', '.join(found)} (PyBaMM ends: {step['end']}; engine: {row['Termination']})"


def _step(case: Case, row: Mapping[str, Any], step: Mapping[str, Any], series: pl.DataFrame) -> Iterator[str]:
    seconds = row["Duration [s]"]
    if abs(seconds - step["s"]) > max(SHARE * step["s"], _SMALL_S):
        yield f"{seconds:.2f} s, PyBaMM {step['s']:.2f}"
    rows = series.slice(row["Start index"], row["End index"] - row["Start index"] + 1)
    gap = _voltage_gap(case, rows, step)
    if gap > VOLTS:
        yield f"{1000 * gap:.2f} mV"
    for kind in ("q", "e"):
        largest = max(step.get(f"{kind}d", 0.0), step.get(f"{kind}c", 0.0))
        for name in (f"{kind}d", f"{kind}c"):
            ours, exact = row[SUMS[name]], step.get(name, 0.0)
            if abs(ours - exact) > max(SHARE * exact, _SMALL_SHARE * largest, 1e-7):
                yield f"{SUMS[name]} {ours:.6g}, PyBaMM {exact:.6g}"
    if "t" in step and abs(rows["Temperature [degC]"][-1] - step["t"]) > KELVIN:
        yield f"{rows['Temperature [degC]'][-1]:.3f} degC, PyBaMM {step['t']:.3f}"
    for name, exact in zip(case.outputs, step.get("out", ()), strict=False):
        if abs(rows[name][-1] - exact) > max(LOSS * abs(exact), LOSS_POINTS):
            yield f"{name} {rows[name][-1]:.6g}, PyBaMM {exact:.6g}"


def _voltage_gap(case: Case, rows: pl.DataFrame, step: Mapping[str, Any]) -> float:
    """Largest difference of voltage at the times both have, counted from the start of the step, in V."""
    exact = decoded(step["v"], UNIT_V)[:-1]
    wanted = np.arange(exact.size) * step["stride"] * case.period
    since = rows["Time [s]"].to_numpy() - rows["Time [s]"][0]
    places = np.clip(np.searchsorted(since, wanted - 1e-5), 0, since.size - 1)
    common = np.abs(since[places] - wanted) < 1e-5
    return float(np.abs(rows["Voltage [V]"].to_numpy()[places] - exact)[common].max(initial=0.0))


def _spectrum(series: pl.DataFrame, exact: Sequence[Sequence[float]]) -> Iterator[str]:
    ours = series["Z_Re [Ohm]"].to_numpy() + 1j * series["Z_Im [Ohm]"].to_numpy()
    theirs = np.array([complex(*pair) for pair in exact])
    gap = np.max(np.abs(ours - theirs) / np.abs(theirs))
    if gap > SHARE:
        yield f"impedance {100 * gap:.2f} %"
