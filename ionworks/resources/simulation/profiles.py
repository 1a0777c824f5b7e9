"""Variables of simulations over space."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ionworks_openapi.api.simulation import get_simulation, list_simulation_profiles

from ionworks.frames import from_parquet, to_backend
from ionworks.plotting.simulations import title_of
from ionworks.records import Profile
from ionworks.resources._shared.base import JsonDict, Resource
from ionworks.resources._shared.ids import Thing, id_of
from ionworks.resources._shared.names import checked_name

if TYPE_CHECKING:
    from collections.abc import Mapping


class SimulationProfiles(Resource):
    """What ``client.simulation`` can read of variables over space."""

    def list_profiles(self, simulation_id: Thing) -> builtins.list[JsonDict]:
        """Variables over space that are kept of a run: those of its ``extra_variables`` that are no single number.

        Parameters
        ----------
        simulation_id : str
            Id of the simulation.

        Returns
        -------
        list of dict
            ``name``, ``coordinates`` (``x [m]`` across the cell, ``r [m]`` inside particles) and ``rows``, by name;
            empty for a run without any, or that has not ended.

        Raises
        ------
        NotFoundError
            No such simulation.

        Notes
        -----
        Source: ``list_simulation_profiles``.
        """
        simulation_id = id_of("simulation_id", simulation_id)
        answer = self._call(lambda api: list_simulation_profiles.sync_detailed(simulation_id, client=api))
        return [one.to_dict() for one in answer]

    def profile(self, simulation_id: Thing, name: str, times: Sequence[float] | float | None = None) -> Profile:
        """A variable over space of a run that asked for it by ``extra_variables``.

        Parameters
        ----------
        simulation_id : str
            Id of the simulation.
        name : str
            Variable, such as ``"Negative particle concentration [mol.m-3]"``.
        times : float or sequence of float, optional
            In s; by straight lines between the times that are kept. All of these by default.

        Returns
        -------
        Profile
            ``table`` in the active backend, ``at(times)`` and ``plot(times)``.

        Raises
        ------
        NotFoundError
            No such simulation, or it has no such variable over space; the message lists what it has.
        ValidationError
            A time before the first or after the last.

        Notes
        -----
        Source: ``download_simulation_profile`` and ``get_simulation``. A table has at most 200,000 rows: a long run
        keeps fewer times, and all points.
        """
        simulation_id = id_of("simulation_id", simulation_id)
        content = self._profile(simulation_id, name)
        record = self._dict(lambda api: get_simulation.sync_detailed(simulation_id, client=api))
        return profile_of(content, title(record), times)

    def _profile(self, simulation_id: str, name: str) -> bytes:
        path = f"/simulations/{simulation_id}/profiles/download?name={quote(checked_name(name), safe='')}"
        return self._connection.transfer.download(self._connection.http, path)


def profile_of(content: bytes, heading: str, times: Sequence[float] | float | None) -> Profile:
    """Profile of a downloaded table, at all of its times or at those asked for."""
    found = Profile(table=to_backend(from_parquet(content)), title=heading)
    return found if times is None else found.at(times)


def title(record: Mapping[str, Any]) -> str:
    """Title of pictures of a run, given by its record."""
    model, protocol, design = (record.get(name) or {} for name in ("parameterized_model", "experiment", "design"))
    varied = {**(design.get("design_parameters") or {}), **(record.get("experiment_parameters") or {})}
    return title_of(model.get("name"), protocol.get("name"), varied)
