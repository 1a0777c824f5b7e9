"""Measurements of cells: time series, sets of properties, and files.

Split by task over the modules of this room; users see one class.

More than 400 lines, over half of them the documentation of public methods.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar

from ionworks_openapi.api.cell_instance import list_cell_instances
from ionworks_openapi.api.cell_measurement import (
    create_measurement_properties,
    delete_cell_measurement,
    update_cell_measurement,
)
from ionworks_openapi.api.cell_spec import list_cell_specs
from ionworks_openapi.models import CellMeasurementUpdate, PropertiesMeasurementCreate

from ionworks import cache
from ionworks.cycler_files.readers import read_cycler_file
from ionworks.records import (
    CellInstance,
    CellMeasurement,
    CellMeasurementBundleResponse,
    CellSpecification,
)
from ionworks.resources._shared.base import body
from ionworks.resources._shared.existing import create_or_reuse
from ionworks.resources._shared.filters import name_filter
from ionworks.resources._shared.ids import Thing, id_of
from ionworks.resources._shared.names import by_name, only
from ionworks.resources.cells.cell_measurement.curves import MeasurementCurves
from ionworks.resources.cells.cell_measurement.detail import check_files, describe
from ionworks.resources.cells.cell_measurement.labels import MeasurementLabels
from ionworks.resources.cells.cell_measurement.reads import MeasurementReads
from ionworks.resources.cells.cell_measurement.uploads import MeasurementUploads
from ionworks.validators import ALLOWED_IMAGE_EXTENSIONS as _IMAGE_EXTENSIONS


class CellMeasurements(MeasurementReads, MeasurementCurves, MeasurementUploads, MeasurementLabels):
    """``client.cell_measurement``. Positive current is discharge everywhere."""

    ALLOWED_IMAGE_EXTENSIONS: ClassVar[frozenset[str]] = frozenset(_IMAGE_EXTENSIONS)
    """Extensions ``create_file(validate_images=True)`` accepts."""

    def get_by_name(self, name: str, cell_instance_id: Thing) -> CellMeasurement:
        """The measurement of a name of a cell.

        Parameters
        ----------
        name : str
            Exact name.
        cell_instance_id : str or CellInstance
            The measured cell.

        Returns
        -------
        CellMeasurement
            The measurement.

        Raises
        ------
        NotFoundError
            There is none; the message offers the closest names.
        ConflictError
            Several have the name; the message lists their ids.

        Notes
        -----
        Source: ``list_cell_measurements``.
        """
        return by_name("measurement", name, lambda exact: self.list(cell_instance_id, 100, name_exact=exact))

    def create_or_get(
        self,
        cell_instance_id: Thing,
        measurement_detail: dict[str, Any],
        validate_strict: bool = False,
        rated_capacity: float | None = None,
        voltage_window: tuple[float, float] | None = None,
        skip_checks: Iterable[str] | None = None,
        wait_for_processing: bool = True,
    ) -> CellMeasurement:
        """Upload a time series, or get the measurement of this name of the cell, unchanged.

        Parameters
        ----------
        cell_instance_id : str
            Id of the measured cell.
        measurement_detail : dict
            As in `create`.
        validate_strict, rated_capacity, voltage_window, skip_checks
            As in `create`.
        wait_for_processing : bool
            Wait until steps and cycles are derived.

        Returns
        -------
        CellMeasurement
            The new or the existing measurement.

        Raises
        ------
        MeasurementValidationError
            The data break rules, whether or not the measurement exists.
        ValidationError
            The existing one cannot be found. A ``ValueError``.

        Notes
        -----
        Source: ``initiate_measurement_upload``, then ``confirm_measurement_upload`` or ``get_cell_measurement``. The
        conflict is found before any data is sent.
        """
        described = measurement_detail.get("measurement") if isinstance(measurement_detail, Mapping) else None

        def create() -> CellMeasurement:
            return self.create(
                cell_instance_id,
                measurement_detail,
                validate_strict,
                rated_capacity,
                voltage_window,
                skip_checks,
                wait_for_processing,
            )

        return create_or_reuse(create, self.get, lambda name: self.list(cell_instance_id, name_exact=name), described)

    def create_from_file(
        self,
        cell_instance_id: Thing,
        path: str | Path,
        reader: str | None = None,
        *,
        name: str | None = None,
        measurement: dict[str, Any] | None = None,
        extra_column_mappings: dict[str, str] | None = None,
        extra_constant_columns: dict[str, float] | None = None,
        options: dict[str, Any] | None = None,
        validate_strict: bool = False,
        rated_capacity: float | None = None,
        voltage_window: tuple[float, float] | None = None,
        skip_checks: Iterable[str] | None = None,
        wait_for_processing: bool = True,
    ) -> CellMeasurementBundleResponse:
        """Read the file of a cycler and upload it as a time series.

        Parameters
        ----------
        cell_instance_id : str
            Id of the measured cell.
        path : str or Path
            File of an Arbin, BaSyTec, BioLogic, Digatron, Gamry, Maccor, Neware, Novonix or Repower cycler, BDF, CSV
            or Parquet.
        reader : str, optional
            Name of the reader, such as ``"maccor"``; found from the content by default.
        name : str, optional
            Name of the measurement; the file's name without extension by default.
        measurement : dict, optional
            Its description, as in `create`; what the file's header says is added to it.
        extra_column_mappings : dict, optional
            Standard column name by column name of the file; such columns are taken without rescaling.
        extra_constant_columns : dict, optional
            Columns to add, with their one value.
        options : dict, optional
            Options of the reader.
        validate_strict, rated_capacity, voltage_window, skip_checks, wait_for_processing
            As in `create`.

        Returns
        -------
        CellMeasurementBundleResponse
            The record; after waiting with its settled state.

        Raises
        ------
        FileNotFoundError
            There is no such file.
        ConfigurationError
            The extra ``data`` is not installed. A ``ValueError``.
        ValidationError
            The reader is unknown or cannot read the file; the message lists the columns that were found.
        MeasurementValidationError
            The data break rules; nothing was sent.

        Notes
        -----
        Source: ``initiate_measurement_upload`` and ``confirm_measurement_upload``, as in `create`.
        ``ionworksdata.read`` does the reading.
        """
        cell_instance_id = id_of("cell_instance_id", cell_instance_id)
        time_series, header = read_cycler_file(
            Path(path),
            reader,
            extra_column_mappings=extra_column_mappings,
            extra_constant_columns=extra_constant_columns,
            options=options,
        )
        described = {"name": Path(path).stem, **header, **(measurement or {})}
        return self.create(
            cell_instance_id,
            {"measurement": describe(described, name=name), "time_series": time_series},
            validate_strict,
            rated_capacity,
            voltage_window,
            skip_checks,
            wait_for_processing,
        )

    def create_properties(
        self,
        cell_instance_id: Thing,
        name: str,
        properties: dict[str, Any],
        *,
        notes: str | None = None,
        protocol: dict[str, Any] | None = None,
        start_time: str | None = None,
        end_time: str | None = None,
        test_setup: dict[str, Any] | None = None,
        tags: Iterable[str] | None = None,
    ) -> CellMeasurement:
        """Create a measurement that is a set of values; nothing is uploaded.

        Parameters
        ----------
        cell_instance_id, name : str
            Id of the measured cell, and name, unique in the cell.
        properties : dict
            Values by name; a number is a quantity ``{"value": number, "unit": text}``.
        notes, protocol, start_time, end_time, test_setup, tags
            Description as in `create`; one text is one tag.

        Returns
        -------
        CellMeasurement
            The new measurement.

        Raises
        ------
        ConflictError
            The name is taken; ``existing_id`` is the holder.

        Notes
        -----
        Source: ``create_measurement_properties``.
        """
        cell_instance_id = id_of("cell_instance_id", cell_instance_id)
        described = describe(
            {"name": name, "measurement_type": "properties", "properties": properties},
            notes=notes,
            protocol=protocol,
            start_time=start_time,
            end_time=end_time,
            test_setup=test_setup,
            tags=tags,
        )
        payload = body(PropertiesMeasurementCreate, described)
        return self._record(
            CellMeasurement,
            lambda api: create_measurement_properties.sync_detailed(cell_instance_id, client=api, body=payload),
        )

    def create_file(
        self,
        cell_instance_id: Thing,
        name: str,
        filepaths: builtins.list[str],
        *,
        validate_images: bool = False,
        notes: str | None = None,
        protocol: dict[str, Any] | None = None,
        start_time: str | None = None,
        end_time: str | None = None,
        test_setup: dict[str, Any] | None = None,
        tags: Iterable[str] | None = None,
    ) -> CellMeasurementBundleResponse:
        """Upload files, up to four at a time, as one measurement.

        Parameters
        ----------
        cell_instance_id, name : str
            Id of the measured cell, and name, unique in the cell.
        filepaths : list of str
            Paths of files with different names.
        validate_images : bool
            Refuse files that are no images.
        notes, protocol, start_time, end_time, test_setup, tags
            Description as in `create`; one text is one tag.

        Returns
        -------
        CellMeasurementBundleResponse
            The new measurement.

        Raises
        ------
        FileNotFoundError
            A file does not exist.
        ValidationError
            A file is no image, or two have the same name. A ``ValueError``.
        ConflictError
            The name is taken; no data was sent.

        Notes
        -----
        Source: ``initiate_measurement_upload``, ``confirm_measurement_upload``.
        """
        cell_instance_id = id_of("cell_instance_id", cell_instance_id)
        paths = check_files(filepaths, validate_images=validate_images)
        described = describe(
            {"name": name},
            notes=notes,
            protocol=protocol,
            start_time=start_time,
            end_time=end_time,
            test_setup=test_setup,
            tags=tags,
        )
        label = {key: described[key] for key in ("name", "notes") if key in described}
        kind = {"measurement_type": "file", "filenames": [path.name for path in paths]}
        place = self._initiate(cell_instance_id, {"measurement": label, **kind})
        self._send_files(place, paths)
        final = {"cell_instance_id": cell_instance_id, "measurement": described}
        return self._settled(self._confirm(place, {**final, **kind}))

    def update(self, measurement_id: Thing, data: dict[str, Any]) -> CellMeasurement:
        """Change the fields given, such as ``name``, ``notes``, ``end_time`` or ``tags`` (which replaces all).

        Parameters
        ----------
        measurement_id : str
            Id of the measurement.
        data : dict
            The fields to change; ``channel_id`` or ``protocol_id`` ``None`` detaches.

        Returns
        -------
        CellMeasurement
            The changed measurement.

        Raises
        ------
        NotFoundError
            No such measurement.
        BadRequestError
            A rule of the service, such as an end before the start.
        ConflictError
            The new name is taken.

        Notes
        -----
        Source: ``update_cell_measurement``.
        """
        measurement_id = id_of("measurement_id", measurement_id)
        payload = body(CellMeasurementUpdate, data)
        return self._record(
            CellMeasurement,
            lambda api: update_cell_measurement.sync_detailed(measurement_id, client=api, body=payload),
        )

    def delete(self, measurement_id: Thing) -> None:
        """Delete a measurement with its data.

        Parameters
        ----------
        measurement_id : str
            Id of the measurement.

        Raises
        ------
        NotFoundError
            No such measurement.

        Notes
        -----
        Source: ``delete_cell_measurement``.
        """
        measurement_id = id_of("measurement_id", measurement_id)
        self._call(lambda api: delete_cell_measurement.sync_detailed(measurement_id, client=api))
        cache.forget(measurement_id)

    def resolve(
        self, cell_specification: str, cell_instance: str, measurement: str, *, project_id: Thing | None = None
    ) -> CellMeasurement:
        """Find one measurement by the exact names of specification, cell and itself.

        Parameters
        ----------
        cell_specification, cell_instance, measurement : str
            Names.
        project_id : str, optional
            Project of the specification; the client's default otherwise.

        Returns
        -------
        CellMeasurement
            The measurement.

        Raises
        ------
        NotFoundError, ConflictError
            None, or several, of that name at one of the levels.

        Notes
        -----
        Source: ``list_cell_specs``, ``list_cell_instances``, ``list_cell_measurements``.
        """
        project, wanted = self._project(project_id), name_filter(None, cell_specification)
        specs = self._page(
            CellSpecification,
            lambda api: list_cell_specs.sync_detailed(client=api, project_id=project, name=wanted),
        )
        spec = only("cell specification", cell_specification, specs)
        cells = self._page(
            CellInstance,
            lambda api: list_cell_instances.sync_detailed(spec.id, client=api, name=name_filter(None, cell_instance)),
        )
        cell = only("cell instance", cell_instance, cells)
        return only("measurement", measurement, self.list(cell.id, name_exact=measurement))
