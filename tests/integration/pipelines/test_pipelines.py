"""Pipelines and simple pipelines from the client to real fits and back."""

import os
import re
import signal
import threading
import time
from collections.abc import Iterator
from typing import Any

import matplotlib as mpl
import polars as pl
import pybamm
import pytest

from ionworks import Ionworks
from ionworks.errors import JobFailedError, NotFoundError, UnprocessableError
from tests.integration.live_server import wait_for

mpl.use("Agg")
pytestmark = pytest.mark.documented

DIFFUSIVITY = "Negative particle diffusivity [m2.s-1]"
TRUE_DIFFUSIVITY = 5e-14
PARAMETER = {DIFFUSIVITY: {"bounds": [1e-14, 1e-12], "initial_value": 3.3e-14}}


def fit(data: Any, **fields: Any) -> dict[str, Any]:
    objective = {"data": data, "options": {"model": {"type": "SPM"}}}
    return {"element_type": "data_fit", "objectives": {"voltage": objective}, "parameters": PARAMETER, **fields}


def slow_fit(data: Any) -> dict[str, Any]:
    """A fit that takes long enough to be interrupted."""
    optimizer = {"type": "DifferentialEvolution", "max_iterations": 100_000, "population_size": 40}
    return fit(data, optimizer=optimizer | {"absolute_tolerance": 0.0, "relative_tolerance": 0.0})


def test_the_documents_pipeline_recovers_the_diffusivity(client: Ionworks, discharge: pl.DataFrame) -> None:
    elements = {
        "entry": {"element_type": "entry", "values": {"model": {"type": "SPM"}, "data": discharge}},
        "data_fit": {
            "element_type": "data_fit",
            "objectives": {"voltage": {"data": "entry.data"}},
            "parameters": {
                "Negative electrode diffusivity [m2.s-1]": {"bounds": [1e-16, 1e-12], "initial_value": 3.3e-14}
            },
        },
    }
    pipeline = client.pipeline.create({"name": "NMC622 Parameterization", "elements": elements})
    assert pipeline.status in {"pending", "running"}
    done = client.pipeline.wait_for_completion(pipeline.id, timeout=120, verbose=False)
    assert (done.status, done.is_terminal, done.is_failed) == ("completed", True, False)
    result = client.pipeline.result(pipeline.id)
    assert list(result.element_results) == ["entry", "data_fit"]
    assert result.element("data_fit")["parameter_values"][DIFFUSIVITY] == pytest.approx(TRUE_DIFFUSIVITY, rel=0.01)
    assert result.parameter_values[DIFFUSIVITY] == pytest.approx(TRUE_DIFFUSIVITY, rel=0.01)
    assert "Maximum concentration in negative electrode [mol.m-3]" in result.assumed_parameters
    assert any("diffusivity" in warning for warning in result.result["warnings"])
    with pytest.raises(ValueError, match="allowed: 'entry', 'data_fit'"):
        result.element("fit")


def test_curves_trace_and_pictures_of_a_fit(client: Ionworks, discharge: pl.DataFrame) -> None:
    pipeline = client.pipeline.create({"elements": {"fit": fit(discharge)}})
    client.pipeline.wait_for_completion(pipeline.id, timeout=120, verbose=False)
    assert client.pipeline.get_element_series_channels(pipeline.id, "fit")["voltage"].keys() == {"optimal", "baseline"}
    series = client.pipeline.get_element_series(pipeline.id, "fit", "voltage", max_points=11)
    assert len(series["Time [s]"]) == 11
    assert series["Voltage [V] (data)"] == pytest.approx(series["Voltage [V] (model)"], abs=1e-3)
    metadata = client.pipeline.get_element_metadata(pipeline.id, "fit")
    assert metadata["config"]["element_type"] == "data_fit"
    assert metadata["intermediate_results"][-1]["best_cost"] <= metadata["intermediate_results"][0]["best_cost"]
    result = client.pipeline.result(pipeline.id)
    curves, error = result.plot_fit()
    assert curves.get_ylabel() == "Voltage [V]"
    full = client.pipeline.get_element_series(pipeline.id, "fit", "voltage")
    pairs = zip(full["Voltage [V] (data)"], full["Voltage [V] (model)"], strict=True)
    drawn_per_v = {"Error [mV]": 1e3, "Error [uV]": 1e6, "Error [nV]": 1e9}[error.get_ylabel()]
    assert list(error.lines[0].get_ydata()) == pytest.approx([drawn_per_v * (model - data) for data, model in pairs])
    assert curves.get_title().startswith("fit: voltage\nNegative ")
    cost, parameter = result.plot_trace("fit")
    assert cost.get_ylabel() == "Best cost\nSSE [-]"
    assert len(parameter.lines) == 3, "values and two bounds"
    job = client._connection.http.get(f"/pipelines/{pipeline.id}/elements").json()[0]["job_id"]
    plot = client.job.get_plot_data(job, "voltage", max_points=100)
    assert [trace["name"] for trace in plot["traces"]] == ["Data", "Fit"]
    with pytest.raises(NotFoundError):
        client.job.get_plot_data(job, "voltage", plot_index=9)


