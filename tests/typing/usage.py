"""Public usage that type checkers read and nobody runs: `mypy --strict` and `pyright` accept every line.

``assert_type`` pins what users see of the signatures.
"""

from pathlib import Path
from typing import Any, assert_type

from ionworks import Ionworks, get_dataframe_backend, set_dataframe_backend
from ionworks.transport.paging import PaginatedList
from ionworks.errors import APIError, ConflictError, IonworksError, JobFailedError, RateLimitError, WaitTimeoutError
from ionworks.records import (
    Analysis,
    CellInstance,
    CellMeasurement,
    CellSpecification,
    EcmFitJob,
    FitResults,
    InviteResult,
    JobResponse,
    Material,
    MaterialPropertyDataset,
    Model,
    Optimization,
    OrganizationMember,
    OrganizationUsage,
    ParameterizedModel,
    ParsedProtocol,
    PipelineSubmissionResponse,
    Project,
    ProjectRoleInfo,
    Protocol,
    RawData,
    SimplePipelineSubmissionResponse,
    SimulationResponse,
    SaveToProjectResponse,
    SimulationResult,
    Study,
    ValidationResults,
)


def client() -> None:
    with Ionworks("key", timeout=30, max_retries=3, dataframe_backend="pandas") as one:
        assert_type(one, Ionworks)
        assert_type(one.project_id, str | None)
        assert_type(one.whoami(), dict[str, Any])
        assert_type(one.health_check()["status"], Any)
        assert_type(one.urls.study("s"), str)
        assert_type(one.open_studio(one.study.get("s"), open_browser=False), str)
        assert_type(one.schema("protocol"), dict[str, Any])
        assert_type(one.capabilities(), dict[str, Any])
        assert_type(one.pybamm_models(), dict[str, Any])
        assert_type(one.validate_pybamm_model_config("SPM", {}), dict[str, Any])
    with Ionworks.local(Path("data"), workers=2) as local:
        assert_type(Ionworks(local.api_key, local.api_url), Ionworks)
    set_dataframe_backend("pandas")
    assert_type(get_dataframe_backend(), str)


def projects(one: Ionworks) -> None:
    assert_type(one.project.create({"name": "N"}), Project)
    assert_type(one.project.list(limit=5, name="x").total, int)
    assert_type([project.name for project in one.project.list()], list[str])
    assert_type(one.project.roles(), list[ProjectRoleInfo])
    assert_type(one.project.invite_member("p", "a@example.com").already_member, bool)
    assert_type(one.project.invite_member("p", "a@example.com"), InviteResult)
    one.project.add_member("p", "u")
    one.project.update_member("p", "u", "Project Viewer")
    one.project.remove_member("p", "u")
    one.project.delete("p")


def models(one: Ionworks) -> None:
    assert_type(one.model.create({"name": "N", "config": {"type": "SPM"}}), Model)
    assert_type(one.model.upload_custom(Path("model.json"), name="N", chemistry="lithium_ion"), Model)
    assert_type(one.model.list(), PaginatedList[Model])
    assert_type(one.model.get_simulation_settings("m"), dict[str, Any])
    assert_type(one.model.add_custom_variable("m", {"name": "x", "expression": "1"}), Model)
    values = one.parameterized_model.get_parameter_values("x")
    assert_type(values, dict[str, Any])
    created = one.parameterized_model.create(None, {"name": "N", "model_id": "m", "parameters": values})
    assert_type(created, ParameterizedModel)
    assert_type(one.parameterized_model.get_variable_names("x"), list[str])
    assert_type(one.parameterized_model.list_by_project(summary=True)[0], ParameterizedModel)
    assert_type(one.parameterized_model.create_or_get("s", {"name": "N", "model_id": "m"}).id, str)


def ids_records_names(one: Ionworks, study: Study, run: SimulationResponse, model: ParameterizedModel) -> None:
    one.study.delete(study)
    one.study.assign_simulation(study, run)
    assert_type(one.simulation.get_result(run), SimulationResult)
    assert_type(one.job.get(run), JobResponse)
    assert_type(one.parameterized_model.get(model), ParameterizedModel)
    assert_type(one.study.get_by_name("N"), Study)
    assert_type(one.simulation.run("Chen2020 SPMe", Path("1C.yaml"), {"SOC": 1}), SimulationResult)
    assert_type(one.simulation.wait_for_completion(one.simulation.protocol_batch({})), list[dict[str, Any]])
    one.simulation.run_sweep(model, {"steps": []}, {"Positive electrode thickness [m]": [1e-4]})
    assert_type(one.get("/projects"), Any)
    assert_type(one.request_raw("GET", "/x", timeout=(1, 2)), bytes)


