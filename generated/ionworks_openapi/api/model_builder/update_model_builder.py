from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.model_builder import ModelBuilder
from ...models.model_builder_update import ModelBuilderUpdate
from ...types import Response


def _get_kwargs(
    model_builder_id: str,
    *,
    body: ModelBuilderUpdate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/model_builders/{model_builder_id}".format(
            model_builder_id=quote(str(model_builder_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | ModelBuilder:
    if response.status_code == 200:
        response_200 = ModelBuilder.from_dict(response.json())

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

    if response.status_code == 409:
        response_409 = Error.from_dict(response.json())

        return response_409

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
) -> Response[Error | ModelBuilder]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    model_builder_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ModelBuilderUpdate,
) -> Response[Error | ModelBuilder]:
    """Change a model builder

     Only given fields change.

    Args:
        model_builder_id (str):
        body (ModelBuilderUpdate): Fields to change; a field that is absent keeps its value
            (observed). Example: {'description': 'Values of the sheet of 2025.'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ModelBuilder]
    """

    kwargs = _get_kwargs(
        model_builder_id=model_builder_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    model_builder_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ModelBuilderUpdate,
) -> Error | ModelBuilder | None:
    """Change a model builder

     Only given fields change.

    Args:
        model_builder_id (str):
        body (ModelBuilderUpdate): Fields to change; a field that is absent keeps its value
            (observed). Example: {'description': 'Values of the sheet of 2025.'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ModelBuilder
    """

    return sync_detailed(
        model_builder_id=model_builder_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    model_builder_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ModelBuilderUpdate,
) -> Response[Error | ModelBuilder]:
    """Change a model builder

     Only given fields change.

    Args:
        model_builder_id (str):
        body (ModelBuilderUpdate): Fields to change; a field that is absent keeps its value
            (observed). Example: {'description': 'Values of the sheet of 2025.'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ModelBuilder]
    """

    kwargs = _get_kwargs(
        model_builder_id=model_builder_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    model_builder_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ModelBuilderUpdate,
) -> Error | ModelBuilder | None:
    """Change a model builder

     Only given fields change.

    Args:
        model_builder_id (str):
        body (ModelBuilderUpdate): Fields to change; a field that is absent keeps its value
            (observed). Example: {'description': 'Values of the sheet of 2025.'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ModelBuilder
    """

    return (
        await asyncio_detailed(
            model_builder_id=model_builder_id,
            client=client,
            body=body,
        )
    ).parsed
