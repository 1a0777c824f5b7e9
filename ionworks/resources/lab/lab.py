"""What the channels of a project do."""

from __future__ import annotations

from collections.abc import Iterator

from ionworks_openapi.api.lab import get_lab_status, list_watched_measurements

from ionworks.records import FlatChannel, LabMeasurementSummary, LabStatus, Utilization
from ionworks.resources._shared.base import Resource
from ionworks.resources._shared.ids import Thing, id_of

_STATES = ("occupied", "stale", "free", "out_of_commission")


class Lab(Resource):
    """``client.lab``: views of the lab; pass `status` to several of them to read it once."""

    def status(self, project_id: Thing) -> LabStatus:
        """Sites, cyclers and channels of a project, and what each channel does.

        Parameters
        ----------
        project_id : str
            Id of the project.

        Returns
        -------
        LabStatus
            The lab as it is now.

        Notes
        -----
        Source: ``get_lab_status``.
        """
        project = id_of("project_id", project_id)
        return self._record(LabStatus, lambda api: get_lab_status.sync_detailed(project, client=api))

    def utilization(self, project_id: Thing, *, status: LabStatus | None = None) -> Utilization:
        """Share of channels in use.

        Parameters
        ----------
        project_id : str
            Id of the project.
        status : LabStatus, optional
            As `status` gave it; read otherwise.

        Returns
        -------
        Utilization
            ``percent`` of all channels, those out of commission included, that are occupied or stale.

        Notes
        -----
        Source: ``get_lab_status``.
        """
        found = status or self.status(project_id)
        counts = {state: getattr(found, state) for state in _STATES}
        total = sum(counts.values())
        used = found.occupied + found.stale
        return Utilization(percent=round(100 * used / total) if total else 0, total=total, **counts)

    def free_channels(
        self,
        project_id: Thing,
        *,
        min_amps: float | None = None,
        min_volts: float | None = None,
        max_volts: float | None = None,
        status: LabStatus | None = None,
    ) -> list[FlatChannel]:
        """Channels that are free and can do what is needed.

        Parameters
        ----------
        project_id : str
            Id of the project.
        min_amps : float, optional
            Current they must reach [A].
        min_volts, max_volts : float, optional
            Voltages they must reach [V]. Channels without a rating are left out when one is asked for.
        status : LabStatus, optional
            As `status` gave it; read otherwise.

        Returns
        -------
        list of FlatChannel
            With the names of site and cycler.

        Notes
        -----
        Source: ``get_lab_status``.
        """

        def reaches(rated: float | None, wanted: float | None, sign: int) -> bool:
            return wanted is None or (rated is not None and sign * rated >= sign * wanted)

        return [
            one
            for one in self._flat(project_id, status)
            if one.state == "free"
            and reaches(one.max_amps, min_amps, 1)
            and reaches(one.min_volts, min_volts, -1)
            and reaches(one.max_volts, max_volts, 1)
        ]

    def stale_channels(self, project_id: Thing, *, status: LabStatus | None = None) -> list[FlatChannel]:
        """Channels whose measurement has gone quiet.

        Parameters
        ----------
        project_id : str
            Id of the project.
        status : LabStatus, optional
            As `status` gave it; read otherwise.

        Returns
        -------
        list of FlatChannel
            With the names of site and cycler.

        Notes
        -----
        Source: ``get_lab_status``.
        """
        return [one for one in self._flat(project_id, status) if one.state == "stale"]

    def on_channel(
        self, project_id: Thing, channel_id: Thing, *, status: LabStatus | None = None
    ) -> LabMeasurementSummary | None:
        """What runs on a channel.

        Parameters
        ----------
        project_id : str
            Id of the project.
        channel_id : str
            Id of the channel.
        status : LabStatus, optional
            As `status` gave it; read otherwise.

        Returns
        -------
        LabMeasurementSummary or None
            The measurement, if any.

        Notes
        -----
        Source: ``get_lab_status``.
        """
        wanted = id_of("channel_id", channel_id)
        return next((one.measurement for one in self._flat(project_id, status) if one.id == wanted), None)

    def list_watched(self, project_id: Thing) -> list[str]:
        """Ids of the measurements you watch; finished ones may be among them.

        Parameters
        ----------
        project_id : str
            Id of the project.

        Returns
        -------
        list of str
            Ids of measurements.

        Notes
        -----
        Source: ``list_watched_measurements``.
        """
        project = id_of("project_id", project_id)
        found: list[str] = self._dict(lambda api: list_watched_measurements.sync_detailed(project, client=api))[
            "measurement_ids"
        ]
        return found

    def watched_channels(self, project_id: Thing, *, status: LabStatus | None = None) -> list[FlatChannel]:
        """Channels on which a measurement runs that you watch.

        Parameters
        ----------
        project_id : str
            Id of the project.
        status : LabStatus, optional
            As `status` gave it; read otherwise.

        Returns
        -------
        list of FlatChannel
            With the names of site and cycler.

        Notes
        -----
        Source: ``get_lab_status``.
        """
        return [one for one in self._flat(project_id, status) if one.measurement and one.measurement.watched]

    def _flat(self, project_id: Thing, status: LabStatus | None) -> Iterator[FlatChannel]:
        for site in (status or self.status(project_id)).sites:
            for cycler in site.cyclers:
                place = {"site_id": site.id, "site_name": site.name, "cycler_id": cycler.id, "cycler_name": cycler.name}
                for channel in cycler.channels:
                    yield FlatChannel.from_wire({**channel.to_dict(), **place})
