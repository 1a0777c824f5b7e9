"""A cached walk through the cell data of a project, for notebooks."""

from __future__ import annotations

from typing import Any

from ionworks.client import Ionworks
from ionworks.config import resolve_project_id
from ionworks.errors import ValidationError
from ionworks.records import CellInstance, CellMeasurement, CellSpecification
from ionworks.transport.paging import iterate_pages


class Navigator:
    """Specifications, cells, measurements and their tables by name, each fetched once.

    Parameters
    ----------
    client : Ionworks, optional
        Client to use; by default a new one from the environment.
    page_size : int
        Rows asked for in one request.
    project_id : str, optional
        Project to walk through; the client's default otherwise.

    Raises
    ------
    ValidationError
        `page_size` is not positive. A ``ValueError``.

    Notes
    -----
    Frames are returned as new objects, so changing one does not change what the navigator keeps.
    """

    def __init__(self, client: Ionworks | None = None, page_size: int = 200, *, project_id: str | None = None) -> None:
        if page_size < 1:
            raise ValidationError(f"page_size: found {page_size!r}; allowed: 1 or more")
        self._client = Ionworks() if client is None else client
        self._page_size = page_size
        self._project_id = project_id
        self._specs: dict[str, CellSpecification] | None = None
        self._instances: dict[str, list[CellInstance]] = {}
        self._measurements: dict[str, list[CellMeasurement]] = {}
        self._steps: dict[str, Any] = {}
        self._time_series: dict[str, Any] = {}

    def specs(self) -> dict[str, CellSpecification]:
        """Specifications of the project by name, the first page only.

        Returns
        -------
        dict of str to CellSpecification
            Sorted by name.

        Raises
        ------
        ConfigurationError
            There is no project. A ``ValueError``.

        Notes
        -----
        Source: ``list_cell_specs``.
        """
        if self._specs is None:
            known = self._project_id or self._client.project_id
            only = None if known else self._client._connection.only_project()  # noqa: SLF001  not for users
            project = resolve_project_id(known, only)
            page = self._client.cell_spec.list(limit=self._page_size, order_by="name", project_id=project)
            self._specs = {spec.name: spec for spec in page}
        return dict(self._specs)

    def spec(self, name: str) -> CellSpecification:
        """One specification.

        Parameters
        ----------
        name : str
            Its exact name.

        Returns
        -------
        CellSpecification
            The specification.

        Raises
        ------
        KeyError
            There is none of this name; the message lists those there are.

        Notes
        -----
        Source: ``list_cell_specs``.
        """
        specs = self.specs()
        if name not in specs:
            raise KeyError(f"no cell specification named {name!r}; there are {', '.join(map(repr, specs)) or 'none'}")
        return specs[name]

    def instances(self, spec_name: str) -> list[CellInstance]:
        """All cells of a specification.

        Parameters
        ----------
        spec_name : str
            Exact name of the specification.

        Returns
        -------
        list of CellInstance
            Sorted by name.

        Raises
        ------
        KeyError
            There is no such specification.

        Notes
        -----
        Source: ``list_cell_instances``.
        """
        spec = self.spec(spec_name)
        if spec_name not in self._instances:
            pages = iterate_pages(
                lambda limit, offset: self._client.cell_instance.list(spec.id, limit, offset, order_by="name"),
                self._page_size,
            )
            self._instances[spec_name] = sorted(pages, key=lambda cell: cell.name)
        return list(self._instances[spec_name])

    def measurements(self, instance_id: str) -> list[CellMeasurement]:
        """All measurements of a cell.

        Parameters
        ----------
        instance_id : str
            Id of the cell.

        Returns
        -------
        list of CellMeasurement
            Sorted by name.

        Raises
        ------
        NotFoundError
            There is no such cell.

        Notes
        -----
        Source: ``list_cell_measurements``.
        """
        if instance_id not in self._measurements:
            pages = iterate_pages(
                lambda limit, offset: self._client.cell_measurement.list(instance_id, limit, offset, order_by="name"),
                self._page_size,
            )
            self._measurements[instance_id] = sorted(pages, key=lambda measurement: measurement.name)
        return list(self._measurements[instance_id])

    def steps(self, measurement_id: str) -> Any:
        """Steps of a measurement.

        Parameters
        ----------
        measurement_id : str
            Id of the measurement.

        Returns
        -------
        DataFrame
            One row per step, in the chosen backend.

        Raises
        ------
        NotFoundError
            There is no such measurement, or it has no steps.

        Notes
        -----
        Source: ``download_measurement_steps``.
        """
        if measurement_id not in self._steps:
            self._steps[measurement_id] = self._client.cell_measurement.steps(measurement_id)
        return _copy(self._steps[measurement_id])

    def time_series(self, measurement_id: str) -> Any:
        """Samples of a measurement.

        Parameters
        ----------
        measurement_id : str
            Id of the measurement.

        Returns
        -------
        DataFrame
            One row per sample, in the chosen backend; positive current is discharge.

        Raises
        ------
        NotFoundError
            There is no such measurement, or it has no time series.

        Notes
        -----
        Source: ``download_measurement_time_series``.
        """
        if measurement_id not in self._time_series:
            self._time_series[measurement_id] = self._client.cell_measurement.time_series(measurement_id)
        return _copy(self._time_series[measurement_id])

    def clear(self) -> None:
        """Forget everything; the next call fetches again."""
        self._specs = None
        for kept in (self._instances, self._measurements, self._steps, self._time_series):
            kept.clear()

    def invalidate(
        self,
        *,
        spec_name: str | None = None,
        instance_id: str | None = None,
        measurement_id: str | None = None,
    ) -> None:
        """Forget a specification, a cell or a measurement, with all that is below it.

        Parameters
        ----------
        spec_name : str, optional
            Name of a specification.
        instance_id, measurement_id : str, optional
            Ids of a cell and of a measurement.
        """
        if spec_name is not None:
            self._specs = None
            for cell in self._instances.pop(spec_name, []):
                self.invalidate(instance_id=cell.id)
        if instance_id is not None:
            for measurement in self._measurements.pop(instance_id, []):
                self.invalidate(measurement_id=measurement.id)
        if measurement_id is not None:
            self._steps.pop(measurement_id, None)
            self._time_series.pop(measurement_id, None)


def _copy(frame: Any) -> Any:
    """Return a frame whose changes do not reach the one kept; polars calls it ``clone``."""
    return frame.clone() if hasattr(frame, "clone") else frame.copy()
