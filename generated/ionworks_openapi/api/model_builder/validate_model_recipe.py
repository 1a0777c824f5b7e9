from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.model_recipe_outcome import ModelRecipeOutcome
from ...models.model_recipe_run import ModelRecipeRun
from ...types import Response


def _get_kwargs(
    *,
    body: ModelRecipeRun,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/model_builders/dry_run",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | ModelRecipeOutcome:
    if response.status_code == 200:
        response_200 = ModelRecipeOutcome.from_dict(response.json())

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
) -> Response[Error | ModelRecipeOutcome]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: ModelRecipeRun,
) -> Response[Error | ModelRecipeOutcome]:
    """Run a recipe that is not saved

     Answers what it gives for a cell specification; what is wrong with it is part of the answer.

    Args:
        body (ModelRecipeRun): A recipe to run without saving it (observed). Example: {'model_id':
            'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b', 'cell_spec_id':
            'a90c5e17-6d28-4f3b-8e41-7b2c9f05d186', 'config': {'elements': {'sheet': {'element_type':
            'entry', 'mapping': {'Nominal cell capacity [A.h]': 'ratings.capacity'}}}}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ModelRecipeOutcome]
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
    body: ModelRecipeRun,
) -> Error | ModelRecipeOutcome | None:
    """Run a recipe that is not saved

     Answers what it gives for a cell specification; what is wrong with it is part of the answer.

    Args:
        body (ModelRecipeRun): A recipe to run without saving it (observed). Example: {'model_id':
            'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b', 'cell_spec_id':
            'a90c5e17-6d28-4f3b-8e41-7b2c9f05d186', 'config': {'elements': {'sheet': {'element_type':
            'entry', 'mapping': {'Nominal cell capacity [A.h]': 'ratings.capacity'}}}}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ModelRecipeOutcome
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: ModelRecipeRun,
) -> Response[Error | ModelRecipeOutcome]:
    """Run a recipe that is not saved

     Answers what it gives for a cell specification; what is wrong with it is part of the answer.

    Args:
        body (ModelRecipeRun): A recipe to run without saving it (observed). Example: {'model_id':
            'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b', 'cell_spec_id':
            'a90c5e17-6d28-4f3b-8e41-7b2c9f05d186', 'config': {'elements': {'sheet': {'element_type':
            'entry', 'mapping': {'Nominal cell capacity [A.h]': 'ratings.capacity'}}}}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ModelRecipeOutcome]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: ModelRecipeRun,
) -> Error | ModelRecipeOutcome | None:
    """Run a recipe that is not saved

     Answers what it gives for a cell specification; what is wrong with it is part of the answer.

    Args:
        body (ModelRecipeRun): A recipe to run without saving it (observed). Example: {'model_id':
            'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b', 'cell_spec_id':
            'a90c5e17-6d28-4f3b-8e41-7b2c9f05d186', 'config': {'elements': {'sheet': {'element_type':
            'entry', 'mapping': {'Nominal cell capacity [A.h]': 'ratings.capacity'}}}}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ModelRecipeOutcome
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
