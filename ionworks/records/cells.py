"""Cell specifications, batches, instances and measurements (docs/contract/wire.md sections 20 to 22 and 26)."""

from typing import Any

import attrs

from ionworks.records._base import Record


@attrs.frozen(kw_only=True, repr=False)
class CellSpecification(Record):
    """A type of cell. Quantities are ``{"value": number, "unit": text}``."""

    id: str
    """Id of the cell specification."""
    name: str
    """Name, unique in the project."""
    project_id: str | None = None
    """Project."""
    form_factor: str | None = None
    """Shape, such as ``"21700"`` or ``"pouch"``."""
    manufacturer: str | None = None
    """Who makes it."""
    ratings: dict[str, Any] | None = None
    """Quantities by name, such as ``capacity``."""
    anode: dict[str, Any] | None = None
    """Negative electrode: ``material_id``, ``material``, ``properties``."""
    cathode: dict[str, Any] | None = None
    """Positive electrode, like `anode`."""
    electrolyte: dict[str, Any] | None = None
    """Electrolyte, like `anode`."""
    separator: dict[str, Any] | None = None
    """Separator, like `anode`."""
    case: dict[str, Any] | None = None
    """Case, like `anode`."""
    created_at: str | None = None
    """Time of creation, ISO 8601 UTC."""
    updated_at: str | None = None
    """Time of the last change, ISO 8601 UTC."""


@attrs.frozen(kw_only=True, repr=False)
class CellBatch(Record):
    """A lot of cells of one type."""

    id: str
    """Id of the batch."""
    name: str
    """Name, unique in the cell specification whatever the case."""
    cell_specification_id: str
    """Type of the cells."""
    project_id: str | None = None
    """Project."""
    organization_id: str | None = None
    """Organization."""
    notes: str | None = None
    """Free text."""
    date_manufactured: str | None = None
    """Day it was made, ISO 8601."""
    properties: dict[str, Any] | None = None
    """Quantities and texts by name."""
    instance_count: int = 0
    """How many cells belong to it."""
    created_by: str | None = None
    """Who created it."""
    created_at: str | None = None
    """Time of creation, ISO 8601 UTC."""
    updated_at: str | None = None
    """Time of the last change, ISO 8601 UTC."""


@attrs.frozen(kw_only=True, repr=False)
class CellInstance(Record):
    """One physical cell."""

    id: str
    """Id of the cell instance."""
    name: str
    """Name, unique in the cell specification."""
    cell_specification_id: str
    """Type of the cell."""
    batch_id: str | None = None
    """Lot it was made in."""
    batch_name: str | None = None
    """Name of the lot (read only)."""
    created_at: str | None = None
    """Time of creation, ISO 8601 UTC."""
    updated_at: str | None = None
    """Time of the last change, ISO 8601 UTC."""


def _tags(tags: list[str] | None) -> list[str]:
    return list(tags or ())


@attrs.frozen(kw_only=True, repr=False)
class CellMeasurement(Record):
    """One measurement on one cell."""

    id: str
    """Id of the measurement."""
    name: str
    """Name, unique in the cell instance."""
    cell_instance_id: str
    """Cell that was measured."""
    measurement_type: str = "time_series"
    """``time_series``, ``file`` or ``properties``."""
    channel_id: str | None = None
    """Cycler channel it ran on."""
    protocol_id: str | None = None
    """Saved protocol it followed."""
    start_time: str | None = None
    """Start, ISO 8601."""
    end_time: str | None = None
    """End, ISO 8601; ``None`` while the cell is on test."""
    estimated_end_time: str | None = None
    """Expected end, ISO 8601."""
    estimated_end_time_note: str | None = None
    """How the end was estimated."""
    estimated_end_time_calculated_at: str | None = None
    """When the end was estimated, ISO 8601."""
    processing_status: str | None = None
    """``pending``, ``running``, ``ready``, ``failed``; ``None`` counts as ready."""
    processing_error: str | None = None
    """Why processing failed."""
    tags: list[str] = attrs.field(factory=list, converter=_tags)
    """Tags, sorted."""
    notes: str | None = None
    """Free text."""
    created_at: str | None = None
    """Time of creation, ISO 8601 UTC."""
    updated_at: str | None = None
    """Time of the last change, ISO 8601 UTC."""


@attrs.frozen(kw_only=True, repr=False)
class CellMeasurementBundleResponse(CellMeasurement):
    """A measurement as it was uploaded."""

    steps_created: int
    """Number of steps stored so far; steps are derived later, so this is usually 0."""


@attrs.frozen(kw_only=True, repr=False)
class CellMeasurementDetail(CellMeasurement):
    """A measurement with its data; what was not asked for is ``None``. Positive current is discharge."""

    specification_id: str | None = None
    """Cell specification of the measured cell."""
    instance_id: str | None = None
    """Cell that was measured."""
    steps: Any = attrs.field(default=None, eq=False)
    """DataFrame with one row per step."""
    time_series: Any = attrs.field(default=None, eq=False)
    """DataFrame with one row per sample."""
    cycles: Any = attrs.field(default=None, eq=False)
    """DataFrame with one row per cycle."""
    files: dict[str, bytes] | None = attrs.field(default=None, eq=False)
    """Content by file name, for measurements of type ``file``."""

    def plot(self, kind: str = "time") -> Any:
        """Draw the measurement.

        Parameters
        ----------
        kind : {"time", "capacity", "dV/dQ", "dQ/dV", "cycles", "nyquist", "bode"}
            Voltage and current over time; voltage over the capacity within each step; its differential curves, positive
            both ways; capacity and efficiency of each cycle; impedance.

        Returns
        -------
        list of matplotlib.axes.Axes

        Raises
        ------
        ValidationError
            Unknown kind, or the measurement was read without the table it needs.

        Notes
        -----
        Needs the extra ``plot``.
        """
        from ionworks.plotting.measurements import plot_measurement

        return plot_measurement(kind, self.time_series, self.cycles, self.name)


@attrs.frozen(kw_only=True)
class CellInstanceDetail:
    """A cell with all its measurements."""

    instance: CellInstance
    """The cell."""
    specification_id: str
    """Its cell specification."""
    measurements: list[CellMeasurementDetail] = attrs.field(factory=list)
    """Its measurements."""


@attrs.frozen(kw_only=True, eq=False)
class StepsAndCycles:
    """Summary tables of one measurement; frames are in the chosen backend."""

    steps: Any
    """DataFrame with one row per step."""
    cycles: Any
    """DataFrame with one row per cycle."""


@attrs.frozen(kw_only=True, repr=False)
class MeasurementTagUsage(Record):
    """A tag and how often it is used."""

    tag: str
    """The tag."""
    usage_count: int
    """Number of measurements that carry it."""


@attrs.frozen(kw_only=True, repr=False)
class RawData(Record):
    """A file as it came from the cycler; its bytes never change."""

    id: str
    """Id of the record."""
    project_id: str
    """Project."""
    name: str
    """Name shown to users."""
    filename: str
    """Name of the file."""
    source: str | None = None
    """Where the file came from."""
    content_type: str | None = None
    """MIME type."""
    size_bytes: int | None = None
    """Size of the file."""
