from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.model_builder import ModelBuilder
from ...models.model_builder_create import ModelBuilderCreate
from ...types import Response


def _get_kwargs(
    *,
    body: ModelBuilderCreate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/model_builders",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | ModelBuilder:
    if response.status_code == 201:
        response_201 = ModelBuilder.from_dict(response.json())

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

    if response.status_code == 409:
        response_409 = Error.from_dict(response.json())

        return response_409

    if response.status_code == 422:
        response_422 = Error.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = Error.from_dict(response.json())

        return response_429

    if 200 <= response.status_code <= 299:
        response_2xx = ModelBuilder.from_dict(response.json())

        return response_2xx

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | ModelBuilder]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: ModelBuilderCreate,
) -> Response[Error | ModelBuilder]:
    """Create a model builder

     The recipe is like a pipeline, of entries and calculations only (else 400); a mapping names no
    specification. The name is unique for a model in a project: 409 carries `detail.existing_id`.

    Args:
        body (ModelBuilderCreate): A model builder to create (observed). Example: {'model_id':
            'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b', 'project_id':
            '51c0b2de-9c7f-4a43-8c39-7e1f8d2a6b10', 'name': 'From the data sheet', 'config':
            {'elements': {'sheet': {'element_type': 'entry', 'mapping': {'Nominal cell capacity
            [A.h]': 'ratings.capacity'}}}}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ModelBuilder]
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
    body: ModelBuilderCreate,
) -> Error | ModelBuilder | None:
    """Create a model builder

     The recipe is like a pipeline, of entries and calculations only (else 400); a mapping names no
    specification. The name is unique for a model in a project: 409 carries `detail.existing_id`.

    Args:
        body (ModelBuilderCreate): A model builder to create (observed). Example: {'model_id':
            'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b', 'project_id':
            '51c0b2de-9c7f-4a43-8c39-7e1f8d2a6b10', 'name': 'From the data sheet', 'config':
            {'elements': {'sheet': {'element_type': 'entry', 'mapping': {'Nominal cell capacity
            [A.h]': 'ratings.capacity'}}}}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ModelBuilder
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: ModelBuilderCreate,
) -> Response[Error | ModelBuilder]:
    """Create a model builder

     The recipe is like a pipeline, of entries and calculations only (else 400); a mapping names no
    specification. The name is unique for a model in a project: 409 carries `detail.existing_id`.

    Args:
        body (ModelBuilderCreate): A model builder to create (observed). Example: {'model_id':
            'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b', 'project_id':
            '51c0b2de-9c7f-4a43-8c39-7e1f8d2a6b10', 'name': 'From the data sheet', 'config':
            {'elements': {'sheet': {'element_type': 'entry', 'mapping': {'Nominal cell capacity
            [A.h]': 'ratings.capacity'}}}}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ModelBuilder]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: ModelBuilderCreate,
) -> Error | ModelBuilder | None:
    """Create a model builder

     The recipe is like a pipeline, of entries and calculations only (else 400); a mapping names no
    specification. The name is unique for a model in a project: 409 carries `detail.existing_id`.

    Args:
        body (ModelBuilderCreate): A model builder to create (observed). Example: {'model_id':
            'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b', 'project_id':
            '51c0b2de-9c7f-4a43-8c39-7e1f8d2a6b10', 'name': 'From the data sheet', 'config':
            {'elements': {'sheet': {'element_type': 'entry', 'mapping': {'Nominal cell capacity
            [A.h]': 'ratings.capacity'}}}}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ModelBuilder
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
