"""Addresses of pages: those of the hosted application, or of the Studio of an embedded server."""

from __future__ import annotations

from ionworks_openapi.api.simulation import get_simulation

from ionworks.errors import ValidationError
from ionworks.records import Record, SimulationResponse
from ionworks.resources._shared.base import Resource
from ionworks.resources._shared.ids import Thing, id_of
from ionworks.resources._shared.pages import below, page_of


class Urls(Resource):
    """Addresses of pages; ``client.urls``. Nothing is sent, but by `simulation` without a model.

    They begin with ``IONWORKS_APP_URL`` where that is set; otherwise with the hosted application of the API's
    environment, or with the address of the embedded server where the client talks to one.
    """

    def of(self, thing: Record) -> str:
        """Address of the page of a record.

        Parameters
        ----------
        thing : Record
            A project, model, parameterized model, study, protocol, simulation, pipeline, optimization, cell
            specification, cell, measurement or material.

        Raises
        ------
        ValidationError
            There is no page for it. A ``ValueError``.
        """
        if isinstance(thing, SimulationResponse):
            return self.simulation(thing, project_id=getattr(thing, "project_id", None))
        config = self._connection.config
        project_id = getattr(thing, "project_id", None) or self._project(None)
        address = page_of(config.app_url, project_id, config.has_studio, thing)
        if address is None:
            raise ValidationError(
                f"thing: found a {type(thing).__name__} without a page; allowed: records that have one"
            )
        return address

    def project(self, project_id: Thing | None = None) -> str:
        """Address of the studies of a project."""
        return self._at(project_id, "studies")

    def model(self, model_id: Thing, project_id: Thing | None = None) -> str:
        """Address of a model."""
        return self._at(project_id, "models", id_of("model_id", model_id))

    def parameterized_model(self, parameterized_model_id: Thing, project_id: Thing | None = None) -> str:
        """Address of a parameterized model."""
        return self._at(project_id, "parameterized-models", id_of("parameterized_model_id", parameterized_model_id))

    def optimization(self, optimization_id: Thing, project_id: Thing | None = None) -> str:
        """Address of an optimization."""
        return self._at(project_id, "optimizations", id_of("optimization_id", optimization_id))

    def pipeline(self, pipeline_id: Thing, project_id: Thing | None = None) -> str:
        """Address of a pipeline."""
        return self._at(project_id, "pipelines", id_of("pipeline_id", pipeline_id))

    def study(self, study_id: Thing, project_id: Thing | None = None) -> str:
        """Address of a study."""
        return self._at(project_id, "studies", id_of("study_id", study_id))

    def simulation(
        self, simulation_id: Thing, parameterized_model_id: Thing | None = None, project_id: Thing | None = None
    ) -> str:
        """Address of a simulation; without the id of its model the service is asked for that.

        Raises
        ------
        ValidationError
            The simulation has no model. A ``ValueError``.

        Notes
        -----
        Source: ``get_simulation``.
        """
        identifier = id_of("simulation_id", simulation_id)
        if parameterized_model_id is None:
            record = self._dict(lambda api: get_simulation.sync_detailed(identifier, client=api))
            parameterized_model_id = record.get("parameterized_model_id")
            if parameterized_model_id is None:
                raise ValidationError(f"simulation {identifier} has no parameterized model, which its address needs")
        model_id = id_of("parameterized_model_id", parameterized_model_id)
        return self._at(project_id, "parameterized-models", model_id, "simulations", identifier)

    def protocol(self, protocol_id: Thing, project_id: Thing | None = None) -> str:
        """Address of a saved protocol."""
        return self._at(project_id, "protocols", id_of("protocol_id", protocol_id))

    def material(self, material_id: Thing, project_id: Thing | None = None) -> str:
        """Address of a material; the Studio has no page for it."""
        return self._at(project_id, "materials", id_of("material_id", material_id))

    def cell_specs(self, project_id: Thing | None = None) -> str:
        """Address of the cell specifications of a project."""
        return self._at(project_id, "data/specs")

    def cell_instances(self, spec_id: Thing, project_id: Thing | None = None) -> str:
        """Address of the cells of a specification."""
        return self._at(project_id, "data/specs", id_of("cell_spec_id", spec_id), "instances")

    def measurement(self, measurement_id: Thing, project_id: Thing | None = None) -> str:
        """Address of a measurement."""
        return self._at(project_id, "data/measurements", id_of("measurement_id", measurement_id))

    def _at(self, project_id: Thing | None, place: str, *ids: str) -> str:
        return self._connection.config.app_url + below(self._project(project_id), place, *ids)