def studies(one: Ionworks) -> None:
    study = one.study.create({"name": "N", "description": "D"})
    assert_type(study, Study)
    assert_type(one.study.list(limit=10, offset=0, name="N")[:2], list[Study])
    assert_type(one.study.assign_simulation(study.id, "s"), dict[str, Any])
    assert_type(one.study.list_measurements(study.id, project_id="p")["items"], Any)
    one.study.remove_measurement(study.id, "m")


def protocols(one: Ionworks) -> None:
    assert_type(one.protocol.validate("steps: []")["valid"], Any)
    assert_type(one.protocol.find_input_references("steps: []"), list[str])
    saved = one.protocol.create("N", {"steps": []}, description="D")
    assert_type(saved, Protocol)
    assert_type(one.protocol.find_by_name("N"), Protocol | None)
    assert_type(one.protocol.parse_file(Path("x.000")), ParsedProtocol)
    converted = one.protocol.convert(protocol="steps: []", target_format="maccor")
    assert_type(converted.filename, str)
    Path("protocol.000").write_text(converted["content"])
    assert_type(converted.save("folder"), list[Path])


def simulations(one: Ionworks) -> None:
    run = one.simulation.protocol({"parameterized_model": "m", "protocol_id": "p"})
    assert_type(run, SimulationResponse)
    assert_type(run.already_existed, bool)
    runs = one.simulation.protocol_batch({"parameterized_model": "m", "protocol_id": "p"})
    assert_type(runs, list[SimulationResponse])
    ended = one.simulation.wait_for_completion(run.simulation_id, timeout=120, poll_interval=2, verbose=True)
    assert_type(ended, dict[str, Any])
    all_ended = one.simulation.wait_for_completion([r.simulation_id for r in runs], timeout=300)
    assert_type(all_ended, list[dict[str, Any]])
    one.simulation.wait_for_completion(runs, raise_on_failure=False)
    assert_type(one.simulation.list(state="failed", summary=True), PaginatedList[dict[str, Any]])
    assert_type(one.simulation.get_statuses(["a"]), list[dict[str, Any]])
    result = one.simulation.get_result(run.simulation_id)
    assert_type(result, SimulationResult)
    assert_type(result.metrics, dict[str, Any])
    result.time_series.to_pandas().plot(x="Time [s]", y="Voltage [V]")


def pipelines(one: Ionworks) -> None:
    elements: dict[str, Any] = {"entry": {"element_type": "entry", "values": {}}}
    submitted = one.pipeline.create({"elements": elements}, name="N", options={"live_progress_updates": True})
    assert_type(submitted, PipelineSubmissionResponse)
    assert_type(one.pipeline.wait_for_completion(submitted.id, timeout=600).status, str)
    for name, element in one.pipeline.result(submitted.id).element_results.items():
        assert_type(name, str)
        assert_type(element, dict[str, Any])
    assert_type(one.pipeline.list(status="in.(pending,running)").count, int)
    simple = one.simple_pipeline.create({"elements": elements}, name="N")
    assert_type(simple, SimplePipelineSubmissionResponse)
    done = one.simple_pipeline.wait_for_completion(simple.id)
    if done.result is not None:
        print(done.result["parameter_values"])
    one.simple_pipeline.update(simple.id, name="M")
    one.simple_pipeline.cancel(simple.id)
    assert_type(one.optimization.run({"name": "N"}), Optimization)
    assert_type(one.optimization.wait_for_completion("o")["status"], Any)


def cells(one: Ionworks) -> None:
    spec = one.cell_spec.create_or_get({"name": "LG M50", "form_factor": "cylindrical"})
    assert_type(spec, CellSpecification)
    assert_type(one.cell_spec.list(name_exact="LG M50"), PaginatedList[CellSpecification])
    cell = one.cell_instance.create(spec.id, {"name": "C-1"})
    assert_type(cell, CellInstance)
    measured = one.cell_measurement.list(cell.id, tags_all=["rpt"])
    assert_type(measured, PaginatedList[CellMeasurement])
    assert_type(one.measurement.add_tags(measured[0].id, ["rpt"]), int)
    detail = {"measurement": {"name": "N"}, "time_series": {"Time [s]": [0.0], "Step count": [0]}}
    assert_type(one.cell_measurement.create(cell.id, detail, rated_capacity=5.0).steps_created, int)
    assert_type(one.cell_measurement.download_files("m"), dict[str, bytes])
    assert_type(one.resolve_measurement("LG M50", "C-1", "N"), CellMeasurement)


