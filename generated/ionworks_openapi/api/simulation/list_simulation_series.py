from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.simulation_series import SimulationSeries
from ...models.simulation_series_request import SimulationSeriesRequest
from ...types import Response


def _get_kwargs(
    *,
    body: SimulationSeriesRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/simulations/series",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | list[SimulationSeries]:
    if response.status_code == 200:
        response_200 = []
        _response_200 = response.json()
        for response_200_item_data in _response_200:
            response_200_item = SimulationSeries.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    if response.status_code == 400:
        response_400 = Error.from_dict(response.json())

        return response_400

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
) -> Response[Error | list[SimulationSeries]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: SimulationSeriesRequest,
) -> Response[Error | list[SimulationSeries]]:
    """Get thinned columns of many simulations

     For plots, as `get_simulation_series`; simulations that are unknown, of others, or without rows are
    left out. An addition of this contract: the hosted service may not have it.

    Args:
        body (SimulationSeriesRequest): Simulations, and which of their columns.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | list[SimulationSeries]]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: SimulationSeriesRequest,
) -> Error | list[SimulationSeries] | None:
    """Get thinned columns of many simulations

     For plots, as `get_simulation_series`; simulations that are unknown, of others, or without rows are
    left out. An addition of this contract: the hosted service may not have it.

    Args:
        body (SimulationSeriesRequest): Simulations, and which of their columns.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | list[SimulationSeries]
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: SimulationSeriesRequest,
) -> Response[Error | list[SimulationSeries]]:
    """Get thinned columns of many simulations

     For plots, as `get_simulation_series`; simulations that are unknown, of others, or without rows are
    left out. An addition of this contract: the hosted service may not have it.

    Args:
        body (SimulationSeriesRequest): Simulations, and which of their columns.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | list[SimulationSeries]]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: SimulationSeriesRequest,
) -> Error | list[SimulationSeries] | None:
    """Get thinned columns of many simulations

     For plots, as `get_simulation_series`; simulations that are unknown, of others, or without rows are
    left out. An addition of this contract: the hosted service may not have it.

    Args:
        body (SimulationSeriesRequest): Simulations, and which of their columns.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | list[SimulationSeries]
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
