from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.get_schema_name import GetSchemaName
from ...models.json_schema import JsonSchema
from ...types import Response


def _get_kwargs(
    name: GetSchemaName,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/discovery/schemas/{name}".format(
            name=quote(str(name), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | JsonSchema:
    if response.status_code == 200:
        response_200 = JsonSchema.from_dict(response.json())

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
) -> Response[Error | JsonSchema]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    name: GetSchemaName,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Error | JsonSchema]:
    """Get a JSON Schema of the platform

     `data` covers cell specifications, instances, measurements, steps and time series; `protocol` the
    Universal Cycler Protocol (observed).

    Args:
        name (GetSchemaName):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | JsonSchema]
    """

    kwargs = _get_kwargs(
        name=name,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    name: GetSchemaName,
    *,
    client: AuthenticatedClient | Client,
) -> Error | JsonSchema | None:
    """Get a JSON Schema of the platform

     `data` covers cell specifications, instances, measurements, steps and time series; `protocol` the
    Universal Cycler Protocol (observed).

    Args:
        name (GetSchemaName):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | JsonSchema
    """

    return sync_detailed(
        name=name,
        client=client,
    ).parsed


async def asyncio_detailed(
    name: GetSchemaName,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Error | JsonSchema]:
    """Get a JSON Schema of the platform

     `data` covers cell specifications, instances, measurements, steps and time series; `protocol` the
    Universal Cycler Protocol (observed).

    Args:
        name (GetSchemaName):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | JsonSchema]
    """

    kwargs = _get_kwargs(
        name=name,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    name: GetSchemaName,
    *,
    client: AuthenticatedClient | Client,
) -> Error | JsonSchema | None:
    """Get a JSON Schema of the platform

     `data` covers cell specifications, instances, measurements, steps and time series; `protocol` the
    Universal Cycler Protocol (observed).

    Args:
        name (GetSchemaName):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | JsonSchema
    """

    return (
        await asyncio_detailed(
            name=name,
            client=client,
        )
    ).parsed
