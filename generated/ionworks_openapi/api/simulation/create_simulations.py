from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.simulation_batch_request import SimulationBatchRequest
from ...models.submitted_simulation import SubmittedSimulation
from ...types import Response


def _get_kwargs(
    *,
    body: SimulationBatchRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/simulations/with-template/batch",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | list[SubmittedSimulation]:
    if response.status_code == 200:
        response_200 = []
        _response_200 = response.json()
        for response_200_item_data in _response_200:
            response_200_item = SubmittedSimulation.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    if response.status_code == 202:
        response_202 = []
        _response_202 = response.json()
        for response_202_item_data in _response_202:
            response_202_item = SubmittedSimulation.from_dict(response_202_item_data)

            response_202.append(response_202_item)

        return response_202

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

    if response.status_code == 409:
        response_409 = Error.from_dict(response.json())

        return response_409

    if response.status_code == 422:
        response_422 = Error.from_dict(response.json())

        return response_422

    if response.status_code == 501:
        response_501 = Error.from_dict(response.json())

        return response_501

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | list[SubmittedSimulation]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: SimulationBatchRequest,
) -> Response[Error | list[SubmittedSimulation]]:
    """Submit simulations

     One accepted run per condition or point of the design, in order; a run that exists with the same
    inputs is answered again. Numbers are in the unit that ends their name (docs, observed).

    Args:
        body (SimulationBatchRequest): Runs of one protocol with one parameterized model: one run,
            the runs of `design_parameters_doe`, or those of `conditions` (not both).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | list[SubmittedSimulation]]
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
    body: SimulationBatchRequest,
) -> Error | list[SubmittedSimulation] | None:
    """Submit simulations

     One accepted run per condition or point of the design, in order; a run that exists with the same
    inputs is answered again. Numbers are in the unit that ends their name (docs, observed).

    Args:
        body (SimulationBatchRequest): Runs of one protocol with one parameterized model: one run,
            the runs of `design_parameters_doe`, or those of `conditions` (not both).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | list[SubmittedSimulation]
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: SimulationBatchRequest,
) -> Response[Error | list[SubmittedSimulation]]:
    """Submit simulations

     One accepted run per condition or point of the design, in order; a run that exists with the same
    inputs is answered again. Numbers are in the unit that ends their name (docs, observed).

    Args:
        body (SimulationBatchRequest): Runs of one protocol with one parameterized model: one run,
            the runs of `design_parameters_doe`, or those of `conditions` (not both).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | list[SubmittedSimulation]]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: SimulationBatchRequest,
) -> Error | list[SubmittedSimulation] | None:
    """Submit simulations

     One accepted run per condition or point of the design, in order; a run that exists with the same
    inputs is answered again. Numbers are in the unit that ends their name (docs, observed).

    Args:
        body (SimulationBatchRequest): Runs of one protocol with one parameterized model: one run,
            the runs of `design_parameters_doe`, or those of `conditions` (not both).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | list[SubmittedSimulation]
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
