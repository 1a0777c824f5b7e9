from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.custom_variable import CustomVariable
from ...models.error import Error
from ...models.model import Model
from ...types import Response


def _get_kwargs(
    model_id: str,
    *,
    body: CustomVariable,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/models/{model_id}/custom-variables".format(
            model_id=quote(str(model_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | Model:
    if response.status_code == 200:
        response_200 = Model.from_dict(response.json())

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

    if 200 <= response.status_code <= 299:
        response_2xx = Model.from_dict(response.json())

        return response_2xx

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | Model]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    model_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: CustomVariable,
) -> Response[Error | Model]:
    """Add an output variable to a model

     The answer's `config` holds the variable (docs).

    Args:
        model_id (str):
        body (CustomVariable): An output variable to add to a model (docs). Example: {'name':
            'Overpotential [V]', 'expression': "CoupledVariable('Voltage [V]') -
            CoupledVariable('Battery open-circuit voltage [V]')"}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Model]
    """

    kwargs = _get_kwargs(
        model_id=model_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    model_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: CustomVariable,
) -> Error | Model | None:
    """Add an output variable to a model

     The answer's `config` holds the variable (docs).

    Args:
        model_id (str):
        body (CustomVariable): An output variable to add to a model (docs). Example: {'name':
            'Overpotential [V]', 'expression': "CoupledVariable('Voltage [V]') -
            CoupledVariable('Battery open-circuit voltage [V]')"}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Model
    """

    return sync_detailed(
        model_id=model_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    model_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: CustomVariable,
) -> Response[Error | Model]:
    """Add an output variable to a model

     The answer's `config` holds the variable (docs).

    Args:
        model_id (str):
        body (CustomVariable): An output variable to add to a model (docs). Example: {'name':
            'Overpotential [V]', 'expression': "CoupledVariable('Voltage [V]') -
            CoupledVariable('Battery open-circuit voltage [V]')"}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Model]
    """

    kwargs = _get_kwargs(
        model_id=model_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    model_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: CustomVariable,
) -> Error | Model | None:
    """Add an output variable to a model

     The answer's `config` holds the variable (docs).

    Args:
        model_id (str):
        body (CustomVariable): An output variable to add to a model (docs). Example: {'name':
            'Overpotential [V]', 'expression': "CoupledVariable('Voltage [V]') -
            CoupledVariable('Battery open-circuit voltage [V]')"}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Model
    """

    return (
        await asyncio_detailed(
            model_id=model_id,
            client=client,
            body=body,
        )
    ).parsed
