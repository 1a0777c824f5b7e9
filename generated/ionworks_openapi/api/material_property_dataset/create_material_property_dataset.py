from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.material_property_dataset import MaterialPropertyDataset
from ...models.material_property_dataset_create import MaterialPropertyDatasetCreate
from ...types import Response


def _get_kwargs(
    *,
    body: MaterialPropertyDatasetCreate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/material_property_datasets",
    }

    _kwargs["files"] = body.to_multipart()

    headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | MaterialPropertyDataset:
    if response.status_code == 201:
        response_201 = MaterialPropertyDataset.from_dict(response.json())

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

    if response.status_code == 422:
        response_422 = Error.from_dict(response.json())

        return response_422

    if 200 <= response.status_code <= 299:
        response_2xx = MaterialPropertyDataset.from_dict(response.json())

        return response_2xx

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | MaterialPropertyDataset]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: MaterialPropertyDatasetCreate,
) -> Response[Error | MaterialPropertyDataset]:
    """Store a property dataset

     Multipart form with a table, Parquet or CSV. Values become numbers, what is none NaN, counted in
    `nan_counts`. Columns must fit the file (else 400).

    Args:
        body (MaterialPropertyDatasetCreate): Form with a table (observed).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | MaterialPropertyDataset]
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
    body: MaterialPropertyDatasetCreate,
) -> Error | MaterialPropertyDataset | None:
    """Store a property dataset

     Multipart form with a table, Parquet or CSV. Values become numbers, what is none NaN, counted in
    `nan_counts`. Columns must fit the file (else 400).

    Args:
        body (MaterialPropertyDatasetCreate): Form with a table (observed).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | MaterialPropertyDataset
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: MaterialPropertyDatasetCreate,
) -> Response[Error | MaterialPropertyDataset]:
    """Store a property dataset

     Multipart form with a table, Parquet or CSV. Values become numbers, what is none NaN, counted in
    `nan_counts`. Columns must fit the file (else 400).

    Args:
        body (MaterialPropertyDatasetCreate): Form with a table (observed).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | MaterialPropertyDataset]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: MaterialPropertyDatasetCreate,
) -> Error | MaterialPropertyDataset | None:
    """Store a property dataset

     Multipart form with a table, Parquet or CSV. Values become numbers, what is none NaN, counted in
    `nan_counts`. Columns must fit the file (else 400).

    Args:
        body (MaterialPropertyDatasetCreate): Form with a table (observed).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | MaterialPropertyDataset
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
