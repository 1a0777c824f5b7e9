from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.list_studies_order import ListStudiesOrder
from ...models.list_studies_order_by import ListStudiesOrderBy
from ...models.study_page import StudyPage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    project_id: str,
    *,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    name: str | Unset = UNSET,
    order_by: ListStudiesOrderBy | Unset = UNSET,
    order: ListStudiesOrder | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["offset"] = offset

    params["name"] = name

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
        "url": "/projects/{project_id}/studies".format(
            project_id=quote(str(project_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | StudyPage:
    if response.status_code == 200:
        response_200 = StudyPage.from_dict(response.json())

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
) -> Response[Error | StudyPage]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    project_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    name: str | Unset = UNSET,
    order_by: ListStudiesOrderBy | Unset = UNSET,
    order: ListStudiesOrder | Unset = UNSET,
) -> Response[Error | StudyPage]:
    """List the studies of a project

     Observed.

    Args:
        project_id (str):
        limit (int | Unset):
        offset (int | Unset):
        name (str | Unset):
        order_by (ListStudiesOrderBy | Unset):
        order (ListStudiesOrder | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | StudyPage]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        limit=limit,
        offset=offset,
        name=name,
        order_by=order_by,
        order=order,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    project_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    name: str | Unset = UNSET,
    order_by: ListStudiesOrderBy | Unset = UNSET,
    order: ListStudiesOrder | Unset = UNSET,
) -> Error | StudyPage | None:
    """List the studies of a project

     Observed.

    Args:
        project_id (str):
        limit (int | Unset):
        offset (int | Unset):
        name (str | Unset):
        order_by (ListStudiesOrderBy | Unset):
        order (ListStudiesOrder | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | StudyPage
    """

    return sync_detailed(
        project_id=project_id,
        client=client,
        limit=limit,
        offset=offset,
        name=name,
        order_by=order_by,
        order=order,
    ).parsed


async def asyncio_detailed(
    project_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    name: str | Unset = UNSET,
    order_by: ListStudiesOrderBy | Unset = UNSET,
    order: ListStudiesOrder | Unset = UNSET,
) -> Response[Error | StudyPage]:
    """List the studies of a project

     Observed.

    Args:
        project_id (str):
        limit (int | Unset):
        offset (int | Unset):
        name (str | Unset):
        order_by (ListStudiesOrderBy | Unset):
        order (ListStudiesOrder | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | StudyPage]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        limit=limit,
        offset=offset,
        name=name,
        order_by=order_by,
        order=order,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    project_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    name: str | Unset = UNSET,
    order_by: ListStudiesOrderBy | Unset = UNSET,
    order: ListStudiesOrder | Unset = UNSET,
) -> Error | StudyPage | None:
    """List the studies of a project

     Observed.

    Args:
        project_id (str):
        limit (int | Unset):
        offset (int | Unset):
        name (str | Unset):
        order_by (ListStudiesOrderBy | Unset):
        order (ListStudiesOrder | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | StudyPage
    """

    return (
        await asyncio_detailed(
            project_id=project_id,
            client=client,
            limit=limit,
            offset=offset,
            name=name,
            order_by=order_by,
            order=order,
        )
    ).parsed
