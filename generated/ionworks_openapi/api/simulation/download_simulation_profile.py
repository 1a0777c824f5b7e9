from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...types import UNSET, Response


def _get_kwargs(
    simulation_id: str,
    *,
    name: str,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["name"] = name

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/simulations/{simulation_id}/profiles/download".format(
            simulation_id=quote(str(simulation_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | Error:
    if response.status_code == 307:
        response_307 = cast(Any, None)
        return response_307

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
) -> Response[Any | Error]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    simulation_id: str,
    *,
    client: AuthenticatedClient | Client,
    name: str,
) -> Response[Any | Error]:
    """Download a profile of a simulation

     One variable over space as parquet, a row per time and point: `Time [s]`, the coordinates from the
    outermost to the innermost (`x [m]` across the cell, `r [m]` inside particles), and the value,
    rising in this order. At most 200,000 rows: a long run keeps fewer times, all points, and says so in
    its warnings. An addition of this contract: the hosted service may not have it.

    Args:
        simulation_id (str):
        name (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Error]
    """

    kwargs = _get_kwargs(
        simulation_id=simulation_id,
        name=name,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    simulation_id: str,
    *,
    client: AuthenticatedClient | Client,
    name: str,
) -> Any | Error | None:
    """Download a profile of a simulation

     One variable over space as parquet, a row per time and point: `Time [s]`, the coordinates from the
    outermost to the innermost (`x [m]` across the cell, `r [m]` inside particles), and the value,
    rising in this order. At most 200,000 rows: a long run keeps fewer times, all points, and says so in
    its warnings. An addition of this contract: the hosted service may not have it.

    Args:
        simulation_id (str):
        name (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Error
    """

    return sync_detailed(
        simulation_id=simulation_id,
        client=client,
        name=name,
    ).parsed


async def asyncio_detailed(
    simulation_id: str,
    *,
    client: AuthenticatedClient | Client,
    name: str,
) -> Response[Any | Error]:
    """Download a profile of a simulation

     One variable over space as parquet, a row per time and point: `Time [s]`, the coordinates from the
    outermost to the innermost (`x [m]` across the cell, `r [m]` inside particles), and the value,
    rising in this order. At most 200,000 rows: a long run keeps fewer times, all points, and says so in
    its warnings. An addition of this contract: the hosted service may not have it.

    Args:
        simulation_id (str):
        name (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Error]
    """

    kwargs = _get_kwargs(
        simulation_id=simulation_id,
        name=name,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    simulation_id: str,
    *,
    client: AuthenticatedClient | Client,
    name: str,
) -> Any | Error | None:
    """Download a profile of a simulation

     One variable over space as parquet, a row per time and point: `Time [s]`, the coordinates from the
    outermost to the innermost (`x [m]` across the cell, `r [m]` inside particles), and the value,
    rising in this order. At most 200,000 rows: a long run keeps fewer times, all points, and says so in
    its warnings. An addition of this contract: the hosted service may not have it.

    Args:
        simulation_id (str):
        name (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Error
    """

    return (
        await asyncio_detailed(
            simulation_id=simulation_id,
            client=client,
            name=name,
        )
    ).parsed