def test_a_validation_after_a_fit_reports_statistics(client: Ionworks, discharge: pl.DataFrame) -> None:
    check = {
        "element_type": "validation",
        "objectives": {"again": {"type": "CurrentDriven", "data": discharge, "options": {"model": {"type": "SPM"}}}},
    }
    pipeline = client.pipeline.create({"elements": {"fit": fit(discharge), "check": check}})
    client.pipeline.wait_for_completion(pipeline.id, timeout=120, verbose=False)
    rows = client.pipeline.result(pipeline.id).element("check")["summary_stats"]["again"]
    by_name = {row["name"]: row["value"] for row in rows}
    assert by_name["RMSE [mV] (Voltage [V])"] < 1.0


def test_a_stored_model_is_validated_on_its_stored_mesh(client: Ionworks) -> None:
    points = {"r_n": 4, "r_p": 4}
    simulation = pybamm.Simulation(
        pybamm.lithium_ion.SPM(),
        var_pts={**pybamm.lithium_ion.SPM().default_var_pts, **points},
        solver=pybamm.IDAKLUSolver(rtol=1e-7, atol=1e-7),
    )
    solution = simulation.solve([0, 3000], t_interp=range(0, 3001, 30))
    names = ("Time [s]", "Current [A]", "Voltage [V]")
    data = pl.DataFrame({name: solution[name](range(0, 3001, 30)) for name in names})
    model = client.model.create({"name": "SPM of four", "config": {"type": "SPM"}})

    def error_of(points: dict[str, int] | None, name: str) -> float:
        settings = {} if points is None else {"simulation_settings": {"var_pts": points}}
        stored = client.parameterized_model.create(None, {"name": name, "model_id": model.id, **settings})
        objective = {"type": "CurrentDriven", "data": data, "options": {"parameterized_model_id": stored.id}}
        elements = {"check": {"element_type": "validation", "objectives": {"voltage": objective}}}
        pipeline = client.pipeline.create({"elements": elements})
        client.pipeline.wait_for_completion(pipeline.id, timeout=120, verbose=False)
        rows = client.pipeline.result(pipeline.id).element("check")["summary_stats"]["voltage"]
        return next(row["value"] for row in rows if row["name"].startswith("RMSE"))

    assert error_of(None, "default mesh") > 0.3  # mV: the coarse mesh is seen in the data
    assert error_of(points, "coarse mesh") < 0.01


def test_a_failing_element_fails_the_pipeline_and_skips_the_rest(client: Ionworks, discharge: pl.DataFrame) -> None:
    calculation = {"element_type": "calculation", "type": "ElectrodeCapacity", "electrode": "positive"}
    pipeline = client.pipeline.create({"elements": {"capacity": calculation, "fit": fit(discharge)}})
    with pytest.raises(JobFailedError, match="Positive electrode") as failure:
        client.pipeline.wait_for_completion(pipeline.id, timeout=60, verbose=False)
    assert failure.value.status == "failed"
    elements = client._connection.http.get(f"/pipelines/{pipeline.id}/elements").json()
    assert [element["status"] for element in elements] == ["failed", "skipped"]
    assert [element["element_type"] for element in elements] == ["Calculation", "Data Fit"]
    assert client.pipeline.wait_for_completion(pipeline.id, verbose=False, raise_on_failure=False).is_failed


