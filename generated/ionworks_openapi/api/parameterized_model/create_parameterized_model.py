from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.parameterized_model import ParameterizedModel
from ...models.parameterized_model_create import ParameterizedModelCreate
from ...types import Response


def _get_kwargs(
    *,
    body: ParameterizedModelCreate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/parameterized_models",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | ParameterizedModel:
    if response.status_code == 201:
        response_201 = ParameterizedModel.from_dict(response.json())

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

    if 200 <= response.status_code <= 299:
        response_2xx = ParameterizedModel.from_dict(response.json())

        return response_2xx

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | ParameterizedModel]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: ParameterizedModelCreate,
) -> Response[Error | ParameterizedModel]:
    """Create a parameterized model without a cell specification

     Capacity (A.h) and voltage cut-offs (V) stay those of the parameter values (observed).

    Args:
        body (ParameterizedModelCreate): A parameterized model of a project (observed). Example:
            {'name': 'Chen2020', 'model_id': 'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b', 'project_id':
            '8d2f1c9a-52b7-4d6e-9a41-0c3b7e5f2d18'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ParameterizedModel]
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
    body: ParameterizedModelCreate,
) -> Error | ParameterizedModel | None:
    """Create a parameterized model without a cell specification

     Capacity (A.h) and voltage cut-offs (V) stay those of the parameter values (observed).

    Args:
        body (ParameterizedModelCreate): A parameterized model of a project (observed). Example:
            {'name': 'Chen2020', 'model_id': 'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b', 'project_id':
            '8d2f1c9a-52b7-4d6e-9a41-0c3b7e5f2d18'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ParameterizedModel
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: ParameterizedModelCreate,
) -> Response[Error | ParameterizedModel]:
    """Create a parameterized model without a cell specification

     Capacity (A.h) and voltage cut-offs (V) stay those of the parameter values (observed).

    Args:
        body (ParameterizedModelCreate): A parameterized model of a project (observed). Example:
            {'name': 'Chen2020', 'model_id': 'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b', 'project_id':
            '8d2f1c9a-52b7-4d6e-9a41-0c3b7e5f2d18'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ParameterizedModel]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: ParameterizedModelCreate,
) -> Error | ParameterizedModel | None:
    """Create a parameterized model without a cell specification

     Capacity (A.h) and voltage cut-offs (V) stay those of the parameter values (observed).

    Args:
        body (ParameterizedModelCreate): A parameterized model of a project (observed). Example:
            {'name': 'Chen2020', 'model_id': 'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b', 'project_id':
            '8d2f1c9a-52b7-4d6e-9a41-0c3b7e5f2d18'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ParameterizedModel
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
