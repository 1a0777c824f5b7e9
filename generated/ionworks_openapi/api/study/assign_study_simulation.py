from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.empty_body import EmptyBody
from ...models.error import Error
from ...models.study_simulation import StudySimulation
from ...types import UNSET, Response, Unset


def _get_kwargs(
    project_id: str,
    study_id: str,
    simulation_id: str,
    *,
    body: EmptyBody | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/projects/{project_id}/studies/{study_id}/simulations/{simulation_id}".format(
            project_id=quote(str(project_id), safe=""),
            study_id=quote(str(study_id), safe=""),
            simulation_id=quote(str(simulation_id), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | StudySimulation:
    if response.status_code == 200:
        response_200 = StudySimulation.from_dict(response.json())

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

    if 200 <= response.status_code <= 299:
        response_2xx = StudySimulation.from_dict(response.json())

        return response_2xx

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | StudySimulation]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    project_id: str,
    study_id: str,
    simulation_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: EmptyBody | Unset = UNSET,
) -> Response[Error | StudySimulation]:
    """Put a simulation into a study

     Idempotent: a repeat returns the existing mapping (docs for simulations).

    Args:
        project_id (str):
        study_id (str):
        simulation_id (str):
        body (EmptyBody | Unset): An object without members, sent by operations that need no body.
            Example: {}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | StudySimulation]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        study_id=study_id,
        simulation_id=simulation_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    project_id: str,
    study_id: str,
    simulation_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: EmptyBody | Unset = UNSET,
) -> Error | StudySimulation | None:
    """Put a simulation into a study

     Idempotent: a repeat returns the existing mapping (docs for simulations).

    Args:
        project_id (str):
        study_id (str):
        simulation_id (str):
        body (EmptyBody | Unset): An object without members, sent by operations that need no body.
            Example: {}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | StudySimulation
    """

    return sync_detailed(
        project_id=project_id,
        study_id=study_id,
        simulation_id=simulation_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    project_id: str,
    study_id: str,
    simulation_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: EmptyBody | Unset = UNSET,
) -> Response[Error | StudySimulation]:
    """Put a simulation into a study

     Idempotent: a repeat returns the existing mapping (docs for simulations).

    Args:
        project_id (str):
        study_id (str):
        simulation_id (str):
        body (EmptyBody | Unset): An object without members, sent by operations that need no body.
            Example: {}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | StudySimulation]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        study_id=study_id,
        simulation_id=simulation_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    project_id: str,
    study_id: str,
    simulation_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: EmptyBody | Unset = UNSET,
) -> Error | StudySimulation | None:
    """Put a simulation into a study

     Idempotent: a repeat returns the existing mapping (docs for simulations).

    Args:
        project_id (str):
        study_id (str):
        simulation_id (str):
        body (EmptyBody | Unset): An object without members, sent by operations that need no body.
            Example: {}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | StudySimulation
    """

    return (
        await asyncio_detailed(
            project_id=project_id,
            study_id=study_id,
            simulation_id=simulation_id,
            client=client,
            body=body,
        )
    ).parsed