def test_progress_of_a_running_fit_can_be_read_until_it_is_canceled(client: Ionworks, discharge: pl.DataFrame) -> None:
    config = {"elements": {"fit": slow_fit(discharge)}, "options": {"live_progress_updates": True}}
    pipeline = client.pipeline.create(config)

    def element() -> dict[str, Any]:
        return client._connection.http.get(f"/pipelines/{pipeline.id}/elements").json()[0]

    # ten generations: what is found by then is near the truth
    wait_for(lambda: (element()["progress"] or {}).get("evaluations", 0) >= 400, 90)
    progress, shown = element()["progress"], client.pipeline.get(pipeline.id).progress
    started = time.monotonic()
    assert client.pipeline.cancel(pipeline.id).status == "canceled"
    assert element()["status"] == "canceled"
    assert time.monotonic() - started < 5
    with pytest.raises(JobFailedError, match="canceled"):
        client.pipeline.wait_for_completion(pipeline.id, verbose=False)
    assert client.job.get(element()["job_id"]).is_failed
    assert progress["best_cost"] > 0
    course = progress["series"]
    assert course["Best cost"] == sorted(course["Best cost"], reverse=True)
    assert course["Evaluations"][-1] == progress["evaluations"]
    assert 0 < course["Time [s]"][-1] <= progress["elapsed_s"]
    assert shown is not None
    assert (shown["element"], shown["evaluations"] >= progress["evaluations"]) == ("fit", True)
    # what it had found when it was canceled is kept
    kept = client.pipeline.result(pipeline.id)
    assert kept.element("fit")["parameter_values"][DIFFUSIVITY] == pytest.approx(TRUE_DIFFUSIVITY, rel=0.3)
    assert (kept.element("fit")["success"], kept.element("fit")["message"]) == (False, "canceled")
    assert kept.parameter_values == {}
    assert any("canceled" in warning for warning in kept.result["warnings"])


