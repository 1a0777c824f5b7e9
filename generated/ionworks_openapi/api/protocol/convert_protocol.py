from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.protocol_conversion import ProtocolConversion
from ...models.protocol_conversion_request import ProtocolConversionRequest
from ...types import Response


def _get_kwargs(
    *,
    body: ProtocolConversionRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/protocols/convert",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | ProtocolConversion:
    if response.status_code == 200:
        response_200 = ProtocolConversion.from_dict(response.json())

        return response_200

    if response.status_code == 401:
        response_401 = Error.from_dict(response.json())

        return response_401

    if response.status_code == 422:
        response_422 = Error.from_dict(response.json())

        return response_422

    if response.status_code == 501:
        response_501 = Error.from_dict(response.json())

        return response_501

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | ProtocolConversion]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: ProtocolConversionRequest,
) -> Response[Error | ProtocolConversion]:
    """Write a protocol in a cycler's format

     A construct the format lacks, and an input without a value, is refused (422) with the step's name;
    the documents name no status. Capacity in A.h (docs).

    Args:
        body (ProtocolConversionRequest): A protocol and the cycler format to write it in. Exactly
            one of `target` (observed) and `target_format` (docs), or both alike. `inputs`, the values
            of the `input["..."]` placeholders by name, is an addition of this contract: the hosted
            service documents no such member.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ProtocolConversion]
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
    body: ProtocolConversionRequest,
) -> Error | ProtocolConversion | None:
    """Write a protocol in a cycler's format

     A construct the format lacks, and an input without a value, is refused (422) with the step's name;
    the documents name no status. Capacity in A.h (docs).

    Args:
        body (ProtocolConversionRequest): A protocol and the cycler format to write it in. Exactly
            one of `target` (observed) and `target_format` (docs), or both alike. `inputs`, the values
            of the `input["..."]` placeholders by name, is an addition of this contract: the hosted
            service documents no such member.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ProtocolConversion
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: ProtocolConversionRequest,
) -> Response[Error | ProtocolConversion]:
    """Write a protocol in a cycler's format

     A construct the format lacks, and an input without a value, is refused (422) with the step's name;
    the documents name no status. Capacity in A.h (docs).

    Args:
        body (ProtocolConversionRequest): A protocol and the cycler format to write it in. Exactly
            one of `target` (observed) and `target_format` (docs), or both alike. `inputs`, the values
            of the `input["..."]` placeholders by name, is an addition of this contract: the hosted
            service documents no such member.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ProtocolConversion]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: ProtocolConversionRequest,
) -> Error | ProtocolConversion | None:
    """Write a protocol in a cycler's format

     A construct the format lacks, and an input without a value, is refused (422) with the step's name;
    the documents name no status. Capacity in A.h (docs).

    Args:
        body (ProtocolConversionRequest): A protocol and the cycler format to write it in. Exactly
            one of `target` (observed) and `target_format` (docs), or both alike. `inputs`, the values
            of the `input["..."]` placeholders by name, is an addition of this contract: the hosted
            service documents no such member.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ProtocolConversion
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
