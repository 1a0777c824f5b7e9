"""The public client: configuration in, sub-clients attached, one call away from any resource.

More than 400 lines, over half of them the documentation of public methods.
"""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote

from ionworks.config import Config, load_config, shown_url
from ionworks.errors import ConfigurationError, ValidationError
from ionworks.frames import set_dataframe_backend
from ionworks.transport.calls import LowLevelCalls
from ionworks.transport.connection import Connection

if TYPE_CHECKING:
    import httpx

    from ionworks.records import CellMeasurement, Record
    from ionworks.resources.analysis import Analyses
    from ionworks.resources.cell_batch import CellBatches
    from ionworks.resources.cell_instance import CellInstances
    from ionworks.resources.cell_measurement import CellMeasurements
    from ionworks.resources.cell_spec import CellSpecs
    from ionworks.resources.channel import Channels
    from ionworks.resources.cycler import Cyclers
    from ionworks.resources.discovery import Discovery
    from ionworks.resources.ecm import EquivalentCircuits
    from ionworks.resources.electrolyte import ElectrolyteClient
    from ionworks.resources.job import Jobs
    from ionworks.resources.lab import Lab
    from ionworks.resources.material import Materials
    from ionworks.resources.material_property_dataset import MaterialPropertyDatasets
    from ionworks.resources.model import Models
    from ionworks.resources.model_builder import ModelBuilders
    from ionworks.resources.optimization import Optimizations
    from ionworks.resources.organization import Organization
    from ionworks.resources.parameterized_model import ParameterizedModels
    from ionworks.resources.pipeline import Pipelines
    from ionworks.resources.planned_measurement import PlannedMeasurements
    from ionworks.resources.project import Projects
    from ionworks.resources.protocol import Protocols
    from ionworks.resources.raw_data import RawDataFiles
    from ionworks.resources.search import Search
    from ionworks.resources.simple_pipeline import SimplePipelines
    from ionworks.resources.simulation import Simulations
    from ionworks.resources.site import Sites
    from ionworks.resources.study import Studies
    from ionworks.resources.urls import Urls
    from ionworks.server.local import LocalServer, RunningServer


