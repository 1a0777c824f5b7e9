from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.ecm_file_upload import EcmFileUpload
from ...models.ecm_series import EcmSeries
from ...models.error import Error
from ...types import Response


def _get_kwargs(
    *,
    body: EcmFileUpload,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/ecm/detect-and-read",
    }

    _kwargs["files"] = body.to_multipart()

    headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> EcmSeries | Error:
    if response.status_code == 200:
        response_200 = EcmSeries.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Error.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Error.from_dict(response.json())

        return response_401

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
) -> Response[EcmSeries | Error]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: EcmFileUpload,
) -> Response[EcmSeries | Error]:
    """Find out what a file holds, and read it

     Reads what the cell data part reads; at most 2000 rows are sent, evenly chosen (observed; the
    members are our decision).

    Args:
        body (EcmFileUpload): A file with rows of time, current and voltage.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EcmSeries | Error]
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
    body: EcmFileUpload,
) -> EcmSeries | Error | None:
    """Find out what a file holds, and read it

     Reads what the cell data part reads; at most 2000 rows are sent, evenly chosen (observed; the
    members are our decision).

    Args:
        body (EcmFileUpload): A file with rows of time, current and voltage.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EcmSeries | Error
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: EcmFileUpload,
) -> Response[EcmSeries | Error]:
    """Find out what a file holds, and read it

     Reads what the cell data part reads; at most 2000 rows are sent, evenly chosen (observed; the
    members are our decision).

    Args:
        body (EcmFileUpload): A file with rows of time, current and voltage.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EcmSeries | Error]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: EcmFileUpload,
) -> EcmSeries | Error | None:
    """Find out what a file holds, and read it

     Reads what the cell data part reads; at most 2000 rows are sent, evenly chosen (observed; the
    members are our decision).

    Args:
        body (EcmFileUpload): A file with rows of time, current and voltage.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EcmSeries | Error
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
