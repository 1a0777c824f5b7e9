from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.analysis import Analysis
from ...models.analysis_update import AnalysisUpdate
from ...models.error import Error
from ...types import Response


def _get_kwargs(
    analysis_id: str,
    *,
    body: AnalysisUpdate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/analyses/{analysis_id}".format(
            analysis_id=quote(str(analysis_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Analysis | Error:
    if response.status_code == 200:
        response_200 = Analysis.from_dict(response.json())

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
) -> Response[Analysis | Error]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    analysis_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: AnalysisUpdate,
) -> Response[Analysis | Error]:
    """Change an analysis

     Only given fields change; the table never does. Columns and plots must fit it (else 400).

    Args:
        analysis_id (str):
        body (AnalysisUpdate): Fields to change; a field that is absent keeps its value
            (observed). Example: {'name': '10 s resistances', 'notes': 'Pulse 7 left out.'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Analysis | Error]
    """

    kwargs = _get_kwargs(
        analysis_id=analysis_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    analysis_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: AnalysisUpdate,
) -> Analysis | Error | None:
    """Change an analysis

     Only given fields change; the table never does. Columns and plots must fit it (else 400).

    Args:
        analysis_id (str):
        body (AnalysisUpdate): Fields to change; a field that is absent keeps its value
            (observed). Example: {'name': '10 s resistances', 'notes': 'Pulse 7 left out.'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Analysis | Error
    """

    return sync_detailed(
        analysis_id=analysis_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    analysis_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: AnalysisUpdate,
) -> Response[Analysis | Error]:
    """Change an analysis

     Only given fields change; the table never does. Columns and plots must fit it (else 400).

    Args:
        analysis_id (str):
        body (AnalysisUpdate): Fields to change; a field that is absent keeps its value
            (observed). Example: {'name': '10 s resistances', 'notes': 'Pulse 7 left out.'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Analysis | Error]
    """

    kwargs = _get_kwargs(
        analysis_id=analysis_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    analysis_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: AnalysisUpdate,
) -> Analysis | Error | None:
    """Change an analysis

     Only given fields change; the table never does. Columns and plots must fit it (else 400).

    Args:
        analysis_id (str):
        body (AnalysisUpdate): Fields to change; a field that is absent keeps its value
            (observed). Example: {'name': '10 s resistances', 'notes': 'Pulse 7 left out.'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Analysis | Error
    """

    return (
        await asyncio_detailed(
            analysis_id=analysis_id,
            client=client,
            body=body,
        )
    ).parsed
