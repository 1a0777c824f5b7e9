from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.cell_measurement_bundle import CellMeasurementBundle
from ...models.empty_body import EmptyBody
from ...models.error import Error
from ...types import Response


def _get_kwargs(
    measurement_id: str,
    *,
    body: EmptyBody,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/cell_measurements/{measurement_id}/confirm-extend".format(
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
    if response.status_code == 200:
        response_200 = CellMeasurementBundle.from_dict(response.json())

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
    body: EmptyBody,
) -> Response[CellMeasurementBundle | Error]:
    """Finish an extend

     Answers before the rows are stitched on: follow `processing_status`. A failed extend returns to
    `ready` with `processing_error` set (observed).

    Args:
        measurement_id (str):
        body (EmptyBody): An object without members, sent by operations that need no body.
            Example: {}.

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
    body: EmptyBody,
) -> CellMeasurementBundle | Error | None:
    """Finish an extend

     Answers before the rows are stitched on: follow `processing_status`. A failed extend returns to
    `ready` with `processing_error` set (observed).

    Args:
        measurement_id (str):
        body (EmptyBody): An object without members, sent by operations that need no body.
            Example: {}.

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
    body: EmptyBody,
) -> Response[CellMeasurementBundle | Error]:
    """Finish an extend

     Answers before the rows are stitched on: follow `processing_status`. A failed extend returns to
    `ready` with `processing_error` set (observed).

    Args:
        measurement_id (str):
        body (EmptyBody): An object without members, sent by operations that need no body.
            Example: {}.

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
    body: EmptyBody,
) -> CellMeasurementBundle | Error | None:
    """Finish an extend

     Answers before the rows are stitched on: follow `processing_status`. A failed extend returns to
    `ready` with `processing_error` set (observed).

    Args:
        measurement_id (str):
        body (EmptyBody): An object without members, sent by operations that need no body.
            Example: {}.

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
