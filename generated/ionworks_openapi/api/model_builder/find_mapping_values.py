from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.mapping_preview import MappingPreview
from ...models.mapping_preview_request import MappingPreviewRequest
from ...types import Response


def _get_kwargs(
    *,
    body: MappingPreviewRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/model_builders/preview_mapping",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | MappingPreview:
    if response.status_code == 200:
        response_200 = MappingPreview.from_dict(response.json())

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

    if response.status_code == 429:
        response_429 = Error.from_dict(response.json())

        return response_429

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | MappingPreview]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: MappingPreviewRequest,
) -> Response[Error | MappingPreview]:
    """Preview a mapping

     What each path finds in a cell specification, and its value in the unit of the parameter.

    Args:
        body (MappingPreviewRequest): A mapping to try out (observed). Example: {'cell_spec_id':
            'a90c5e17-6d28-4f3b-8e41-7b2c9f05d186', 'mapping': {'Nominal cell capacity [A.h]':
            'ratings.capacity'}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | MappingPreview]
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
    body: MappingPreviewRequest,
) -> Error | MappingPreview | None:
    """Preview a mapping

     What each path finds in a cell specification, and its value in the unit of the parameter.

    Args:
        body (MappingPreviewRequest): A mapping to try out (observed). Example: {'cell_spec_id':
            'a90c5e17-6d28-4f3b-8e41-7b2c9f05d186', 'mapping': {'Nominal cell capacity [A.h]':
            'ratings.capacity'}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | MappingPreview
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: MappingPreviewRequest,
) -> Response[Error | MappingPreview]:
    """Preview a mapping

     What each path finds in a cell specification, and its value in the unit of the parameter.

    Args:
        body (MappingPreviewRequest): A mapping to try out (observed). Example: {'cell_spec_id':
            'a90c5e17-6d28-4f3b-8e41-7b2c9f05d186', 'mapping': {'Nominal cell capacity [A.h]':
            'ratings.capacity'}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | MappingPreview]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: MappingPreviewRequest,
) -> Error | MappingPreview | None:
    """Preview a mapping

     What each path finds in a cell specification, and its value in the unit of the parameter.

    Args:
        body (MappingPreviewRequest): A mapping to try out (observed). Example: {'cell_spec_id':
            'a90c5e17-6d28-4f3b-8e41-7b2c9f05d186', 'mapping': {'Nominal cell capacity [A.h]':
            'ratings.capacity'}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | MappingPreview
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
