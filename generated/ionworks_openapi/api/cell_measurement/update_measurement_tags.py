from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.measurement_tags_update import MeasurementTagsUpdate
from ...models.measurement_tags_updated import MeasurementTagsUpdated
from ...types import Response


def _get_kwargs(
    *,
    body: MeasurementTagsUpdate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/cell_measurements/tags/bulk",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | MeasurementTagsUpdated:
    if response.status_code == 200:
        response_200 = MeasurementTagsUpdated.from_dict(response.json())

        return response_200

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

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | MeasurementTagsUpdated]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: MeasurementTagsUpdate,
) -> Response[Error | MeasurementTagsUpdated]:
    """Add and remove tags of many measurements

     At most 1000 measurements a request, all or none (observed).

    Args:
        body (MeasurementTagsUpdate): Tags to add to and remove from measurements. Tags are
            trimmed, compared without regard to case and adopt the spelling used in the project; an
            absent tag to remove is ignored (observed). Example: {'measurement_ids':
            ['3d2c7c0e-7a3f-4f0c-8f6e-55d7a3c4b9aa'], 'add': ['reference'], 'remove': []}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | MeasurementTagsUpdated]
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
    body: MeasurementTagsUpdate,
) -> Error | MeasurementTagsUpdated | None:
    """Add and remove tags of many measurements

     At most 1000 measurements a request, all or none (observed).

    Args:
        body (MeasurementTagsUpdate): Tags to add to and remove from measurements. Tags are
            trimmed, compared without regard to case and adopt the spelling used in the project; an
            absent tag to remove is ignored (observed). Example: {'measurement_ids':
            ['3d2c7c0e-7a3f-4f0c-8f6e-55d7a3c4b9aa'], 'add': ['reference'], 'remove': []}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | MeasurementTagsUpdated
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: MeasurementTagsUpdate,
) -> Response[Error | MeasurementTagsUpdated]:
    """Add and remove tags of many measurements

     At most 1000 measurements a request, all or none (observed).

    Args:
        body (MeasurementTagsUpdate): Tags to add to and remove from measurements. Tags are
            trimmed, compared without regard to case and adopt the spelling used in the project; an
            absent tag to remove is ignored (observed). Example: {'measurement_ids':
            ['3d2c7c0e-7a3f-4f0c-8f6e-55d7a3c4b9aa'], 'add': ['reference'], 'remove': []}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | MeasurementTagsUpdated]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: MeasurementTagsUpdate,
) -> Error | MeasurementTagsUpdated | None:
    """Add and remove tags of many measurements

     At most 1000 measurements a request, all or none (observed).

    Args:
        body (MeasurementTagsUpdate): Tags to add to and remove from measurements. Tags are
            trimmed, compared without regard to case and adopt the spelling used in the project; an
            absent tag to remove is ignored (observed). Example: {'measurement_ids':
            ['3d2c7c0e-7a3f-4f0c-8f6e-55d7a3c4b9aa'], 'add': ['reference'], 'remove': []}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | MeasurementTagsUpdated
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
