"""Sites, cyclers and channels, and the view of the lab (docs/contract/wire.md sections 27 to 30)."""

import datetime as dt

import attrs

from ionworks.records._base import KIND, Record
from ionworks.records.enums import ChannelState


def _state(value: str) -> ChannelState | str:
    """Return a known state as its member; a later addition stays a text."""
    return ChannelState(value) if value in set(ChannelState) else value


@attrs.frozen(kw_only=True, repr=False)
class Site(Record):
    """A place with cyclers."""

    id: str
    """Id of the site."""
    name: str
    """Name, unique in the organization."""
    location: str | None = None
    """Where it is."""
    created_at: str | None = None
    """Time of creation, ISO 8601 UTC."""
    updated_at: str | None = None
    """Time of the last change, ISO 8601 UTC."""


@attrs.frozen(kw_only=True, repr=False)
class Cycler(Record):
    """A device with channels."""

    id: str
    """Id of the cycler."""
    name: str
    """Name, unique in the site."""
    site_id: str
    """Site it stands in."""
    project_id: str
    """Project."""
    manufacturer: str | None = None
    """Who makes it."""
    model: str | None = None
    """Model of the maker."""
    version: str | None = None
    """Version of the model."""
    serial_number: str | None = None
    """Serial number."""
    firmware_version: str | None = None
    """Version of its firmware."""
    hostname: str | None = None
    """Name in the network."""
    ip_address: str | None = None
    """Address in the network."""
    port: int | None = None
    """Port in the network."""
    last_calibrated_at: str | None = None
    """Last calibration, ISO 8601."""
    calibration_interval_days: int | None = None
    """Days between calibrations."""
    calibration_due_at: str | None = None
    """Next calibration, ISO 8601 (read only)."""
    created_at: str | None = None
    """Time of creation, ISO 8601 UTC."""
    updated_at: str | None = None
    """Time of the last change, ISO 8601 UTC."""


@attrs.frozen(kw_only=True, repr=False)
class CyclerServiceEvent(Record):
    """Service of a cycler, planned, going on or done."""

    id: str
    """Id of the event."""
    cycler_id: str
    """Cycler."""
    project_id: str
    """Project."""
    event_type: str
    """``calibration``, ``preventive_maintenance``, ``firmware``, ``repair`` or ``other``."""
    scheduled_for: str | None = None
    """Planned start, ISO 8601."""
    scheduled_until: str | None = None
    """Planned end, ISO 8601."""
    performed_at: str | None = None
    """When it was done, ISO 8601; ``None`` while it is open."""
    notes: str | None = None
    """Free text."""
    created_by: str | None = None
    """Who planned it."""
    performed_by: str | None = None
    """Who did it."""


@attrs.frozen(kw_only=True, repr=False)
class Channel(Record):
    """A channel of a cycler."""

    id: str
    """Id of the channel."""
    name: str
    """Name, unique in the cycler."""
    cycler_id: str
    """Cycler."""
    project_id: str
    """Project."""
    notes: str | None = None
    """Free text."""
    out_of_commission: bool = False
    """Whether it must not be used."""
    max_amps: float | None = None
    """Largest current [A]."""
    min_volts: float | None = None
    """Lowest voltage [V]."""
    max_volts: float | None = None
    """Highest voltage [V]."""
    created_at: str | None = None
    """Time of creation, ISO 8601 UTC."""
    updated_at: str | None = None
    """Time of the last change, ISO 8601 UTC."""


@attrs.frozen(kw_only=True, repr=False)
class ChannelIncident(Record):
    """A time in which a channel was out of commission."""

    id: str
    """Id of the incident."""
    channel_id: str
    """Channel."""
    project_id: str
    """Project."""
    started_at: str
    """Start, ISO 8601."""
    service_event_id: str | None = None
    """Service of the cycler it belongs to."""
    category: str | None = None
    """``hardware_failure``, ``maintenance``, ``calibration``, ``decommissioned`` or ``other``."""
    notes: str | None = None
    """Free text."""
    service_scheduled_at: str | None = None
    """Planned start of the service, ISO 8601."""
    service_scheduled_until: str | None = None
    """Planned return, ISO 8601."""
    resolved_at: str | None = None
    """End, ISO 8601; ``None`` while it is open."""
    resolution_notes: str | None = None
    """What was done."""
    started_by: str | None = None
    """Who reported it."""
    resolved_by: str | None = None
    """Who closed it."""
    is_estimated: bool = False
    """Whether the start is a guess."""

    @property
    def is_overdue_to_return(self) -> bool:
        """Whether it is open although its planned end has passed."""
        if self.resolved_at is not None or self.service_scheduled_until is None:
            return False
        planned = dt.datetime.fromisoformat(self.service_scheduled_until)
        planned = planned if planned.tzinfo else planned.replace(tzinfo=dt.UTC)
        return planned < dt.datetime.now(dt.UTC)


