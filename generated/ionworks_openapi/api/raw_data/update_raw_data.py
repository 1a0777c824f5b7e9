from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.raw_data import RawData
from ...models.raw_data_update import RawDataUpdate
from ...types import Response


def _get_kwargs(
    raw_data_id: str,
    *,
    body: RawDataUpdate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/raw_data/{raw_data_id}".format(
            raw_data_id=quote(str(raw_data_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | RawData:
    if response.status_code == 200:
        response_200 = RawData.from_dict(response.json())

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
) -> Response[Error | RawData]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    raw_data_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: RawDataUpdate,
) -> Response[Error | RawData]:
    """Change a raw-data record

     Only given fields change; the bytes never do. An empty `source` clears it, `metadata` is replaced
    (observed).

    Args:
        raw_data_id (str):
        body (RawDataUpdate): Fields to change; a field that is absent keeps its value (observed).
            Example: {'name': 'Channel 4 (rack B)', 'source': ''}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | RawData]
    """

    kwargs = _get_kwargs(
        raw_data_id=raw_data_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    raw_data_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: RawDataUpdate,
) -> Error | RawData | None:
    """Change a raw-data record

     Only given fields change; the bytes never do. An empty `source` clears it, `metadata` is replaced
    (observed).

    Args:
        raw_data_id (str):
        body (RawDataUpdate): Fields to change; a field that is absent keeps its value (observed).
            Example: {'name': 'Channel 4 (rack B)', 'source': ''}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | RawData
    """

    return sync_detailed(
        raw_data_id=raw_data_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    raw_data_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: RawDataUpdate,
) -> Response[Error | RawData]:
    """Change a raw-data record

     Only given fields change; the bytes never do. An empty `source` clears it, `metadata` is replaced
    (observed).

    Args:
        raw_data_id (str):
        body (RawDataUpdate): Fields to change; a field that is absent keeps its value (observed).
            Example: {'name': 'Channel 4 (rack B)', 'source': ''}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | RawData]
    """

    kwargs = _get_kwargs(
        raw_data_id=raw_data_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    raw_data_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: RawDataUpdate,
) -> Error | RawData | None:
    """Change a raw-data record

     Only given fields change; the bytes never do. An empty `source` clears it, `metadata` is replaced
    (observed).

    Args:
        raw_data_id (str):
        body (RawDataUpdate): Fields to change; a field that is absent keeps its value (observed).
            Example: {'name': 'Channel 4 (rack B)', 'source': ''}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | RawData
    """

    return (
        await asyncio_detailed(
            raw_data_id=raw_data_id,
            client=client,
            body=body,
        )
    ).parsed
