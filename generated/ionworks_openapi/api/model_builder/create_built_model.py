from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.model_build import ModelBuild
from ...models.model_build_result import ModelBuildResult
from ...types import Response


def _get_kwargs(
    model_builder_id: str,
    *,
    body: ModelBuild,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/model_builders/{model_builder_id}/build".format(
            model_builder_id=quote(str(model_builder_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | ModelBuildResult:
    if response.status_code == 200:
        response_200 = ModelBuildResult.from_dict(response.json())

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
) -> Response[Error | ModelBuildResult]:
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
    body: ModelBuild,
) -> Response[Error | ModelBuildResult]:
    """Build the parameters of a cell specification

     Saves a parameterized model of them if asked; refused while parameters are missing or wrong (400),
    or the specification has a model of this name (409).

    Args:
        model_builder_id (str):
        body (ModelBuild): What to build (observed). Example: {'cell_spec_id':
            'a90c5e17-6d28-4f3b-8e41-7b2c9f05d186', 'save': False, 'set_as_default': False}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ModelBuildResult]
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
    body: ModelBuild,
) -> Error | ModelBuildResult | None:
    """Build the parameters of a cell specification

     Saves a parameterized model of them if asked; refused while parameters are missing or wrong (400),
    or the specification has a model of this name (409).

    Args:
        model_builder_id (str):
        body (ModelBuild): What to build (observed). Example: {'cell_spec_id':
            'a90c5e17-6d28-4f3b-8e41-7b2c9f05d186', 'save': False, 'set_as_default': False}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ModelBuildResult
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
    body: ModelBuild,
) -> Response[Error | ModelBuildResult]:
    """Build the parameters of a cell specification

     Saves a parameterized model of them if asked; refused while parameters are missing or wrong (400),
    or the specification has a model of this name (409).

    Args:
        model_builder_id (str):
        body (ModelBuild): What to build (observed). Example: {'cell_spec_id':
            'a90c5e17-6d28-4f3b-8e41-7b2c9f05d186', 'save': False, 'set_as_default': False}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ModelBuildResult]
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
    body: ModelBuild,
) -> Error | ModelBuildResult | None:
    """Build the parameters of a cell specification

     Saves a parameterized model of them if asked; refused while parameters are missing or wrong (400),
    or the specification has a model of this name (409).

    Args:
        model_builder_id (str):
        body (ModelBuild): What to build (observed). Example: {'cell_spec_id':
            'a90c5e17-6d28-4f3b-8e41-7b2c9f05d186', 'save': False, 'set_as_default': False}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ModelBuildResult
    """

    return (
        await asyncio_detailed(
            model_builder_id=model_builder_id,
            client=client,
            body=body,
        )
    ).parsed
