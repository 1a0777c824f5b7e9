"""Materials of cells."""

from __future__ import annotations

from ionworks_openapi.api.material import get_material, list_materials
from ionworks_openapi.models import ListMaterialsOrder, ListMaterialsOrderBy

from ionworks.errors import ValidationError
from ionworks.records import Material
from ionworks.resources._shared.base import Resource, optional
from ionworks.resources._shared.filters import ordered, page_of, timestamp
from ionworks.resources._shared.ids import Thing, id_of
from ionworks.transport.paging import PaginatedList


class Materials(Resource):
    """``client.material``. Materials are made through cell specifications; those of the system cannot be changed."""

    def get(self, material_id: Thing) -> Material:
        """One material.

        Parameters
        ----------
        material_id : str
            Id of the material.

        Returns
        -------
        Material
            The material; ``definition`` says what it is, and where one of the system comes from.

        Raises
        ------
        NotFoundError
            No such material.

        Notes
        -----
        Source: ``get_material``.
        """
        identifier = id_of("material_id", material_id)
        return self._record(Material, lambda api: get_material.sync_detailed(identifier, client=api))

    def list(
        self,
        limit: int | None = None,
        offset: int | None = None,
        *,
        project_id: Thing | None = None,
        name: str | None = None,
        name_exact: str | None = None,
        manufacturer: str | None = None,
        product_id: str | None = None,
        created_at: str | None = None,
        created_at_gt: str | None = None,
        created_at_lt: str | None = None,
        updated_at: str | None = None,
        updated_at_gt: str | None = None,
        updated_at_lt: str | None = None,
        order_by: str | None = None,
        order: str | None = None,
    ) -> PaginatedList[Material]:
        """One page of the materials of a project and of the system, by name.

        Parameters
        ----------
        limit, offset : int, optional
            Page size (at most 100), and rows to skip.
        project_id : str, optional
            Project to list.
        name : str, optional
            An operator and its value, such as ``"ilike.%graphite%"``, or the exact name.
        name_exact : str, optional
            Exact name; not together with `name`.
        manufacturer, product_id, created_at, updated_at : str, optional
            As `name`.
        created_at_gt, created_at_lt, updated_at_gt, updated_at_lt : str, optional
            Bounds of creation and last change, inclusive.
        order_by : {"name", "manufacturer", "created_at", "updated_at"}, optional
            Column to sort by.
        order : {"asc", "desc"}, optional
            Direction.

        Returns
        -------
        PaginatedList of Material
            A list that also has ``.total``.

        Raises
        ------
        ValidationError
            No project, or both forms of the name. A ``ValueError``.

        Notes
        -----
        Source: ``list_materials``.
        """
        if name is not None and name_exact is not None:
            raise ValidationError("name, name_exact: found both; allowed: one of them")
        project = self._project(project_id)
        return self._page(
            Material,
            lambda api: list_materials.sync_detailed(
                client=api,
                project_id=project,
                name=optional(name if name_exact is None else f"eq.{name_exact}"),
                manufacturer=optional(manufacturer),
                product_id=optional(product_id),
                created_at=timestamp(created_at),
                created_at_gt=timestamp(created_at_gt),
                created_at_lt=timestamp(created_at_lt),
                updated_at=timestamp(updated_at),
                updated_at_gt=timestamp(updated_at_gt),
                updated_at_lt=timestamp(updated_at_lt),
                **page_of(limit, offset),
                **ordered(ListMaterialsOrderBy, order_by, ListMaterialsOrder, order),
            ),
        )
