from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.raw_data_upload import RawDataUpload
from ...models.raw_data_upload_request import RawDataUploadRequest
from ...types import Response


def _get_kwargs(
    *,
    body: RawDataUploadRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/raw_data/initiate-upload",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | RawDataUpload:
    if response.status_code == 200:
        response_200 = RawDataUpload.from_dict(response.json())

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

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | RawDataUpload]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: RawDataUploadRequest,
) -> Response[Error | RawDataUpload]:
    """Announce a file

     Answers where to send it. The record is made at confirm, so a failed upload leaves nothing
    (inferred).

    Args:
        body (RawDataUploadRequest): Announces a file (observed). Example: {'project_id':
            '51c0b2de-9c7f-4a43-8c39-7e1f8d2a6b10', 'name': 'Channel 4', 'filename': 'ch4.mpr',
            'content_type': 'application/octet-stream', 'metadata': {'channel': 4}, 'source':
            'BCS-815'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | RawDataUpload]
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
    body: RawDataUploadRequest,
) -> Error | RawDataUpload | None:
    """Announce a file

     Answers where to send it. The record is made at confirm, so a failed upload leaves nothing
    (inferred).

    Args:
        body (RawDataUploadRequest): Announces a file (observed). Example: {'project_id':
            '51c0b2de-9c7f-4a43-8c39-7e1f8d2a6b10', 'name': 'Channel 4', 'filename': 'ch4.mpr',
            'content_type': 'application/octet-stream', 'metadata': {'channel': 4}, 'source':
            'BCS-815'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | RawDataUpload
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: RawDataUploadRequest,
) -> Response[Error | RawDataUpload]:
    """Announce a file

     Answers where to send it. The record is made at confirm, so a failed upload leaves nothing
    (inferred).

    Args:
        body (RawDataUploadRequest): Announces a file (observed). Example: {'project_id':
            '51c0b2de-9c7f-4a43-8c39-7e1f8d2a6b10', 'name': 'Channel 4', 'filename': 'ch4.mpr',
            'content_type': 'application/octet-stream', 'metadata': {'channel': 4}, 'source':
            'BCS-815'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | RawDataUpload]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: RawDataUploadRequest,
) -> Error | RawDataUpload | None:
    """Announce a file

     Answers where to send it. The record is made at confirm, so a failed upload leaves nothing
    (inferred).

    Args:
        body (RawDataUploadRequest): Announces a file (observed). Example: {'project_id':
            '51c0b2de-9c7f-4a43-8c39-7e1f8d2a6b10', 'name': 'Channel 4', 'filename': 'ch4.mpr',
            'content_type': 'application/octet-stream', 'metadata': {'channel': 4}, 'source':
            'BCS-815'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | RawDataUpload
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