@attrs.frozen(kw_only=True, repr=False)
class CyclerDetail(Cycler):
    """A cycler with its channels."""

    channels: list[Channel] = attrs.field(factory=list, metadata={KIND: Channel})
    """Its channels."""


@attrs.frozen(kw_only=True, repr=False)
class SiteDetail(Site):
    """A site with its cyclers and their channels."""

    cyclers: list[CyclerDetail] = attrs.field(factory=list, metadata={KIND: CyclerDetail})
    """Its cyclers."""


@attrs.frozen(kw_only=True, repr=False)
class LabMeasurementSummary(Record):
    """A measurement that runs on a channel."""

    id: str
    """Id of the measurement."""
    name: str
    """Name."""
    updated_at: str
    """Time of the last change, ISO 8601 UTC."""
    cell_instance_id: str
    """Cell on test."""
    start_time: str | None = None
    """Start, ISO 8601."""
    estimated_end_time: str | None = None
    """Expected end, ISO 8601."""
    cell_instance_name: str | None = None
    """Name of the cell."""
    cell_specification_name: str | None = None
    """Name of the cell's type."""
    protocol_name: str | None = None
    """Name of the protocol."""
    watched: bool = False
    """Whether the user watches it."""


@attrs.frozen(kw_only=True, repr=False)
class LabChannel(Record):
    """A channel in the view of the lab."""

    id: str
    """Id of the channel."""
    name: str
    """Name."""
    state: ChannelState | str = attrs.field(converter=_state)
    """``free``, ``occupied``, ``stale`` or ``out_of_commission``."""
    measurement: LabMeasurementSummary | None = attrs.field(default=None, metadata={KIND: LabMeasurementSummary})
    """What runs on it."""
    notes: str | None = None
    """Free text."""
    out_of_commission: bool = False
    """Whether it must not be used."""
    max_amps: float | None = None
    """Largest current [A]."""
    min_volts: float | None = None
    """Lowest voltage [V]."""
    max_volts: float | None = None
    """Highest voltage [V]."""


@attrs.frozen(kw_only=True, repr=False)
class FlatChannel(LabChannel):
    """A channel of the lab with the names of what it belongs to."""

    site_id: str
    """Site."""
    site_name: str
    """Name of the site."""
    cycler_id: str
    """Cycler."""
    cycler_name: str
    """Name of the cycler."""


@attrs.frozen(kw_only=True, repr=False)
class LabCycler(Record):
    """A cycler in the view of the lab."""

    id: str
    """Id of the cycler."""
    name: str
    """Name."""
    channel_count: int
    """Number of channels."""
    occupied: int
    """Channels with a running measurement."""
    stale: int
    """Channels whose measurement has gone quiet."""
    free: int
    """Channels that are free."""
    out_of_commission: int = 0
    """Channels that must not be used."""
    manufacturer: str | None = None
    """Who makes it."""
    model: str | None = None
    """Model of the maker."""
    channels: list[LabChannel] = attrs.field(factory=list, metadata={KIND: LabChannel})
    """Its channels."""


@attrs.frozen(kw_only=True, repr=False)
class LabSite(Record):
    """A site in the view of the lab."""

    id: str
    """Id of the site."""
    name: str
    """Name."""
    cyclers: list[LabCycler] = attrs.field(factory=list, metadata={KIND: LabCycler})
    """Its cyclers."""


@attrs.frozen(kw_only=True, repr=False)
class LabStatus(Record):
    """What the channels of a project are doing."""

    sites: list[LabSite] = attrs.field(factory=list, metadata={KIND: LabSite})
    """Sites with cyclers of the project."""
    occupied: int = 0
    """Channels with a running measurement."""
    stale: int = 0
    """Channels whose measurement has gone quiet."""
    free: int = 0
    """Channels that are free."""
    out_of_commission: int = 0
    """Channels that must not be used."""


@attrs.frozen(kw_only=True, repr=False)
class Utilization(Record):
    """Share of channels in use."""

    percent: int
    """Channels in use, in percent of all."""
    total: int
    """Number of channels."""
    occupied: int
    """Channels with a running measurement."""
    stale: int
    """Channels whose measurement has gone quiet."""
    free: int
    """Channels that are free."""
    out_of_commission: int
    """Channels that must not be used."""
