from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.parameterized_model import ParameterizedModel
from ...models.parameterized_model_update import ParameterizedModelUpdate
from ...types import Response


def _get_kwargs(
    parameterized_model_id: str,
    *,
    body: ParameterizedModelUpdate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/parameterized_models/{parameterized_model_id}".format(
            parameterized_model_id=quote(str(parameterized_model_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | ParameterizedModel:
    if response.status_code == 200:
        response_200 = ParameterizedModel.from_dict(response.json())

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
    parameterized_model_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ParameterizedModelUpdate,
) -> Response[Error | ParameterizedModel]:
    """Change a parameterized model

     A null in `simulation_settings` clears them (observed).

    Args:
        parameterized_model_id (str):
        body (ParameterizedModelUpdate): Changes to a parameterized model; only the members given
            change (observed). Example: {'simulation_settings': None}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ParameterizedModel]
    """

    kwargs = _get_kwargs(
        parameterized_model_id=parameterized_model_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    parameterized_model_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ParameterizedModelUpdate,
) -> Error | ParameterizedModel | None:
    """Change a parameterized model

     A null in `simulation_settings` clears them (observed).

    Args:
        parameterized_model_id (str):
        body (ParameterizedModelUpdate): Changes to a parameterized model; only the members given
            change (observed). Example: {'simulation_settings': None}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ParameterizedModel
    """

    return sync_detailed(
        parameterized_model_id=parameterized_model_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    parameterized_model_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ParameterizedModelUpdate,
) -> Response[Error | ParameterizedModel]:
    """Change a parameterized model

     A null in `simulation_settings` clears them (observed).

    Args:
        parameterized_model_id (str):
        body (ParameterizedModelUpdate): Changes to a parameterized model; only the members given
            change (observed). Example: {'simulation_settings': None}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ParameterizedModel]
    """

    kwargs = _get_kwargs(
        parameterized_model_id=parameterized_model_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    parameterized_model_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ParameterizedModelUpdate,
) -> Error | ParameterizedModel | None:
    """Change a parameterized model

     A null in `simulation_settings` clears them (observed).

    Args:
        parameterized_model_id (str):
        body (ParameterizedModelUpdate): Changes to a parameterized model; only the members given
            change (observed). Example: {'simulation_settings': None}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ParameterizedModel
    """

    return (
        await asyncio_detailed(
            parameterized_model_id=parameterized_model_id,
            client=client,
            body=body,
        )
    ).parsed
