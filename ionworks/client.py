"""The public client: settings in, one call away from any resource."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote

from ionworks.config import Config, load_config, shown_url
from ionworks.errors import ConfigurationError, ValidationError
from ionworks.frames import set_dataframe_backend
from ionworks.sub_clients import SubClients
from ionworks.transport.calls import LowLevelCalls
from ionworks.transport.connection import Connection

if TYPE_CHECKING:
    import httpx

    from ionworks.records import CellMeasurement, Record
    from ionworks.server.local import LocalServer, RunningServer


class Ionworks(SubClients, LowLevelCalls):
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
