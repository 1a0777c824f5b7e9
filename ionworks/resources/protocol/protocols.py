"""Saved protocols in the Universal Cycler Protocol (UCP) format.

More than 400 lines, over half of them the documentation of public methods.
"""

from __future__ import annotations

import builtins
from typing import Any

from ionworks_openapi.api.protocol import (
    create_protocol,
    delete_protocol,
    get_protocol,
    get_protocol_source,
    get_protocol_text,
    list_protocols,
    update_protocol,
)
from ionworks_openapi.models import (
    ListProtocolsOrder,
    ListProtocolsOrderBy,
    ProtocolCreate,
    ProtocolUpdate,
)

from ionworks.errors import ValidationError
from ionworks.records import Protocol
from ionworks.resources._shared.base import JsonDict, body, optional
from ionworks.resources._shared.filters import named, ordered, owned
from ionworks.resources._shared.ids import Thing, id_of
from ionworks.resources._shared.names import by_name
from ionworks.resources.protocol.texts import ConvertResult, ProtocolTexts
from ionworks.transport.paging import PaginatedList

__all__ = ["ConvertResult", "Protocols"]


class Protocols(ProtocolTexts):
    """``client.protocol``."""

    def get_by_name(self, name: str, project_id: Thing | None = None) -> Protocol:
        """The saved protocol of a name in a project.

        Parameters
        ----------
        name : str
            Exact name.
        project_id : str or Project, optional
            Project to look in; the client's default otherwise.

        Returns
        -------
        Protocol
            The saved protocol.

        Raises
        ------
        NotFoundError
            There is none; the message offers the closest names.
        ConflictError
            Several have the name; the message lists their ids.

        Notes
        -----
        Source: ``list_protocols``, then ``get_protocol``.
        """
        found = by_name("protocol", name, lambda exact: self.list(project_id, 100, name_exact=exact))
        return self.get(found)

    def list(
        self,
        project_id: Thing | None = None,
        limit: int | None = None,
        offset: int | None = None,
        *,
        include: builtins.list[str] | None = None,
        name: str | None = None,
        name_exact: str | None = None,
        created_by_email: str | None = None,
        created_after: str | None = None,
        created_before: str | None = None,
        updated_after: str | None = None,
        updated_before: str | None = None,
        order_by: str | None = None,
        order: str | None = None,
    ) -> PaginatedList[Protocol]:
        """Saved protocols of a project.

        Parameters
        ----------
        project_id : str, optional
            Project to list; the client's default otherwise.
        limit, offset : int, optional
            Page size (1 to 100), and rows to skip.
        include : list of str, optional
            Heavy columns to send along: ``protocol_config``, ``parameters_schema``, ``time_series_spec``,
            ``metrics_spec``, ``plot_options``, ``source_protocol``.
        name, name_exact : str, optional
            Case-insensitive substring, or exact name (wins).
        created_by_email : str, optional
            Case-insensitive substring of the creator's address.
        created_after, created_before, updated_after, updated_before : str, optional
            ISO 8601 date or datetime bounds, inclusive.
        order_by : {"name", "created_at", "updated_at"}, optional
            Column to sort by.
        order : {"asc", "desc"}, optional
            Direction.

        Returns
        -------
        PaginatedList of Protocol
            A list that also has ``.total``.

        Notes
        -----
        Source: ``list_protocols``.
        """
        project = self._project(project_id)
        return self._page(
            Protocol,
            lambda api: list_protocols.sync_detailed(
                client=api,
                project_id=project,
                **named(limit, offset, name, name_exact),
                include=optional(",".join(include) if include else None),
                **owned(created_by_email, created_after, created_before, updated_after, updated_before),
                **ordered(ListProtocolsOrderBy, order_by, ListProtocolsOrder, order),
            ),
        )

    def get(self, protocol_id: Thing) -> Protocol:
        """One saved protocol with its body.

        Parameters
        ----------
        protocol_id : str
            Id of the protocol.

        Returns
        -------
        Protocol
            The protocol.

        Raises
        ------
        NotFoundError
            No such protocol.

        Notes
        -----
        Source: ``get_protocol``.
        """
        protocol_id = id_of("protocol_id", protocol_id)
        return self._record(Protocol, lambda api: get_protocol.sync_detailed(protocol_id, client=api))

    def find_by_name(self, name: str, project_id: Thing | None = None) -> Protocol | None:
        """The saved protocol of a name, if there is one.

        Parameters
        ----------
        name : str
            Exact name.
        project_id : str, optional
            Project to look in.

        Returns
        -------
        Protocol or None
            ``None`` when there is none.

        Raises
        ------
        ValidationError
            Several protocols share the name. A ``ValueError``.

        Notes
        -----
        Source: ``list_protocols``.
        """
        found = self.list(project_id, limit=2, name_exact=name)
        if len(found) > 1:
            raise ValidationError(f"name: {name!r} is shared by several protocols; use their ids")
        return found[0] if found else None

    def human_readable(self, protocol_id: Thing) -> str:
        """A saved protocol in words, one line per step.

        Parameters
        ----------
        protocol_id : str
            Id of the protocol.

        Returns
        -------
        str
            The text.

        Raises
        ------
        NotFoundError
            No such protocol.

        Notes
        -----
        Source: ``get_protocol_text``.
        """
        protocol_id = id_of("protocol_id", protocol_id)
        return str(self._call(lambda api: get_protocol_text.sync_detailed(protocol_id, client=api)))

    def source_protocol(self, protocol_id: Thing) -> str:
        """The text a saved protocol was entered as.

        Parameters
        ----------
        protocol_id : str
            Id of the protocol.

        Returns
        -------
        str
            The text.

        Raises
        ------
        NotFoundError
            No such protocol, or no text was recorded.

        Notes
        -----
        Source: ``get_protocol_source``.
        """
        protocol_id = id_of("protocol_id", protocol_id)
        return str(self._call(lambda api: get_protocol_source.sync_detailed(protocol_id, client=api)))

    def create(
        self,
        name: str,
        protocol: str | dict[str, Any],
        project_id: Thing | None = None,
        *,
        description: str | None = None,
        parameters_schema: dict[str, Any] | None = None,
        source_protocol: str | None = None,
        force_create: bool = False,
    ) -> Protocol:
        """Save a protocol. An identical body in the project returns the stored one.

        Parameters
        ----------
        name : str
            Name; need not be unique.
        protocol : str or dict
            UCP as YAML text or mapping.
        project_id : str, optional
            Project to save in.
        description : str, optional
            Free text.
        parameters_schema : dict, optional
            JSON Schema of the inputs.
        source_protocol : str, optional
            Text to keep as the source; the YAML text itself by default.
        force_create : bool
            Refuse instead of returning an identical stored protocol.

        Returns
        -------
        Protocol
            The saved protocol.

        Raises
        ------
        ValidationError
            The text is no YAML mapping. A ``ValueError``.
        ConflictError
            `force_create` and an identical protocol exists.
        UnprocessableError
            The protocol is not valid UCP.

        Notes
        -----
        Source: ``create_protocol``.
        """
        data: JsonDict = {
            "name": name,
            "protocol_config": protocol if isinstance(protocol, dict) else _mapping(protocol),
            "parameters_schema": parameters_schema or {},
            "project_id": self._project(project_id),
            "force_create": force_create,
        }
        source = source_protocol or (protocol if isinstance(protocol, str) else None)
        extras = {"description": description, "source_protocol": source}
        payload = body(ProtocolCreate, {**data, **{k: v for k, v in extras.items() if v is not None}})
        return self._record(Protocol, lambda api: create_protocol.sync_detailed(client=api, body=payload))

    def create_or_get(
        self,
        name: str,
        protocol: str | dict[str, Any],
        project_id: Thing | None = None,
        *,
        description: str | None = None,
        parameters_schema: dict[str, Any] | None = None,
        source_protocol: str | None = None,
    ) -> Protocol:
        """Save a protocol, or return the identical one; the same as `create` without force.

        Parameters
        ----------
        name, protocol, project_id, description, parameters_schema, source_protocol
            As for `create`.

        Returns
        -------
        Protocol
            The saved protocol.

        Notes
        -----
        Source: ``create_protocol``.
        """
        return self.create(
            name,
            protocol,
            project_id,
            description=description,
            parameters_schema=parameters_schema,
            source_protocol=source_protocol,
        )

    def update(self, protocol_id: Thing, *, name: str | None = None, description: str | None = None) -> Protocol:
        """Change name or description; the body never changes.

        Parameters
        ----------
        protocol_id : str
            Id of the protocol.
        name, description : str, optional
            New values.

        Returns
        -------
        Protocol
            The changed protocol.

        Raises
        ------
        NotFoundError
            No such protocol.

        Notes
        -----
        Source: ``update_protocol``.
        """
        protocol_id = id_of("protocol_id", protocol_id)
        changes = {"name": name, "description": description}
        payload = body(ProtocolUpdate, {key: value for key, value in changes.items() if value is not None})
        return self._record(Protocol, lambda api: update_protocol.sync_detailed(protocol_id, client=api, body=payload))

    def delete(self, protocol_id: Thing) -> None:
        """Delete a saved protocol.

        Parameters
        ----------
        protocol_id : str
            Id of the protocol.

        Raises
        ------
        NotFoundError
            No such protocol.

        Notes
        -----
        Source: ``delete_protocol``.
        """
        protocol_id = id_of("protocol_id", protocol_id)
        self._call(lambda api: delete_protocol.sync_detailed(protocol_id, client=api))

    def plot(self, protocol: str | dict[str, Any] | Protocol, ax: Any = None) -> Any:
        """A picture of a protocol: its steps in order with set points, ends, repeats and jumps.

        Parameters
        ----------
        protocol : str, dict or Protocol
            UCP as YAML text or mapping, PyBaMM experiment text, or a saved protocol; inputs may stay open.
        ax : matplotlib.axes.Axes, optional
            Where to draw; a new figure otherwise.

        Returns
        -------
        matplotlib.axes.Axes
            Its ``figure`` can be shown or saved. Times are not to scale; positive current is discharge.

        Raises
        ------
        ProtocolError
            The protocol cannot be read. A `ValidationError` and ``ValueError``.
        ConfigurationError
            matplotlib is not installed (extra ``plot``).

        Notes
        -----
        Source: ``get_protocol`` for a saved protocol that came without its body. Else nothing is sent.
        """
        from ionworks import ucp
        from ionworks.plotting.protocols import draw_protocol
        from ionworks.ucp.preview import preview

        return draw_protocol(preview(ucp.parse(self._source_of(protocol))), ax)

    def _source_of(self, protocol: str | dict[str, Any] | Protocol) -> str | dict[str, Any]:
        """What to read a protocol from; lists leave out the body of saved ones."""
        if not isinstance(protocol, Protocol):
            return protocol
        config = protocol.protocol_config or self.get(protocol.id).protocol_config
        if config is None:
            raise ValidationError(f"protocol: found {protocol.id}, which has no body; allowed: one with a body")
        return dict(config)


def _mapping(text: str) -> dict[str, Any]:
    """YAML text of a protocol as a mapping."""
    from ionworks.ucp import load

    return load(text)