@pytest.mark.usefixtures("interruptible")
def test_a_fit_goes_on_when_waiting_for_it_is_interrupted(
    client: Ionworks, discharge: pl.DataFrame, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt() -> None:
        while (progress := client.simple_pipeline.get(simple.id).progress) is None:
            time.sleep(0.05)
        seen.append(progress)
        time.sleep(0.5)  # for the line to be written
        os.kill(os.getpid(), signal.SIGINT)  # to the process, as a notebook does; a thread may block it

    seen: list[dict[str, Any]] = []
    budget = {"seed": 1, "maxtime": 4}
    simple = client.simple_pipeline.create({"elements": {"fit": slow_fit(discharge) | {"options": budget}}})
    threading.Thread(target=interrupt, daemon=True).start()
    with pytest.raises(KeyboardInterrupt) as caught:
        client.simple_pipeline.wait_for_completion(simple.id, timeout=60, poll_interval=0.2)
    assert f"wait_for_completion('{simple.id}') waits again" in caught.value.__notes__[0]
    assert re.search(r"running \(\d+ evaluations, best cost .*, \d+ s\)", capsys.readouterr().out)
    done = client.simple_pipeline.wait_for_completion(simple.id, timeout=60, verbose=False)
    assert done.status == "completed"
    assert done.result["evaluations"] > seen[0]["evaluations"]


@pytest.mark.parametrize(
    ("elements", "message"),
    [
        ({"x": {"element_type": "nonsense"}}, "entry"),
        ({"fit": {"element_type": "data_fit", "objectives": {}, "parameters": {}}}, "parameters"),
        ({"e": {"element_type": "entry", "path": "/etc/passwd"}}, "path"),
        ({"e": {"element_type": "entry", "values": {"k": {"$type": "os.system", "children": []}}}}, "os.system"),
    ],
)
def test_a_pipeline_that_cannot_run_is_refused(client: Ionworks, elements: dict[str, Any], message: str) -> None:
    with pytest.raises((UnprocessableError, ValueError), match=message):
        client.pipeline.create({"elements": elements})


def test_of_endless_problems_a_hundred_are_told(client: Ionworks) -> None:
    values = {str(one): None for one in range(5000)}
    with pytest.raises(UnprocessableError, match="and 4900 more problems like these") as caught:
        client.pipeline.create({"elements": {"e": {"element_type": "entry", "values": values}}})
    assert str(caught.value).count("needed: a number") == 100


def test_a_measurement_of_nobody_is_not_found(client: Ionworks) -> None:
    with pytest.raises(NotFoundError, match="no-such-measurement"):
        client.pipeline.create({"elements": {"fit": fit("db:no-such-measurement")}})


def test_listing_renaming_and_deleting(client: Ionworks) -> None:
    values = {"element_type": "entry", "values": {"Ambient temperature [K]": 298.15}}
    first = client.pipeline.create({"elements": {"known": values}}, name="alpha one")
    second = client.pipeline.create({"elements": {"known": values}}, name="alpha two")
    for pipeline in (first, second):
        client.pipeline.wait_for_completion(pipeline.id, timeout=60, verbose=False)
    found = client.pipeline.list(name="ilike.%ALPHA%", status="in.(completed,failed)", order_by="name", order="asc")
    assert [item.name for item in found] == ["alpha one", "alpha two"]
    page = client.pipeline.list(name="ilike.%alpha%", limit=1, offset=1, order_by="name", order="asc")
    assert ([item.id for item in page], page.total) == ([second.id], 2)
    assert client.pipeline.update(first.id, name="beta").name == "beta"
    client.pipeline.delete(first.id)
    with pytest.raises(NotFoundError):
        client.pipeline.get(first.id)


def test_results_of_one_pipeline_feed_another(client: Ionworks) -> None:
    values = {"element_type": "entry", "values": {"Ambient temperature [K]": 301.0, "Lower voltage cut-off [V]": 2.5}}
    first = client.pipeline.create({"elements": {"known": values}})
    client.pipeline.wait_for_completion(first.id, timeout=60, verbose=False)
    entry = {"element_type": "entry", "pipeline_id": first.id, "keep": ["Ambient temperature [K]"]}
    second = client.pipeline.create({"elements": {"earlier": entry}})
    client.pipeline.wait_for_completion(second.id, timeout=60, verbose=False)
    assert client.pipeline.result(second.id).parameter_values == {"Ambient temperature [K]": 301.0}


def test_the_documents_simple_pipeline(client: Ionworks, discharge: pl.DataFrame) -> None:
    config = {
        "elements": {
            "initial_params": {"element_type": "entry", "values": {DIFFUSIVITY: 2e-14, "model": {"type": "SPM"}}},
            "fit": {
                "element_type": "Data Fit",
                "objectives": {"voltage": {"data": discharge}},
                "parameters": {DIFFUSIVITY: {"bounds": [1e-14, 1e-13], "initial_value": 2e-14}},
                "cost": {"type": "RMSE"},
                "optimizer": {"type": "DifferentialEvolution", "max_iterations": 10},
            },
        },
        "options": {"live_progress_updates": True},
    }
    submitted = client.simple_pipeline.create(config, name="NMC622 diffusivity fit", description="one parameter")
    assert submitted.status == "pending"
    done = client.simple_pipeline.wait_for_completion(submitted.id, timeout=120, verbose=False)
    assert done.result["parameter_values"][DIFFUSIVITY] == pytest.approx(TRUE_DIFFUSIVITY, rel=0.2)
    renamed = client.simple_pipeline.update(submitted.id, name="Renamed", description="notes")
    assert (renamed.name, renamed.description) == ("Renamed", "notes")
    page = client.simple_pipeline.list(name="ilike.%RENAMED%", created_at_gt="2020-01-01", created_at_lt="2100-01-01")
    assert ([item.id for item in page.items], page.count, page.total) == ([submitted.id], 1, 1)
    client.simple_pipeline.delete(submitted.id)
    with pytest.raises(NotFoundError):
        client.simple_pipeline.get(submitted.id)


def test_an_unknown_element_type_fails_the_simple_pipelines_job(client: Ionworks) -> None:
    submitted = client.simple_pipeline.create({"elements": {"x": {"element_type": "nonsense"}}})
    with pytest.raises(JobFailedError, match=r"ValueError: .*data_fit"):
        client.simple_pipeline.wait_for_completion(submitted.id, timeout=30, verbose=False)


def test_a_simple_pipeline_takes_one_fit(client: Ionworks, discharge: pl.DataFrame) -> None:
    with pytest.raises(UnprocessableError, match="may have one data_fit"):
        client.simple_pipeline.create({"elements": {"a": fit(discharge), "b": fit(discharge)}})
