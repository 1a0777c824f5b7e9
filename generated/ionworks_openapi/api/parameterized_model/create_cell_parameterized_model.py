from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.cell_parameterized_model_create import CellParameterizedModelCreate
from ...models.error import Error
from ...models.parameterized_model import ParameterizedModel
from ...types import Response


def _get_kwargs(
    cell_spec_id: str,
    *,
    body: CellParameterizedModelCreate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/cells/{cell_spec_id}/parameterized_models".format(
            cell_spec_id=quote(str(cell_spec_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | ParameterizedModel:
    if response.status_code == 201:
        response_201 = ParameterizedModel.from_dict(response.json())

        return response_201

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

    if response.status_code == 409:
        response_409 = Error.from_dict(response.json())

        return response_409

    if response.status_code == 422:
        response_422 = Error.from_dict(response.json())

        return response_422

    if 200 <= response.status_code <= 299:
        response_2xx = ParameterizedModel.from_dict(response.json())

        return response_2xx

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | ParameterizedModel]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    cell_spec_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: CellParameterizedModelCreate,
) -> Response[Error | ParameterizedModel]:
    """Create a parameterized model for a cell specification

     The specification's capacity (A.h), voltage cut-offs (V) and current (A, positive is discharge)
    override the values given (inferred). A name is unique per specification; `detail.existing_id` names
    the holder.

    Args:
        cell_spec_id (str):
        body (CellParameterizedModelCreate): A parameterized model of a cell specification
            (observed). Example: {'name': 'Chen2020', 'model_id':
            'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ParameterizedModel]
    """

    kwargs = _get_kwargs(
        cell_spec_id=cell_spec_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    cell_spec_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: CellParameterizedModelCreate,
) -> Error | ParameterizedModel | None:
    """Create a parameterized model for a cell specification

     The specification's capacity (A.h), voltage cut-offs (V) and current (A, positive is discharge)
    override the values given (inferred). A name is unique per specification; `detail.existing_id` names
    the holder.

    Args:
        cell_spec_id (str):
        body (CellParameterizedModelCreate): A parameterized model of a cell specification
            (observed). Example: {'name': 'Chen2020', 'model_id':
            'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ParameterizedModel
    """

    return sync_detailed(
        cell_spec_id=cell_spec_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    cell_spec_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: CellParameterizedModelCreate,
) -> Response[Error | ParameterizedModel]:
    """Create a parameterized model for a cell specification

     The specification's capacity (A.h), voltage cut-offs (V) and current (A, positive is discharge)
    override the values given (inferred). A name is unique per specification; `detail.existing_id` names
    the holder.

    Args:
        cell_spec_id (str):
        body (CellParameterizedModelCreate): A parameterized model of a cell specification
            (observed). Example: {'name': 'Chen2020', 'model_id':
            'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ParameterizedModel]
    """

    kwargs = _get_kwargs(
        cell_spec_id=cell_spec_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    cell_spec_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: CellParameterizedModelCreate,
) -> Error | ParameterizedModel | None:
    """Create a parameterized model for a cell specification

     The specification's capacity (A.h), voltage cut-offs (V) and current (A, positive is discharge)
    override the values given (inferred). A name is unique per specification; `detail.existing_id` names
    the holder.

    Args:
        cell_spec_id (str):
        body (CellParameterizedModelCreate): A parameterized model of a cell specification
            (observed). Example: {'name': 'Chen2020', 'model_id':
            'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ParameterizedModel
    """

    return (
        await asyncio_detailed(
            cell_spec_id=cell_spec_id,
            client=client,
            body=body,
        )
    ).parsed
