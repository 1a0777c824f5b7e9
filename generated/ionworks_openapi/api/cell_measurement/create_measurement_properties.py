from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.cell_measurement import CellMeasurement
from ...models.error import Error
from ...models.properties_measurement_create import PropertiesMeasurementCreate
from ...types import Response


def _get_kwargs(
    cell_instance_id: str,
    *,
    body: PropertiesMeasurementCreate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/cell_instances/{cell_instance_id}/cell_measurements/create".format(
            cell_instance_id=quote(str(cell_instance_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CellMeasurement | Error:
    if response.status_code == 201:
        response_201 = CellMeasurement.from_dict(response.json())

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
        response_2xx = CellMeasurement.from_dict(response.json())

        return response_2xx

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CellMeasurement | Error]:
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
    body: PropertiesMeasurementCreate,
) -> Response[CellMeasurement | Error]:
    """Create a measurement of properties

     One flat body, no upload. The name is unique within the cell (observed).

    Args:
        cell_instance_id (str):
        body (PropertiesMeasurementCreate): A measurement that is a set of values, no upload
            (docs, observed). Example: {'name': 'Formation summary', 'measurement_type': 'properties',
            'properties': {'mass': {'value': 68.9, 'unit': 'g'}}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CellMeasurement | Error]
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
    body: PropertiesMeasurementCreate,
) -> CellMeasurement | Error | None:
    """Create a measurement of properties

     One flat body, no upload. The name is unique within the cell (observed).

    Args:
        cell_instance_id (str):
        body (PropertiesMeasurementCreate): A measurement that is a set of values, no upload
            (docs, observed). Example: {'name': 'Formation summary', 'measurement_type': 'properties',
            'properties': {'mass': {'value': 68.9, 'unit': 'g'}}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CellMeasurement | Error
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
    body: PropertiesMeasurementCreate,
) -> Response[CellMeasurement | Error]:
    """Create a measurement of properties

     One flat body, no upload. The name is unique within the cell (observed).

    Args:
        cell_instance_id (str):
        body (PropertiesMeasurementCreate): A measurement that is a set of values, no upload
            (docs, observed). Example: {'name': 'Formation summary', 'measurement_type': 'properties',
            'properties': {'mass': {'value': 68.9, 'unit': 'g'}}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CellMeasurement | Error]
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
    body: PropertiesMeasurementCreate,
) -> CellMeasurement | Error | None:
    """Create a measurement of properties

     One flat body, no upload. The name is unique within the cell (observed).

    Args:
        cell_instance_id (str):
        body (PropertiesMeasurementCreate): A measurement that is a set of values, no upload
            (docs, observed). Example: {'name': 'Formation summary', 'measurement_type': 'properties',
            'properties': {'mass': {'value': 68.9, 'unit': 'g'}}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CellMeasurement | Error
    """

    return (
        await asyncio_detailed(
            cell_instance_id=cell_instance_id,
            client=client,
            body=body,
        )
    ).parsed
