from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.cell_spec_page import CellSpecPage
from ...models.error import Error
from ...models.list_cell_specs_order import ListCellSpecsOrder
from ...models.list_cell_specs_order_by import ListCellSpecsOrderBy
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    project_id: str | Unset = UNSET,
    full: bool | Unset = UNSET,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    name: str | Unset = UNSET,
    created_by_email: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    updated_at_gt: str | Unset = UNSET,
    updated_at_lt: str | Unset = UNSET,
    order_by: ListCellSpecsOrderBy | Unset = UNSET,
    order: ListCellSpecsOrder | Unset = UNSET,
    form_factor: str | Unset = UNSET,
    material_id: str | Unset = UNSET,
    material_ids: list[str] | Unset = UNSET,
    anode_material_id: str | Unset = UNSET,
    cathode_material_id: str | Unset = UNSET,
    electrolyte_material_id: str | Unset = UNSET,
    separator_material_id: str | Unset = UNSET,
    case_material_id: str | Unset = UNSET,
    exclude_cell_spec_id: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["project_id"] = project_id

    params["full"] = full

    params["limit"] = limit

    params["offset"] = offset

    params["name"] = name

    params["created_by_email"] = created_by_email

    params["created_at_gt"] = created_at_gt

    params["created_at_lt"] = created_at_lt

    params["updated_at_gt"] = updated_at_gt

    params["updated_at_lt"] = updated_at_lt

    json_order_by: str | Unset = UNSET
    if not isinstance(order_by, Unset):
        json_order_by = order_by.value

    params["order_by"] = json_order_by

    json_order: str | Unset = UNSET
    if not isinstance(order, Unset):
        json_order = order.value

    params["order"] = json_order

    params["form_factor"] = form_factor

    params["material_id"] = material_id

    json_material_ids: list[str] | Unset = UNSET
    if not isinstance(material_ids, Unset):
        json_material_ids = material_ids

    params["material_ids"] = json_material_ids

    params["anode_material_id"] = anode_material_id

    params["cathode_material_id"] = cathode_material_id

    params["electrolyte_material_id"] = electrolyte_material_id

    params["separator_material_id"] = separator_material_id

    params["case_material_id"] = case_material_id

    params["exclude_cell_spec_id"] = exclude_cell_spec_id

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cell_specifications",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CellSpecPage | Error:
    if response.status_code == 200:
        response_200 = CellSpecPage.from_dict(response.json())

        return response_200

    if response.status_code == 401:
        response_401 = Error.from_dict(response.json())

        return response_401

    if response.status_code == 404:
        response_404 = Error.from_dict(response.json())

        return response_404

    if response.status_code == 422:
        response_422 = Error.from_dict(response.json())

        return response_422

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CellSpecPage | Error]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    project_id: str | Unset = UNSET,
    full: bool | Unset = UNSET,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    name: str | Unset = UNSET,
    created_by_email: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    updated_at_gt: str | Unset = UNSET,
    updated_at_lt: str | Unset = UNSET,
    order_by: ListCellSpecsOrderBy | Unset = UNSET,
    order: ListCellSpecsOrder | Unset = UNSET,
    form_factor: str | Unset = UNSET,
    material_id: str | Unset = UNSET,
    material_ids: list[str] | Unset = UNSET,
    anode_material_id: str | Unset = UNSET,
    cathode_material_id: str | Unset = UNSET,
    electrolyte_material_id: str | Unset = UNSET,
    separator_material_id: str | Unset = UNSET,
    case_material_id: str | Unset = UNSET,
    exclude_cell_spec_id: str | Unset = UNSET,
) -> Response[CellSpecPage | Error]:
    """List cell specifications

     Names are looked up within one project. Material filters given for several slots match any of them
    (inferred).

    Args:
        project_id (str | Unset):
        full (bool | Unset):
        limit (int | Unset):
        offset (int | Unset):
        name (str | Unset):
        created_by_email (str | Unset):
        created_at_gt (str | Unset):
        created_at_lt (str | Unset):
        updated_at_gt (str | Unset):
        updated_at_lt (str | Unset):
        order_by (ListCellSpecsOrderBy | Unset):
        order (ListCellSpecsOrder | Unset):
        form_factor (str | Unset):
        material_id (str | Unset):
        material_ids (list[str] | Unset):
        anode_material_id (str | Unset):
        cathode_material_id (str | Unset):
        electrolyte_material_id (str | Unset):
        separator_material_id (str | Unset):
        case_material_id (str | Unset):
        exclude_cell_spec_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CellSpecPage | Error]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        full=full,
        limit=limit,
        offset=offset,
        name=name,
        created_by_email=created_by_email,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
        updated_at_gt=updated_at_gt,
        updated_at_lt=updated_at_lt,
        order_by=order_by,
        order=order,
        form_factor=form_factor,
        material_id=material_id,
        material_ids=material_ids,
        anode_material_id=anode_material_id,
        cathode_material_id=cathode_material_id,
        electrolyte_material_id=electrolyte_material_id,
        separator_material_id=separator_material_id,
        case_material_id=case_material_id,
        exclude_cell_spec_id=exclude_cell_spec_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    project_id: str | Unset = UNSET,
    full: bool | Unset = UNSET,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    name: str | Unset = UNSET,
    created_by_email: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    updated_at_gt: str | Unset = UNSET,
    updated_at_lt: str | Unset = UNSET,
    order_by: ListCellSpecsOrderBy | Unset = UNSET,
    order: ListCellSpecsOrder | Unset = UNSET,
    form_factor: str | Unset = UNSET,
    material_id: str | Unset = UNSET,
    material_ids: list[str] | Unset = UNSET,
    anode_material_id: str | Unset = UNSET,
    cathode_material_id: str | Unset = UNSET,
    electrolyte_material_id: str | Unset = UNSET,
    separator_material_id: str | Unset = UNSET,
    case_material_id: str | Unset = UNSET,
    exclude_cell_spec_id: str | Unset = UNSET,
) -> CellSpecPage | Error | None:
    """List cell specifications

     Names are looked up within one project. Material filters given for several slots match any of them
    (inferred).

    Args:
        project_id (str | Unset):
        full (bool | Unset):
        limit (int | Unset):
        offset (int | Unset):
        name (str | Unset):
        created_by_email (str | Unset):
        created_at_gt (str | Unset):
        created_at_lt (str | Unset):
        updated_at_gt (str | Unset):
        updated_at_lt (str | Unset):
        order_by (ListCellSpecsOrderBy | Unset):
        order (ListCellSpecsOrder | Unset):
        form_factor (str | Unset):
        material_id (str | Unset):
        material_ids (list[str] | Unset):
        anode_material_id (str | Unset):
        cathode_material_id (str | Unset):
        electrolyte_material_id (str | Unset):
        separator_material_id (str | Unset):
        case_material_id (str | Unset):
        exclude_cell_spec_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CellSpecPage | Error
    """

    return sync_detailed(
        client=client,
        project_id=project_id,
        full=full,
        limit=limit,
        offset=offset,
        name=name,
        created_by_email=created_by_email,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
        updated_at_gt=updated_at_gt,
        updated_at_lt=updated_at_lt,
        order_by=order_by,
        order=order,
        form_factor=form_factor,
        material_id=material_id,
        material_ids=material_ids,
        anode_material_id=anode_material_id,
        cathode_material_id=cathode_material_id,
        electrolyte_material_id=electrolyte_material_id,
        separator_material_id=separator_material_id,
        case_material_id=case_material_id,
        exclude_cell_spec_id=exclude_cell_spec_id,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    project_id: str | Unset = UNSET,
    full: bool | Unset = UNSET,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    name: str | Unset = UNSET,
    created_by_email: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    updated_at_gt: str | Unset = UNSET,
    updated_at_lt: str | Unset = UNSET,
    order_by: ListCellSpecsOrderBy | Unset = UNSET,
    order: ListCellSpecsOrder | Unset = UNSET,
    form_factor: str | Unset = UNSET,
    material_id: str | Unset = UNSET,
    material_ids: list[str] | Unset = UNSET,
    anode_material_id: str | Unset = UNSET,
    cathode_material_id: str | Unset = UNSET,
    electrolyte_material_id: str | Unset = UNSET,
    separator_material_id: str | Unset = UNSET,
    case_material_id: str | Unset = UNSET,
    exclude_cell_spec_id: str | Unset = UNSET,
) -> Response[CellSpecPage | Error]:
    """List cell specifications

     Names are looked up within one project. Material filters given for several slots match any of them
    (inferred).

    Args:
        project_id (str | Unset):
        full (bool | Unset):
        limit (int | Unset):
        offset (int | Unset):
        name (str | Unset):
        created_by_email (str | Unset):
        created_at_gt (str | Unset):
        created_at_lt (str | Unset):
        updated_at_gt (str | Unset):
        updated_at_lt (str | Unset):
        order_by (ListCellSpecsOrderBy | Unset):
        order (ListCellSpecsOrder | Unset):
        form_factor (str | Unset):
        material_id (str | Unset):
        material_ids (list[str] | Unset):
        anode_material_id (str | Unset):
        cathode_material_id (str | Unset):
        electrolyte_material_id (str | Unset):
        separator_material_id (str | Unset):
        case_material_id (str | Unset):
        exclude_cell_spec_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CellSpecPage | Error]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        full=full,
        limit=limit,
        offset=offset,
        name=name,
        created_by_email=created_by_email,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
        updated_at_gt=updated_at_gt,
        updated_at_lt=updated_at_lt,
        order_by=order_by,
        order=order,
        form_factor=form_factor,
        material_id=material_id,
        material_ids=material_ids,
        anode_material_id=anode_material_id,
        cathode_material_id=cathode_material_id,
        electrolyte_material_id=electrolyte_material_id,
        separator_material_id=separator_material_id,
        case_material_id=case_material_id,
        exclude_cell_spec_id=exclude_cell_spec_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    project_id: str | Unset = UNSET,
    full: bool | Unset = UNSET,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    name: str | Unset = UNSET,
    created_by_email: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    updated_at_gt: str | Unset = UNSET,
    updated_at_lt: str | Unset = UNSET,
    order_by: ListCellSpecsOrderBy | Unset = UNSET,
    order: ListCellSpecsOrder | Unset = UNSET,
    form_factor: str | Unset = UNSET,
    material_id: str | Unset = UNSET,
    material_ids: list[str] | Unset = UNSET,
    anode_material_id: str | Unset = UNSET,
    cathode_material_id: str | Unset = UNSET,
    electrolyte_material_id: str | Unset = UNSET,
    separator_material_id: str | Unset = UNSET,
    case_material_id: str | Unset = UNSET,
    exclude_cell_spec_id: str | Unset = UNSET,
) -> CellSpecPage | Error | None:
    """List cell specifications

     Names are looked up within one project. Material filters given for several slots match any of them
    (inferred).

    Args:
        project_id (str | Unset):
        full (bool | Unset):
        limit (int | Unset):
        offset (int | Unset):
        name (str | Unset):
        created_by_email (str | Unset):
        created_at_gt (str | Unset):
        created_at_lt (str | Unset):
        updated_at_gt (str | Unset):
        updated_at_lt (str | Unset):
        order_by (ListCellSpecsOrderBy | Unset):
        order (ListCellSpecsOrder | Unset):
        form_factor (str | Unset):
        material_id (str | Unset):
        material_ids (list[str] | Unset):
        anode_material_id (str | Unset):
        cathode_material_id (str | Unset):
        electrolyte_material_id (str | Unset):
        separator_material_id (str | Unset):
        case_material_id (str | Unset):
        exclude_cell_spec_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CellSpecPage | Error
    """

    return (
        await asyncio_detailed(
            client=client,
            project_id=project_id,
            full=full,
            limit=limit,
            offset=offset,
            name=name,
            created_by_email=created_by_email,
            created_at_gt=created_at_gt,
            created_at_lt=created_at_lt,
            updated_at_gt=updated_at_gt,
            updated_at_lt=updated_at_lt,
            order_by=order_by,
            order=order,
            form_factor=form_factor,
            material_id=material_id,
            material_ids=material_ids,
            anode_material_id=anode_material_id,
            cathode_material_id=cathode_material_id,
            electrolyte_material_id=electrolyte_material_id,
            separator_material_id=separator_material_id,
            case_material_id=case_material_id,
            exclude_cell_spec_id=exclude_cell_spec_id,
        )
    ).parsed
