"""The page of a measurement: curves of the chosen cycles, and all cycles as a table."""

import numpy as np
import polars as pl
import pytest

from ionworks.server.store import schema
from tests.integration.handlers.conftest import Api
from tests.integration.studio.conftest import Browser, blobs_of

pytestmark = [pytest.mark.local_only]

CYCLES = 60
"""Each discharges 1 A.h in an hour and charges it in two."""


def _tables() -> dict[str, pl.DataFrame]:
    half = np.linspace(0, 3600, 61)
    part = half / 3600
    samples, steps = [], []
    for cycle in range(CYCLES):
        start = cycle * 3 * 3600.0
        for charge, (length, voltage) in enumerate(((1, 4 - part), (2, 3 + part))):
            step, begin = 2 * cycle + charge, start + charge * 3600
            current = -0.5 if charge else 1.0
            samples.append({"Time [s]": begin + length * half, "Voltage [V]": voltage})
            samples[-1] |= {"Current [A]": np.full(61, current), "Step count": np.full(61, step)}
            end = begin + length * 3600
            steps.append({"Cycle count": cycle, "Step count": step, "Start time [s]": begin, "End time [s]": end})
            steps[-1]["Mean current [A]"] = current
    cycles = {"Cycle count": range(CYCLES), "Discharge capacity [A.h]": 1.0, "Charge capacity [A.h]": 1.0}
    return {
        "time_series": pl.DataFrame({name: np.concatenate([one[name] for one in samples]) for name in samples[0]}),
        "steps": pl.DataFrame(steps),
        "cycles": pl.DataFrame({**cycles, "Coulombic efficiency": np.linspace(1, 0.9, CYCLES)}),
    }


@pytest.fixture(scope="module")
def address(api: Api) -> str:
    own = {"project_id": api.project_id}
    spec = api.insert(schema.cell_specs, name="cycled", **own)
    cell = api.insert(schema.cell_instances, name="cell", cell_spec_id=spec, **own)
    named = {"cell_instance_id": cell, "measurement_type": "time_series", "step_labels_validated": False}
    keys = {name: f"measurements/cycled.{name}.parquet" for name in ("time_series", "steps", "cycles")}
    for name, frame in _tables().items():
        with blobs_of(api).writing(keys[name]) as stream:
            frame.write_parquet(stream)
    made = api.insert(schema.cell_measurements, name="cycled", data_files=keys, **named, **own)
    return f"/projects/{api.project_id}/data/measurements/{made}"


def test_a_measurement_shows_capacity_slopes_and_cycles(browser: Browser, address: str) -> None:
    text = browser("GET", address).text
    for caption in (
        "Voltage [V] against Time [s]",
        "Voltage [V] against Capacity [A.h]",
        "dV/dQ [V.A-1.h-1] against Capacity [A.h]",
        "dQ/dV [A.h.V-1] against Voltage [V]",
        "Capacity [A.h] against Cycle count",
    ):
        assert f'aria-label="{caption}"' in text
    assert "Cycle 0 discharge" in text and "Cycle 0 charge" in text and "Cycle 1 " not in text
    # of 1 A.h over 1 V both slopes are one, falling in the discharge
    assert '<span class="high">1</span><span class="low">-1</span>' in text
    assert "1 to 50 of 60" in text and "Coulombic efficiency" in text
    assert "51 to 60 of 60" in browser("GET", f"{address}?offset=50").text


def test_cycles_are_chosen_and_what_is_left_out_is_said(browser: Browser, address: str) -> None:
    text = browser("GET", f"{address}?cycles=3,50-").text
    assert "Cycle 3 discharge" in text and "Cycle 56 charge" in text and "Cycle 57 " not in text
    assert "8 of the 11 chosen cycles are drawn." in text
    wrong = browser("GET", f"{address}?cycles=<x>")
    assert wrong.status_code == 200
    assert "cycles: found &#39;&lt;x&gt;&#39;; allowed" in wrong.text and "Cycle 0 " not in wrong.text


def test_measurements_are_chosen_and_laid_over_each_other(api: Api, browser: Browser, address: str) -> None:
    base, _, first = address.rpartition("/")
    row = {"project_id": api.project_id, "measurement_type": "time_series", "step_labels_validated": False}
    with api.store.read() as connection:
        kept = connection.execute(schema.cell_measurements.select()).mappings().all()
    mine = next(one for one in kept if one["id"] == first)
    row |= {name: mine[name] for name in ("cell_instance_id", "data_files")}
    second = api.insert(schema.cell_measurements, name="cycled again", **row)
    listed = browser("GET", base).text
    assert f'name="id" value="{first}"' in listed and 'action="' in listed and ">Compare</button>" in listed
    assert "cycled again" not in browser("GET", f"{base}?q=nothing like it").text
    text = browser("GET", f"{base}/compare?id={first}&id={second}&direction=discharge&cycles=2").text
    assert "<title>Comparison of 2 measurements" in text
    assert "cycled: cycle 2 discharge" in text and "cycled again: cycle 2 discharge" in text
    assert "cycle 2 charge" not in text
    for caption in ("Voltage [V] against Capacity [A.h]", "dV/dQ [V.A-1.h-1] against Capacity [A.h]"):
        assert f'aria-label="{caption}"' in text
    assert 'aria-label="Discharge capacity [A.h] against Cycle count"' in text
    # of each the first cycle, both directions; more than can be told apart are said
    everything = browser("GET", f"{base}/compare?id={first}&id={second}&cycles=0-").text
    assert "16 of 240 charges and discharges are drawn." in everything
    assert "cycles: found &#39;-1&#39;" in browser("GET", f"{base}/compare?id={first}&cycles=-1").text
    assert "No measurements to compare" in browser("GET", f"{base}/compare").text
    assert browser("GET", f"{base}/compare?id=unknown").status_code == 404


def test_what_is_derived_is_followed_and_a_failure_says_why(api: Api, browser: Browser, address: str) -> None:
    base, _, first = address.rpartition("/")
    own = {"project_id": api.project_id, "job_type": "process_measurement", "priority": 1}
    for status, shown in (("processing", "data-live"), ("failed", "could not be derived: no rows")):
        job = api.insert(schema.jobs, status=status, error="no rows" if status == "failed" else None, **own)
        with api.store.write() as connection:
            change = schema.cell_measurements.update().where(schema.cell_measurements.c.id == first)
            connection.execute(change.values(job_id=job))
        assert shown in browser("GET", f"{base}/{first}").text
    assert "is not processed" in browser("GET", f"{base}/compare?id={first}").text
