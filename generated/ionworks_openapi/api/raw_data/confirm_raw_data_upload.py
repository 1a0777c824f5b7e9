from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.raw_data import RawData
from ...models.raw_data_upload_confirm import RawDataUploadConfirm
from ...types import Response


def _get_kwargs(
    raw_data_id: str,
    *,
    body: RawDataUploadConfirm,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/raw_data/{raw_data_id}/confirm-upload".format(
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
    if response.status_code == 201:
        response_201 = RawData.from_dict(response.json())

        return response_201

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

    if 200 <= response.status_code <= 299:
        response_2xx = RawData.from_dict(response.json())

        return response_2xx

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
    body: RawDataUploadConfirm,
) -> Response[Error | RawData]:
    """Finish an upload

     Makes the record. 400 when the file has not arrived, or with another number of bytes, or was
    announced differently (our decision). Asking again returns the record.

    Args:
        raw_data_id (str):
        body (RawDataUploadConfirm): Finishes an upload: the announcement and the size (observed).
            Example: {'project_id': '51c0b2de-9c7f-4a43-8c39-7e1f8d2a6b10', 'name': 'Channel 4',
            'filename': 'ch4.mpr', 'content_type': 'application/octet-stream', 'metadata': {'channel':
            4}, 'source': 'BCS-815', 'size_bytes': 51234567}.

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
    body: RawDataUploadConfirm,
) -> Error | RawData | None:
    """Finish an upload

     Makes the record. 400 when the file has not arrived, or with another number of bytes, or was
    announced differently (our decision). Asking again returns the record.

    Args:
        raw_data_id (str):
        body (RawDataUploadConfirm): Finishes an upload: the announcement and the size (observed).
            Example: {'project_id': '51c0b2de-9c7f-4a43-8c39-7e1f8d2a6b10', 'name': 'Channel 4',
            'filename': 'ch4.mpr', 'content_type': 'application/octet-stream', 'metadata': {'channel':
            4}, 'source': 'BCS-815', 'size_bytes': 51234567}.

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
    body: RawDataUploadConfirm,
) -> Response[Error | RawData]:
    """Finish an upload

     Makes the record. 400 when the file has not arrived, or with another number of bytes, or was
    announced differently (our decision). Asking again returns the record.

    Args:
        raw_data_id (str):
        body (RawDataUploadConfirm): Finishes an upload: the announcement and the size (observed).
            Example: {'project_id': '51c0b2de-9c7f-4a43-8c39-7e1f8d2a6b10', 'name': 'Channel 4',
            'filename': 'ch4.mpr', 'content_type': 'application/octet-stream', 'metadata': {'channel':
            4}, 'source': 'BCS-815', 'size_bytes': 51234567}.

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
    body: RawDataUploadConfirm,
) -> Error | RawData | None:
    """Finish an upload

     Makes the record. 400 when the file has not arrived, or with another number of bytes, or was
    announced differently (our decision). Asking again returns the record.

    Args:
        raw_data_id (str):
        body (RawDataUploadConfirm): Finishes an upload: the announcement and the size (observed).
            Example: {'project_id': '51c0b2de-9c7f-4a43-8c39-7e1f8d2a6b10', 'name': 'Channel 4',
            'filename': 'ch4.mpr', 'content_type': 'application/octet-stream', 'metadata': {'channel':
            4}, 'source': 'BCS-815', 'size_bytes': 51234567}.

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
