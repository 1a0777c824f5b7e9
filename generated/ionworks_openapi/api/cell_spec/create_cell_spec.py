from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.cell_spec import CellSpec
from ...models.cell_spec_create import CellSpecCreate
from ...models.error import Error
from ...types import Response


def _get_kwargs(
    *,
    body: CellSpecCreate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/cell_specifications",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CellSpec | Error:
    if response.status_code == 201:
        response_201 = CellSpec.from_dict(response.json())

        return response_201

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
        response_2xx = CellSpec.from_dict(response.json())

        return response_2xx

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
    *,
    client: AuthenticatedClient | Client,
    body: CellSpecCreate,
) -> Response[CellSpec | Error]:
    """Create a cell specification with its components and materials

     Materials and components that exist are reused (docs). A name is unique per project;
    `detail.existing_id` names the holder.

    Args:
        body (CellSpecCreate): A cell specification to create with its components and materials
            (docs). Example: {'name': 'LG M50', 'project_id': '8d2f1c9a-52b7-4d6e-9a41-0c3b7e5f2d18',
            'form_factor': '21700', 'ratings': {'capacity': {'value': 5.0, 'unit': 'A*h'},
            'voltage_min': {'value': 2.5, 'unit': 'V'}, 'voltage_max': {'value': 4.2, 'unit': 'V'}},
            'cathode': {'properties': {'loading': {'value': 18.5, 'unit': 'mg/cm**2'}}, 'material':
            {'name': 'NMC811', 'manufacturer': 'Acme'}}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CellSpec | Error]
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
    body: CellSpecCreate,
) -> CellSpec | Error | None:
    """Create a cell specification with its components and materials

     Materials and components that exist are reused (docs). A name is unique per project;
    `detail.existing_id` names the holder.

    Args:
        body (CellSpecCreate): A cell specification to create with its components and materials
            (docs). Example: {'name': 'LG M50', 'project_id': '8d2f1c9a-52b7-4d6e-9a41-0c3b7e5f2d18',
            'form_factor': '21700', 'ratings': {'capacity': {'value': 5.0, 'unit': 'A*h'},
            'voltage_min': {'value': 2.5, 'unit': 'V'}, 'voltage_max': {'value': 4.2, 'unit': 'V'}},
            'cathode': {'properties': {'loading': {'value': 18.5, 'unit': 'mg/cm**2'}}, 'material':
            {'name': 'NMC811', 'manufacturer': 'Acme'}}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CellSpec | Error
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: CellSpecCreate,
) -> Response[CellSpec | Error]:
    """Create a cell specification with its components and materials

     Materials and components that exist are reused (docs). A name is unique per project;
    `detail.existing_id` names the holder.

    Args:
        body (CellSpecCreate): A cell specification to create with its components and materials
            (docs). Example: {'name': 'LG M50', 'project_id': '8d2f1c9a-52b7-4d6e-9a41-0c3b7e5f2d18',
            'form_factor': '21700', 'ratings': {'capacity': {'value': 5.0, 'unit': 'A*h'},
            'voltage_min': {'value': 2.5, 'unit': 'V'}, 'voltage_max': {'value': 4.2, 'unit': 'V'}},
            'cathode': {'properties': {'loading': {'value': 18.5, 'unit': 'mg/cm**2'}}, 'material':
            {'name': 'NMC811', 'manufacturer': 'Acme'}}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CellSpec | Error]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: CellSpecCreate,
) -> CellSpec | Error | None:
    """Create a cell specification with its components and materials

     Materials and components that exist are reused (docs). A name is unique per project;
    `detail.existing_id` names the holder.

    Args:
        body (CellSpecCreate): A cell specification to create with its components and materials
            (docs). Example: {'name': 'LG M50', 'project_id': '8d2f1c9a-52b7-4d6e-9a41-0c3b7e5f2d18',
            'form_factor': '21700', 'ratings': {'capacity': {'value': 5.0, 'unit': 'A*h'},
            'voltage_min': {'value': 2.5, 'unit': 'V'}, 'voltage_max': {'value': 4.2, 'unit': 'V'}},
            'cathode': {'properties': {'loading': {'value': 18.5, 'unit': 'mg/cm**2'}}, 'material':
            {'name': 'NMC811', 'manufacturer': 'Acme'}}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CellSpec | Error
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