class Ionworks(LowLevelCalls):
    """Client of the Ionworks API, hosted or embedded.

    Parameters
    ----------
    api_key : str, optional
        API key; otherwise ``IONWORKS_API_KEY`` from the environment or a ``.env`` file.
    api_url : str, optional
        Base URL; otherwise ``IONWORKS_API_URL``, otherwise ``https://api.ionworks.com``. The value ``"local"``
        starts (or joins) an embedded server on this machine and needs no key.
    project_id : str, optional
        Default project of methods that need one; otherwise ``IONWORKS_PROJECT_ID``.
    dataframe_backend : {"polars", "pandas"}, optional
        Kind of data frames that methods return, for the whole process.
    timeout : float, optional
        Seconds a request may take (default 10).
    max_retries : int, optional
        How often a failed request is sent again (default 5, 0 switches it off).
    token : str, optional
        Bearer token, sent instead of a key; otherwise ``IONWORKS_API_TOKEN``. A key or token given as argument hides
        both variables; of one source, the token wins.
    organization_id : str, optional
        Organization to act for, where a key may act for several; otherwise ``IONWORKS_ORGANIZATION_ID``.

    Raises
    ------
    ConfigurationError
        No API key, or an unknown option. A ``ValueError``.

    Notes
    -----
    No request is made here.

    Examples
    --------
    >>> from ionworks import Ionworks
    >>> client = Ionworks(api_key="your_key", timeout=30, max_retries=3)
    >>> client.request_timeout
    30.0
    """

    def __init__(
        self,
        api_key: str | None = None,
        api_url: str | None = None,
        project_id: str | None = None,
        dataframe_backend: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        token: str | None = None,
        organization_id: str | None = None,
    ) -> None:
        self._server: LocalServer | RunningServer | None = None
        config = load_config(
            api_key=api_key,
            api_url=api_url,
            project_id=project_id,
            dataframe_backend=dataframe_backend,
            timeout=timeout,
            max_retries=max_retries,
            token=token,
            organization_id=organization_id,
        )
        if config.is_local:
            self._server = _local_server_type().join_or_start()
            config = config.at_server(self._server.url, self._server.api_key, self._server.project_id)
        self._config: Config = config
        self._connection = Connection(config)
        if config.dataframe_backend is not None:
            set_dataframe_backend(config.dataframe_backend)

    @classmethod
    def local(
        cls,
        data_dir: str | Path | None = None,
        workers: int | None = None,
        *,
        dataframe_backend: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
    ) -> Self:
        """Start an embedded server on this machine and return a client of it.

        Parameters
        ----------
        data_dir : str or Path, optional
            Folder of database and results; by default that of ``IONWORKS_SERVER_DATA_DIR``, else a temporary one, which
            `close` removes. Asked for again in this process, a folder gives a client of the server that runs on it.
        workers : int, optional
            Number of solver processes; one per core by default.
        dataframe_backend, timeout, max_retries
            As in the constructor.

        Returns
        -------
        Ionworks
            A client whose default project is the server's first project. Use it as a context manager, or call
            `close`; the server ends with the client that started it. Another client joins with
            ``Ionworks(client.api_key, client.api_url)``.

        Raises
        ------
        ConfigurationError
            The extra ``server`` is not installed, or a server of another process, which the message names, uses
            `data_dir`.
        """
        server = _local_server_type().of_process(data_dir, workers)
        client = cls(
            server.api_key,
            server.url,
            server.project_id,
            dataframe_backend=dataframe_backend,
            timeout=timeout,
            max_retries=max_retries,
        )
        client._server = server
        return client

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close connections, and stop the embedded server if this client started one."""
        self._connection.close()
        if self._server is not None:
            self._server.stop()
            self._server = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}(api_url={shown_url(self.api_url)!r}, project_id={self.project_id!r})"

    @property
    def api_key(self) -> str:
        """API key in use, empty with a token."""
        return self._config.api_key

    @property
    def token(self) -> str | None:
        """Bearer token in use, if any."""
        return self._config.token or None

    @property
    def api_url(self) -> str:
        """Base URL in use, without trailing slash."""
        return self._config.api_url

    @property
    def project_id(self) -> str | None:
        """Default project, if any."""
        return self._config.project_id

    @property
    def organization_id(self) -> str | None:
        """Organization the client was configured for, if any."""
        return self._config.organization_id

    @property
    def request_timeout(self) -> float:
        """Seconds a request may take."""
        return self._config.timeout

    @property
    def session(self) -> httpx.Client:
        """HTTP client that all requests of this client go through."""
        return self._connection.http

    @cached_property
    def project(self) -> Projects:
        """Projects and their members."""
        from ionworks.resources.project import Projects

        return Projects(self._connection)

    @cached_property
    def model(self) -> Models:
        """Battery models."""
        from ionworks.resources.model import Models

        return Models(self._connection)

    @cached_property
    def parameterized_model(self) -> ParameterizedModels:
        """Models with a complete set of parameter values."""
        from ionworks.resources.parameterized_model import ParameterizedModels

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
        from ionworks.resources.cell_spec import CellSpecs

        return CellSpecs(self._connection)

    @cached_property
    def cell_instance(self) -> CellInstances:
        """Cell instances: the physical cells of a specification."""
        from ionworks.resources.cell_instance import CellInstances

        return CellInstances(self._connection)

    @cached_property
    def cell_measurement(self) -> CellMeasurements:
        """Measurements of cell instances."""
        from ionworks.resources.cell_measurement import CellMeasurements

        return CellMeasurements(self._connection)

    @property
    def measurement(self) -> CellMeasurements:
        """Alias of `cell_measurement`."""
        return self.cell_measurement

    @cached_property
    def raw_data(self) -> RawDataFiles:
        """Raw data: files as they came from the cycler."""
        from ionworks.resources.raw_data import RawDataFiles

        return RawDataFiles(self._connection)

    @cached_property
    def analysis(self) -> Analyses:
        """Analyses: tables computed from measurements."""
        from ionworks.resources.analysis import Analyses

        return Analyses(self._connection)

    @cached_property
    def material(self) -> Materials:
        """Materials of cells."""
        from ionworks.resources.material import Materials

        return Materials(self._connection)

    @cached_property
    def material_property_dataset(self) -> MaterialPropertyDatasets:
        """Tables of properties of materials."""
        from ionworks.resources.material_property_dataset import MaterialPropertyDatasets

        return MaterialPropertyDatasets(self._connection)

    @cached_property
    def electrolyte(self) -> ElectrolyteClient:
        """Transport properties of electrolytes, for PyBaMM."""
        from ionworks.resources.electrolyte import ElectrolyteClient

        return ElectrolyteClient(self._connection)

    @cached_property
    def model_builder(self) -> ModelBuilders:
        """Model builders: recipes that make a parameterized model of a cell specification."""
        from ionworks.resources.model_builder import ModelBuilders

        return ModelBuilders(self._connection)

    @cached_property
    def search(self) -> Search:
        """Search over records of all kinds."""
        from ionworks.resources.search import Search

        return Search(self._connection)

    @cached_property
    def ecm(self) -> EquivalentCircuits:
        """Equivalent circuits: fits to measurements, validation, circuits saved as models."""
        from ionworks.resources.ecm import EquivalentCircuits

        return EquivalentCircuits(self._connection)

    @cached_property
    def cell_batch(self) -> CellBatches:
        """Lots of cells."""
        from ionworks.resources.cell_batch import CellBatches

        return CellBatches(self._connection)

    @cached_property
    def site(self) -> Sites:
        """Sites: places with cyclers."""
        from ionworks.resources.site import Sites

        return Sites(self._connection)

    @cached_property
    def cycler(self) -> Cyclers:
        """Cyclers and their service."""
        from ionworks.resources.cycler import Cyclers

        return Cyclers(self._connection)

    @cached_property
    def channel(self) -> Channels:
        """Channels of cyclers."""
        from ionworks.resources.channel import Channels

        return Channels(self._connection)

    @cached_property
    def lab(self) -> Lab:
        """What the channels of a project do."""
        from ionworks.resources.lab import Lab

        return Lab(self._connection)

    @cached_property
    def planned_measurement(self) -> PlannedMeasurements:
        """Planned measurements and schedules."""
        from ionworks.resources.planned_measurement import PlannedMeasurements

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

    def whoami(self) -> dict[str, Any]:
        """Who the API key belongs to.

        Returns
        -------
        dict
            ``id``, ``email``, ``authorized_organization`` (``{"id", "name"}`` of the organization this key acts
            for, or ``None``) and ``organizations`` (all memberships of the user).

        Raises
        ------
        AuthenticationError
            The key is not valid.

        Notes
        -----
        Source: ``get_current_user``.
        """
        return self._discovery.whoami()

    def open_studio(self, thing: Record | None = None, *, open_browser: bool = True) -> str:
        """Open the page of a record in the browser, or the overview of the default project.

        Parameters
        ----------
        thing : Record, optional
            What to look at, such as a simulation, a pipeline or a measurement.
        open_browser : bool
            Open the address; else it is only returned.

        Returns
        -------
        str
            The address; at an embedded server it logs in once, within an hour.

        Raises
        ------
        ValidationError
            There is no page for it. A ``ValueError``.

        Notes
        -----
        Source: ``create_studio_link``, at an embedded server only.
        """
        import webbrowser

        address = self.urls.project() if thing is None else self.urls.of(thing)
        if self._config.has_studio:
            goal = quote(address.removeprefix(self._config.app_url), safe="")
            address = f"{self._discovery.studio_link()}&next={goal}"
        if open_browser:
            webbrowser.open(address)
        return address

    def health_check(self) -> dict[str, Any]:
        """State of the service, as a free-form dict.

        Returns
        -------
        dict
            ``status`` and whatever else the service tells.

        Notes
        -----
        Source: ``health_check``.
        """
        return self._discovery.health_check()

    def capabilities(self) -> dict[str, Any]:
        """What the service can do.

        Returns
        -------
        dict
            ``domain_context``, ``schemas``, ``openapi_spec``, ``authentication``, ….

        Notes
        -----
        Source: ``get_capabilities``.
        """
        return self._discovery.capabilities()

    def schema(self, name: str) -> dict[str, Any]:
        """JSON Schema of a kind of document.

        Parameters
        ----------
        name : {"data", "protocol"}
            ``"data"`` for cells and measurements, ``"protocol"`` for the Universal Cycler Protocol.

        Returns
        -------
        dict
            The JSON Schema.

        Raises
        ------
        ValidationError
            Unknown name. A ``ValueError``.

        Notes
        -----
        Source: ``get_schema``.
        """
        allowed = ("data", "protocol")
        if name not in allowed:
            raise ValidationError(f"name: found {name!r}; allowed: {', '.join(map(repr, allowed))}")
        return self._discovery.schema(name)

    def pybamm_models(self) -> dict[str, Any]:
        """PyBaMM model classes and options that the service accepts.

        Returns
        -------
        dict
            ``pybamm_models`` by PyBaMM submodule, ``ionworks_models``, ``options`` and ``pybamm_version``.

        Notes
        -----
        Source: ``list_pybamm_models``.
        """
        return self._discovery.pybamm_models()

    def validate_pybamm_model_config(
        self, pybamm_model: str, options: dict[str, Any] | None = None, module: str = "lithium_ion"
    ) -> dict[str, Any]:
        """Whether PyBaMM can build a model with these options.

        Parameters
        ----------
        pybamm_model : str
            Class name, such as ``"SPMe"``.
        options : dict, optional
            PyBaMM options.
        module : {"lithium_ion", "lead_acid"}
            PyBaMM submodule of the class.

        Returns
        -------
        dict
            ``{"valid": True}``, or ``{"valid": False, "error": ..., "error_type": ...}``.

        Notes
        -----
        Source: ``validate_pybamm_model``.
        """
        return self._discovery.validate_pybamm_model(pybamm_model, options or {}, module)

    def resolve_measurement(
        self, cell_specification: str, cell_instance: str, measurement: str, *, project_id: str | None = None
    ) -> CellMeasurement:
        """Find one measurement by the names of its specification, instance and itself.

        Parameters
        ----------
        cell_specification, cell_instance, measurement : str
            Exact names.
        project_id : str, optional
            Project of the specification; the client's default otherwise.

        Returns
        -------
        CellMeasurement
            The measurement.

        Raises
        ------
        NotFoundError
            Nothing of that name at one of the levels.
        ConflictError
            Several of that name at one of the levels.

        Notes
        -----
        Source: ``list_cell_specs``, ``list_cell_instances`` and ``list_cell_measurements``.
        """
        return self.cell_measurement.resolve(cell_specification, cell_instance, measurement, project_id=project_id)


def _local_server_type() -> type[LocalServer]:
    """Load `LocalServer`, or say which extra is missing."""
    try:
        module = import_module("ionworks.server.local")
    except ModuleNotFoundError as error:
        message = (
            f"the embedded server needs the extra 'server' (missing: {error.name}): "
            "install it with pip install 'ionworks-api[server]'"
        )
        raise ConfigurationError(message) from error
    return module.LocalServer  # type: ignore[no-any-return]
