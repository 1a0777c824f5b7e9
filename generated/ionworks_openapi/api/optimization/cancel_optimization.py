from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.empty_body import EmptyBody
from ...models.error import Error
from ...models.optimization_cancellation import OptimizationCancellation
from ...types import UNSET, Response, Unset


def _get_kwargs(
    optimization_id: str,
    *,
    body: EmptyBody | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/optimizations/{optimization_id}/cancel".format(
            optimization_id=quote(str(optimization_id), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | OptimizationCancellation:
    if response.status_code == 200:
        response_200 = OptimizationCancellation.from_dict(response.json())

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

    if response.status_code == 501:
        response_501 = Error.from_dict(response.json())

        return response_501

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | OptimizationCancellation]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    optimization_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: EmptyBody | Unset = UNSET,
) -> Response[Error | OptimizationCancellation]:
    """Cancel an optimization

     A finished one is answered unchanged (observed).

    Args:
        optimization_id (str):
        body (EmptyBody | Unset): An object without members, sent by operations that need no body.
            Example: {}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | OptimizationCancellation]
    """

    kwargs = _get_kwargs(
        optimization_id=optimization_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    optimization_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: EmptyBody | Unset = UNSET,
) -> Error | OptimizationCancellation | None:
    """Cancel an optimization

     A finished one is answered unchanged (observed).

    Args:
        optimization_id (str):
        body (EmptyBody | Unset): An object without members, sent by operations that need no body.
            Example: {}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | OptimizationCancellation
    """

    return sync_detailed(
        optimization_id=optimization_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    optimization_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: EmptyBody | Unset = UNSET,
) -> Response[Error | OptimizationCancellation]:
    """Cancel an optimization

     A finished one is answered unchanged (observed).

    Args:
        optimization_id (str):
        body (EmptyBody | Unset): An object without members, sent by operations that need no body.
            Example: {}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | OptimizationCancellation]
    """

    kwargs = _get_kwargs(
        optimization_id=optimization_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    optimization_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: EmptyBody | Unset = UNSET,
) -> Error | OptimizationCancellation | None:
    """Cancel an optimization

     A finished one is answered unchanged (observed).

    Args:
        optimization_id (str):
        body (EmptyBody | Unset): An object without members, sent by operations that need no body.
            Example: {}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | OptimizationCancellation
    """

    return (
        await asyncio_detailed(
            optimization_id=optimization_id,
            client=client,
            body=body,
        )
    ).parsed