def work_and_people(one: Ionworks) -> None:
    assert_type(one.job.cancel(job_id="j"), JobResponse)
    assert_type(one.job.get_metadata(job_id="j").get("validation_results"), Any | None)
    assert_type(one.job.list()[0].is_terminal, bool)
    assert_type(one.organization.usage(), OrganizationUsage)
    assert_type(one.organization.members(), list[OrganizationMember])
    one.organization.invite("a@example.com", role="Admin")
    one.organization.set_role("u", "Member")


def knowledge(one: Ionworks, measurement: CellMeasurement) -> None:
    raw = one.raw_data.upload("p", "ch4.mpr", source="BCS-815", timeout=(5, 60))
    assert_type(raw, RawData)
    one.cell_measurement.attach_raw_data(measurement, [raw])
    assert_type(one.raw_data.list_measurements(raw)[0], str)
    analysis = one.analysis.create(measurement, "N", "dcir_from_hppc", {"SOC": [0.5]}, plots=[{"x": "SOC"}])
    assert_type(one.analysis.find_one(measurement, name="N"), Analysis)
    one.analysis.delete(analysis)
    graphite = one.material.list(project_id="p", name_exact="Graphite")[0]
    assert_type(graphite, Material)
    dataset = one.material_property_dataset.create(graphite, "N", {"Radius [m]": [5e-6]})
    assert_type(dataset, MaterialPropertyDataset)
    assert_type(one.material_property_dataset.get_units(dataset), dict[str, str])
    one.material_property_dataset.to_prior(dataset, "Radius", "Negative particle radius [m]", rel_std=0.1)
    one.electrolyte.transport_from_dataset(dataset, forms={"Electrolyte conductivity [S.m-1]": "landesfeind"})
    assert_type(one.model_builder.check("b", "s").ready, bool)
    assert_type(one.model_builder.build("b", "s", save=True).parameterized_model_id, str | None)
    assert_type([found.name for found in one.search.query("cell", entity_types=["study"])], list[str])


def errors(one: Ionworks) -> None:
    try:
        one.simulation.wait_for_completion("s")
    except JobFailedError as failed:
        assert_type(failed.reason, str | None)
    except WaitTimeoutError as late:
        print(late.ids)
    except ConflictError as conflict:
        assert_type(conflict.existing_id, str | None)
    except RateLimitError as limited:
        assert_type(limited.retry_after, float | None)
    except APIError as error:
        assert_type(error.status_code, int | None)
    except IonworksError as error:
        assert_type(error.message, str)


def circuits(one: Ionworks) -> None:
    assert_type(one.ecm.list_examples(), list[dict[str, Any]])
    assert_type(one.ecm.fit_from_example("known-circuit", num_rcs=1), FitResults)
    assert_type(one.ecm.fit_from_measurements({"measurements": [{"id": "m"}]}), EcmFitJob)
    assert_type(one.ecm.fit_from_file(Path("pulses.csv"), regularization=0.1), EcmFitJob)
    assert_type(one.ecm.wait_for_completion("job"), FitResults | None)
    assert_type(one.ecm.save_to_project("N", "spec", {}), SaveToProjectResponse)
    assert_type(one.ecm.validate(example_id="e", parameterized_model_id="p").rmse_mV, float)
    assert_type(one.ecm.validate(example_id="e", parameterized_model_id="p"), ValidationResults)


def lab(one: Ionworks) -> None:
    assert_type(one.cell_batch.create_or_get("spec", {"name": "L"}).instance_count, int)
    assert_type(one.site.detail("s").cyclers[0].channels[0].max_amps, float | None)
    assert_type(one.cycler.start_service("y", "repair", "2026-01-01").id, str)
    assert_type(one.channel.list_incidents("c").total, int)
    assert_type(one.lab.utilization("p").percent, int)
    assert_type([channel.site_name for channel in one.lab.free_channels("p", min_amps=5)], list[str])
    proposal = one.planned_measurement.auto_schedule_proposal(["p"])
    assert_type(one.planned_measurement.apply_auto_schedule_proposal(list(proposal.assignments))[0].status, str)
