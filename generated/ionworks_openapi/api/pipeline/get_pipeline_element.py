from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.pipeline_element import PipelineElement
from ...types import Response


def _get_kwargs(
    element_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/pipelines/elements/{element_id}".format(
            element_id=quote(str(element_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | PipelineElement:
    if response.status_code == 200:
        response_200 = PipelineElement.from_dict(response.json())

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
) -> Response[Error | PipelineElement]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    element_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Error | PipelineElement]:
    """Get an element of a pipeline

     One element with its result (docs).

    Args:
        element_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | PipelineElement]
    """

    kwargs = _get_kwargs(
        element_id=element_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    element_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Error | PipelineElement | None:
    """Get an element of a pipeline

     One element with its result (docs).

    Args:
        element_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | PipelineElement
    """

    return sync_detailed(
        element_id=element_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    element_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Error | PipelineElement]:
    """Get an element of a pipeline

     One element with its result (docs).

    Args:
        element_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | PipelineElement]
    """

    kwargs = _get_kwargs(
        element_id=element_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    element_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Error | PipelineElement | None:
    """Get an element of a pipeline

     One element with its result (docs).

    Args:
        element_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | PipelineElement
    """

    return (
        await asyncio_detailed(
            element_id=element_id,
            client=client,
        )
    ).parsed
