"""The sub-clients of a client, one a tag of the contract, each loaded when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ionworks.transport.connection import Connection

if TYPE_CHECKING:
    from ionworks.resources.cells.cell_instance import CellInstances
    from ionworks.resources.cells.cell_measurement import CellMeasurements
    from ionworks.resources.cells.cell_spec import CellSpecs
    from ionworks.resources.discovery import Discovery
    from ionworks.resources.ecm import EquivalentCircuits
    from ionworks.resources.job import Jobs
    from ionworks.resources.knowledge.analysis import Analyses
    from ionworks.resources.knowledge.electrolyte import ElectrolyteClient
    from ionworks.resources.knowledge.material import Materials
    from ionworks.resources.knowledge.material_property_dataset import MaterialPropertyDatasets
    from ionworks.resources.knowledge.raw_data import RawDataFiles
    from ionworks.resources.knowledge.search import Search
    from ionworks.resources.lab.cell_batch import CellBatches
    from ionworks.resources.lab.channel import Channels
    from ionworks.resources.lab.cycler import Cyclers
    from ionworks.resources.lab.lab import Lab
    from ionworks.resources.lab.planned_measurement import PlannedMeasurements
    from ionworks.resources.lab.site import Sites
    from ionworks.resources.models.model import Models
    from ionworks.resources.models.model_builder import ModelBuilders
    from ionworks.resources.models.parameterized_model import ParameterizedModels
    from ionworks.resources.optimization import Optimizations
    from ionworks.resources.organization import Organization
    from ionworks.resources.pipeline import Pipelines
    from ionworks.resources.project import Projects
    from ionworks.resources.protocol import Protocols
    from ionworks.resources.simple_pipeline import SimplePipelines
    from ionworks.resources.simulation import Simulations
    from ionworks.resources.study import Studies
    from ionworks.resources.urls import Urls


class SubClients:
    """What ``client.<noun>`` leads to."""

    _connection: Connection

    @cached_property
    def project(self) -> Projects:
        """Projects and their members."""
        from ionworks.resources.project import Projects

        return Projects(self._connection)

    @cached_property
    def model(self) -> Models:
        """Battery models."""
        from ionworks.resources.models.model import Models

        return Models(self._connection)

    @cached_property
    def parameterized_model(self) -> ParameterizedModels:
        """Models with a complete set of parameter values."""
        from ionworks.resources.models.parameterized_model import ParameterizedModels

        return ParameterizedModels(self._connection)

    @cached_property
    def study(self) -> Studies:
        """Studies: groups of simulations and measurements."""
        from ionworks.resources.study import Studies

        return Studies(self._connection)

    @cached_property
    def protocol(self) -> Protocols:
        """Protocols in the Universal Cycler Protocol format."""
        from ionworks.resources.protocol import Protocols

        return Protocols(self._connection)

    @cached_property
    def simulation(self) -> Simulations:
        """Simulations and their results."""
        from ionworks.resources.simulation import Simulations

        return Simulations(self._connection)

    @cached_property
    def pipeline(self) -> Pipelines:
        """Parameterization pipelines."""
        from ionworks.resources.pipeline import Pipelines

        return Pipelines(self._connection)

    @cached_property
    def simple_pipeline(self) -> SimplePipelines:
        """Pipelines of one fit or validation, run as one job."""
        from ionworks.resources.simple_pipeline import SimplePipelines

        return SimplePipelines(self._connection)

    @cached_property
    def optimization(self) -> Optimizations:
        """Design and charge optimizations."""
        from ionworks.resources.optimization import Optimizations

        return Optimizations(self._connection)

    @cached_property
    def cell_spec(self) -> CellSpecs:
        """Cell specifications."""
        from ionworks.resources.cells.cell_spec import CellSpecs

        return CellSpecs(self._connection)

    @cached_property
    def cell_instance(self) -> CellInstances:
        """Cell instances: the physical cells of a specification."""
        from ionworks.resources.cells.cell_instance import CellInstances

        return CellInstances(self._connection)

    @cached_property
    def cell_measurement(self) -> CellMeasurements:
        """Measurements of cell instances."""
        from ionworks.resources.cells.cell_measurement import CellMeasurements

        return CellMeasurements(self._connection)

    @property
    def measurement(self) -> CellMeasurements:
        """Alias of `cell_measurement`."""
        return self.cell_measurement

    @cached_property
    def raw_data(self) -> RawDataFiles:
        """Raw data: files as they came from the cycler."""
        from ionworks.resources.knowledge.raw_data import RawDataFiles

        return RawDataFiles(self._connection)

    @cached_property
    def analysis(self) -> Analyses:
        """Analyses: tables computed from measurements."""
        from ionworks.resources.knowledge.analysis import Analyses

        return Analyses(self._connection)

    @cached_property
    def material(self) -> Materials:
        """Materials of cells."""
        from ionworks.resources.knowledge.material import Materials

        return Materials(self._connection)

    @cached_property
    def material_property_dataset(self) -> MaterialPropertyDatasets:
        """Tables of properties of materials."""
        from ionworks.resources.knowledge.material_property_dataset import MaterialPropertyDatasets

        return MaterialPropertyDatasets(self._connection)

    @cached_property
    def electrolyte(self) -> ElectrolyteClient:
        """Transport properties of electrolytes, for PyBaMM."""
        from ionworks.resources.knowledge.electrolyte import ElectrolyteClient

        return ElectrolyteClient(self._connection)

    @cached_property
    def model_builder(self) -> ModelBuilders:
        """Model builders: recipes that make a parameterized model of a cell specification."""
        from ionworks.resources.models.model_builder import ModelBuilders

        return ModelBuilders(self._connection)

    @cached_property
    def search(self) -> Search:
        """Search over records of all kinds."""
        from ionworks.resources.knowledge.search import Search

        return Search(self._connection)

    @cached_property
    def ecm(self) -> EquivalentCircuits:
        """Equivalent circuits: fits to measurements, validation, circuits saved as models."""
        from ionworks.resources.ecm import EquivalentCircuits

        return EquivalentCircuits(self._connection)

    @cached_property
    def cell_batch(self) -> CellBatches:
        """Lots of cells."""
        from ionworks.resources.lab.cell_batch import CellBatches

        return CellBatches(self._connection)

    @cached_property
    def site(self) -> Sites:
        """Sites: places with cyclers."""
        from ionworks.resources.lab.site import Sites

        return Sites(self._connection)

    @cached_property
    def cycler(self) -> Cyclers:
        """Cyclers and their service."""
        from ionworks.resources.lab.cycler import Cyclers

        return Cyclers(self._connection)

    @cached_property
    def channel(self) -> Channels:
        """Channels of cyclers."""
        from ionworks.resources.lab.channel import Channels

        return Channels(self._connection)

    @cached_property
    def lab(self) -> Lab:
        """What the channels of a project do."""
        from ionworks.resources.lab.lab import Lab

        return Lab(self._connection)

    @cached_property
    def planned_measurement(self) -> PlannedMeasurements:
        """Planned measurements and schedules."""
        from ionworks.resources.lab.planned_measurement import PlannedMeasurements

        return PlannedMeasurements(self._connection)

    @cached_property
    def job(self) -> Jobs:
        """Jobs: the runs behind simulations, pipelines and optimizations."""
        from ionworks.resources.job import Jobs

        return Jobs(self._connection)

    @cached_property
    def organization(self) -> Organization:
        """Members and usage of the organization."""
        from ionworks.resources.organization import Organization

        return Organization(self._connection)

    @property
    def urls(self) -> Urls:
        """Addresses of pages in the browser."""
        from ionworks.resources.urls import Urls

        return Urls(self._connection)

    @cached_property
    def _discovery(self) -> Discovery:
        from ionworks.resources.discovery import Discovery

        return Discovery(self._connection)
