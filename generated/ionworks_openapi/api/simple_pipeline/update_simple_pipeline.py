from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.simple_pipeline import SimplePipeline
from ...models.simple_pipeline_update import SimplePipelineUpdate
from ...types import Response


def _get_kwargs(
    simple_pipeline_id: str,
    *,
    body: SimplePipelineUpdate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/simple_pipelines/{simple_pipeline_id}".format(
            simple_pipeline_id=quote(str(simple_pipeline_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | SimplePipeline:
    if response.status_code == 200:
        response_200 = SimplePipeline.from_dict(response.json())

        return response_200

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
) -> Response[Error | SimplePipeline]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    simple_pipeline_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: SimplePipelineUpdate,
) -> Response[Error | SimplePipeline]:
    """Rename or describe a simple pipeline

     At least one member (docs).

    Args:
        simple_pipeline_id (str):
        body (SimplePipelineUpdate): Change of a simple pipeline; at least one member.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | SimplePipeline]
    """

    kwargs = _get_kwargs(
        simple_pipeline_id=simple_pipeline_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    simple_pipeline_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: SimplePipelineUpdate,
) -> Error | SimplePipeline | None:
    """Rename or describe a simple pipeline

     At least one member (docs).

    Args:
        simple_pipeline_id (str):
        body (SimplePipelineUpdate): Change of a simple pipeline; at least one member.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | SimplePipeline
    """

    return sync_detailed(
        simple_pipeline_id=simple_pipeline_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    simple_pipeline_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: SimplePipelineUpdate,
) -> Response[Error | SimplePipeline]:
    """Rename or describe a simple pipeline

     At least one member (docs).

    Args:
        simple_pipeline_id (str):
        body (SimplePipelineUpdate): Change of a simple pipeline; at least one member.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | SimplePipeline]
    """

    kwargs = _get_kwargs(
        simple_pipeline_id=simple_pipeline_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    simple_pipeline_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: SimplePipelineUpdate,
) -> Error | SimplePipeline | None:
    """Rename or describe a simple pipeline

     At least one member (docs).

    Args:
        simple_pipeline_id (str):
        body (SimplePipelineUpdate): Change of a simple pipeline; at least one member.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | SimplePipeline
    """

    return (
        await asyncio_detailed(
            simple_pipeline_id=simple_pipeline_id,
            client=client,
            body=body,
        )
    ).parsed
