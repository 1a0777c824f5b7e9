from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.measurement_upload import MeasurementUpload
from ...models.measurement_upload_request import MeasurementUploadRequest
from ...types import Response


def _get_kwargs(
    cell_instance_id: str,
    *,
    body: MeasurementUploadRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/cell_instances/{cell_instance_id}/cell_measurements/initiate-upload".format(
            cell_instance_id=quote(str(cell_instance_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | MeasurementUpload:
    if response.status_code == 200:
        response_200 = MeasurementUpload.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Error.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Error.from_dict(response.json())

        return response_401

    if response.status_code == 404:
        response_404 = Error.from_dict(response.json())

        return response_404

    if response.status_code == 409:
        response_409 = Error.from_dict(response.json())

        return response_409

    if response.status_code == 422:
        response_422 = Error.from_dict(response.json())

        return response_422

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | MeasurementUpload]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    cell_instance_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: MeasurementUploadRequest,
) -> Response[Error | MeasurementUpload]:
    """Announce the upload of a measurement

     Answers where to send the files. Makes no record: that happens at confirm, so a failed upload leaves
    nothing. The name is unique within the cell: 409 carries `detail.existing_id` (observed).

    Args:
        cell_instance_id (str):
        body (MeasurementUploadRequest): Announces an upload; the record is made at confirm
            (observed). Example: {'measurement': {'name': 'C/3 discharge'}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | MeasurementUpload]
    """

    kwargs = _get_kwargs(
        cell_instance_id=cell_instance_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    cell_instance_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: MeasurementUploadRequest,
) -> Error | MeasurementUpload | None:
    """Announce the upload of a measurement

     Answers where to send the files. Makes no record: that happens at confirm, so a failed upload leaves
    nothing. The name is unique within the cell: 409 carries `detail.existing_id` (observed).

    Args:
        cell_instance_id (str):
        body (MeasurementUploadRequest): Announces an upload; the record is made at confirm
            (observed). Example: {'measurement': {'name': 'C/3 discharge'}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | MeasurementUpload
    """

    return sync_detailed(
        cell_instance_id=cell_instance_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    cell_instance_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: MeasurementUploadRequest,
) -> Response[Error | MeasurementUpload]:
    """Announce the upload of a measurement

     Answers where to send the files. Makes no record: that happens at confirm, so a failed upload leaves
    nothing. The name is unique within the cell: 409 carries `detail.existing_id` (observed).

    Args:
        cell_instance_id (str):
        body (MeasurementUploadRequest): Announces an upload; the record is made at confirm
            (observed). Example: {'measurement': {'name': 'C/3 discharge'}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | MeasurementUpload]
    """

    kwargs = _get_kwargs(
        cell_instance_id=cell_instance_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    cell_instance_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: MeasurementUploadRequest,
) -> Error | MeasurementUpload | None:
    """Announce the upload of a measurement

     Answers where to send the files. Makes no record: that happens at confirm, so a failed upload leaves
    nothing. The name is unique within the cell: 409 carries `detail.existing_id` (observed).

    Args:
        cell_instance_id (str):
        body (MeasurementUploadRequest): Announces an upload; the record is made at confirm
            (observed). Example: {'measurement': {'name': 'C/3 discharge'}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | MeasurementUpload
    """

    return (
        await asyncio_detailed(
            cell_instance_id=cell_instance_id,
            client=client,
            body=body,
        )
    ).parsed
