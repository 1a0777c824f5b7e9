from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.cell_measurement import CellMeasurement
from ...models.error import Error
from ...types import UNSET, Response, Unset


def _get_kwargs(
    measurement_id: str,
    *,
    include_steps: bool | Unset = UNSET,
    include_time_series: bool | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["include_steps"] = include_steps

    params["include_time_series"] = include_time_series

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cell_measurements/{measurement_id}".format(
            measurement_id=quote(str(measurement_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CellMeasurement | Error:
    if response.status_code == 200:
        response_200 = CellMeasurement.from_dict(response.json())

        return response_200

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
) -> Response[CellMeasurement | Error]:
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
    include_steps: bool | Unset = UNSET,
    include_time_series: bool | Unset = UNSET,
) -> Response[CellMeasurement | Error]:
    """Read a measurement

     The record with its processing state. Reads that include steps or time series are refused with 409
    while processing; poll with both flags false (observed).

    Args:
        measurement_id (str):
        include_steps (bool | Unset):
        include_time_series (bool | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CellMeasurement | Error]
    """

    kwargs = _get_kwargs(
        measurement_id=measurement_id,
        include_steps=include_steps,
        include_time_series=include_time_series,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    measurement_id: str,
    *,
    client: AuthenticatedClient | Client,
    include_steps: bool | Unset = UNSET,
    include_time_series: bool | Unset = UNSET,
) -> CellMeasurement | Error | None:
    """Read a measurement

     The record with its processing state. Reads that include steps or time series are refused with 409
    while processing; poll with both flags false (observed).

    Args:
        measurement_id (str):
        include_steps (bool | Unset):
        include_time_series (bool | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CellMeasurement | Error
    """

    return sync_detailed(
        measurement_id=measurement_id,
        client=client,
        include_steps=include_steps,
        include_time_series=include_time_series,
    ).parsed


async def asyncio_detailed(
    measurement_id: str,
    *,
    client: AuthenticatedClient | Client,
    include_steps: bool | Unset = UNSET,
    include_time_series: bool | Unset = UNSET,
) -> Response[CellMeasurement | Error]:
    """Read a measurement

     The record with its processing state. Reads that include steps or time series are refused with 409
    while processing; poll with both flags false (observed).

    Args:
        measurement_id (str):
        include_steps (bool | Unset):
        include_time_series (bool | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CellMeasurement | Error]
    """

    kwargs = _get_kwargs(
        measurement_id=measurement_id,
        include_steps=include_steps,
        include_time_series=include_time_series,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    measurement_id: str,
    *,
    client: AuthenticatedClient | Client,
    include_steps: bool | Unset = UNSET,
    include_time_series: bool | Unset = UNSET,
) -> CellMeasurement | Error | None:
    """Read a measurement

     The record with its processing state. Reads that include steps or time series are refused with 409
    while processing; poll with both flags false (observed).

    Args:
        measurement_id (str):
        include_steps (bool | Unset):
        include_time_series (bool | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CellMeasurement | Error
    """

    return (
        await asyncio_detailed(
            measurement_id=measurement_id,
            client=client,
            include_steps=include_steps,
            include_time_series=include_time_series,
        )
    ).parsed
