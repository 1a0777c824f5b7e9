from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.ecm_series import EcmSeries
from ...models.error import Error
from ...types import Response


def _get_kwargs(
    example_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/ecm/examples/{example_id}/data".format(
            example_id=quote(str(example_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> EcmSeries | Error:
    if response.status_code == 200:
        response_200 = EcmSeries.from_dict(response.json())

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

    if response.status_code == 429:
        response_429 = Error.from_dict(response.json())

        return response_429

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[EcmSeries | Error]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    example_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[EcmSeries | Error]:
    """Get the series of an example

     At most 2000 rows, evenly chosen; positive current is discharge (observed; the members are our
    decision).

    Args:
        example_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EcmSeries | Error]
    """

    kwargs = _get_kwargs(
        example_id=example_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    example_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> EcmSeries | Error | None:
    """Get the series of an example

     At most 2000 rows, evenly chosen; positive current is discharge (observed; the members are our
    decision).

    Args:
        example_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EcmSeries | Error
    """

    return sync_detailed(
        example_id=example_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    example_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[EcmSeries | Error]:
    """Get the series of an example

     At most 2000 rows, evenly chosen; positive current is discharge (observed; the members are our
    decision).

    Args:
        example_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EcmSeries | Error]
    """

    kwargs = _get_kwargs(
        example_id=example_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    example_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> EcmSeries | Error | None:
    """Get the series of an example

     At most 2000 rows, evenly chosen; positive current is discharge (observed; the members are our
    decision).

    Args:
        example_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EcmSeries | Error
    """

    return (
        await asyncio_detailed(
            example_id=example_id,
            client=client,
        )
    ).parsed
