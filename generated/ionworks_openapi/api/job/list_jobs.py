from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.job import Job
from ...models.list_jobs_status import ListJobsStatus
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    project_id: str | Unset = UNSET,
    job_type: str | Unset = UNSET,
    job_types: list[str] | Unset = UNSET,
    status: ListJobsStatus | Unset = UNSET,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    parent_job_id: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["project_id"] = project_id

    params["job_type"] = job_type

    json_job_types: list[str] | Unset = UNSET
    if not isinstance(job_types, Unset):
        json_job_types = job_types

    params["job_types"] = json_job_types

    json_status: str | Unset = UNSET
    if not isinstance(status, Unset):
        json_status = status.value

    params["status"] = json_status

    params["limit"] = limit

    params["offset"] = offset

    params["parent_job_id"] = parent_job_id

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/jobs/",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | list[Job]:
    if response.status_code == 200:
        response_200 = []
        _response_200 = response.json()
        for response_200_item_data in _response_200:
            response_200_item = Job.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    if response.status_code == 401:
        response_401 = Error.from_dict(response.json())

        return response_401

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
) -> Response[Error | list[Job]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    project_id: str | Unset = UNSET,
    job_type: str | Unset = UNSET,
    job_types: list[str] | Unset = UNSET,
    status: ListJobsStatus | Unset = UNSET,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    parent_job_id: str | Unset = UNSET,
) -> Response[Error | list[Job]]:
    """List jobs

     Newest first, as a bare array, without large members. (observed). The filter `parent_job_id` is our
    addition.

    Args:
        project_id (str | Unset):
        job_type (str | Unset):
        job_types (list[str] | Unset):
        status (ListJobsStatus | Unset):
        limit (int | Unset):
        offset (int | Unset):
        parent_job_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | list[Job]]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        job_type=job_type,
        job_types=job_types,
        status=status,
        limit=limit,
        offset=offset,
        parent_job_id=parent_job_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    project_id: str | Unset = UNSET,
    job_type: str | Unset = UNSET,
    job_types: list[str] | Unset = UNSET,
    status: ListJobsStatus | Unset = UNSET,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    parent_job_id: str | Unset = UNSET,
) -> Error | list[Job] | None:
    """List jobs

     Newest first, as a bare array, without large members. (observed). The filter `parent_job_id` is our
    addition.

    Args:
        project_id (str | Unset):
        job_type (str | Unset):
        job_types (list[str] | Unset):
        status (ListJobsStatus | Unset):
        limit (int | Unset):
        offset (int | Unset):
        parent_job_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | list[Job]
    """

    return sync_detailed(
        client=client,
        project_id=project_id,
        job_type=job_type,
        job_types=job_types,
        status=status,
        limit=limit,
        offset=offset,
        parent_job_id=parent_job_id,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    project_id: str | Unset = UNSET,
    job_type: str | Unset = UNSET,
    job_types: list[str] | Unset = UNSET,
    status: ListJobsStatus | Unset = UNSET,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    parent_job_id: str | Unset = UNSET,
) -> Response[Error | list[Job]]:
    """List jobs

     Newest first, as a bare array, without large members. (observed). The filter `parent_job_id` is our
    addition.

    Args:
        project_id (str | Unset):
        job_type (str | Unset):
        job_types (list[str] | Unset):
        status (ListJobsStatus | Unset):
        limit (int | Unset):
        offset (int | Unset):
        parent_job_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | list[Job]]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        job_type=job_type,
        job_types=job_types,
        status=status,
        limit=limit,
        offset=offset,
        parent_job_id=parent_job_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    project_id: str | Unset = UNSET,
    job_type: str | Unset = UNSET,
    job_types: list[str] | Unset = UNSET,
    status: ListJobsStatus | Unset = UNSET,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    parent_job_id: str | Unset = UNSET,
) -> Error | list[Job] | None:
    """List jobs

     Newest first, as a bare array, without large members. (observed). The filter `parent_job_id` is our
    addition.

    Args:
        project_id (str | Unset):
        job_type (str | Unset):
        job_types (list[str] | Unset):
        status (ListJobsStatus | Unset):
        limit (int | Unset):
        offset (int | Unset):
        parent_job_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | list[Job]
    """

    return (
        await asyncio_detailed(
            client=client,
            project_id=project_id,
            job_type=job_type,
            job_types=job_types,
            status=status,
            limit=limit,
            offset=offset,
            parent_job_id=parent_job_id,
        )
    ).parsed
