from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.measurement_tag_usage_page import MeasurementTagUsagePage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    project_id: str,
    q: str | Unset = UNSET,
    limit: int | Unset = 50,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["project_id"] = project_id

    params["q"] = q

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cell_measurements/tags",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | MeasurementTagUsagePage:
    if response.status_code == 200:
        response_200 = MeasurementTagUsagePage.from_dict(response.json())

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
) -> Response[Error | MeasurementTagUsagePage]:
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
    q: str | Unset = UNSET,
    limit: int | Unset = 50,
) -> Response[Error | MeasurementTagUsagePage]:
    """List the measurement tags of a project

     Tags with their use, most used first. This path goes before `/cell_measurements/{measurement_id}`
    (observed).

    Args:
        project_id (str):
        q (str | Unset):
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | MeasurementTagUsagePage]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        q=q,
        limit=limit,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    project_id: str,
    q: str | Unset = UNSET,
    limit: int | Unset = 50,
) -> Error | MeasurementTagUsagePage | None:
    """List the measurement tags of a project

     Tags with their use, most used first. This path goes before `/cell_measurements/{measurement_id}`
    (observed).

    Args:
        project_id (str):
        q (str | Unset):
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | MeasurementTagUsagePage
    """

    return sync_detailed(
        client=client,
        project_id=project_id,
        q=q,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    project_id: str,
    q: str | Unset = UNSET,
    limit: int | Unset = 50,
) -> Response[Error | MeasurementTagUsagePage]:
    """List the measurement tags of a project

     Tags with their use, most used first. This path goes before `/cell_measurements/{measurement_id}`
    (observed).

    Args:
        project_id (str):
        q (str | Unset):
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | MeasurementTagUsagePage]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        q=q,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    project_id: str,
    q: str | Unset = UNSET,
    limit: int | Unset = 50,
) -> Error | MeasurementTagUsagePage | None:
    """List the measurement tags of a project

     Tags with their use, most used first. This path goes before `/cell_measurements/{measurement_id}`
    (observed).

    Args:
        project_id (str):
        q (str | Unset):
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | MeasurementTagUsagePage
    """

    return (
        await asyncio_detailed(
            client=client,
            project_id=project_id,
            q=q,
            limit=limit,
        )
    ).parsed
