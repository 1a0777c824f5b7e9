from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.plot_data import PlotData
from ...types import UNSET, Response, Unset


def _get_kwargs(
    job_id: str,
    *,
    objective_name: str,
    plot_index: int | Unset = 0,
    max_points: int | Unset = 2000,
    x_min: float | Unset = UNSET,
    x_max: float | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["objective_name"] = objective_name

    params["plot_index"] = plot_index

    params["max_points"] = max_points

    params["x_min"] = x_min

    params["x_max"] = x_max

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/pipelines/validations/{job_id}/plot_data".format(
            job_id=quote(str(job_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | PlotData:
    if response.status_code == 200:
        response_200 = PlotData.from_dict(response.json())

        return response_200

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
) -> Response[Error | PlotData]:
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
    objective_name: str,
    plot_index: int | Unset = 0,
    max_points: int | Unset = 2000,
    x_min: float | Unset = UNSET,
    x_max: float | Unset = UNSET,
) -> Response[Error | PlotData]:
    """Get a plot of a validation

     Lines of one objective, windowed and then thinned; units are in the axis titles. 404 when there is
    no such plot (docs).

    Args:
        job_id (str):
        objective_name (str):
        plot_index (int | Unset):  Default: 0.
        max_points (int | Unset):  Default: 2000.
        x_min (float | Unset):
        x_max (float | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | PlotData]
    """

    kwargs = _get_kwargs(
        job_id=job_id,
        objective_name=objective_name,
        plot_index=plot_index,
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
    objective_name: str,
    plot_index: int | Unset = 0,
    max_points: int | Unset = 2000,
    x_min: float | Unset = UNSET,
    x_max: float | Unset = UNSET,
) -> Error | PlotData | None:
    """Get a plot of a validation

     Lines of one objective, windowed and then thinned; units are in the axis titles. 404 when there is
    no such plot (docs).

    Args:
        job_id (str):
        objective_name (str):
        plot_index (int | Unset):  Default: 0.
        max_points (int | Unset):  Default: 2000.
        x_min (float | Unset):
        x_max (float | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | PlotData
    """

    return sync_detailed(
        job_id=job_id,
        client=client,
        objective_name=objective_name,
        plot_index=plot_index,
        max_points=max_points,
        x_min=x_min,
        x_max=x_max,
    ).parsed


async def asyncio_detailed(
    job_id: str,
    *,
    client: AuthenticatedClient | Client,
    objective_name: str,
    plot_index: int | Unset = 0,
    max_points: int | Unset = 2000,
    x_min: float | Unset = UNSET,
    x_max: float | Unset = UNSET,
) -> Response[Error | PlotData]:
    """Get a plot of a validation

     Lines of one objective, windowed and then thinned; units are in the axis titles. 404 when there is
    no such plot (docs).

    Args:
        job_id (str):
        objective_name (str):
        plot_index (int | Unset):  Default: 0.
        max_points (int | Unset):  Default: 2000.
        x_min (float | Unset):
        x_max (float | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | PlotData]
    """

    kwargs = _get_kwargs(
        job_id=job_id,
        objective_name=objective_name,
        plot_index=plot_index,
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
    objective_name: str,
    plot_index: int | Unset = 0,
    max_points: int | Unset = 2000,
    x_min: float | Unset = UNSET,
    x_max: float | Unset = UNSET,
) -> Error | PlotData | None:
    """Get a plot of a validation

     Lines of one objective, windowed and then thinned; units are in the axis titles. 404 when there is
    no such plot (docs).

    Args:
        job_id (str):
        objective_name (str):
        plot_index (int | Unset):  Default: 0.
        max_points (int | Unset):  Default: 2000.
        x_min (float | Unset):
        x_max (float | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | PlotData
    """

    return (
        await asyncio_detailed(
            job_id=job_id,
            client=client,
            objective_name=objective_name,
            plot_index=plot_index,
            max_points=max_points,
            x_min=x_min,
            x_max=x_max,
        )
    ).parsed
