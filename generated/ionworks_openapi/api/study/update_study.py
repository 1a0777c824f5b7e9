from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.study import Study
from ...models.study_update import StudyUpdate
from ...types import Response


def _get_kwargs(
    project_id: str,
    study_id: str,
    *,
    body: StudyUpdate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/projects/{project_id}/studies/{study_id}".format(
            project_id=quote(str(project_id), safe=""),
            study_id=quote(str(study_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | Study:
    if response.status_code == 200:
        response_200 = Study.from_dict(response.json())

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
) -> Response[Error | Study]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    project_id: str,
    study_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: StudyUpdate,
) -> Response[Error | Study]:
    """Change a study

     Only the members given change (observed).

    Args:
        project_id (str):
        study_id (str):
        body (StudyUpdate): Changes to a study; only the members given change (observed). Example:
            {'name': 'Rate study, 25 degC'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Study]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        study_id=study_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    project_id: str,
    study_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: StudyUpdate,
) -> Error | Study | None:
    """Change a study

     Only the members given change (observed).

    Args:
        project_id (str):
        study_id (str):
        body (StudyUpdate): Changes to a study; only the members given change (observed). Example:
            {'name': 'Rate study, 25 degC'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Study
    """

    return sync_detailed(
        project_id=project_id,
        study_id=study_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    project_id: str,
    study_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: StudyUpdate,
) -> Response[Error | Study]:
    """Change a study

     Only the members given change (observed).

    Args:
        project_id (str):
        study_id (str):
        body (StudyUpdate): Changes to a study; only the members given change (observed). Example:
            {'name': 'Rate study, 25 degC'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Study]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        study_id=study_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    project_id: str,
    study_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: StudyUpdate,
) -> Error | Study | None:
    """Change a study

     Only the members given change (observed).

    Args:
        project_id (str):
        study_id (str):
        body (StudyUpdate): Changes to a study; only the members given change (observed). Example:
            {'name': 'Rate study, 25 degC'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Study
    """

    return (
        await asyncio_detailed(
            project_id=project_id,
            study_id=study_id,
            client=client,
            body=body,
        )
    ).parsed
