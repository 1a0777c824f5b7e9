from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.entity_type import EntityType
from ...models.error import Error
from ...models.search_page import SearchPage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    q: str,
    limit: int | Unset = 25,
    offset: int | Unset = 0,
    per_type: int | Unset = 5,
    entity_types: list[EntityType] | Unset = UNSET,
    project_id: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["q"] = q

    params["limit"] = limit

    params["offset"] = offset

    params["per_type"] = per_type

    json_entity_types: list[str] | Unset = UNSET
    if not isinstance(entity_types, Unset):
        json_entity_types = []
        for entity_types_item_data in entity_types:
            entity_types_item = entity_types_item_data.value
            json_entity_types.append(entity_types_item)

    params["entity_types"] = json_entity_types

    params["project_id"] = project_id

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/search",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | SearchPage:
    if response.status_code == 200:
        response_200 = SearchPage.from_dict(response.json())

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

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | SearchPage]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    q: str,
    limit: int | Unset = 25,
    offset: int | Unset = 0,
    per_type: int | Unset = 5,
    entity_types: list[EntityType] | Unset = UNSET,
    project_id: str | Unset = UNSET,
) -> Response[Error | SearchPage]:
    """Search records of all kinds

     Names that contain the text come before records whose text has all its words; only what the caller
    may read. 400 when `q` is blank, 422 when it has less than two characters (observed).

    Args:
        q (str):
        limit (int | Unset):  Default: 25.
        offset (int | Unset):  Default: 0.
        per_type (int | Unset):  Default: 5.
        entity_types (list[EntityType] | Unset):
        project_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | SearchPage]
    """

    kwargs = _get_kwargs(
        q=q,
        limit=limit,
        offset=offset,
        per_type=per_type,
        entity_types=entity_types,
        project_id=project_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    q: str,
    limit: int | Unset = 25,
    offset: int | Unset = 0,
    per_type: int | Unset = 5,
    entity_types: list[EntityType] | Unset = UNSET,
    project_id: str | Unset = UNSET,
) -> Error | SearchPage | None:
    """Search records of all kinds

     Names that contain the text come before records whose text has all its words; only what the caller
    may read. 400 when `q` is blank, 422 when it has less than two characters (observed).

    Args:
        q (str):
        limit (int | Unset):  Default: 25.
        offset (int | Unset):  Default: 0.
        per_type (int | Unset):  Default: 5.
        entity_types (list[EntityType] | Unset):
        project_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | SearchPage
    """

    return sync_detailed(
        client=client,
        q=q,
        limit=limit,
        offset=offset,
        per_type=per_type,
        entity_types=entity_types,
        project_id=project_id,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    q: str,
    limit: int | Unset = 25,
    offset: int | Unset = 0,
    per_type: int | Unset = 5,
    entity_types: list[EntityType] | Unset = UNSET,
    project_id: str | Unset = UNSET,
) -> Response[Error | SearchPage]:
    """Search records of all kinds

     Names that contain the text come before records whose text has all its words; only what the caller
    may read. 400 when `q` is blank, 422 when it has less than two characters (observed).

    Args:
        q (str):
        limit (int | Unset):  Default: 25.
        offset (int | Unset):  Default: 0.
        per_type (int | Unset):  Default: 5.
        entity_types (list[EntityType] | Unset):
        project_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | SearchPage]
    """

    kwargs = _get_kwargs(
        q=q,
        limit=limit,
        offset=offset,
        per_type=per_type,
        entity_types=entity_types,
        project_id=project_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    q: str,
    limit: int | Unset = 25,
    offset: int | Unset = 0,
    per_type: int | Unset = 5,
    entity_types: list[EntityType] | Unset = UNSET,
    project_id: str | Unset = UNSET,
) -> Error | SearchPage | None:
    """Search records of all kinds

     Names that contain the text come before records whose text has all its words; only what the caller
    may read. 400 when `q` is blank, 422 when it has less than two characters (observed).

    Args:
        q (str):
        limit (int | Unset):  Default: 25.
        offset (int | Unset):  Default: 0.
        per_type (int | Unset):  Default: 5.
        entity_types (list[EntityType] | Unset):
        project_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | SearchPage
    """

    return (
        await asyncio_detailed(
            client=client,
            q=q,
            limit=limit,
            offset=offset,
            per_type=per_type,
            entity_types=entity_types,
            project_id=project_id,
        )
    ).parsed
