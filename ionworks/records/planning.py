"""Planned measurements (docs/contract/wire.md section 31)."""

import attrs

from ionworks.records._base import KIND, Record


@attrs.frozen(kw_only=True, repr=False)
class PlannedMeasurement(Record):
    """A measurement that somebody wants."""

    id: str
    """Id of the planned measurement."""
    name: str
    """Name, unique in the project."""
    project_id: str
    """Project."""
    status: str
    """``requested``, ``scheduled``, ``in_progress``, ``completed`` or ``cancelled``."""
    protocol_id: str | None = None
    """Protocol to run."""
    cell_specification_id: str | None = None
    """Type of cell to test."""
    cell_instance_id: str | None = None
    """Cell to test."""
    channel_id: str | None = None
    """Channel it is scheduled on."""
    planned_start_time: str | None = None
    """Planned start, ISO 8601."""
    planned_end_time: str | None = None
    """Planned end, ISO 8601."""
    estimated_duration_seconds: float | None = None
    """How long it takes [s]."""
    requested_by_email: str | None = None
    """Who asked for it."""
    scheduled_by_email: str | None = None
    """Who scheduled it."""
    updated_at: str | None = None
    """Time of the last change, ISO 8601 UTC."""


@attrs.frozen(kw_only=True, repr=False)
class AutoScheduleAssignment(Record):
    """Where and when a planned measurement could run."""

    planned_measurement_id: str
    """Planned measurement."""
    planned_measurement_name: str
    """Its name."""
    planned_measurement_updated_at: str
    """Its last change when the proposal was made, ISO 8601 UTC."""
    channel_id: str | None = None
    """Channel."""
    channel_name: str | None = None
    """Name of the channel."""
    cycler_name: str | None = None
    """Name of the cycler."""
    planned_start_time: str | None = None
    """Start, ISO 8601."""
    planned_end_time: str | None = None
    """End, ISO 8601."""
    unscheduled_reason: str | None = None
    """Why it found no place."""

    @property
    def is_scheduled(self) -> bool:
        """Whether it has a channel, a start and an end."""
        place = (self.channel_id, self.planned_start_time, self.planned_end_time)
        return None not in place and not self.unscheduled_reason


@attrs.frozen(kw_only=True, repr=False)
class AutoScheduleProposal(Record):
    """A schedule that can be applied as long as nothing changes."""

    generated_at: str
    """When it was made, ISO 8601 UTC."""
    assignments: list[AutoScheduleAssignment] = attrs.field(factory=list, metadata={KIND: AutoScheduleAssignment})
    """One per planned measurement."""
