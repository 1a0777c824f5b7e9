"""Contains all the data models used in inputs/outputs; each module is imported on first use (PEP 562)."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .agent_skill import AgentSkill
    from .agent_skills import AgentSkills
    from .analysis import Analysis
    from .analysis_column import AnalysisColumn
    from .analysis_create import AnalysisCreate
    from .analysis_metadata import AnalysisMetadata
    from .analysis_page import AnalysisPage
    from .analysis_plot import AnalysisPlot
    from .analysis_update import AnalysisUpdate
    from .analysis_update_metadata import AnalysisUpdateMetadata
    from .builder_readiness import BuilderReadiness
    from .capabilities import Capabilities
    from .cell_batch import CellBatch
    from .cell_batch_create import CellBatchCreate
    from .cell_batch_create_properties_type_0 import CellBatchCreatePropertiesType0
    from .cell_batch_page import CellBatchPage
    from .cell_batch_properties_type_0 import CellBatchPropertiesType0
    from .cell_batch_update import CellBatchUpdate
    from .cell_batch_update_properties_type_0 import CellBatchUpdatePropertiesType0
    from .cell_component import CellComponent
    from .cell_component_input import CellComponentInput
    from .cell_instance import CellInstance
    from .cell_instance_create import CellInstanceCreate
    from .cell_instance_create_measured_properties_type_0 import (
        CellInstanceCreateMeasuredPropertiesType0,
    )
    from .cell_instance_measured_properties_type_0 import (
        CellInstanceMeasuredPropertiesType0,
    )
    from .cell_instance_page import CellInstancePage
    from .cell_instance_update import CellInstanceUpdate
    from .cell_instance_update_measured_properties_type_0 import (
        CellInstanceUpdateMeasuredPropertiesType0,
    )
    from .cell_measurement import CellMeasurement
    from .cell_measurement_bundle import CellMeasurementBundle
    from .cell_measurement_bundle_instance_type_0 import (
        CellMeasurementBundleInstanceType0,
    )
    from .cell_measurement_file_metadata_type_0 import CellMeasurementFileMetadataType0
    from .cell_measurement_metadata import CellMeasurementMetadata
    from .cell_measurement_page import CellMeasurementPage
    from .cell_measurement_properties_type_0 import CellMeasurementPropertiesType0
    from .cell_measurement_protocol_type_0 import CellMeasurementProtocolType0
    from .cell_measurement_test_setup_type_0 import CellMeasurementTestSetupType0
    from .cell_measurement_update import CellMeasurementUpdate
    from .cell_measurement_update_properties_type_0 import (
        CellMeasurementUpdatePropertiesType0,
    )
    from .cell_measurement_update_protocol_type_0 import (
        CellMeasurementUpdateProtocolType0,
    )
    from .cell_measurement_update_test_setup_type_0 import (
        CellMeasurementUpdateTestSetupType0,
    )
    from .cell_parameterized_model_create import CellParameterizedModelCreate
    from .cell_properties import CellProperties
    from .cell_ratings import CellRatings
    from .cell_spec import CellSpec
    from .cell_spec_create import CellSpecCreate
    from .cell_spec_page import CellSpecPage
    from .cell_spec_update import CellSpecUpdate
    from .channel import Channel
    from .channel_create import ChannelCreate
    from .channel_incident import ChannelIncident
    from .channel_incident_page import ChannelIncidentPage
    from .channel_page import ChannelPage
    from .channel_update import ChannelUpdate
    from .channel_update_incident_category import ChannelUpdateIncidentCategory
    from .column_table import ColumnTable
    from .compute_usage import ComputeUsage
    from .conversion_target import ConversionTarget
    from .converted_file import ConvertedFile
    from .current_user import CurrentUser
    from .custom_model_upload import CustomModelUpload
    from .custom_variable import CustomVariable
    from .cycler import Cycler
    from .cycler_create import CyclerCreate
    from .cycler_page import CyclerPage
    from .cycler_service_complete import CyclerServiceComplete
    from .cycler_service_complete_event_type import CyclerServiceCompleteEventType
    from .cycler_service_event import CyclerServiceEvent
    from .cycler_service_event_page import CyclerServiceEventPage
    from .cycler_service_start import CyclerServiceStart
    from .cycler_service_start_event_type import CyclerServiceStartEventType
    from .cycler_update import CyclerUpdate
    from .design_of_experiments import DesignOfExperiments
    from .design_of_experiments_sampling import DesignOfExperimentsSampling
    from .doe_row import DoeRow
    from .doe_row_type import DoeRowType
    from .download_url import DownloadUrl
    from .ecm_bounds import EcmBounds
    from .ecm_circuit import EcmCircuit
    from .ecm_curve import EcmCurve
    from .ecm_example import EcmExample
    from .ecm_file_upload import EcmFileUpload
    from .ecm_fit_job import EcmFitJob
    from .ecm_fit_results import EcmFitResults
    from .ecm_measurement import EcmMeasurement
    from .ecm_measurements_fit import EcmMeasurementsFit
    from .ecm_options import EcmOptions
    from .ecm_pair import EcmPair
    from .ecm_save import EcmSave
    from .ecm_saved import EcmSaved
    from .ecm_series import EcmSeries
    from .ecm_validation import EcmValidation
    from .ecm_validation_results import EcmValidationResults
    from .element_result import ElementResult
    from .element_result_confidence_intervals_type_0 import (
        ElementResultConfidenceIntervalsType0,
    )
    from .element_result_parameter_values import ElementResultParameterValues
    from .element_result_residuals import ElementResultResiduals
    from .element_result_starts import ElementResultStarts
    from .element_result_thinning import ElementResultThinning
    from .empty_body import EmptyBody
    from .entity_type import EntityType
    from .error import Error
    from .free_object import FreeObject
    from .get_job_series_source import GetJobSeriesSource
    from .get_material_property_download_url_kind import (
        GetMaterialPropertyDownloadUrlKind,
    )
    from .get_measurement_series_encoding import GetMeasurementSeriesEncoding
    from .get_schema_name import GetSchemaName
    from .get_simulation_series_encoding import GetSimulationSeriesEncoding
    from .health import Health
    from .health_disk import HealthDisk
    from .health_queue_type_0 import HealthQueueType0
    from .health_workers import HealthWorkers
    from .invite_result import InviteResult
    from .ionworks_model_request import IonworksModelRequest
    from .job import Job
    from .job_create import JobCreate
    from .job_metadata import JobMetadata
    from .job_result_type_0 import JobResultType0
    from .job_series import JobSeries
    from .job_series_channels import JobSeriesChannels
    from .job_series_sources import JobSeriesSources
    from .json_schema import JsonSchema
    from .lab_channel import LabChannel
    from .lab_channel_measurement_type_0 import LabChannelMeasurementType0
    from .lab_cycler import LabCycler
    from .lab_site import LabSite
    from .lab_status import LabStatus
    from .linked_parameter import LinkedParameter
    from .linked_parameter_coefficients import LinkedParameterCoefficients
    from .list_all_channels_order import ListAllChannelsOrder
    from .list_all_channels_order_by import ListAllChannelsOrderBy
    from .list_cell_instances_order import ListCellInstancesOrder
    from .list_cell_instances_order_by import ListCellInstancesOrderBy
    from .list_cell_measurements_order import ListCellMeasurementsOrder
    from .list_cell_measurements_order_by import ListCellMeasurementsOrderBy
    from .list_cell_specs_order import ListCellSpecsOrder
    from .list_cell_specs_order_by import ListCellSpecsOrderBy
    from .list_channels_order import ListChannelsOrder
    from .list_channels_order_by import ListChannelsOrderBy
    from .list_cyclers_order import ListCyclersOrder
    from .list_cyclers_order_by import ListCyclersOrderBy
    from .list_jobs_status import ListJobsStatus
    from .list_materials_order import ListMaterialsOrder
    from .list_materials_order_by import ListMaterialsOrderBy
    from .list_models_order import ListModelsOrder
    from .list_models_order_by import ListModelsOrderBy
    from .list_pipelines_order import ListPipelinesOrder
    from .list_pipelines_order_by import ListPipelinesOrderBy
    from .list_planned_measurements_order import ListPlannedMeasurementsOrder
    from .list_planned_measurements_order_by import ListPlannedMeasurementsOrderBy
    from .list_planned_measurements_status import ListPlannedMeasurementsStatus
    from .list_project_measurements_order import ListProjectMeasurementsOrder
    from .list_project_measurements_order_by import ListProjectMeasurementsOrderBy
    from .list_projects_order import ListProjectsOrder
    from .list_projects_order_by import ListProjectsOrderBy
    from .list_protocols_order import ListProtocolsOrder
    from .list_protocols_order_by import ListProtocolsOrderBy
    from .list_simple_pipelines_order import ListSimplePipelinesOrder
    from .list_simple_pipelines_order_by import ListSimplePipelinesOrderBy
    from .list_simulations_order import ListSimulationsOrder
    from .list_simulations_state import ListSimulationsState
    from .list_sites_order import ListSitesOrder
    from .list_sites_order_by import ListSitesOrderBy
    from .list_studies_order import ListStudiesOrder
    from .list_studies_order_by import ListStudiesOrderBy
    from .mapping_preview import MappingPreview
    from .mapping_preview_request import MappingPreviewRequest
    from .mapping_preview_request_mapping import MappingPreviewRequestMapping
    from .material import Material
    from .material_input import MaterialInput
    from .material_page import MaterialPage
    from .material_property_dataset import MaterialPropertyDataset
    from .material_property_dataset_create import MaterialPropertyDatasetCreate
    from .material_property_dataset_file import MaterialPropertyDatasetFile
    from .material_property_dataset_nan_counts_type_0 import (
        MaterialPropertyDatasetNanCountsType0,
    )
    from .material_property_dataset_page import MaterialPropertyDatasetPage
    from .material_property_dataset_update import MaterialPropertyDatasetUpdate
    from .measurement_cycles import MeasurementCycles
    from .measurement_file_list import MeasurementFileList
    from .measurement_id_page import MeasurementIdPage
    from .measurement_protocol import MeasurementProtocol
    from .measurement_steps_and_cycles import MeasurementStepsAndCycles
    from .measurement_tag_usage import MeasurementTagUsage
    from .measurement_tag_usage_page import MeasurementTagUsagePage
    from .measurement_tags_update import MeasurementTagsUpdate
    from .measurement_tags_updated import MeasurementTagsUpdated
    from .measurement_test_setup import MeasurementTestSetup
    from .measurement_type import MeasurementType
    from .measurement_upload import MeasurementUpload
    from .measurement_upload_confirm import MeasurementUploadConfirm
    from .measurement_upload_confirm_measurement_type import (
        MeasurementUploadConfirmMeasurementType,
    )
    from .measurement_upload_label import MeasurementUploadLabel
    from .measurement_upload_request import MeasurementUploadRequest
    from .measurement_upload_request_measurement_type import (
        MeasurementUploadRequestMeasurementType,
    )
    from .mesh_points import MeshPoints
    from .model import Model
    from .model_build import ModelBuild
    from .model_build_result import ModelBuildResult
    from .model_build_result_parameters import ModelBuildResultParameters
    from .model_builder import ModelBuilder
    from .model_builder_check import ModelBuilderCheck
    from .model_builder_config import ModelBuilderConfig
    from .model_builder_create import ModelBuilderCreate
    from .model_builder_page import ModelBuilderPage
    from .model_builder_update import ModelBuilderUpdate
    from .model_chemistry import ModelChemistry
    from .model_config import ModelConfig
    from .model_create import ModelCreate
    from .model_options import ModelOptions
    from .model_page import ModelPage
    from .model_recipe import ModelRecipe
    from .model_recipe_elements import ModelRecipeElements
    from .model_recipe_outcome import ModelRecipeOutcome
    from .model_recipe_outcome_parameters import ModelRecipeOutcomeParameters
    from .model_recipe_run import ModelRecipeRun
    from .model_update import ModelUpdate
    from .model_values_by_option import ModelValuesByOption
    from .multipart_info import MultipartInfo
    from .names_by_group import NamesByGroup
    from .optimization import Optimization
    from .optimization_algorithm import OptimizationAlgorithm
    from .optimization_cancellation import OptimizationCancellation
    from .optimization_constraint import OptimizationConstraint
    from .optimization_create import OptimizationCreate
    from .optimization_goal import OptimizationGoal
    from .optimization_metric import OptimizationMetric
    from .optimization_metric_at import OptimizationMetricAt
    from .optimization_metrics_type_0 import OptimizationMetricsType0
    from .optimization_objective import OptimizationObjective
    from .optimization_objective_constraints import OptimizationObjectiveConstraints
    from .optimization_objective_design_parameters import (
        OptimizationObjectiveDesignParameters,
    )
    from .optimization_objective_goals import OptimizationObjectiveGoals
    from .optimization_objective_inputs import OptimizationObjectiveInputs
    from .optimization_objectives_type_0 import OptimizationObjectivesType0
    from .optimization_page import OptimizationPage
    from .optimization_parameter import OptimizationParameter
    from .optimization_progress_type_0 import OptimizationProgressType0
    from .optimization_template import OptimizationTemplate
    from .optimization_template_copy import OptimizationTemplateCopy
    from .optimization_template_create import OptimizationTemplateCreate
    from .optimization_template_create_initial_form_data_type_0 import (
        OptimizationTemplateCreateInitialFormDataType0,
    )
    from .optimization_template_initial_form_data_type_0 import (
        OptimizationTemplateInitialFormDataType0,
    )
    from .optimization_template_update import OptimizationTemplateUpdate
    from .optimization_template_update_initial_form_data_type_0 import (
        OptimizationTemplateUpdateInitialFormDataType0,
    )
    from .optimization_update import OptimizationUpdate
    from .organization_invite_create import OrganizationInviteCreate
    from .organization_invite_create_role_name import OrganizationInviteCreateRoleName
    from .organization_member import OrganizationMember
    from .organization_role import OrganizationRole
    from .organization_role_update import OrganizationRoleUpdate
    from .organization_role_update_role_name import OrganizationRoleUpdateRoleName
    from .organization_summary import OrganizationSummary
    from .organization_usage import OrganizationUsage
    from .organization_user_update import OrganizationUserUpdate
    from .parameter_map import ParameterMap
    from .parameter_values import ParameterValues
    from .parameterized_model import ParameterizedModel
    from .parameterized_model_create import ParameterizedModelCreate
    from .parameterized_model_inline import ParameterizedModelInline
    from .parameterized_model_inline_parameters import (
        ParameterizedModelInlineParameters,
    )
    from .parameterized_model_inline_simulation_settings_type_0 import (
        ParameterizedModelInlineSimulationSettingsType0,
    )
    from .parameterized_model_page import ParameterizedModelPage
    from .parameterized_model_update import ParameterizedModelUpdate
    from .parse_to_template_request import ParseToTemplateRequest
    from .parsed_protocol import ParsedProtocol
    from .parsed_template import ParsedTemplate
    from .pipeline import Pipeline
    from .pipeline_create import PipelineCreate
    from .pipeline_element import PipelineElement
    from .pipeline_element_config import PipelineElementConfig
    from .pipeline_element_error_detail_type_0 import PipelineElementErrorDetailType0
    from .pipeline_element_job_config_type_0 import PipelineElementJobConfigType0
    from .pipeline_element_progress_type_0 import PipelineElementProgressType0
    from .pipeline_element_result_type_0 import PipelineElementResultType0
    from .pipeline_elements import PipelineElements
    from .pipeline_options import PipelineOptions
    from .pipeline_options_type_0 import PipelineOptionsType0
    from .pipeline_page import PipelinePage
    from .pipeline_progress_type_0 import PipelineProgressType0
    from .pipeline_result import PipelineResult
    from .pipeline_result_element_results import PipelineResultElementResults
    from .pipeline_result_result import PipelineResultResult
    from .pipeline_update import PipelineUpdate
    from .planned_measurement import PlannedMeasurement
    from .planned_measurement_create import PlannedMeasurementCreate
    from .planned_measurement_create_status import PlannedMeasurementCreateStatus
    from .planned_measurement_create_test_setup_type_0 import (
        PlannedMeasurementCreateTestSetupType0,
    )
    from .planned_measurement_page import PlannedMeasurementPage
    from .planned_measurement_test_setup_type_0 import PlannedMeasurementTestSetupType0
    from .planned_measurement_update import PlannedMeasurementUpdate
    from .planned_measurement_update_status import PlannedMeasurementUpdateStatus
    from .planned_measurement_update_test_setup_type_0 import (
        PlannedMeasurementUpdateTestSetupType0,
    )
    from .plot_data import PlotData
    from .plot_data_layout import PlotDataLayout
    from .plot_trace import PlotTrace
    from .project import Project
    from .project_create import ProjectCreate
    from .project_invite_create import ProjectInviteCreate
    from .project_member_create import ProjectMemberCreate
    from .project_member_update import ProjectMemberUpdate
    from .project_membership import ProjectMembership
    from .project_page import ProjectPage
    from .project_role import ProjectRole
    from .project_update import ProjectUpdate
    from .properties_measurement_create import PropertiesMeasurementCreate
    from .properties_measurement_create_measurement_type import (
        PropertiesMeasurementCreateMeasurementType,
    )
    from .properties_measurement_create_properties import (
        PropertiesMeasurementCreateProperties,
    )
    from .property_column import PropertyColumn
    from .property_columns import PropertyColumns
    from .protocol import Protocol
    from .protocol_conversion import ProtocolConversion
    from .protocol_conversion_request import ProtocolConversionRequest
    from .protocol_conversion_request_drive_cycles import (
        ProtocolConversionRequestDriveCycles,
    )
    from .protocol_create import ProtocolCreate
    from .protocol_create_parameters_schema import ProtocolCreateParametersSchema
    from .protocol_experiment import ProtocolExperiment
    from .protocol_file_upload import ProtocolFileUpload
    from .protocol_metrics_spec_type_0 import ProtocolMetricsSpecType0
    from .protocol_page import ProtocolPage
    from .protocol_parameters_schema_type_0 import ProtocolParametersSchemaType0
    from .protocol_plot_options_type_0 import ProtocolPlotOptionsType0
    from .protocol_protocol_config_type_0 import ProtocolProtocolConfigType0
    from .protocol_text import ProtocolText
    from .protocol_time_series_spec_type_0 import ProtocolTimeSeriesSpecType0
    from .protocol_update import ProtocolUpdate
    from .protocol_validation import ProtocolValidation
    from .pybamm_model_check import PybammModelCheck
    from .pybamm_model_check_module import PybammModelCheckModule
    from .pybamm_model_verdict import PybammModelVerdict
    from .pybamm_models import PybammModels
    from .quantity import Quantity
    from .quick_model_config import QuickModelConfig
    from .quick_model_request import QuickModelRequest
    from .raw_data import RawData
    from .raw_data_attachment import RawDataAttachment
    from .raw_data_metadata_type_0 import RawDataMetadataType0
    from .raw_data_page import RawDataPage
    from .raw_data_update import RawDataUpdate
    from .raw_data_update_metadata import RawDataUpdateMetadata
    from .raw_data_upload import RawDataUpload
    from .raw_data_upload_confirm import RawDataUploadConfirm
    from .raw_data_upload_request import RawDataUploadRequest
    from .raw_data_upload_request_metadata import RawDataUploadRequestMetadata
    from .readiness_issue import ReadinessIssue
    from .readiness_report import ReadinessReport
    from .schedule_apply import ScheduleApply
    from .schedule_assignment import ScheduleAssignment
    from .schedule_proposal import ScheduleProposal
    from .schedule_request import ScheduleRequest
    from .search_page import SearchPage
    from .search_result import SearchResult
    from .serialized_model import SerializedModel
    from .series import Series
    from .series_columns import SeriesColumns
    from .series_packed import SeriesPacked
    from .simple_pipeline import SimplePipeline
    from .simple_pipeline_config import SimplePipelineConfig
    from .simple_pipeline_create import SimplePipelineCreate
    from .simple_pipeline_page import SimplePipelinePage
    from .simple_pipeline_progress_type_0 import SimplePipelineProgressType0
    from .simple_pipeline_result_type_0 import SimplePipelineResultType0
    from .simple_pipeline_update import SimplePipelineUpdate
    from .simulation import Simulation
    from .simulation_batch_request import SimulationBatchRequest
    from .simulation_condition import SimulationCondition
    from .simulation_design_type_0 import SimulationDesignType0
    from .simulation_experiment_type_0 import SimulationExperimentType0
    from .simulation_metrics_type_0 import SimulationMetricsType0
    from .simulation_page import SimulationPage
    from .simulation_page_model_scalar_parameters import (
        SimulationPageModelScalarParameters,
    )
    from .simulation_parameterized_model_type_0 import SimulationParameterizedModelType0
    from .simulation_profile import SimulationProfile
    from .simulation_series import SimulationSeries
    from .simulation_series_columns import SimulationSeriesColumns
    from .simulation_series_packed import SimulationSeriesPacked
    from .simulation_series_request import SimulationSeriesRequest
    from .simulation_series_request_encoding import SimulationSeriesRequestEncoding
    from .simulation_settings import SimulationSettings
    from .simulation_status import SimulationStatus
    from .simulation_statuses_request import SimulationStatusesRequest
    from .simulation_table_file import SimulationTableFile
    from .simulation_table_file_simulations_item import (
        SimulationTableFileSimulationsItem,
    )
    from .simulation_tables_request import SimulationTablesRequest
    from .simulation_tables_request_table import SimulationTablesRequestTable
    from .simulation_usage import SimulationUsage
    from .site import Site
    from .site_create import SiteCreate
    from .site_page import SitePage
    from .site_update import SiteUpdate
    from .studio_link import StudioLink
    from .study import Study
    from .study_create import StudyCreate
    from .study_measurement import StudyMeasurement
    from .study_measurement_record import StudyMeasurementRecord
    from .study_measurement_record_page import StudyMeasurementRecordPage
    from .study_page import StudyPage
    from .study_simulation import StudySimulation
    from .study_update import StudyUpdate
    from .submitted_simulation import SubmittedSimulation
    from .thinning import Thinning
    from .thinning_difference import ThinningDifference
    from .thinning_tolerance import ThinningTolerance
    from .ucp_protocol import UcpProtocol
    from .upload_info import UploadInfo
    from .usage_by_type import UsageByType
    from .watched_measurements import WatchedMeasurements

_MODULES = {
    "AgentSkill": ".agent_skill",
    "AgentSkills": ".agent_skills",
    "Analysis": ".analysis",
    "AnalysisColumn": ".analysis_column",
    "AnalysisCreate": ".analysis_create",
    "AnalysisMetadata": ".analysis_metadata",
    "AnalysisPage": ".analysis_page",
    "AnalysisPlot": ".analysis_plot",
    "AnalysisUpdate": ".analysis_update",
    "AnalysisUpdateMetadata": ".analysis_update_metadata",
    "BuilderReadiness": ".builder_readiness",
    "Capabilities": ".capabilities",
    "CellBatch": ".cell_batch",
    "CellBatchCreate": ".cell_batch_create",
    "CellBatchCreatePropertiesType0": ".cell_batch_create_properties_type_0",
    "CellBatchPage": ".cell_batch_page",
    "CellBatchPropertiesType0": ".cell_batch_properties_type_0",
    "CellBatchUpdate": ".cell_batch_update",
    "CellBatchUpdatePropertiesType0": ".cell_batch_update_properties_type_0",
    "CellComponent": ".cell_component",
    "CellComponentInput": ".cell_component_input",
    "CellInstance": ".cell_instance",
    "CellInstanceCreate": ".cell_instance_create",
    "CellInstanceCreateMeasuredPropertiesType0": ".cell_instance_create_measured_properties_type_0",
    "CellInstanceMeasuredPropertiesType0": ".cell_instance_measured_properties_type_0",
    "CellInstancePage": ".cell_instance_page",
    "CellInstanceUpdate": ".cell_instance_update",
    "CellInstanceUpdateMeasuredPropertiesType0": ".cell_instance_update_measured_properties_type_0",
    "CellMeasurement": ".cell_measurement",
    "CellMeasurementBundle": ".cell_measurement_bundle",
    "CellMeasurementBundleInstanceType0": ".cell_measurement_bundle_instance_type_0",
    "CellMeasurementFileMetadataType0": ".cell_measurement_file_metadata_type_0",
    "CellMeasurementMetadata": ".cell_measurement_metadata",
    "CellMeasurementPage": ".cell_measurement_page",
    "CellMeasurementPropertiesType0": ".cell_measurement_properties_type_0",
    "CellMeasurementProtocolType0": ".cell_measurement_protocol_type_0",
    "CellMeasurementTestSetupType0": ".cell_measurement_test_setup_type_0",
    "CellMeasurementUpdate": ".cell_measurement_update",
    "CellMeasurementUpdatePropertiesType0": ".cell_measurement_update_properties_type_0",
    "CellMeasurementUpdateProtocolType0": ".cell_measurement_update_protocol_type_0",
    "CellMeasurementUpdateTestSetupType0": ".cell_measurement_update_test_setup_type_0",
    "CellParameterizedModelCreate": ".cell_parameterized_model_create",
    "CellProperties": ".cell_properties",
    "CellRatings": ".cell_ratings",
    "CellSpec": ".cell_spec",
    "CellSpecCreate": ".cell_spec_create",
    "CellSpecPage": ".cell_spec_page",
    "CellSpecUpdate": ".cell_spec_update",
    "Channel": ".channel",
    "ChannelCreate": ".channel_create",
    "ChannelIncident": ".channel_incident",
    "ChannelIncidentPage": ".channel_incident_page",
    "ChannelPage": ".channel_page",
    "ChannelUpdate": ".channel_update",
    "ChannelUpdateIncidentCategory": ".channel_update_incident_category",
    "ColumnTable": ".column_table",
    "ComputeUsage": ".compute_usage",
    "ConversionTarget": ".conversion_target",
    "ConvertedFile": ".converted_file",
    "CurrentUser": ".current_user",
    "CustomModelUpload": ".custom_model_upload",
    "CustomVariable": ".custom_variable",
    "Cycler": ".cycler",
    "CyclerCreate": ".cycler_create",
    "CyclerPage": ".cycler_page",
    "CyclerServiceComplete": ".cycler_service_complete",
    "CyclerServiceCompleteEventType": ".cycler_service_complete_event_type",
    "CyclerServiceEvent": ".cycler_service_event",
    "CyclerServiceEventPage": ".cycler_service_event_page",
    "CyclerServiceStart": ".cycler_service_start",
    "CyclerServiceStartEventType": ".cycler_service_start_event_type",
    "CyclerUpdate": ".cycler_update",
    "DesignOfExperiments": ".design_of_experiments",
    "DesignOfExperimentsSampling": ".design_of_experiments_sampling",
    "DoeRow": ".doe_row",
    "DoeRowType": ".doe_row_type",
    "DownloadUrl": ".download_url",
    "EcmBounds": ".ecm_bounds",
    "EcmCircuit": ".ecm_circuit",
    "EcmCurve": ".ecm_curve",
    "EcmExample": ".ecm_example",
    "EcmFileUpload": ".ecm_file_upload",
    "EcmFitJob": ".ecm_fit_job",
    "EcmFitResults": ".ecm_fit_results",
    "EcmMeasurement": ".ecm_measurement",
    "EcmMeasurementsFit": ".ecm_measurements_fit",
    "EcmOptions": ".ecm_options",
    "EcmPair": ".ecm_pair",
    "EcmSave": ".ecm_save",
    "EcmSaved": ".ecm_saved",
    "EcmSeries": ".ecm_series",
    "EcmValidation": ".ecm_validation",
    "EcmValidationResults": ".ecm_validation_results",
    "ElementResult": ".element_result",
    "ElementResultConfidenceIntervalsType0": ".element_result_confidence_intervals_type_0",
    "ElementResultParameterValues": ".element_result_parameter_values",
    "ElementResultResiduals": ".element_result_residuals",
    "ElementResultStarts": ".element_result_starts",
    "ElementResultThinning": ".element_result_thinning",
    "EmptyBody": ".empty_body",
    "EntityType": ".entity_type",
    "Error": ".error",
    "FreeObject": ".free_object",
    "GetJobSeriesSource": ".get_job_series_source",
    "GetMaterialPropertyDownloadUrlKind": ".get_material_property_download_url_kind",
    "GetMeasurementSeriesEncoding": ".get_measurement_series_encoding",
    "GetSchemaName": ".get_schema_name",
    "GetSimulationSeriesEncoding": ".get_simulation_series_encoding",
    "Health": ".health",
    "HealthDisk": ".health_disk",
    "HealthQueueType0": ".health_queue_type_0",
    "HealthWorkers": ".health_workers",
    "InviteResult": ".invite_result",
    "IonworksModelRequest": ".ionworks_model_request",
    "Job": ".job",
    "JobCreate": ".job_create",
    "JobMetadata": ".job_metadata",
    "JobResultType0": ".job_result_type_0",
    "JobSeries": ".job_series",
    "JobSeriesChannels": ".job_series_channels",
    "JobSeriesSources": ".job_series_sources",
    "JsonSchema": ".json_schema",
    "LabChannel": ".lab_channel",
    "LabChannelMeasurementType0": ".lab_channel_measurement_type_0",
    "LabCycler": ".lab_cycler",
    "LabSite": ".lab_site",
    "LabStatus": ".lab_status",
    "LinkedParameter": ".linked_parameter",
    "LinkedParameterCoefficients": ".linked_parameter_coefficients",
    "ListAllChannelsOrder": ".list_all_channels_order",
    "ListAllChannelsOrderBy": ".list_all_channels_order_by",
    "ListCellInstancesOrder": ".list_cell_instances_order",
    "ListCellInstancesOrderBy": ".list_cell_instances_order_by",
    "ListCellMeasurementsOrder": ".list_cell_measurements_order",
    "ListCellMeasurementsOrderBy": ".list_cell_measurements_order_by",
    "ListCellSpecsOrder": ".list_cell_specs_order",
    "ListCellSpecsOrderBy": ".list_cell_specs_order_by",
    "ListChannelsOrder": ".list_channels_order",
    "ListChannelsOrderBy": ".list_channels_order_by",
    "ListCyclersOrder": ".list_cyclers_order",
    "ListCyclersOrderBy": ".list_cyclers_order_by",
    "ListJobsStatus": ".list_jobs_status",
    "ListMaterialsOrder": ".list_materials_order",
    "ListMaterialsOrderBy": ".list_materials_order_by",
    "ListModelsOrder": ".list_models_order",
    "ListModelsOrderBy": ".list_models_order_by",
    "ListPipelinesOrder": ".list_pipelines_order",
    "ListPipelinesOrderBy": ".list_pipelines_order_by",
    "ListPlannedMeasurementsOrder": ".list_planned_measurements_order",
    "ListPlannedMeasurementsOrderBy": ".list_planned_measurements_order_by",
    "ListPlannedMeasurementsStatus": ".list_planned_measurements_status",
    "ListProjectMeasurementsOrder": ".list_project_measurements_order",
    "ListProjectMeasurementsOrderBy": ".list_project_measurements_order_by",
    "ListProjectsOrder": ".list_projects_order",
    "ListProjectsOrderBy": ".list_projects_order_by",
    "ListProtocolsOrder": ".list_protocols_order",
    "ListProtocolsOrderBy": ".list_protocols_order_by",
    "ListSimplePipelinesOrder": ".list_simple_pipelines_order",
    "ListSimplePipelinesOrderBy": ".list_simple_pipelines_order_by",
    "ListSimulationsOrder": ".list_simulations_order",
    "ListSimulationsState": ".list_simulations_state",
    "ListSitesOrder": ".list_sites_order",
    "ListSitesOrderBy": ".list_sites_order_by",
    "ListStudiesOrder": ".list_studies_order",
    "ListStudiesOrderBy": ".list_studies_order_by",
    "MappingPreview": ".mapping_preview",
    "MappingPreviewRequest": ".mapping_preview_request",
    "MappingPreviewRequestMapping": ".mapping_preview_request_mapping",
    "Material": ".material",
    "MaterialInput": ".material_input",
    "MaterialPage": ".material_page",
    "MaterialPropertyDataset": ".material_property_dataset",
    "MaterialPropertyDatasetCreate": ".material_property_dataset_create",
    "MaterialPropertyDatasetFile": ".material_property_dataset_file",
    "MaterialPropertyDatasetNanCountsType0": ".material_property_dataset_nan_counts_type_0",
    "MaterialPropertyDatasetPage": ".material_property_dataset_page",
    "MaterialPropertyDatasetUpdate": ".material_property_dataset_update",
    "MeasurementCycles": ".measurement_cycles",
    "MeasurementFileList": ".measurement_file_list",
    "MeasurementIdPage": ".measurement_id_page",
    "MeasurementProtocol": ".measurement_protocol",
    "MeasurementStepsAndCycles": ".measurement_steps_and_cycles",
    "MeasurementTagUsage": ".measurement_tag_usage",
    "MeasurementTagUsagePage": ".measurement_tag_usage_page",
    "MeasurementTagsUpdate": ".measurement_tags_update",
    "MeasurementTagsUpdated": ".measurement_tags_updated",
    "MeasurementTestSetup": ".measurement_test_setup",
    "MeasurementType": ".measurement_type",
    "MeasurementUpload": ".measurement_upload",
    "MeasurementUploadConfirm": ".measurement_upload_confirm",
    "MeasurementUploadConfirmMeasurementType": ".measurement_upload_confirm_measurement_type",
    "MeasurementUploadLabel": ".measurement_upload_label",
    "MeasurementUploadRequest": ".measurement_upload_request",
    "MeasurementUploadRequestMeasurementType": ".measurement_upload_request_measurement_type",
    "MeshPoints": ".mesh_points",
    "Model": ".model",
    "ModelBuild": ".model_build",
    "ModelBuildResult": ".model_build_result",
    "ModelBuildResultParameters": ".model_build_result_parameters",
    "ModelBuilder": ".model_builder",
    "ModelBuilderCheck": ".model_builder_check",
    "ModelBuilderConfig": ".model_builder_config",
    "ModelBuilderCreate": ".model_builder_create",
    "ModelBuilderPage": ".model_builder_page",
    "ModelBuilderUpdate": ".model_builder_update",
    "ModelChemistry": ".model_chemistry",
    "ModelConfig": ".model_config",
    "ModelCreate": ".model_create",
    "ModelOptions": ".model_options",
    "ModelPage": ".model_page",
    "ModelRecipe": ".model_recipe",
    "ModelRecipeElements": ".model_recipe_elements",
    "ModelRecipeOutcome": ".model_recipe_outcome",
    "ModelRecipeOutcomeParameters": ".model_recipe_outcome_parameters",
    "ModelRecipeRun": ".model_recipe_run",
    "ModelUpdate": ".model_update",
    "ModelValuesByOption": ".model_values_by_option",
    "MultipartInfo": ".multipart_info",
    "NamesByGroup": ".names_by_group",
    "Optimization": ".optimization",
    "OptimizationAlgorithm": ".optimization_algorithm",
    "OptimizationCancellation": ".optimization_cancellation",
    "OptimizationConstraint": ".optimization_constraint",
    "OptimizationCreate": ".optimization_create",
    "OptimizationGoal": ".optimization_goal",
    "OptimizationMetric": ".optimization_metric",
    "OptimizationMetricAt": ".optimization_metric_at",
    "OptimizationMetricsType0": ".optimization_metrics_type_0",
    "OptimizationObjective": ".optimization_objective",
    "OptimizationObjectiveConstraints": ".optimization_objective_constraints",
    "OptimizationObjectiveDesignParameters": ".optimization_objective_design_parameters",
    "OptimizationObjectiveGoals": ".optimization_objective_goals",
    "OptimizationObjectiveInputs": ".optimization_objective_inputs",
    "OptimizationObjectivesType0": ".optimization_objectives_type_0",
    "OptimizationPage": ".optimization_page",
    "OptimizationParameter": ".optimization_parameter",
    "OptimizationProgressType0": ".optimization_progress_type_0",
    "OptimizationTemplate": ".optimization_template",
    "OptimizationTemplateCopy": ".optimization_template_copy",
    "OptimizationTemplateCreate": ".optimization_template_create",
    "OptimizationTemplateCreateInitialFormDataType0": ".optimization_template_create_initial_form_data_type_0",
    "OptimizationTemplateInitialFormDataType0": ".optimization_template_initial_form_data_type_0",
    "OptimizationTemplateUpdate": ".optimization_template_update",
    "OptimizationTemplateUpdateInitialFormDataType0": ".optimization_template_update_initial_form_data_type_0",
    "OptimizationUpdate": ".optimization_update",
    "OrganizationInviteCreate": ".organization_invite_create",
    "OrganizationInviteCreateRoleName": ".organization_invite_create_role_name",
    "OrganizationMember": ".organization_member",
    "OrganizationRole": ".organization_role",
    "OrganizationRoleUpdate": ".organization_role_update",
    "OrganizationRoleUpdateRoleName": ".organization_role_update_role_name",
    "OrganizationSummary": ".organization_summary",
    "OrganizationUsage": ".organization_usage",
    "OrganizationUserUpdate": ".organization_user_update",
    "ParameterMap": ".parameter_map",
    "ParameterValues": ".parameter_values",
    "ParameterizedModel": ".parameterized_model",
    "ParameterizedModelCreate": ".parameterized_model_create",
    "ParameterizedModelInline": ".parameterized_model_inline",
    "ParameterizedModelInlineParameters": ".parameterized_model_inline_parameters",
    "ParameterizedModelInlineSimulationSettingsType0": ".parameterized_model_inline_simulation_settings_type_0",
    "ParameterizedModelPage": ".parameterized_model_page",
    "ParameterizedModelUpdate": ".parameterized_model_update",
    "ParseToTemplateRequest": ".parse_to_template_request",
    "ParsedProtocol": ".parsed_protocol",
    "ParsedTemplate": ".parsed_template",
    "Pipeline": ".pipeline",
    "PipelineCreate": ".pipeline_create",
    "PipelineElement": ".pipeline_element",
    "PipelineElementConfig": ".pipeline_element_config",
    "PipelineElementErrorDetailType0": ".pipeline_element_error_detail_type_0",
    "PipelineElementJobConfigType0": ".pipeline_element_job_config_type_0",
    "PipelineElementProgressType0": ".pipeline_element_progress_type_0",
    "PipelineElementResultType0": ".pipeline_element_result_type_0",
    "PipelineElements": ".pipeline_elements",
    "PipelineOptions": ".pipeline_options",
    "PipelineOptionsType0": ".pipeline_options_type_0",
    "PipelinePage": ".pipeline_page",
    "PipelineProgressType0": ".pipeline_progress_type_0",
    "PipelineResult": ".pipeline_result",
    "PipelineResultElementResults": ".pipeline_result_element_results",
    "PipelineResultResult": ".pipeline_result_result",
    "PipelineUpdate": ".pipeline_update",
    "PlannedMeasurement": ".planned_measurement",
    "PlannedMeasurementCreate": ".planned_measurement_create",
    "PlannedMeasurementCreateStatus": ".planned_measurement_create_status",
    "PlannedMeasurementCreateTestSetupType0": ".planned_measurement_create_test_setup_type_0",
    "PlannedMeasurementPage": ".planned_measurement_page",
    "PlannedMeasurementTestSetupType0": ".planned_measurement_test_setup_type_0",
    "PlannedMeasurementUpdate": ".planned_measurement_update",
    "PlannedMeasurementUpdateStatus": ".planned_measurement_update_status",
    "PlannedMeasurementUpdateTestSetupType0": ".planned_measurement_update_test_setup_type_0",
    "PlotData": ".plot_data",
    "PlotDataLayout": ".plot_data_layout",
    "PlotTrace": ".plot_trace",
    "Project": ".project",
    "ProjectCreate": ".project_create",
    "ProjectInviteCreate": ".project_invite_create",
    "ProjectMemberCreate": ".project_member_create",
    "ProjectMemberUpdate": ".project_member_update",
    "ProjectMembership": ".project_membership",
    "ProjectPage": ".project_page",
    "ProjectRole": ".project_role",
    "ProjectUpdate": ".project_update",
    "PropertiesMeasurementCreate": ".properties_measurement_create",
    "PropertiesMeasurementCreateMeasurementType": ".properties_measurement_create_measurement_type",
    "PropertiesMeasurementCreateProperties": ".properties_measurement_create_properties",
    "PropertyColumn": ".property_column",
    "PropertyColumns": ".property_columns",
    "Protocol": ".protocol",
    "ProtocolConversion": ".protocol_conversion",
    "ProtocolConversionRequest": ".protocol_conversion_request",
    "ProtocolConversionRequestDriveCycles": ".protocol_conversion_request_drive_cycles",
    "ProtocolCreate": ".protocol_create",
    "ProtocolCreateParametersSchema": ".protocol_create_parameters_schema",
    "ProtocolExperiment": ".protocol_experiment",
    "ProtocolFileUpload": ".protocol_file_upload",
    "ProtocolMetricsSpecType0": ".protocol_metrics_spec_type_0",
    "ProtocolPage": ".protocol_page",
    "ProtocolParametersSchemaType0": ".protocol_parameters_schema_type_0",
    "ProtocolPlotOptionsType0": ".protocol_plot_options_type_0",
    "ProtocolProtocolConfigType0": ".protocol_protocol_config_type_0",
    "ProtocolText": ".protocol_text",
    "ProtocolTimeSeriesSpecType0": ".protocol_time_series_spec_type_0",
    "ProtocolUpdate": ".protocol_update",
    "ProtocolValidation": ".protocol_validation",
    "PybammModelCheck": ".pybamm_model_check",
    "PybammModelCheckModule": ".pybamm_model_check_module",
    "PybammModelVerdict": ".pybamm_model_verdict",
    "PybammModels": ".pybamm_models",
    "Quantity": ".quantity",
    "QuickModelConfig": ".quick_model_config",
    "QuickModelRequest": ".quick_model_request",
    "RawData": ".raw_data",
    "RawDataAttachment": ".raw_data_attachment",
    "RawDataMetadataType0": ".raw_data_metadata_type_0",
    "RawDataPage": ".raw_data_page",
    "RawDataUpdate": ".raw_data_update",
    "RawDataUpdateMetadata": ".raw_data_update_metadata",
    "RawDataUpload": ".raw_data_upload",
    "RawDataUploadConfirm": ".raw_data_upload_confirm",
    "RawDataUploadRequest": ".raw_data_upload_request",
    "RawDataUploadRequestMetadata": ".raw_data_upload_request_metadata",
    "ReadinessIssue": ".readiness_issue",
    "ReadinessReport": ".readiness_report",
    "ScheduleApply": ".schedule_apply",
    "ScheduleAssignment": ".schedule_assignment",
    "ScheduleProposal": ".schedule_proposal",
    "ScheduleRequest": ".schedule_request",
    "SearchPage": ".search_page",
    "SearchResult": ".search_result",
    "SerializedModel": ".serialized_model",
    "Series": ".series",
    "SeriesColumns": ".series_columns",
    "SeriesPacked": ".series_packed",
    "SimplePipeline": ".simple_pipeline",
    "SimplePipelineConfig": ".simple_pipeline_config",
    "SimplePipelineCreate": ".simple_pipeline_create",
    "SimplePipelinePage": ".simple_pipeline_page",
    "SimplePipelineProgressType0": ".simple_pipeline_progress_type_0",
    "SimplePipelineResultType0": ".simple_pipeline_result_type_0",
    "SimplePipelineUpdate": ".simple_pipeline_update",
    "Simulation": ".simulation",
    "SimulationBatchRequest": ".simulation_batch_request",
    "SimulationCondition": ".simulation_condition",
    "SimulationDesignType0": ".simulation_design_type_0",
    "SimulationExperimentType0": ".simulation_experiment_type_0",
    "SimulationMetricsType0": ".simulation_metrics_type_0",
    "SimulationPage": ".simulation_page",
    "SimulationPageModelScalarParameters": ".simulation_page_model_scalar_parameters",
    "SimulationParameterizedModelType0": ".simulation_parameterized_model_type_0",
    "SimulationProfile": ".simulation_profile",
    "SimulationSeries": ".simulation_series",
    "SimulationSeriesColumns": ".simulation_series_columns",
    "SimulationSeriesPacked": ".simulation_series_packed",
    "SimulationSeriesRequest": ".simulation_series_request",
    "SimulationSeriesRequestEncoding": ".simulation_series_request_encoding",
    "SimulationSettings": ".simulation_settings",
    "SimulationStatus": ".simulation_status",
    "SimulationStatusesRequest": ".simulation_statuses_request",
    "SimulationTableFile": ".simulation_table_file",
    "SimulationTableFileSimulationsItem": ".simulation_table_file_simulations_item",
    "SimulationTablesRequest": ".simulation_tables_request",
    "SimulationTablesRequestTable": ".simulation_tables_request_table",
    "SimulationUsage": ".simulation_usage",
    "Site": ".site",
    "SiteCreate": ".site_create",
    "SitePage": ".site_page",
    "SiteUpdate": ".site_update",
    "StudioLink": ".studio_link",
    "Study": ".study",
    "StudyCreate": ".study_create",
    "StudyMeasurement": ".study_measurement",
    "StudyMeasurementRecord": ".study_measurement_record",
    "StudyMeasurementRecordPage": ".study_measurement_record_page",
    "StudyPage": ".study_page",
    "StudySimulation": ".study_simulation",
    "StudyUpdate": ".study_update",
    "SubmittedSimulation": ".submitted_simulation",
    "Thinning": ".thinning",
    "ThinningDifference": ".thinning_difference",
    "ThinningTolerance": ".thinning_tolerance",
    "UcpProtocol": ".ucp_protocol",
    "UploadInfo": ".upload_info",
    "UsageByType": ".usage_by_type",
    "WatchedMeasurements": ".watched_measurements",
}

__all__ = (
    "AgentSkill",
    "AgentSkills",
    "Analysis",
    "AnalysisColumn",
    "AnalysisCreate",
    "AnalysisMetadata",
    "AnalysisPage",
    "AnalysisPlot",
    "AnalysisUpdate",
    "AnalysisUpdateMetadata",
    "BuilderReadiness",
    "Capabilities",
    "CellBatch",
    "CellBatchCreate",
    "CellBatchCreatePropertiesType0",
    "CellBatchPage",
    "CellBatchPropertiesType0",
    "CellBatchUpdate",
    "CellBatchUpdatePropertiesType0",
    "CellComponent",
    "CellComponentInput",
    "CellInstance",
    "CellInstanceCreate",
    "CellInstanceCreateMeasuredPropertiesType0",
    "CellInstanceMeasuredPropertiesType0",
    "CellInstancePage",
    "CellInstanceUpdate",
    "CellInstanceUpdateMeasuredPropertiesType0",
    "CellMeasurement",
    "CellMeasurementBundle",
    "CellMeasurementBundleInstanceType0",
    "CellMeasurementFileMetadataType0",
    "CellMeasurementMetadata",
    "CellMeasurementPage",
    "CellMeasurementPropertiesType0",
    "CellMeasurementProtocolType0",
    "CellMeasurementTestSetupType0",
    "CellMeasurementUpdate",
    "CellMeasurementUpdatePropertiesType0",
    "CellMeasurementUpdateProtocolType0",
    "CellMeasurementUpdateTestSetupType0",
    "CellParameterizedModelCreate",
    "CellProperties",
    "CellRatings",
    "CellSpec",
    "CellSpecCreate",
    "CellSpecPage",
    "CellSpecUpdate",
    "Channel",
    "ChannelCreate",
    "ChannelIncident",
    "ChannelIncidentPage",
    "ChannelPage",
    "ChannelUpdate",
    "ChannelUpdateIncidentCategory",
    "ColumnTable",
    "ComputeUsage",
    "ConversionTarget",
    "ConvertedFile",
    "CurrentUser",
    "CustomModelUpload",
    "CustomVariable",
    "Cycler",
    "CyclerCreate",
    "CyclerPage",
    "CyclerServiceComplete",
    "CyclerServiceCompleteEventType",
    "CyclerServiceEvent",
    "CyclerServiceEventPage",
    "CyclerServiceStart",
    "CyclerServiceStartEventType",
    "CyclerUpdate",
    "DesignOfExperiments",
    "DesignOfExperimentsSampling",
    "DoeRow",
    "DoeRowType",
    "DownloadUrl",
    "EcmBounds",
    "EcmCircuit",
    "EcmCurve",
    "EcmExample",
    "EcmFileUpload",
    "EcmFitJob",
    "EcmFitResults",
    "EcmMeasurement",
    "EcmMeasurementsFit",
    "EcmOptions",
    "EcmPair",
    "EcmSave",
    "EcmSaved",
    "EcmSeries",
    "EcmValidation",
    "EcmValidationResults",
    "ElementResult",
    "ElementResultConfidenceIntervalsType0",
    "ElementResultParameterValues",
    "ElementResultResiduals",
    "ElementResultStarts",
    "ElementResultThinning",
    "EmptyBody",
    "EntityType",
    "Error",
    "FreeObject",
    "GetJobSeriesSource",
    "GetMaterialPropertyDownloadUrlKind",
    "GetMeasurementSeriesEncoding",
    "GetSchemaName",
    "GetSimulationSeriesEncoding",
    "Health",
    "HealthDisk",
    "HealthQueueType0",
    "HealthWorkers",
    "InviteResult",
    "IonworksModelRequest",
    "Job",
    "JobCreate",
    "JobMetadata",
    "JobResultType0",
    "JobSeries",
    "JobSeriesChannels",
    "JobSeriesSources",
    "JsonSchema",
    "LabChannel",
    "LabChannelMeasurementType0",
    "LabCycler",
    "LabSite",
    "LabStatus",
    "LinkedParameter",
    "LinkedParameterCoefficients",
    "ListAllChannelsOrder",
    "ListAllChannelsOrderBy",
    "ListCellInstancesOrder",
    "ListCellInstancesOrderBy",
    "ListCellMeasurementsOrder",
    "ListCellMeasurementsOrderBy",
    "ListCellSpecsOrder",
    "ListCellSpecsOrderBy",
    "ListChannelsOrder",
    "ListChannelsOrderBy",
    "ListCyclersOrder",
    "ListCyclersOrderBy",
    "ListJobsStatus",
    "ListMaterialsOrder",
    "ListMaterialsOrderBy",
    "ListModelsOrder",
    "ListModelsOrderBy",
    "ListPipelinesOrder",
    "ListPipelinesOrderBy",
    "ListPlannedMeasurementsOrder",
    "ListPlannedMeasurementsOrderBy",
    "ListPlannedMeasurementsStatus",
    "ListProjectMeasurementsOrder",
    "ListProjectMeasurementsOrderBy",
    "ListProjectsOrder",
    "ListProjectsOrderBy",
    "ListProtocolsOrder",
    "ListProtocolsOrderBy",
    "ListSimplePipelinesOrder",
    "ListSimplePipelinesOrderBy",
    "ListSimulationsOrder",
    "ListSimulationsState",
    "ListSitesOrder",
    "ListSitesOrderBy",
    "ListStudiesOrder",
    "ListStudiesOrderBy",
    "MappingPreview",
    "MappingPreviewRequest",
    "MappingPreviewRequestMapping",
    "Material",
    "MaterialInput",
    "MaterialPage",
    "MaterialPropertyDataset",
    "MaterialPropertyDatasetCreate",
    "MaterialPropertyDatasetFile",
    "MaterialPropertyDatasetNanCountsType0",
    "MaterialPropertyDatasetPage",
    "MaterialPropertyDatasetUpdate",
    "MeasurementCycles",
    "MeasurementFileList",
    "MeasurementIdPage",
    "MeasurementProtocol",
    "MeasurementStepsAndCycles",
    "MeasurementTagsUpdate",
    "MeasurementTagsUpdated",
    "MeasurementTagUsage",
    "MeasurementTagUsagePage",
    "MeasurementTestSetup",
    "MeasurementType",
    "MeasurementUpload",
    "MeasurementUploadConfirm",
    "MeasurementUploadConfirmMeasurementType",
    "MeasurementUploadLabel",
    "MeasurementUploadRequest",
    "MeasurementUploadRequestMeasurementType",
    "MeshPoints",
    "Model",
    "ModelBuild",
    "ModelBuilder",
    "ModelBuilderCheck",
    "ModelBuilderConfig",
    "ModelBuilderCreate",
    "ModelBuilderPage",
    "ModelBuilderUpdate",
    "ModelBuildResult",
    "ModelBuildResultParameters",
    "ModelChemistry",
    "ModelConfig",
    "ModelCreate",
    "ModelOptions",
    "ModelPage",
    "ModelRecipe",
    "ModelRecipeElements",
    "ModelRecipeOutcome",
    "ModelRecipeOutcomeParameters",
    "ModelRecipeRun",
    "ModelUpdate",
    "ModelValuesByOption",
    "MultipartInfo",
    "NamesByGroup",
    "Optimization",
    "OptimizationAlgorithm",
    "OptimizationCancellation",
    "OptimizationConstraint",
    "OptimizationCreate",
    "OptimizationGoal",
    "OptimizationMetric",
    "OptimizationMetricAt",
    "OptimizationMetricsType0",
    "OptimizationObjective",
    "OptimizationObjectiveConstraints",
    "OptimizationObjectiveDesignParameters",
    "OptimizationObjectiveGoals",
    "OptimizationObjectiveInputs",
    "OptimizationObjectivesType0",
    "OptimizationPage",
    "OptimizationParameter",
    "OptimizationProgressType0",
    "OptimizationTemplate",
    "OptimizationTemplateCopy",
    "OptimizationTemplateCreate",
    "OptimizationTemplateCreateInitialFormDataType0",
    "OptimizationTemplateInitialFormDataType0",
    "OptimizationTemplateUpdate",
    "OptimizationTemplateUpdateInitialFormDataType0",
    "OptimizationUpdate",
    "OrganizationInviteCreate",
    "OrganizationInviteCreateRoleName",
    "OrganizationMember",
    "OrganizationRole",
    "OrganizationRoleUpdate",
    "OrganizationRoleUpdateRoleName",
    "OrganizationSummary",
    "OrganizationUsage",
    "OrganizationUserUpdate",
    "ParameterizedModel",
    "ParameterizedModelCreate",
    "ParameterizedModelInline",
    "ParameterizedModelInlineParameters",
    "ParameterizedModelInlineSimulationSettingsType0",
    "ParameterizedModelPage",
    "ParameterizedModelUpdate",
    "ParameterMap",
    "ParameterValues",
    "ParsedProtocol",
    "ParsedTemplate",
    "ParseToTemplateRequest",
    "Pipeline",
    "PipelineCreate",
    "PipelineElement",
    "PipelineElementConfig",
    "PipelineElementErrorDetailType0",
    "PipelineElementJobConfigType0",
    "PipelineElementProgressType0",
    "PipelineElementResultType0",
    "PipelineElements",
    "PipelineOptions",
    "PipelineOptionsType0",
    "PipelinePage",
    "PipelineProgressType0",
    "PipelineResult",
    "PipelineResultElementResults",
    "PipelineResultResult",
    "PipelineUpdate",
    "PlannedMeasurement",
    "PlannedMeasurementCreate",
    "PlannedMeasurementCreateStatus",
    "PlannedMeasurementCreateTestSetupType0",
    "PlannedMeasurementPage",
    "PlannedMeasurementTestSetupType0",
    "PlannedMeasurementUpdate",
    "PlannedMeasurementUpdateStatus",
    "PlannedMeasurementUpdateTestSetupType0",
    "PlotData",
    "PlotDataLayout",
    "PlotTrace",
    "Project",
    "ProjectCreate",
    "ProjectInviteCreate",
    "ProjectMemberCreate",
    "ProjectMembership",
    "ProjectMemberUpdate",
    "ProjectPage",
    "ProjectRole",
    "ProjectUpdate",
    "PropertiesMeasurementCreate",
    "PropertiesMeasurementCreateMeasurementType",
    "PropertiesMeasurementCreateProperties",
    "PropertyColumn",
    "PropertyColumns",
    "Protocol",
    "ProtocolConversion",
    "ProtocolConversionRequest",
    "ProtocolConversionRequestDriveCycles",
    "ProtocolCreate",
    "ProtocolCreateParametersSchema",
    "ProtocolExperiment",
    "ProtocolFileUpload",
    "ProtocolMetricsSpecType0",
    "ProtocolPage",
    "ProtocolParametersSchemaType0",
    "ProtocolPlotOptionsType0",
    "ProtocolProtocolConfigType0",
    "ProtocolText",
    "ProtocolTimeSeriesSpecType0",
    "ProtocolUpdate",
    "ProtocolValidation",
    "PybammModelCheck",
    "PybammModelCheckModule",
    "PybammModels",
    "PybammModelVerdict",
    "Quantity",
    "QuickModelConfig",
    "QuickModelRequest",
    "RawData",
    "RawDataAttachment",
    "RawDataMetadataType0",
    "RawDataPage",
    "RawDataUpdate",
    "RawDataUpdateMetadata",
    "RawDataUpload",
    "RawDataUploadConfirm",
    "RawDataUploadRequest",
    "RawDataUploadRequestMetadata",
    "ReadinessIssue",
    "ReadinessReport",
    "ScheduleApply",
    "ScheduleAssignment",
    "ScheduleProposal",
    "ScheduleRequest",
    "SearchPage",
    "SearchResult",
    "SerializedModel",
    "Series",
    "SeriesColumns",
    "SeriesPacked",
    "SimplePipeline",
    "SimplePipelineConfig",
    "SimplePipelineCreate",
    "SimplePipelinePage",
    "SimplePipelineProgressType0",
    "SimplePipelineResultType0",
    "SimplePipelineUpdate",
    "Simulation",
    "SimulationBatchRequest",
    "SimulationCondition",
    "SimulationDesignType0",
    "SimulationExperimentType0",
    "SimulationMetricsType0",
    "SimulationPage",
    "SimulationPageModelScalarParameters",
    "SimulationParameterizedModelType0",
    "SimulationProfile",
    "SimulationSeries",
    "SimulationSeriesColumns",
    "SimulationSeriesPacked",
    "SimulationSeriesRequest",
    "SimulationSeriesRequestEncoding",
    "SimulationSettings",
    "SimulationStatus",
    "SimulationStatusesRequest",
    "SimulationTableFile",
    "SimulationTableFileSimulationsItem",
    "SimulationTablesRequest",
    "SimulationTablesRequestTable",
    "SimulationUsage",
    "Site",
    "SiteCreate",
    "SitePage",
    "SiteUpdate",
    "StudioLink",
    "Study",
    "StudyCreate",
    "StudyMeasurement",
    "StudyMeasurementRecord",
    "StudyMeasurementRecordPage",
    "StudyPage",
    "StudySimulation",
    "StudyUpdate",
    "SubmittedSimulation",
    "Thinning",
    "ThinningDifference",
    "ThinningTolerance",
    "UcpProtocol",
    "UploadInfo",
    "UsageByType",
    "WatchedMeasurements",
)


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_MODULES[name], __name__), name)
    globals()[name] = value
    return value
