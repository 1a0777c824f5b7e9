from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.ionworks_model_request import IonworksModelRequest
from ...models.serialized_model import SerializedModel
from ...types import Response


def _get_kwargs(
    *,
    body: IonworksModelRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/discovery/ionworks_models/serialize",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | SerializedModel:
    if response.status_code == 200:
        response_200 = SerializedModel.from_dict(response.json())

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
) -> Response[Error | SerializedModel]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: IonworksModelRequest,
) -> Response[Error | SerializedModel]:
    """Serialize a platform model

     Returns a document PyBaMM can load. Other models and bad options are refused (observed).

    Args:
        body (IonworksModelRequest): A platform model to serialize (observed). Example: {'name':
            'LumpedSPMR', 'options': {}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | SerializedModel]
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
    body: IonworksModelRequest,
) -> Error | SerializedModel | None:
    """Serialize a platform model

     Returns a document PyBaMM can load. Other models and bad options are refused (observed).

    Args:
        body (IonworksModelRequest): A platform model to serialize (observed). Example: {'name':
            'LumpedSPMR', 'options': {}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | SerializedModel
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: IonworksModelRequest,
) -> Response[Error | SerializedModel]:
    """Serialize a platform model

     Returns a document PyBaMM can load. Other models and bad options are refused (observed).

    Args:
        body (IonworksModelRequest): A platform model to serialize (observed). Example: {'name':
            'LumpedSPMR', 'options': {}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | SerializedModel]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: IonworksModelRequest,
) -> Error | SerializedModel | None:
    """Serialize a platform model

     Returns a document PyBaMM can load. Other models and bad options are refused (observed).

    Args:
        body (IonworksModelRequest): A platform model to serialize (observed). Example: {'name':
            'LumpedSPMR', 'options': {}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | SerializedModel
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
