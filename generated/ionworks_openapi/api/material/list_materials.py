from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.list_materials_order import ListMaterialsOrder
from ...models.list_materials_order_by import ListMaterialsOrderBy
from ...models.material_page import MaterialPage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    project_id: str,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    name: str | Unset = UNSET,
    manufacturer: str | Unset = UNSET,
    product_id: str | Unset = UNSET,
    created_at: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    updated_at: str | Unset = UNSET,
    updated_at_gt: str | Unset = UNSET,
    updated_at_lt: str | Unset = UNSET,
    order_by: ListMaterialsOrderBy | Unset = UNSET,
    order: ListMaterialsOrder | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["project_id"] = project_id

    params["limit"] = limit

    params["offset"] = offset

    params["name"] = name

    params["manufacturer"] = manufacturer

    params["product_id"] = product_id

    params["created_at"] = created_at

    params["created_at_gt"] = created_at_gt

    params["created_at_lt"] = created_at_lt

    params["updated_at"] = updated_at

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

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/materials",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | MaterialPage:
    if response.status_code == 200:
        response_200 = MaterialPage.from_dict(response.json())

        return response_200

    if response.status_code == 401:
        response_401 = Error.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Error.from_dict(response.json())

        return response_403

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
) -> Response[Error | MaterialPage]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    project_id: str,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    name: str | Unset = UNSET,
    manufacturer: str | Unset = UNSET,
    product_id: str | Unset = UNSET,
    created_at: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    updated_at: str | Unset = UNSET,
    updated_at_gt: str | Unset = UNSET,
    updated_at_lt: str | Unset = UNSET,
    order_by: ListMaterialsOrderBy | Unset = UNSET,
    order: ListMaterialsOrder | Unset = UNSET,
) -> Response[Error | MaterialPage]:
    """List materials

     Those of the system, and those that cell specifications of the project use (our decision), by name.

    Args:
        project_id (str):
        limit (int | Unset):
        offset (int | Unset):
        name (str | Unset):
        manufacturer (str | Unset):
        product_id (str | Unset):
        created_at (str | Unset):
        created_at_gt (str | Unset):
        created_at_lt (str | Unset):
        updated_at (str | Unset):
        updated_at_gt (str | Unset):
        updated_at_lt (str | Unset):
        order_by (ListMaterialsOrderBy | Unset):
        order (ListMaterialsOrder | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | MaterialPage]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        limit=limit,
        offset=offset,
        name=name,
        manufacturer=manufacturer,
        product_id=product_id,
        created_at=created_at,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
        updated_at=updated_at,
        updated_at_gt=updated_at_gt,
        updated_at_lt=updated_at_lt,
        order_by=order_by,
        order=order,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    project_id: str,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    name: str | Unset = UNSET,
    manufacturer: str | Unset = UNSET,
    product_id: str | Unset = UNSET,
    created_at: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    updated_at: str | Unset = UNSET,
    updated_at_gt: str | Unset = UNSET,
    updated_at_lt: str | Unset = UNSET,
    order_by: ListMaterialsOrderBy | Unset = UNSET,
    order: ListMaterialsOrder | Unset = UNSET,
) -> Error | MaterialPage | None:
    """List materials

     Those of the system, and those that cell specifications of the project use (our decision), by name.

    Args:
        project_id (str):
        limit (int | Unset):
        offset (int | Unset):
        name (str | Unset):
        manufacturer (str | Unset):
        product_id (str | Unset):
        created_at (str | Unset):
        created_at_gt (str | Unset):
        created_at_lt (str | Unset):
        updated_at (str | Unset):
        updated_at_gt (str | Unset):
        updated_at_lt (str | Unset):
        order_by (ListMaterialsOrderBy | Unset):
        order (ListMaterialsOrder | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | MaterialPage
    """

    return sync_detailed(
        client=client,
        project_id=project_id,
        limit=limit,
        offset=offset,
        name=name,
        manufacturer=manufacturer,
        product_id=product_id,
        created_at=created_at,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
        updated_at=updated_at,
        updated_at_gt=updated_at_gt,
        updated_at_lt=updated_at_lt,
        order_by=order_by,
        order=order,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    project_id: str,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    name: str | Unset = UNSET,
    manufacturer: str | Unset = UNSET,
    product_id: str | Unset = UNSET,
    created_at: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    updated_at: str | Unset = UNSET,
    updated_at_gt: str | Unset = UNSET,
    updated_at_lt: str | Unset = UNSET,
    order_by: ListMaterialsOrderBy | Unset = UNSET,
    order: ListMaterialsOrder | Unset = UNSET,
) -> Response[Error | MaterialPage]:
    """List materials

     Those of the system, and those that cell specifications of the project use (our decision), by name.

    Args:
        project_id (str):
        limit (int | Unset):
        offset (int | Unset):
        name (str | Unset):
        manufacturer (str | Unset):
        product_id (str | Unset):
        created_at (str | Unset):
        created_at_gt (str | Unset):
        created_at_lt (str | Unset):
        updated_at (str | Unset):
        updated_at_gt (str | Unset):
        updated_at_lt (str | Unset):
        order_by (ListMaterialsOrderBy | Unset):
        order (ListMaterialsOrder | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | MaterialPage]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        limit=limit,
        offset=offset,
        name=name,
        manufacturer=manufacturer,
        product_id=product_id,
        created_at=created_at,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
        updated_at=updated_at,
        updated_at_gt=updated_at_gt,
        updated_at_lt=updated_at_lt,
        order_by=order_by,
        order=order,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    project_id: str,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    name: str | Unset = UNSET,
    manufacturer: str | Unset = UNSET,
    product_id: str | Unset = UNSET,
    created_at: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    updated_at: str | Unset = UNSET,
    updated_at_gt: str | Unset = UNSET,
    updated_at_lt: str | Unset = UNSET,
    order_by: ListMaterialsOrderBy | Unset = UNSET,
    order: ListMaterialsOrder | Unset = UNSET,
) -> Error | MaterialPage | None:
    """List materials

     Those of the system, and those that cell specifications of the project use (our decision), by name.

    Args:
        project_id (str):
        limit (int | Unset):
        offset (int | Unset):
        name (str | Unset):
        manufacturer (str | Unset):
        product_id (str | Unset):
        created_at (str | Unset):
        created_at_gt (str | Unset):
        created_at_lt (str | Unset):
        updated_at (str | Unset):
        updated_at_gt (str | Unset):
        updated_at_lt (str | Unset):
        order_by (ListMaterialsOrderBy | Unset):
        order (ListMaterialsOrder | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | MaterialPage
    """

    return (
        await asyncio_detailed(
            client=client,
            project_id=project_id,
            limit=limit,
            offset=offset,
            name=name,
            manufacturer=manufacturer,
            product_id=product_id,
            created_at=created_at,
            created_at_gt=created_at_gt,
            created_at_lt=created_at_lt,
            updated_at=updated_at,
            updated_at_gt=updated_at_gt,
            updated_at_lt=updated_at_lt,
            order_by=order_by,
            order=order,
        )
    ).parsed
