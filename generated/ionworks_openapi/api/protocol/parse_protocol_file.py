from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.parsed_protocol import ParsedProtocol
from ...models.protocol_file_upload import ProtocolFileUpload
from ...types import Response


def _get_kwargs(
    *,
    body: ProtocolFileUpload,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/protocols/parse",
    }

    _kwargs["files"] = body.to_multipart()

    headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | ParsedProtocol:
    if response.status_code == 200:
        response_200 = ParsedProtocol.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Error.from_dict(response.json())

        return response_400

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
) -> Response[Error | ParsedProtocol]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: ProtocolFileUpload,
) -> Response[Error | ParsedProtocol]:
    """Read a vendor protocol file

     Turn a cycler's file into UCP; `error` tells of a partial reading. Capacity in A.h (observed).

    Args:
        body (ProtocolFileUpload): A vendor protocol file to read.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ParsedProtocol]
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
    body: ProtocolFileUpload,
) -> Error | ParsedProtocol | None:
    """Read a vendor protocol file

     Turn a cycler's file into UCP; `error` tells of a partial reading. Capacity in A.h (observed).

    Args:
        body (ProtocolFileUpload): A vendor protocol file to read.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ParsedProtocol
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: ProtocolFileUpload,
) -> Response[Error | ParsedProtocol]:
    """Read a vendor protocol file

     Turn a cycler's file into UCP; `error` tells of a partial reading. Capacity in A.h (observed).

    Args:
        body (ProtocolFileUpload): A vendor protocol file to read.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ParsedProtocol]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: ProtocolFileUpload,
) -> Error | ParsedProtocol | None:
    """Read a vendor protocol file

     Turn a cycler's file into UCP; `error` tells of a partial reading. Capacity in A.h (observed).

    Args:
        body (ProtocolFileUpload): A vendor protocol file to read.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ParsedProtocol
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
