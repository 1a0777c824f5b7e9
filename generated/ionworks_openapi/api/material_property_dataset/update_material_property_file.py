from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.material_property_dataset import MaterialPropertyDataset
from ...models.material_property_dataset_file import MaterialPropertyDatasetFile
from ...types import Response


def _get_kwargs(
    dataset_id: str,
    *,
    body: MaterialPropertyDatasetFile,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/material_property_datasets/{dataset_id}/file".format(
            dataset_id=quote(str(dataset_id), safe=""),
        ),
    }

    _kwargs["files"] = body.to_multipart()

    headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | MaterialPropertyDataset:
    if response.status_code == 200:
        response_200 = MaterialPropertyDataset.from_dict(response.json())

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
) -> Response[Error | MaterialPropertyDataset]:
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
    body: MaterialPropertyDatasetFile,
) -> Response[Error | MaterialPropertyDataset]:
    """Replace the file

     Multipart form. Without `columns` those there are keep their positions. Counts `data_version` up.

    Args:
        dataset_id (str):
        body (MaterialPropertyDatasetFile): Form with another table (observed).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | MaterialPropertyDataset]
    """

    kwargs = _get_kwargs(
        dataset_id=dataset_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    dataset_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: MaterialPropertyDatasetFile,
) -> Error | MaterialPropertyDataset | None:
    """Replace the file

     Multipart form. Without `columns` those there are keep their positions. Counts `data_version` up.

    Args:
        dataset_id (str):
        body (MaterialPropertyDatasetFile): Form with another table (observed).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | MaterialPropertyDataset
    """

    return sync_detailed(
        dataset_id=dataset_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    dataset_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: MaterialPropertyDatasetFile,
) -> Response[Error | MaterialPropertyDataset]:
    """Replace the file

     Multipart form. Without `columns` those there are keep their positions. Counts `data_version` up.

    Args:
        dataset_id (str):
        body (MaterialPropertyDatasetFile): Form with another table (observed).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | MaterialPropertyDataset]
    """

    kwargs = _get_kwargs(
        dataset_id=dataset_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    dataset_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: MaterialPropertyDatasetFile,
) -> Error | MaterialPropertyDataset | None:
    """Replace the file

     Multipart form. Without `columns` those there are keep their positions. Counts `data_version` up.

    Args:
        dataset_id (str):
        body (MaterialPropertyDatasetFile): Form with another table (observed).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | MaterialPropertyDataset
    """

    return (
        await asyncio_detailed(
            dataset_id=dataset_id,
            client=client,
            body=body,
        )
    ).parsed
