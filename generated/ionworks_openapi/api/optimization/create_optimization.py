from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.optimization import Optimization
from ...models.optimization_create import OptimizationCreate
from ...types import Response


def _get_kwargs(
    *,
    body: OptimizationCreate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/optimizations",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | Optimization:
    if response.status_code == 201:
        response_201 = Optimization.from_dict(response.json())

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

    if response.status_code == 501:
        response_501 = Error.from_dict(response.json())

        return response_501

    if 200 <= response.status_code <= 299:
        response_2xx = Optimization.from_dict(response.json())

        return response_2xx

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | Optimization]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: OptimizationCreate,
) -> Response[Error | Optimization]:
    """Submit an optimization

     Checked as a whole before anything runs: unknown members and values are refused with their path,
    what was found and what is allowed (observed; the members of `optimize` and `datafit` are ours).

    Args:
        body (OptimizationCreate): A design or protocol optimization (`optimize`), or a fit run as
            one (`datafit`, whose `config` is a `data_fit` element of a pipeline). Objectives in the
            style of `DesignObjective` of the schema package (`actions`, `constraints`,
            `options.experiment`) are accepted. Members not named here are refused by the embedded
            server.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Optimization]
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
    body: OptimizationCreate,
) -> Error | Optimization | None:
    """Submit an optimization

     Checked as a whole before anything runs: unknown members and values are refused with their path,
    what was found and what is allowed (observed; the members of `optimize` and `datafit` are ours).

    Args:
        body (OptimizationCreate): A design or protocol optimization (`optimize`), or a fit run as
            one (`datafit`, whose `config` is a `data_fit` element of a pipeline). Objectives in the
            style of `DesignObjective` of the schema package (`actions`, `constraints`,
            `options.experiment`) are accepted. Members not named here are refused by the embedded
            server.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Optimization
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: OptimizationCreate,
) -> Response[Error | Optimization]:
    """Submit an optimization

     Checked as a whole before anything runs: unknown members and values are refused with their path,
    what was found and what is allowed (observed; the members of `optimize` and `datafit` are ours).

    Args:
        body (OptimizationCreate): A design or protocol optimization (`optimize`), or a fit run as
            one (`datafit`, whose `config` is a `data_fit` element of a pipeline). Objectives in the
            style of `DesignObjective` of the schema package (`actions`, `constraints`,
            `options.experiment`) are accepted. Members not named here are refused by the embedded
            server.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Optimization]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: OptimizationCreate,
) -> Error | Optimization | None:
    """Submit an optimization

     Checked as a whole before anything runs: unknown members and values are refused with their path,
    what was found and what is allowed (observed; the members of `optimize` and `datafit` are ours).

    Args:
        body (OptimizationCreate): A design or protocol optimization (`optimize`), or a fit run as
            one (`datafit`, whose `config` is a `data_fit` element of a pipeline). Objectives in the
            style of `DesignObjective` of the schema package (`actions`, `constraints`,
            `options.experiment`) are accepted. Members not named here are refused by the embedded
            server.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Optimization
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
