from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.measurement_steps_and_cycles import MeasurementStepsAndCycles
from ...types import Response


def _get_kwargs(
    measurement_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cell_measurements/{measurement_id}/steps_and_cycles".format(
            measurement_id=quote(str(measurement_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | MeasurementStepsAndCycles:
    if response.status_code == 200:
        response_200 = MeasurementStepsAndCycles.from_dict(response.json())

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
) -> Response[Error | MeasurementStepsAndCycles]:
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
) -> Response[Error | MeasurementStepsAndCycles]:
    """Read the step and cycle tables

     Step and cycle summaries by column; capacity in [A.h], energy in [W.h], time in [s] (observed).

    Args:
        measurement_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | MeasurementStepsAndCycles]
    """

    kwargs = _get_kwargs(
        measurement_id=measurement_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    measurement_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Error | MeasurementStepsAndCycles | None:
    """Read the step and cycle tables

     Step and cycle summaries by column; capacity in [A.h], energy in [W.h], time in [s] (observed).

    Args:
        measurement_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | MeasurementStepsAndCycles
    """

    return sync_detailed(
        measurement_id=measurement_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    measurement_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Error | MeasurementStepsAndCycles]:
    """Read the step and cycle tables

     Step and cycle summaries by column; capacity in [A.h], energy in [W.h], time in [s] (observed).

    Args:
        measurement_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | MeasurementStepsAndCycles]
    """

    kwargs = _get_kwargs(
        measurement_id=measurement_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    measurement_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Error | MeasurementStepsAndCycles | None:
    """Read the step and cycle tables

     Step and cycle summaries by column; capacity in [A.h], energy in [W.h], time in [s] (observed).

    Args:
        measurement_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | MeasurementStepsAndCycles
    """

    return (
        await asyncio_detailed(
            measurement_id=measurement_id,
            client=client,
        )
    ).parsed
