from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.get_measurement_series_encoding import GetMeasurementSeriesEncoding
from ...models.series import Series
from ...types import UNSET, Response, Unset


def _get_kwargs(
    measurement_id: str,
    *,
    columns: list[str],
    x: str | Unset = "Time [s]",
    x_min: float | Unset = UNSET,
    x_max: float | Unset = UNSET,
    max_points: int | Unset = 2000,
    encoding: GetMeasurementSeriesEncoding | Unset = GetMeasurementSeriesEncoding.JSON,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_columns = columns

    params["columns"] = json_columns

    params["x"] = x

    params["x_min"] = x_min

    params["x_max"] = x_max

    params["max_points"] = max_points

    json_encoding: str | Unset = UNSET
    if not isinstance(encoding, Unset):
        json_encoding = encoding.value

    params["encoding"] = json_encoding

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cell_measurements/{measurement_id}/series".format(
            measurement_id=quote(str(measurement_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | Series:
    if response.status_code == 200:
        response_200 = Series.from_dict(response.json())

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
) -> Response[Error | Series]:
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
    columns: list[str],
    x: str | Unset = "Time [s]",
    x_min: float | Unset = UNSET,
    x_max: float | Unset = UNSET,
    max_points: int | Unset = 2000,
    encoding: GetMeasurementSeriesEncoding | Unset = GetMeasurementSeriesEncoding.JSON,
) -> Response[Error | Series]:
    """Get thinned columns of a time series

     For plots, as `get_simulation_series`. An addition of this contract: the hosted service may not have
    it.

    Args:
        measurement_id (str):
        columns (list[str]):
        x (str | Unset):  Default: 'Time [s]'.
        x_min (float | Unset):
        x_max (float | Unset):
        max_points (int | Unset):  Default: 2000.
        encoding (GetMeasurementSeriesEncoding | Unset):  Default:
            GetMeasurementSeriesEncoding.JSON.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Series]
    """

    kwargs = _get_kwargs(
        measurement_id=measurement_id,
        columns=columns,
        x=x,
        x_min=x_min,
        x_max=x_max,
        max_points=max_points,
        encoding=encoding,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    measurement_id: str,
    *,
    client: AuthenticatedClient | Client,
    columns: list[str],
    x: str | Unset = "Time [s]",
    x_min: float | Unset = UNSET,
    x_max: float | Unset = UNSET,
    max_points: int | Unset = 2000,
    encoding: GetMeasurementSeriesEncoding | Unset = GetMeasurementSeriesEncoding.JSON,
) -> Error | Series | None:
    """Get thinned columns of a time series

     For plots, as `get_simulation_series`. An addition of this contract: the hosted service may not have
    it.

    Args:
        measurement_id (str):
        columns (list[str]):
        x (str | Unset):  Default: 'Time [s]'.
        x_min (float | Unset):
        x_max (float | Unset):
        max_points (int | Unset):  Default: 2000.
        encoding (GetMeasurementSeriesEncoding | Unset):  Default:
            GetMeasurementSeriesEncoding.JSON.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Series
    """

    return sync_detailed(
        measurement_id=measurement_id,
        client=client,
        columns=columns,
        x=x,
        x_min=x_min,
        x_max=x_max,
        max_points=max_points,
        encoding=encoding,
    ).parsed


async def asyncio_detailed(
    measurement_id: str,
    *,
    client: AuthenticatedClient | Client,
    columns: list[str],
    x: str | Unset = "Time [s]",
    x_min: float | Unset = UNSET,
    x_max: float | Unset = UNSET,
    max_points: int | Unset = 2000,
    encoding: GetMeasurementSeriesEncoding | Unset = GetMeasurementSeriesEncoding.JSON,
) -> Response[Error | Series]:
    """Get thinned columns of a time series

     For plots, as `get_simulation_series`. An addition of this contract: the hosted service may not have
    it.

    Args:
        measurement_id (str):
        columns (list[str]):
        x (str | Unset):  Default: 'Time [s]'.
        x_min (float | Unset):
        x_max (float | Unset):
        max_points (int | Unset):  Default: 2000.
        encoding (GetMeasurementSeriesEncoding | Unset):  Default:
            GetMeasurementSeriesEncoding.JSON.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Series]
    """

    kwargs = _get_kwargs(
        measurement_id=measurement_id,
        columns=columns,
        x=x,
        x_min=x_min,
        x_max=x_max,
        max_points=max_points,
        encoding=encoding,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    measurement_id: str,
    *,
    client: AuthenticatedClient | Client,
    columns: list[str],
    x: str | Unset = "Time [s]",
    x_min: float | Unset = UNSET,
    x_max: float | Unset = UNSET,
    max_points: int | Unset = 2000,
    encoding: GetMeasurementSeriesEncoding | Unset = GetMeasurementSeriesEncoding.JSON,
) -> Error | Series | None:
    """Get thinned columns of a time series

     For plots, as `get_simulation_series`. An addition of this contract: the hosted service may not have
    it.

    Args:
        measurement_id (str):
        columns (list[str]):
        x (str | Unset):  Default: 'Time [s]'.
        x_min (float | Unset):
        x_max (float | Unset):
        max_points (int | Unset):  Default: 2000.
        encoding (GetMeasurementSeriesEncoding | Unset):  Default:
            GetMeasurementSeriesEncoding.JSON.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Series
    """

    return (
        await asyncio_detailed(
            measurement_id=measurement_id,
            client=client,
            columns=columns,
            x=x,
            x_min=x_min,
            x_max=x_max,
            max_points=max_points,
            encoding=encoding,
        )
    ).parsed
