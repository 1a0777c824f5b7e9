from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.free_object import FreeObject
from ...types import UNSET, Response


def _get_kwargs(
    *,
    parameter: str,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["parameter"] = parameter

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/model_builders/calculations/producing",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | list[FreeObject]:
    if response.status_code == 200:
        response_200 = []
        _response_200 = response.json()
        for response_200_item_data in _response_200:
            response_200_item = FreeObject.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    if response.status_code == 400:
        response_400 = Error.from_dict(response.json())

        return response_400

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

    if response.status_code == 429:
        response_429 = Error.from_dict(response.json())

        return response_429

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | list[FreeObject]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    parameter: str,
) -> Response[Error | list[FreeObject]]:
    """List the calculations that give a parameter

     Each with the options, inputs and outputs it then has.

    Args:
        parameter (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | list[FreeObject]]
    """

    kwargs = _get_kwargs(
        parameter=parameter,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    parameter: str,
) -> Error | list[FreeObject] | None:
    """List the calculations that give a parameter

     Each with the options, inputs and outputs it then has.

    Args:
        parameter (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | list[FreeObject]
    """

    return sync_detailed(
        client=client,
        parameter=parameter,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    parameter: str,
) -> Response[Error | list[FreeObject]]:
    """List the calculations that give a parameter

     Each with the options, inputs and outputs it then has.

    Args:
        parameter (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | list[FreeObject]]
    """

    kwargs = _get_kwargs(
        parameter=parameter,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    parameter: str,
) -> Error | list[FreeObject] | None:
    """List the calculations that give a parameter

     Each with the options, inputs and outputs it then has.

    Args:
        parameter (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | list[FreeObject]
    """

    return (
        await asyncio_detailed(
            client=client,
            parameter=parameter,
        )
    ).parsed
