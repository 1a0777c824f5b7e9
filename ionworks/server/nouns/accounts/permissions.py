"""What each operation needs: the one table of operations and roles, and the check before every handler.

Every record an operation names, by a parameter of its path or query or by ``project_id`` in its body, belongs to a
project, in which the caller needs the role of the table. Records that bodies refer to otherwise are checked by the
nouns with `roles.readable`. Lists that name no project show what the caller may read (`roles.visible`).

Source: docs/contract/wire.md sections 4 (403, 404), 11 and 24; docs/contract/api-reference.md section 9.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.ground.errors import not_found
from ionworks.server.nouns.accounts import roles
from ionworks.server.store import schema
from ionworks.server.store.records import Record
from ionworks.server.store.schema_knowledge import analyses, model_builders, raw_data, raw_data_uploads
from ionworks.server.store.schema_lab import cell_batches, channels, cyclers, planned_measurements
from ionworks.server.store.schema_measurements import measurement_uploads
from ionworks.server.store.schema_optimizations import optimizations
from ionworks.server.store.schema_pipelines import pipeline_elements, pipelines, simple_pipelines


class Need(Enum):
    """What a caller needs for an operation."""

    PUBLIC = "no key"
    MEMBER = "a key: nothing of a project is touched, or only what the caller may read is shown"
    READ = "a role in the project of every record that is named"
    WRITE = "Project Contributor or Project Admin there"
    ADMIN = "Project Admin there"
    ORGANIZATION_ADMIN = "Admin of the organization"


def _table(**operations: str) -> dict[str, Need]:
    return {name: Need[need] for need, names in operations.items() for name in names.split()}


NEEDS: Final[Mapping[str, Need]] = MappingProxyType(
    _table(
        PUBLIC="health_check",
        MEMBER="""
            get_current_user get_capabilities get_schema list_pybamm_models validate_pybamm_model
            serialize_ionworks_model list_projects create_project list_project_roles list_cell_specs
            get_organization_usage list_organization_users parse_protocol_file validate_protocol find_input_references
            convert_protocol list_simulations get_simulation_statuses list_simulation_tables list_optimizations
            list_simulation_series create_studio_link find_entities get_agent_skills
            download_agent_skills list_model_builders list_producing_calculations
            create_job list_jobs list_ecm_examples get_ecm_example_data fit_ecm_example fit_ecm_file detect_ecm_file
            validate_ecm list_sites create_site get_site list_cyclers list_all_channels
        """,
        READ="""
            get_project list_models get_model list_parameterized_models get_parameterized_model get_parameter_values
            get_variable_names list_cell_parameterized_models list_studies get_study list_study_measurements
            get_cell_spec list_cell_instances get_cell_instance list_protocols get_protocol get_protocol_text
            get_protocol_source get_simulation get_simulation_series get_measurement_series
            download_simulation_time_series download_simulation_steps list_simulation_profiles
            download_simulation_profile list_pipelines get_pipeline get_pipeline_result list_pipeline_elements
            get_pipeline_element get_datafit_plot_data
            get_validation_plot_data list_simple_pipelines get_simple_pipeline get_optimization
            list_optimization_templates get_job get_job_metadata list_job_series_channels
            get_job_series list_cell_measurements list_project_measurements list_measurement_tags get_cell_measurement
            download_measurement_time_series download_measurement_steps get_measurement_cycles
            get_measurement_steps_and_cycles list_measurement_files download_measurement_file list_measurement_raw_data
            list_cell_batches get_cell_batch get_cycler list_cycler_service_events list_channels get_channel
            list_channel_incidents get_lab_status list_watched_measurements list_planned_measurements
            get_planned_measurement propose_schedule
            watch_measurement unwatch_measurement list_raw_data get_raw_data get_raw_data_download_url
            list_raw_data_measurements list_analyses get_analysis get_analysis_download_url
            list_materials get_material list_material_property_datasets get_material_property_dataset
            get_material_property_data get_material_property_download_url
            get_model_builder validate_model_builder create_built_model validate_model_recipe find_mapping_values
            get_resolved_cell_spec list_builder_readiness
        """,
        WRITE="""
            create_model upload_custom_model update_model delete_model add_custom_variable create_parameterized_model
            update_parameterized_model delete_parameterized_model create_cell_parameterized_model
            update_cell_parameterized_model delete_cell_parameterized_model create_study update_study delete_study
            assign_study_simulation remove_study_simulation assign_study_measurement remove_study_measurement
            create_cell_spec update_cell_spec delete_cell_spec create_cell_instance update_cell_instance
            delete_cell_instance create_protocol update_protocol delete_protocol parse_to_template create_simulations
            delete_simulation create_pipeline update_pipeline delete_pipeline cancel_pipeline create_simple_pipeline
            update_simple_pipeline delete_simple_pipeline cancel_simple_pipeline create_optimization update_optimization
            cancel_optimization resubmit_optimization create_optimization_template update_optimization_template
            copy_optimization_template cancel_job initiate_measurement_upload create_measurement_properties
            update_measurement_tags update_cell_measurement delete_cell_measurement confirm_measurement_upload
            initiate_measurement_extend confirm_measurement_extend attach_measurement_raw_data
            detach_measurement_raw_data initiate_raw_data_upload confirm_raw_data_upload update_raw_data delete_raw_data
            create_analysis update_analysis delete_analysis create_material_property_dataset
            update_material_property_dataset delete_material_property_dataset update_material_property_file
            create_model_builder update_model_builder delete_model_builder
            fit_ecm_measurements save_ecm_model
            create_cell_batch update_cell_batch delete_cell_batch create_cycler update_cycler delete_cycler
            start_cycler_service complete_cycler_service create_channel update_channel delete_channel
            create_planned_measurement update_planned_measurement delete_planned_measurement apply_schedule
        """,
        ADMIN="""
            update_project delete_project add_project_member invite_project_member update_project_member
            remove_project_member
        """,
        ORGANIZATION_ADMIN="""
            invite_organization_user set_organization_user_active remove_organization_user set_organization_role
            resend_organization_invite update_site delete_site
        """,
    )
)
"""Need of every operation, by operationId; one that is missing stops the start-up."""

_TABLES: Final[Mapping[str, tuple[sa.Table, ...]]] = MappingProxyType(
    {
        "project_id": (schema.projects,),
        "model_id": (schema.models,),
        "parameterized_model_id": (schema.parameterized_models,),
        "study_id": (schema.studies,),
        "cell_spec_id": (schema.cell_specs,),
        "cell_instance_id": (schema.cell_instances,),
        # an upload has the id of the measurement it becomes
        "measurement_id": (schema.cell_measurements, measurement_uploads),
        "experiment_template_id": (schema.protocols,),
        "simulation_id": (schema.simulations,),
        "pipeline_id": (pipelines,),
        "element_id": (pipeline_elements,),
        "simple_pipeline_id": (simple_pipelines,),
        "optimization_id": (optimizations,),
        "job_id": (schema.jobs,),
        "parent_job_id": (schema.jobs,),
        "cell_batch_id": (cell_batches,),
        "cycler_id": (cyclers,),
        "channel_id": (channels,),
        "planned_measurement_id": (planned_measurements,),
        "raw_data_id": (raw_data, raw_data_uploads),
        "analysis_id": (analyses,),
        "model_builder_id": (model_builders,),
    }
)
"""Where the record is that a parameter names."""
_PARENTS: Final = MappingProxyType(
    {
        measurement_uploads: (measurement_uploads.c.cell_instance_id, schema.cell_instances),
        pipeline_elements: (pipeline_elements.c.pipeline_id, pipelines),
    }
)
"""Tables without a project of their own: that of their parent counts."""
_SHARED: Final = frozenset(table.info["kind"] for table in (schema.models, schema.parameterized_models))
"""Kinds whose records without a project are the system's; others without one are their creator's."""
_OTHERS: Final = frozenset(
    {
        *("organization_id", "user_id", "batch_id", "exclude_cell_spec_id"),
        *("product_id", "material_id", "anode_material_id", "cathode_material_id", "electrolyte_material_id"),
        *("example_id", "site_id"),
        *("separator_material_id", "case_material_id"),
        # built-in templates and datasets are no rows: the noun checks all of them
        *("optimization_template_id", "dataset_id"),
    }
)
"""Parameters with ids of what belongs to no project, or is looked up elsewhere."""


def problems(operation_id: str, arguments: tuple[str, ...], needs: Mapping[str, Need] = NEEDS) -> list[str]:
    """Return why an operation cannot be checked: no row in the table, or a parameter with ids of unknown records."""
    found = [] if operation_id in needs else [f"{operation_id} has no row in accounts.permissions.NEEDS"]
    unknown = [name for name in arguments if name.endswith("_id") and name not in {*_TABLES, *_OTHERS}]
    return [*found, *(f"{operation_id}: accounts.permissions does not know what {name} names" for name in unknown)]


def check(call: Call, need: Need, arguments: Mapping[str, Any]) -> None:
    """Refuse a call whose caller lacks what the operation needs.

    Raises
    ------
    ApiError
        404: a record that is named does not exist in the caller's organization; 403: it does, and the role of the
        caller in its project does not allow this, or it is the system's.
    """
    if need is Need.PUBLIC:
        return
    organization = arguments.get("organization_id")
    if organization not in (None, call.caller.organization_id):
        raise not_found("organization", str(organization))
    if need is Need.ORGANIZATION_ADMIN:
        roles.organization_admin(call)
        return
    # the project first: of another's records it is not told whether they exist
    for name in sorted(arguments.keys() & _TABLES.keys(), key=lambda one: (one != "project_id", one)):
        if isinstance(arguments[name], str):
            _demand(call, need, _record(call, name, arguments[name]))
    body = arguments.get("body")
    project_id = body.get("project_id") if isinstance(body, Mapping) else None
    if isinstance(project_id, str):
        _demand(call, need, _record(call, "project_id", project_id))


def _demand(call: Call, need: Need, record: Record) -> None:
    if record["project_id"] is None and record["kind"] not in _SHARED:
        roles.own(call, record)
    elif need is Need.ADMIN:
        roles.administered_project(call, record["project_id"])
    elif need is Need.WRITE:
        roles.writable(call, record, record["kind"])
    else:
        roles.readable(call, record)


def _record(call: Call, parameter: str, identifier: str) -> Record:
    """Return what the check has to know of a record: ``kind``, ``name``, ``project_id`` and ``created_by``."""
    tables = _TABLES[parameter]
    with call.store.read() as connection:
        for table in tables:
            row = connection.execute(_owner(table, identifier, call.caller.organization_id)).mappings().first()
            if row is not None:
                return {"kind": table.info["kind"], **row}
    raise not_found(tables[0].info["kind"], identifier)


def _owner(table: sa.Table, identifier: str, organization_id: str) -> sa.Select[Any]:
    link, parent = _PARENTS.get(table, (None, table))
    project_id = parent.c.id if parent is schema.projects else parent.c.project_id
    name = parent.c.get("name", parent.c.id).label("name")
    source = table if link is None else table.join(parent, parent.c.id == link)
    columns = (project_id.label("project_id"), name, table.c.created_by)
    own = (table.c.id == identifier, table.c.organization_id == organization_id)
    return sa.select(*columns).select_from(source).where(*own)
