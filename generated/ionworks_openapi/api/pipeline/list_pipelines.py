from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.list_pipelines_order import ListPipelinesOrder
from ...models.list_pipelines_order_by import ListPipelinesOrderBy
from ...models.pipeline_page import PipelinePage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    project_id: str,
    limit: int | Unset = UNSET,
    skip: int | Unset = UNSET,
    id: str | Unset = UNSET,
    name: str | Unset = UNSET,
    description: str | Unset = UNSET,
    status: str | Unset = UNSET,
    created_by_email: str | Unset = UNSET,
    created_at: str | Unset = UNSET,
    updated_at: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    updated_at_gt: str | Unset = UNSET,
    updated_at_lt: str | Unset = UNSET,
    order_by: ListPipelinesOrderBy | Unset = UNSET,
    order: ListPipelinesOrder | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["project_id"] = project_id

    params["limit"] = limit

    params["skip"] = skip

    params["id"] = id

    params["name"] = name

    params["description"] = description

    params["status"] = status

    params["created_by_email"] = created_by_email

    params["created_at"] = created_at

    params["updated_at"] = updated_at

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

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/pipelines",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | PipelinePage:
    if response.status_code == 200:
        response_200 = PipelinePage.from_dict(response.json())

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
) -> Response[Error | PipelinePage]:
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
    skip: int | Unset = UNSET,
    id: str | Unset = UNSET,
    name: str | Unset = UNSET,
    description: str | Unset = UNSET,
    status: str | Unset = UNSET,
    created_by_email: str | Unset = UNSET,
    created_at: str | Unset = UNSET,
    updated_at: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    updated_at_gt: str | Unset = UNSET,
    updated_at_lt: str | Unset = UNSET,
    order_by: ListPipelinesOrderBy | Unset = UNSET,
    order: ListPipelinesOrder | Unset = UNSET,
) -> Response[Error | PipelinePage]:
    """List pipelines

     Newest first unless `order_by` says otherwise; the offset is called `skip` (observed).

    Args:
        project_id (str):
        limit (int | Unset):
        skip (int | Unset):
        id (str | Unset):
        name (str | Unset):
        description (str | Unset):
        status (str | Unset):
        created_by_email (str | Unset):
        created_at (str | Unset):
        updated_at (str | Unset):
        created_at_gt (str | Unset):
        created_at_lt (str | Unset):
        updated_at_gt (str | Unset):
        updated_at_lt (str | Unset):
        order_by (ListPipelinesOrderBy | Unset):
        order (ListPipelinesOrder | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | PipelinePage]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        limit=limit,
        skip=skip,
        id=id,
        name=name,
        description=description,
        status=status,
        created_by_email=created_by_email,
        created_at=created_at,
        updated_at=updated_at,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
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
    skip: int | Unset = UNSET,
    id: str | Unset = UNSET,
    name: str | Unset = UNSET,
    description: str | Unset = UNSET,
    status: str | Unset = UNSET,
    created_by_email: str | Unset = UNSET,
    created_at: str | Unset = UNSET,
    updated_at: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    updated_at_gt: str | Unset = UNSET,
    updated_at_lt: str | Unset = UNSET,
    order_by: ListPipelinesOrderBy | Unset = UNSET,
    order: ListPipelinesOrder | Unset = UNSET,
) -> Error | PipelinePage | None:
    """List pipelines

     Newest first unless `order_by` says otherwise; the offset is called `skip` (observed).

    Args:
        project_id (str):
        limit (int | Unset):
        skip (int | Unset):
        id (str | Unset):
        name (str | Unset):
        description (str | Unset):
        status (str | Unset):
        created_by_email (str | Unset):
        created_at (str | Unset):
        updated_at (str | Unset):
        created_at_gt (str | Unset):
        created_at_lt (str | Unset):
        updated_at_gt (str | Unset):
        updated_at_lt (str | Unset):
        order_by (ListPipelinesOrderBy | Unset):
        order (ListPipelinesOrder | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | PipelinePage
    """

    return sync_detailed(
        client=client,
        project_id=project_id,
        limit=limit,
        skip=skip,
        id=id,
        name=name,
        description=description,
        status=status,
        created_by_email=created_by_email,
        created_at=created_at,
        updated_at=updated_at,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
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
    skip: int | Unset = UNSET,
    id: str | Unset = UNSET,
    name: str | Unset = UNSET,
    description: str | Unset = UNSET,
    status: str | Unset = UNSET,
    created_by_email: str | Unset = UNSET,
    created_at: str | Unset = UNSET,
    updated_at: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    updated_at_gt: str | Unset = UNSET,
    updated_at_lt: str | Unset = UNSET,
    order_by: ListPipelinesOrderBy | Unset = UNSET,
    order: ListPipelinesOrder | Unset = UNSET,
) -> Response[Error | PipelinePage]:
    """List pipelines

     Newest first unless `order_by` says otherwise; the offset is called `skip` (observed).

    Args:
        project_id (str):
        limit (int | Unset):
        skip (int | Unset):
        id (str | Unset):
        name (str | Unset):
        description (str | Unset):
        status (str | Unset):
        created_by_email (str | Unset):
        created_at (str | Unset):
        updated_at (str | Unset):
        created_at_gt (str | Unset):
        created_at_lt (str | Unset):
        updated_at_gt (str | Unset):
        updated_at_lt (str | Unset):
        order_by (ListPipelinesOrderBy | Unset):
        order (ListPipelinesOrder | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | PipelinePage]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        limit=limit,
        skip=skip,
        id=id,
        name=name,
        description=description,
        status=status,
        created_by_email=created_by_email,
        created_at=created_at,
        updated_at=updated_at,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
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
    skip: int | Unset = UNSET,
    id: str | Unset = UNSET,
    name: str | Unset = UNSET,
    description: str | Unset = UNSET,
    status: str | Unset = UNSET,
    created_by_email: str | Unset = UNSET,
    created_at: str | Unset = UNSET,
    updated_at: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    updated_at_gt: str | Unset = UNSET,
    updated_at_lt: str | Unset = UNSET,
    order_by: ListPipelinesOrderBy | Unset = UNSET,
    order: ListPipelinesOrder | Unset = UNSET,
) -> Error | PipelinePage | None:
    """List pipelines

     Newest first unless `order_by` says otherwise; the offset is called `skip` (observed).

    Args:
        project_id (str):
        limit (int | Unset):
        skip (int | Unset):
        id (str | Unset):
        name (str | Unset):
        description (str | Unset):
        status (str | Unset):
        created_by_email (str | Unset):
        created_at (str | Unset):
        updated_at (str | Unset):
        created_at_gt (str | Unset):
        created_at_lt (str | Unset):
        updated_at_gt (str | Unset):
        updated_at_lt (str | Unset):
        order_by (ListPipelinesOrderBy | Unset):
        order (ListPipelinesOrder | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | PipelinePage
    """

    return (
        await asyncio_detailed(
            client=client,
            project_id=project_id,
            limit=limit,
            skip=skip,
            id=id,
            name=name,
            description=description,
            status=status,
            created_by_email=created_by_email,
            created_at=created_at,
            updated_at=updated_at,
            created_at_gt=created_at_gt,
            created_at_lt=created_at_lt,
            updated_at_gt=updated_at_gt,
            updated_at_lt=updated_at_lt,
            order_by=order_by,
            order=order,
        )
    ).parsed
