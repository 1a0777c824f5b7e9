from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.cycler import Cycler
from ...models.error import Error
from ...types import Response


def _get_kwargs(
    cycler_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cyclers/{cycler_id}".format(
            cycler_id=quote(str(cycler_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Cycler | Error:
    if response.status_code == 200:
        response_200 = Cycler.from_dict(response.json())

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
) -> Response[Cycler | Error]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    cycler_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Cycler | Error]:
    """Get one of the cyclers

     Observed.

    Args:
        cycler_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Cycler | Error]
    """

    kwargs = _get_kwargs(
        cycler_id=cycler_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    cycler_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Cycler | Error | None:
    """Get one of the cyclers

     Observed.

    Args:
        cycler_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Cycler | Error
    """

    return sync_detailed(
        cycler_id=cycler_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    cycler_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Cycler | Error]:
    """Get one of the cyclers

     Observed.

    Args:
        cycler_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Cycler | Error]
    """

    kwargs = _get_kwargs(
        cycler_id=cycler_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    cycler_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Cycler | Error | None:
    """Get one of the cyclers

     Observed.

    Args:
        cycler_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Cycler | Error
    """

    return (
        await asyncio_detailed(
            cycler_id=cycler_id,
            client=client,
        )
    ).parsed
