from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.download_url import DownloadUrl
from ...models.error import Error
from ...models.get_material_property_download_url_kind import (
    GetMaterialPropertyDownloadUrlKind,
)
from ...types import UNSET, Response, Unset


def _get_kwargs(
    dataset_id: str,
    *,
    kind: GetMaterialPropertyDownloadUrlKind
    | Unset = GetMaterialPropertyDownloadUrlKind.PARQUET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_kind: str | Unset = UNSET
    if not isinstance(kind, Unset):
        json_kind = kind.value

    params["kind"] = json_kind

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/material_property_datasets/{dataset_id}/download-url".format(
            dataset_id=quote(str(dataset_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DownloadUrl | Error:
    if response.status_code == 200:
        response_200 = DownloadUrl.from_dict(response.json())

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

    if response.status_code == 422:
        response_422 = Error.from_dict(response.json())

        return response_422

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[DownloadUrl | Error]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    dataset_id: str,
    *,
    client: AuthenticatedClient | Client,
    kind: GetMaterialPropertyDownloadUrlKind
    | Unset = GetMaterialPropertyDownloadUrlKind.PARQUET,
) -> Response[DownloadUrl | Error]:
    """Get a URL of the table

     Of the table of numbers, or of the file that was sent; signed, valid for minutes, fetched without
    the key.

    Args:
        dataset_id (str):
        kind (GetMaterialPropertyDownloadUrlKind | Unset):  Default:
            GetMaterialPropertyDownloadUrlKind.PARQUET.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DownloadUrl | Error]
    """

    kwargs = _get_kwargs(
        dataset_id=dataset_id,
        kind=kind,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    dataset_id: str,
    *,
    client: AuthenticatedClient | Client,
    kind: GetMaterialPropertyDownloadUrlKind
    | Unset = GetMaterialPropertyDownloadUrlKind.PARQUET,
) -> DownloadUrl | Error | None:
    """Get a URL of the table

     Of the table of numbers, or of the file that was sent; signed, valid for minutes, fetched without
    the key.

    Args:
        dataset_id (str):
        kind (GetMaterialPropertyDownloadUrlKind | Unset):  Default:
            GetMaterialPropertyDownloadUrlKind.PARQUET.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DownloadUrl | Error
    """

    return sync_detailed(
        dataset_id=dataset_id,
        client=client,
        kind=kind,
    ).parsed


async def asyncio_detailed(
    dataset_id: str,
    *,
    client: AuthenticatedClient | Client,
    kind: GetMaterialPropertyDownloadUrlKind
    | Unset = GetMaterialPropertyDownloadUrlKind.PARQUET,
) -> Response[DownloadUrl | Error]:
    """Get a URL of the table

     Of the table of numbers, or of the file that was sent; signed, valid for minutes, fetched without
    the key.

    Args:
        dataset_id (str):
        kind (GetMaterialPropertyDownloadUrlKind | Unset):  Default:
            GetMaterialPropertyDownloadUrlKind.PARQUET.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DownloadUrl | Error]
    """

    kwargs = _get_kwargs(
        dataset_id=dataset_id,
        kind=kind,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    dataset_id: str,
    *,
    client: AuthenticatedClient | Client,
    kind: GetMaterialPropertyDownloadUrlKind
    | Unset = GetMaterialPropertyDownloadUrlKind.PARQUET,
) -> DownloadUrl | Error | None:
    """Get a URL of the table

     Of the table of numbers, or of the file that was sent; signed, valid for minutes, fetched without
    the key.

    Args:
        dataset_id (str):
        kind (GetMaterialPropertyDownloadUrlKind | Unset):  Default:
            GetMaterialPropertyDownloadUrlKind.PARQUET.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DownloadUrl | Error
    """

    return (
        await asyncio_detailed(
            dataset_id=dataset_id,
            client=client,
            kind=kind,
        )
    ).parsed
