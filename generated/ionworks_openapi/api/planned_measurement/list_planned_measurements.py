from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.list_planned_measurements_order import ListPlannedMeasurementsOrder
from ...models.list_planned_measurements_order_by import ListPlannedMeasurementsOrderBy
from ...models.list_planned_measurements_status import ListPlannedMeasurementsStatus
from ...models.planned_measurement_page import PlannedMeasurementPage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    project_id: str,
    *,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    name: str | Unset = UNSET,
    status: ListPlannedMeasurementsStatus | Unset = UNSET,
    channel_id: str | Unset = UNSET,
    order_by: ListPlannedMeasurementsOrderBy | Unset = UNSET,
    order: ListPlannedMeasurementsOrder | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["offset"] = offset

    params["name"] = name

    json_status: str | Unset = UNSET
    if not isinstance(status, Unset):
        json_status = status.value

    params["status"] = json_status

    params["channel_id"] = channel_id

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
        "url": "/projects/{project_id}/planned_measurements".format(
            project_id=quote(str(project_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | PlannedMeasurementPage:
    if response.status_code == 200:
        response_200 = PlannedMeasurementPage.from_dict(response.json())

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
) -> Response[Error | PlannedMeasurementPage]:
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
    status: ListPlannedMeasurementsStatus | Unset = UNSET,
    channel_id: str | Unset = UNSET,
    order_by: ListPlannedMeasurementsOrderBy | Unset = UNSET,
    order: ListPlannedMeasurementsOrder | Unset = UNSET,
) -> Response[Error | PlannedMeasurementPage]:
    """List planned measurements

     Observed.

    Args:
        project_id (str):
        limit (int | Unset):
        offset (int | Unset):
        name (str | Unset):
        status (ListPlannedMeasurementsStatus | Unset):
        channel_id (str | Unset):
        order_by (ListPlannedMeasurementsOrderBy | Unset):
        order (ListPlannedMeasurementsOrder | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | PlannedMeasurementPage]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        limit=limit,
        offset=offset,
        name=name,
        status=status,
        channel_id=channel_id,
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
    status: ListPlannedMeasurementsStatus | Unset = UNSET,
    channel_id: str | Unset = UNSET,
    order_by: ListPlannedMeasurementsOrderBy | Unset = UNSET,
    order: ListPlannedMeasurementsOrder | Unset = UNSET,
) -> Error | PlannedMeasurementPage | None:
    """List planned measurements

     Observed.

    Args:
        project_id (str):
        limit (int | Unset):
        offset (int | Unset):
        name (str | Unset):
        status (ListPlannedMeasurementsStatus | Unset):
        channel_id (str | Unset):
        order_by (ListPlannedMeasurementsOrderBy | Unset):
        order (ListPlannedMeasurementsOrder | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | PlannedMeasurementPage
    """

    return sync_detailed(
        project_id=project_id,
        client=client,
        limit=limit,
        offset=offset,
        name=name,
        status=status,
        channel_id=channel_id,
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
    status: ListPlannedMeasurementsStatus | Unset = UNSET,
    channel_id: str | Unset = UNSET,
    order_by: ListPlannedMeasurementsOrderBy | Unset = UNSET,
    order: ListPlannedMeasurementsOrder | Unset = UNSET,
) -> Response[Error | PlannedMeasurementPage]:
    """List planned measurements

     Observed.

    Args:
        project_id (str):
        limit (int | Unset):
        offset (int | Unset):
        name (str | Unset):
        status (ListPlannedMeasurementsStatus | Unset):
        channel_id (str | Unset):
        order_by (ListPlannedMeasurementsOrderBy | Unset):
        order (ListPlannedMeasurementsOrder | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | PlannedMeasurementPage]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        limit=limit,
        offset=offset,
        name=name,
        status=status,
        channel_id=channel_id,
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
    status: ListPlannedMeasurementsStatus | Unset = UNSET,
    channel_id: str | Unset = UNSET,
    order_by: ListPlannedMeasurementsOrderBy | Unset = UNSET,
    order: ListPlannedMeasurementsOrder | Unset = UNSET,
) -> Error | PlannedMeasurementPage | None:
    """List planned measurements

     Observed.

    Args:
        project_id (str):
        limit (int | Unset):
        offset (int | Unset):
        name (str | Unset):
        status (ListPlannedMeasurementsStatus | Unset):
        channel_id (str | Unset):
        order_by (ListPlannedMeasurementsOrderBy | Unset):
        order (ListPlannedMeasurementsOrder | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | PlannedMeasurementPage
    """

    return (
        await asyncio_detailed(
            project_id=project_id,
            client=client,
            limit=limit,
            offset=offset,
            name=name,
            status=status,
            channel_id=channel_id,
            order_by=order_by,
            order=order,
        )
    ).parsed
