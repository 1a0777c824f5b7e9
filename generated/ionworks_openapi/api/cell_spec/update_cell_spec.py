from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.cell_spec import CellSpec
from ...models.cell_spec_update import CellSpecUpdate
from ...models.error import Error
from ...types import Response


def _get_kwargs(
    cell_spec_id: str,
    *,
    body: CellSpecUpdate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/cell_specifications/{cell_spec_id}".format(
            cell_spec_id=quote(str(cell_spec_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CellSpec | Error:
    if response.status_code == 200:
        response_200 = CellSpec.from_dict(response.json())

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
) -> Response[CellSpec | Error]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    cell_spec_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: CellSpecUpdate,
) -> Response[CellSpec | Error]:
    """Change a cell specification, its components and materials

     Same rules for components and materials as on creation (docs).

    Args:
        cell_spec_id (str):
        body (CellSpecUpdate): Changes to a cell specification; only the members given change,
            components are created or changed (docs). Example: {'notes': 'From the data sheet'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CellSpec | Error]
    """

    kwargs = _get_kwargs(
        cell_spec_id=cell_spec_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    cell_spec_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: CellSpecUpdate,
) -> CellSpec | Error | None:
    """Change a cell specification, its components and materials

     Same rules for components and materials as on creation (docs).

    Args:
        cell_spec_id (str):
        body (CellSpecUpdate): Changes to a cell specification; only the members given change,
            components are created or changed (docs). Example: {'notes': 'From the data sheet'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CellSpec | Error
    """

    return sync_detailed(
        cell_spec_id=cell_spec_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    cell_spec_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: CellSpecUpdate,
) -> Response[CellSpec | Error]:
    """Change a cell specification, its components and materials

     Same rules for components and materials as on creation (docs).

    Args:
        cell_spec_id (str):
        body (CellSpecUpdate): Changes to a cell specification; only the members given change,
            components are created or changed (docs). Example: {'notes': 'From the data sheet'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CellSpec | Error]
    """

    kwargs = _get_kwargs(
        cell_spec_id=cell_spec_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    cell_spec_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: CellSpecUpdate,
) -> CellSpec | Error | None:
    """Change a cell specification, its components and materials

     Same rules for components and materials as on creation (docs).

    Args:
        cell_spec_id (str):
        body (CellSpecUpdate): Changes to a cell specification; only the members given change,
            components are created or changed (docs). Example: {'notes': 'From the data sheet'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CellSpec | Error
    """

    return (
        await asyncio_detailed(
            cell_spec_id=cell_spec_id,
            client=client,
            body=body,
        )
    ).parsed
