from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.raw_data_attachment import RawDataAttachment
from ...types import Response


def _get_kwargs(
    measurement_id: str,
    *,
    body: RawDataAttachment,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/cell_measurements/{measurement_id}/raw_data".format(
            measurement_id=quote(str(measurement_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | Error:
    if response.status_code == 204:
        response_204 = cast(Any, None)
        return response_204

    if response.status_code == 400:
        response_400 = Error.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Error.from_dict(response.json())

        return response_401

    if response.status_code == 404:
        response_404 = Error.from_dict(response.json())

        return response_404

    if response.status_code == 422:
        response_422 = Error.from_dict(response.json())

        return response_422

    if 200 <= response.status_code <= 299:
        response_2xx = cast(Any, None)
        return response_2xx

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | Error]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    measurement_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: RawDataAttachment,
) -> Response[Any | Error]:
    """Attach raw data to a measurement

     Repeating it changes nothing. The client ignores the answer; the hosted status is not known
    (observed).

    Args:
        measurement_id (str):
        body (RawDataAttachment): Raw-data records to attach to a measurement. Example:
            {'raw_data_ids': ['9a1d1a59-5d04-4a60-8f43-0b3f7f7f1c55']}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Error]
    """

    kwargs = _get_kwargs(
        measurement_id=measurement_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    measurement_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: RawDataAttachment,
) -> Any | Error | None:
    """Attach raw data to a measurement

     Repeating it changes nothing. The client ignores the answer; the hosted status is not known
    (observed).

    Args:
        measurement_id (str):
        body (RawDataAttachment): Raw-data records to attach to a measurement. Example:
            {'raw_data_ids': ['9a1d1a59-5d04-4a60-8f43-0b3f7f7f1c55']}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Error
    """

    return sync_detailed(
        measurement_id=measurement_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    measurement_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: RawDataAttachment,
) -> Response[Any | Error]:
    """Attach raw data to a measurement

     Repeating it changes nothing. The client ignores the answer; the hosted status is not known
    (observed).

    Args:
        measurement_id (str):
        body (RawDataAttachment): Raw-data records to attach to a measurement. Example:
            {'raw_data_ids': ['9a1d1a59-5d04-4a60-8f43-0b3f7f7f1c55']}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Error]
    """

    kwargs = _get_kwargs(
        measurement_id=measurement_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    measurement_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: RawDataAttachment,
) -> Any | Error | None:
    """Attach raw data to a measurement

     Repeating it changes nothing. The client ignores the answer; the hosted status is not known
    (observed).

    Args:
        measurement_id (str):
        body (RawDataAttachment): Raw-data records to attach to a measurement. Example:
            {'raw_data_ids': ['9a1d1a59-5d04-4a60-8f43-0b3f7f7f1c55']}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Error
    """

    return (
        await asyncio_detailed(
            measurement_id=measurement_id,
            client=client,
            body=body,
        )
    ).parsed
