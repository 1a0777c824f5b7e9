"""Search over records of all kinds."""

from __future__ import annotations

from collections.abc import Sequence

from ionworks_openapi.api.search import find_entities
from ionworks_openapi.models import EntityType
from ionworks_openapi.types import UNSET

from ionworks.errors import ValidationError
from ionworks.records import SearchResponse
from ionworks.resources._shared.base import Resource, choice, text_list
from ionworks.resources._shared.ids import Thing, id_or_none


class Search(Resource):
    """``client.search``."""

    def query(
        self,
        q: str,
        *,
        limit: int = 25,
        offset: int = 0,
        per_type: int = 5,
        entity_types: Sequence[str] | None = None,
        project_id: Thing | None = None,
    ) -> SearchResponse:
        """Find records by name or text, best first.

        Parameters
        ----------
        q : str
            Part of a name in any case, or words that all occur in name, description, notes or tags; at least two
            characters.
        limit : int
            Page size, 1 to 100.
        offset : int
            Results to skip.
        per_type : int
            Most results of one kind, 1 to 20.
        entity_types : sequence of str, optional
            Kinds to search, such as ``"cell_measurement"``; all by default, none for an empty list.
        project_id : str, optional
            Only this project; the client's default project is not used.

        Returns
        -------
        SearchResponse
            A page that iterates over its results.

        Raises
        ------
        ValidationError
            An unknown kind. A ``ValueError``.
        BadRequestError, APIError
            `q` is blank or too short.

        Notes
        -----
        Source: ``find_entities``.
        """
        words = None if entity_types is None else text_list(entity_types, "entity_types")
        kinds = [choice(EntityType, word, "entity_types") for word in words or ()]
        if words is not None and not kinds:
            return SearchResponse(results=[], query=q, total=0, limit=limit, offset=offset)
        if not isinstance(q, str):
            raise ValidationError(f"q: found {type(q).__name__}; allowed: a text")
        project = id_or_none("project_id", project_id)
        return self._record(
            SearchResponse,
            lambda api: find_entities.sync_detailed(
                client=api,
                q=q,
                limit=limit,
                offset=offset,
                per_type=per_type,
                entity_types=[kind for kind in kinds if isinstance(kind, EntityType)] or UNSET,
                project_id=project or UNSET,
            ),
        )
