from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.cycler_page import CyclerPage
from ...models.error import Error
from ...models.list_cyclers_order import ListCyclersOrder
from ...models.list_cyclers_order_by import ListCyclersOrderBy
from ...types import UNSET, Response, Unset


def _get_kwargs(
    site_id: str,
    *,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    name: str | Unset = UNSET,
    created_by_email: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    updated_at_gt: str | Unset = UNSET,
    updated_at_lt: str | Unset = UNSET,
    project_id: str | Unset = UNSET,
    manufacturer: str | Unset = UNSET,
    model: str | Unset = UNSET,
    version: str | Unset = UNSET,
    serial_number: str | Unset = UNSET,
    firmware_version: str | Unset = UNSET,
    hostname: str | Unset = UNSET,
    calibration_due_at_gt: str | Unset = UNSET,
    calibration_due_at_lt: str | Unset = UNSET,
    order_by: ListCyclersOrderBy | Unset = UNSET,
    order: ListCyclersOrder | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["offset"] = offset

    params["name"] = name

    params["created_by_email"] = created_by_email

    params["created_at_gt"] = created_at_gt

    params["created_at_lt"] = created_at_lt

    params["updated_at_gt"] = updated_at_gt

    params["updated_at_lt"] = updated_at_lt

    params["project_id"] = project_id

    params["manufacturer"] = manufacturer

    params["model"] = model

    params["version"] = version

    params["serial_number"] = serial_number

    params["firmware_version"] = firmware_version

    params["hostname"] = hostname

    params["calibration_due_at_gt"] = calibration_due_at_gt

    params["calibration_due_at_lt"] = calibration_due_at_lt

    json_order_by: str | Unset = UNSET
    if not isinstance(order_by, Unset):
        json_order_by = order_by.value

    params["order_by"] = json_order_by

    json_order: str | Unset = UNSET
    if not isinstance(order, Unset):
        json_order = order.value

    params["order"] = json_order

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/sites/{site_id}/cyclers".format(
            site_id=quote(str(site_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CyclerPage | Error:
    if response.status_code == 200:
        response_200 = CyclerPage.from_dict(response.json())

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
) -> Response[CyclerPage | Error]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    site_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    name: str | Unset = UNSET,
    created_by_email: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    updated_at_gt: str | Unset = UNSET,
    updated_at_lt: str | Unset = UNSET,
    project_id: str | Unset = UNSET,
    manufacturer: str | Unset = UNSET,
    model: str | Unset = UNSET,
    version: str | Unset = UNSET,
    serial_number: str | Unset = UNSET,
    firmware_version: str | Unset = UNSET,
    hostname: str | Unset = UNSET,
    calibration_due_at_gt: str | Unset = UNSET,
    calibration_due_at_lt: str | Unset = UNSET,
    order_by: ListCyclersOrderBy | Unset = UNSET,
    order: ListCyclersOrder | Unset = UNSET,
) -> Response[CyclerPage | Error]:
    """List cyclers

     Observed.

    Args:
        site_id (str):
        limit (int | Unset):
        offset (int | Unset):
        name (str | Unset):
        created_by_email (str | Unset):
        created_at_gt (str | Unset):
        created_at_lt (str | Unset):
        updated_at_gt (str | Unset):
        updated_at_lt (str | Unset):
        project_id (str | Unset):
        manufacturer (str | Unset):
        model (str | Unset):
        version (str | Unset):
        serial_number (str | Unset):
        firmware_version (str | Unset):
        hostname (str | Unset):
        calibration_due_at_gt (str | Unset):
        calibration_due_at_lt (str | Unset):
        order_by (ListCyclersOrderBy | Unset):
        order (ListCyclersOrder | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CyclerPage | Error]
    """

    kwargs = _get_kwargs(
        site_id=site_id,
        limit=limit,
        offset=offset,
        name=name,
        created_by_email=created_by_email,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
        updated_at_gt=updated_at_gt,
        updated_at_lt=updated_at_lt,
        project_id=project_id,
        manufacturer=manufacturer,
        model=model,
        version=version,
        serial_number=serial_number,
        firmware_version=firmware_version,
        hostname=hostname,
        calibration_due_at_gt=calibration_due_at_gt,
        calibration_due_at_lt=calibration_due_at_lt,
        order_by=order_by,
        order=order,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    site_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    name: str | Unset = UNSET,
    created_by_email: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    updated_at_gt: str | Unset = UNSET,
    updated_at_lt: str | Unset = UNSET,
    project_id: str | Unset = UNSET,
    manufacturer: str | Unset = UNSET,
    model: str | Unset = UNSET,
    version: str | Unset = UNSET,
    serial_number: str | Unset = UNSET,
    firmware_version: str | Unset = UNSET,
    hostname: str | Unset = UNSET,
    calibration_due_at_gt: str | Unset = UNSET,
    calibration_due_at_lt: str | Unset = UNSET,
    order_by: ListCyclersOrderBy | Unset = UNSET,
    order: ListCyclersOrder | Unset = UNSET,
) -> CyclerPage | Error | None:
    """List cyclers

     Observed.

    Args:
        site_id (str):
        limit (int | Unset):
        offset (int | Unset):
        name (str | Unset):
        created_by_email (str | Unset):
        created_at_gt (str | Unset):
        created_at_lt (str | Unset):
        updated_at_gt (str | Unset):
        updated_at_lt (str | Unset):
        project_id (str | Unset):
        manufacturer (str | Unset):
        model (str | Unset):
        version (str | Unset):
        serial_number (str | Unset):
        firmware_version (str | Unset):
        hostname (str | Unset):
        calibration_due_at_gt (str | Unset):
        calibration_due_at_lt (str | Unset):
        order_by (ListCyclersOrderBy | Unset):
        order (ListCyclersOrder | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CyclerPage | Error
    """

    return sync_detailed(
        site_id=site_id,
        client=client,
        limit=limit,
        offset=offset,
        name=name,
        created_by_email=created_by_email,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
        updated_at_gt=updated_at_gt,
        updated_at_lt=updated_at_lt,
        project_id=project_id,
        manufacturer=manufacturer,
        model=model,
        version=version,
        serial_number=serial_number,
        firmware_version=firmware_version,
        hostname=hostname,
        calibration_due_at_gt=calibration_due_at_gt,
        calibration_due_at_lt=calibration_due_at_lt,
        order_by=order_by,
        order=order,
    ).parsed


async def asyncio_detailed(
    site_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    name: str | Unset = UNSET,
    created_by_email: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    updated_at_gt: str | Unset = UNSET,
    updated_at_lt: str | Unset = UNSET,
    project_id: str | Unset = UNSET,
    manufacturer: str | Unset = UNSET,
    model: str | Unset = UNSET,
    version: str | Unset = UNSET,
    serial_number: str | Unset = UNSET,
    firmware_version: str | Unset = UNSET,
    hostname: str | Unset = UNSET,
    calibration_due_at_gt: str | Unset = UNSET,
    calibration_due_at_lt: str | Unset = UNSET,
    order_by: ListCyclersOrderBy | Unset = UNSET,
    order: ListCyclersOrder | Unset = UNSET,
) -> Response[CyclerPage | Error]:
    """List cyclers

     Observed.

    Args:
        site_id (str):
        limit (int | Unset):
        offset (int | Unset):
        name (str | Unset):
        created_by_email (str | Unset):
        created_at_gt (str | Unset):
        created_at_lt (str | Unset):
        updated_at_gt (str | Unset):
        updated_at_lt (str | Unset):
        project_id (str | Unset):
        manufacturer (str | Unset):
        model (str | Unset):
        version (str | Unset):
        serial_number (str | Unset):
        firmware_version (str | Unset):
        hostname (str | Unset):
        calibration_due_at_gt (str | Unset):
        calibration_due_at_lt (str | Unset):
        order_by (ListCyclersOrderBy | Unset):
        order (ListCyclersOrder | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CyclerPage | Error]
    """

    kwargs = _get_kwargs(
        site_id=site_id,
        limit=limit,
        offset=offset,
        name=name,
        created_by_email=created_by_email,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
        updated_at_gt=updated_at_gt,
        updated_at_lt=updated_at_lt,
        project_id=project_id,
        manufacturer=manufacturer,
        model=model,
        version=version,
        serial_number=serial_number,
        firmware_version=firmware_version,
        hostname=hostname,
        calibration_due_at_gt=calibration_due_at_gt,
        calibration_due_at_lt=calibration_due_at_lt,
        order_by=order_by,
        order=order,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    site_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    name: str | Unset = UNSET,
    created_by_email: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    updated_at_gt: str | Unset = UNSET,
    updated_at_lt: str | Unset = UNSET,
    project_id: str | Unset = UNSET,
    manufacturer: str | Unset = UNSET,
    model: str | Unset = UNSET,
    version: str | Unset = UNSET,
    serial_number: str | Unset = UNSET,
    firmware_version: str | Unset = UNSET,
    hostname: str | Unset = UNSET,
    calibration_due_at_gt: str | Unset = UNSET,
    calibration_due_at_lt: str | Unset = UNSET,
    order_by: ListCyclersOrderBy | Unset = UNSET,
    order: ListCyclersOrder | Unset = UNSET,
) -> CyclerPage | Error | None:
    """List cyclers

     Observed.

    Args:
        site_id (str):
        limit (int | Unset):
        offset (int | Unset):
        name (str | Unset):
        created_by_email (str | Unset):
        created_at_gt (str | Unset):
        created_at_lt (str | Unset):
        updated_at_gt (str | Unset):
        updated_at_lt (str | Unset):
        project_id (str | Unset):
        manufacturer (str | Unset):
        model (str | Unset):
        version (str | Unset):
        serial_number (str | Unset):
        firmware_version (str | Unset):
        hostname (str | Unset):
        calibration_due_at_gt (str | Unset):
        calibration_due_at_lt (str | Unset):
        order_by (ListCyclersOrderBy | Unset):
        order (ListCyclersOrder | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CyclerPage | Error
    """

    return (
        await asyncio_detailed(
            site_id=site_id,
            client=client,
            limit=limit,
            offset=offset,
            name=name,
            created_by_email=created_by_email,
            created_at_gt=created_at_gt,
            created_at_lt=created_at_lt,
            updated_at_gt=updated_at_gt,
            updated_at_lt=updated_at_lt,
            project_id=project_id,
            manufacturer=manufacturer,
            model=model,
            version=version,
            serial_number=serial_number,
            firmware_version=firmware_version,
            hostname=hostname,
            calibration_due_at_gt=calibration_due_at_gt,
            calibration_due_at_lt=calibration_due_at_lt,
            order_by=order_by,
            order=order,
        )
    ).parsed
