from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.get_job_series_source import GetJobSeriesSource
from ...models.job_series import JobSeries
from ...types import UNSET, Response, Unset


def _get_kwargs(
    job_id: str,
    *,
    objective: str,
    source: GetJobSeriesSource | Unset = GetJobSeriesSource.OPTIMAL,
    columns: str | Unset = UNSET,
    x_column: str | Unset = UNSET,
    max_points: int | Unset = UNSET,
    x_min: float | Unset = UNSET,
    x_max: float | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["objective"] = objective

    json_source: str | Unset = UNSET
    if not isinstance(source, Unset):
        json_source = source.value

    params["source"] = json_source

    params["columns"] = columns

    params["x_column"] = x_column

    params["max_points"] = max_points

    params["x_min"] = x_min

    params["x_max"] = x_max

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/jobs/{job_id}/series".format(
            job_id=quote(str(job_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | JobSeries:
    if response.status_code == 200:
        response_200 = JobSeries.from_dict(response.json())

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

    if response.status_code == 422:
        response_422 = Error.from_dict(response.json())

        return response_422

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | JobSeries]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    job_id: str,
    *,
    client: AuthenticatedClient | Client,
    objective: str,
    source: GetJobSeriesSource | Unset = GetJobSeriesSource.OPTIMAL,
    columns: str | Unset = UNSET,
    x_column: str | Unset = UNSET,
    max_points: int | Unset = UNSET,
    x_min: float | Unset = UNSET,
    x_max: float | Unset = UNSET,
) -> Response[Error | JobSeries]:
    """Get series of a job

     Channels of one objective, windowed and then thinned, all of one length (observed).

    Args:
        job_id (str):
        objective (str):
        source (GetJobSeriesSource | Unset):  Default: GetJobSeriesSource.OPTIMAL.
        columns (str | Unset):
        x_column (str | Unset):
        max_points (int | Unset):
        x_min (float | Unset):
        x_max (float | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | JobSeries]
    """

    kwargs = _get_kwargs(
        job_id=job_id,
        objective=objective,
        source=source,
        columns=columns,
        x_column=x_column,
        max_points=max_points,
        x_min=x_min,
        x_max=x_max,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    job_id: str,
    *,
    client: AuthenticatedClient | Client,
    objective: str,
    source: GetJobSeriesSource | Unset = GetJobSeriesSource.OPTIMAL,
    columns: str | Unset = UNSET,
    x_column: str | Unset = UNSET,
    max_points: int | Unset = UNSET,
    x_min: float | Unset = UNSET,
    x_max: float | Unset = UNSET,
) -> Error | JobSeries | None:
    """Get series of a job

     Channels of one objective, windowed and then thinned, all of one length (observed).

    Args:
        job_id (str):
        objective (str):
        source (GetJobSeriesSource | Unset):  Default: GetJobSeriesSource.OPTIMAL.
        columns (str | Unset):
        x_column (str | Unset):
        max_points (int | Unset):
        x_min (float | Unset):
        x_max (float | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | JobSeries
    """

    return sync_detailed(
        job_id=job_id,
        client=client,
        objective=objective,
        source=source,
        columns=columns,
        x_column=x_column,
        max_points=max_points,
        x_min=x_min,
        x_max=x_max,
    ).parsed


async def asyncio_detailed(
    job_id: str,
    *,
    client: AuthenticatedClient | Client,
    objective: str,
    source: GetJobSeriesSource | Unset = GetJobSeriesSource.OPTIMAL,
    columns: str | Unset = UNSET,
    x_column: str | Unset = UNSET,
    max_points: int | Unset = UNSET,
    x_min: float | Unset = UNSET,
    x_max: float | Unset = UNSET,
) -> Response[Error | JobSeries]:
    """Get series of a job

     Channels of one objective, windowed and then thinned, all of one length (observed).

    Args:
        job_id (str):
        objective (str):
        source (GetJobSeriesSource | Unset):  Default: GetJobSeriesSource.OPTIMAL.
        columns (str | Unset):
        x_column (str | Unset):
        max_points (int | Unset):
        x_min (float | Unset):
        x_max (float | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | JobSeries]
    """

    kwargs = _get_kwargs(
        job_id=job_id,
        objective=objective,
        source=source,
        columns=columns,
        x_column=x_column,
        max_points=max_points,
        x_min=x_min,
        x_max=x_max,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    job_id: str,
    *,
    client: AuthenticatedClient | Client,
    objective: str,
    source: GetJobSeriesSource | Unset = GetJobSeriesSource.OPTIMAL,
    columns: str | Unset = UNSET,
    x_column: str | Unset = UNSET,
    max_points: int | Unset = UNSET,
    x_min: float | Unset = UNSET,
    x_max: float | Unset = UNSET,
) -> Error | JobSeries | None:
    """Get series of a job

     Channels of one objective, windowed and then thinned, all of one length (observed).

    Args:
        job_id (str):
        objective (str):
        source (GetJobSeriesSource | Unset):  Default: GetJobSeriesSource.OPTIMAL.
        columns (str | Unset):
        x_column (str | Unset):
        max_points (int | Unset):
        x_min (float | Unset):
        x_max (float | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | JobSeries
    """

    return (
        await asyncio_detailed(
            job_id=job_id,
            client=client,
            objective=objective,
            source=source,
            columns=columns,
            x_column=x_column,
            max_points=max_points,
            x_min=x_min,
            x_max=x_max,
        )
    ).parsed
