from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.cell_measurement_bundle import CellMeasurementBundle
from ...models.error import Error
from ...models.measurement_upload_confirm import MeasurementUploadConfirm
from ...types import Response


def _get_kwargs(
    measurement_id: str,
    *,
    body: MeasurementUploadConfirm,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/cell_measurements/{measurement_id}/confirm-upload".format(
            measurement_id=quote(str(measurement_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CellMeasurementBundle | Error:
    if response.status_code == 201:
        response_201 = CellMeasurementBundle.from_dict(response.json())

        return response_201

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

    if 200 <= response.status_code <= 299:
        response_2xx = CellMeasurementBundle.from_dict(response.json())

        return response_2xx

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CellMeasurementBundle | Error]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    measurement_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: MeasurementUploadConfirm,
) -> Response[CellMeasurementBundle | Error]:
    """Finish the upload of a measurement

     Makes the record from the files sent before. Steps and cycles are derived afterwards: follow
    `processing_status`. Kind `file` is ready at once. A taken name or channel is 409 (observed).

    Args:
        measurement_id (str):
        body (MeasurementUploadConfirm): Finishes an upload and makes the record (docs, observed).
            Example: {'cell_instance_id': '6f1a54b2-52a0-4b0e-9c53-0f4b2a7f3c11', 'measurement':
            {'name': 'C/3 discharge', 'start_time': '2025-04-02T08:00:00Z', 'tags': ['C/3']},
            'measurement_type': 'time_series'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CellMeasurementBundle | Error]
    """

    kwargs = _get_kwargs(
        measurement_id=measurement_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    measurement_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: MeasurementUploadConfirm,
) -> CellMeasurementBundle | Error | None:
    """Finish the upload of a measurement

     Makes the record from the files sent before. Steps and cycles are derived afterwards: follow
    `processing_status`. Kind `file` is ready at once. A taken name or channel is 409 (observed).

    Args:
        measurement_id (str):
        body (MeasurementUploadConfirm): Finishes an upload and makes the record (docs, observed).
            Example: {'cell_instance_id': '6f1a54b2-52a0-4b0e-9c53-0f4b2a7f3c11', 'measurement':
            {'name': 'C/3 discharge', 'start_time': '2025-04-02T08:00:00Z', 'tags': ['C/3']},
            'measurement_type': 'time_series'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CellMeasurementBundle | Error
    """

    return sync_detailed(
        measurement_id=measurement_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    measurement_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: MeasurementUploadConfirm,
) -> Response[CellMeasurementBundle | Error]:
    """Finish the upload of a measurement

     Makes the record from the files sent before. Steps and cycles are derived afterwards: follow
    `processing_status`. Kind `file` is ready at once. A taken name or channel is 409 (observed).

    Args:
        measurement_id (str):
        body (MeasurementUploadConfirm): Finishes an upload and makes the record (docs, observed).
            Example: {'cell_instance_id': '6f1a54b2-52a0-4b0e-9c53-0f4b2a7f3c11', 'measurement':
            {'name': 'C/3 discharge', 'start_time': '2025-04-02T08:00:00Z', 'tags': ['C/3']},
            'measurement_type': 'time_series'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CellMeasurementBundle | Error]
    """

    kwargs = _get_kwargs(
        measurement_id=measurement_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    measurement_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: MeasurementUploadConfirm,
) -> CellMeasurementBundle | Error | None:
    """Finish the upload of a measurement

     Makes the record from the files sent before. Steps and cycles are derived afterwards: follow
    `processing_status`. Kind `file` is ready at once. A taken name or channel is 409 (observed).

    Args:
        measurement_id (str):
        body (MeasurementUploadConfirm): Finishes an upload and makes the record (docs, observed).
            Example: {'cell_instance_id': '6f1a54b2-52a0-4b0e-9c53-0f4b2a7f3c11', 'measurement':
            {'name': 'C/3 discharge', 'start_time': '2025-04-02T08:00:00Z', 'tags': ['C/3']},
            'measurement_type': 'time_series'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CellMeasurementBundle | Error
    """

    return (
        await asyncio_detailed(
            measurement_id=measurement_id,
            client=client,
            body=body,
        )
    ).parsed
