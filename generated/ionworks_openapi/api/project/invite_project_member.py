from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.invite_result import InviteResult
from ...models.project_invite_create import ProjectInviteCreate
from ...types import Response


def _get_kwargs(
    project_id: str,
    *,
    body: ProjectInviteCreate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/projects/{project_id}/invites".format(
            project_id=quote(str(project_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | InviteResult:
    if response.status_code == 200:
        response_200 = InviteResult.from_dict(response.json())

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

    if 200 <= response.status_code <= 299:
        response_2xx = InviteResult.from_dict(response.json())

        return response_2xx

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | InviteResult]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    project_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ProjectInviteCreate,
) -> Response[Error | InviteResult]:
    """Invite a person to a project by e-mail

     A person outside the organization joins it as `Member`; an existing organization role is not touched
    (observed).

    Args:
        project_id (str):
        body (ProjectInviteCreate): A person to invite to a project (observed). Example: {'email':
            'bob@example.com', 'project_role_id': 'e7264f8b-03ad-4e95-bd1c-5a9f8c702e41'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | InviteResult]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    project_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ProjectInviteCreate,
) -> Error | InviteResult | None:
    """Invite a person to a project by e-mail

     A person outside the organization joins it as `Member`; an existing organization role is not touched
    (observed).

    Args:
        project_id (str):
        body (ProjectInviteCreate): A person to invite to a project (observed). Example: {'email':
            'bob@example.com', 'project_role_id': 'e7264f8b-03ad-4e95-bd1c-5a9f8c702e41'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | InviteResult
    """

    return sync_detailed(
        project_id=project_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    project_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ProjectInviteCreate,
) -> Response[Error | InviteResult]:
    """Invite a person to a project by e-mail

     A person outside the organization joins it as `Member`; an existing organization role is not touched
    (observed).

    Args:
        project_id (str):
        body (ProjectInviteCreate): A person to invite to a project (observed). Example: {'email':
            'bob@example.com', 'project_role_id': 'e7264f8b-03ad-4e95-bd1c-5a9f8c702e41'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | InviteResult]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    project_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ProjectInviteCreate,
) -> Error | InviteResult | None:
    """Invite a person to a project by e-mail

     A person outside the organization joins it as `Member`; an existing organization role is not touched
    (observed).

    Args:
        project_id (str):
        body (ProjectInviteCreate): A person to invite to a project (observed). Example: {'email':
            'bob@example.com', 'project_role_id': 'e7264f8b-03ad-4e95-bd1c-5a9f8c702e41'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | InviteResult
    """

    return (
        await asyncio_detailed(
            project_id=project_id,
            client=client,
            body=body,
        )
    ).parsed
