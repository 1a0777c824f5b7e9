from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.parameter_values import ParameterValues
from ...types import Response


def _get_kwargs(
    parameterized_model_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/parameterized_models/{parameterized_model_id}/parameter-values".format(
            parameterized_model_id=quote(str(parameterized_model_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | ParameterValues:
    if response.status_code == 200:
        response_200 = ParameterValues.from_dict(response.json())

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

    if response.status_code == 422:
        response_422 = Error.from_dict(response.json())

        return response_422

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | ParameterValues]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    parameterized_model_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Error | ParameterValues]:
    """Get all parameter values

     Version and citation entries are left out (observed).

    Args:
        parameterized_model_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ParameterValues]
    """

    kwargs = _get_kwargs(
        parameterized_model_id=parameterized_model_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    parameterized_model_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Error | ParameterValues | None:
    """Get all parameter values

     Version and citation entries are left out (observed).

    Args:
        parameterized_model_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ParameterValues
    """

    return sync_detailed(
        parameterized_model_id=parameterized_model_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    parameterized_model_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Error | ParameterValues]:
    """Get all parameter values

     Version and citation entries are left out (observed).

    Args:
        parameterized_model_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ParameterValues]
    """

    kwargs = _get_kwargs(
        parameterized_model_id=parameterized_model_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    parameterized_model_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Error | ParameterValues | None:
    """Get all parameter values

     Version and citation entries are left out (observed).

    Args:
        parameterized_model_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ParameterValues
    """

    return (
        await asyncio_detailed(
            parameterized_model_id=parameterized_model_id,
            client=client,
        )
    ).parsed
