from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.list_simulations_order import ListSimulationsOrder
from ...models.list_simulations_state import ListSimulationsState
from ...models.simulation_page import SimulationPage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    project_id: str | Unset = UNSET,
    ids: list[str] | Unset = UNSET,
    q: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    parameter: str | Unset = UNSET,
    parameter_min: float | Unset = UNSET,
    parameter_max: float | Unset = UNSET,
    order_by: str | Unset = UNSET,
    order: ListSimulationsOrder | Unset = UNSET,
    parameterized_model_id: str | Unset = UNSET,
    study_id: str | Unset = UNSET,
    experiment_template_id: str | Unset = UNSET,
    state: ListSimulationsState | Unset = UNSET,
    summary: bool | Unset = UNSET,
    limit: int | Unset = 100,
    offset: int | Unset = 0,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["project_id"] = project_id

    json_ids: list[str] | Unset = UNSET
    if not isinstance(ids, Unset):
        json_ids = ids

    params["ids"] = json_ids

    params["q"] = q

    params["created_at_gt"] = created_at_gt

    params["created_at_lt"] = created_at_lt

    params["parameter"] = parameter

    params["parameter_min"] = parameter_min

    params["parameter_max"] = parameter_max

    params["order_by"] = order_by

    json_order: str | Unset = UNSET
    if not isinstance(order, Unset):
        json_order = order.value

    params["order"] = json_order

    params["parameterized_model_id"] = parameterized_model_id

    params["study_id"] = study_id

    params["experiment_template_id"] = experiment_template_id

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state.value

    params["state"] = json_state

    params["summary"] = summary

    params["limit"] = limit

    params["offset"] = offset

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/simulations",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | SimulationPage:
    if response.status_code == 200:
        response_200 = SimulationPage.from_dict(response.json())

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
) -> Response[Error | SimulationPage]:
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
    ids: list[str] | Unset = UNSET,
    q: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    parameter: str | Unset = UNSET,
    parameter_min: float | Unset = UNSET,
    parameter_max: float | Unset = UNSET,
    order_by: str | Unset = UNSET,
    order: ListSimulationsOrder | Unset = UNSET,
    parameterized_model_id: str | Unset = UNSET,
    study_id: str | Unset = UNSET,
    experiment_template_id: str | Unset = UNSET,
    state: ListSimulationsState | Unset = UNSET,
    summary: bool | Unset = UNSET,
    limit: int | Unset = 100,
    offset: int | Unset = 0,
) -> Response[Error | SimulationPage]:
    """List simulations

     Newest first; without a scope, all of the organization (docs, observed).

    Args:
        project_id (str | Unset):
        ids (list[str] | Unset):
        q (str | Unset):
        created_at_gt (str | Unset):
        created_at_lt (str | Unset):
        parameter (str | Unset):
        parameter_min (float | Unset):
        parameter_max (float | Unset):
        order_by (str | Unset):
        order (ListSimulationsOrder | Unset):
        parameterized_model_id (str | Unset):
        study_id (str | Unset):
        experiment_template_id (str | Unset):
        state (ListSimulationsState | Unset):
        summary (bool | Unset):
        limit (int | Unset):  Default: 100.
        offset (int | Unset):  Default: 0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | SimulationPage]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        ids=ids,
        q=q,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
        parameter=parameter,
        parameter_min=parameter_min,
        parameter_max=parameter_max,
        order_by=order_by,
        order=order,
        parameterized_model_id=parameterized_model_id,
        study_id=study_id,
        experiment_template_id=experiment_template_id,
        state=state,
        summary=summary,
        limit=limit,
        offset=offset,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    project_id: str | Unset = UNSET,
    ids: list[str] | Unset = UNSET,
    q: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    parameter: str | Unset = UNSET,
    parameter_min: float | Unset = UNSET,
    parameter_max: float | Unset = UNSET,
    order_by: str | Unset = UNSET,
    order: ListSimulationsOrder | Unset = UNSET,
    parameterized_model_id: str | Unset = UNSET,
    study_id: str | Unset = UNSET,
    experiment_template_id: str | Unset = UNSET,
    state: ListSimulationsState | Unset = UNSET,
    summary: bool | Unset = UNSET,
    limit: int | Unset = 100,
    offset: int | Unset = 0,
) -> Error | SimulationPage | None:
    """List simulations

     Newest first; without a scope, all of the organization (docs, observed).

    Args:
        project_id (str | Unset):
        ids (list[str] | Unset):
        q (str | Unset):
        created_at_gt (str | Unset):
        created_at_lt (str | Unset):
        parameter (str | Unset):
        parameter_min (float | Unset):
        parameter_max (float | Unset):
        order_by (str | Unset):
        order (ListSimulationsOrder | Unset):
        parameterized_model_id (str | Unset):
        study_id (str | Unset):
        experiment_template_id (str | Unset):
        state (ListSimulationsState | Unset):
        summary (bool | Unset):
        limit (int | Unset):  Default: 100.
        offset (int | Unset):  Default: 0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | SimulationPage
    """

    return sync_detailed(
        client=client,
        project_id=project_id,
        ids=ids,
        q=q,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
        parameter=parameter,
        parameter_min=parameter_min,
        parameter_max=parameter_max,
        order_by=order_by,
        order=order,
        parameterized_model_id=parameterized_model_id,
        study_id=study_id,
        experiment_template_id=experiment_template_id,
        state=state,
        summary=summary,
        limit=limit,
        offset=offset,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    project_id: str | Unset = UNSET,
    ids: list[str] | Unset = UNSET,
    q: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    parameter: str | Unset = UNSET,
    parameter_min: float | Unset = UNSET,
    parameter_max: float | Unset = UNSET,
    order_by: str | Unset = UNSET,
    order: ListSimulationsOrder | Unset = UNSET,
    parameterized_model_id: str | Unset = UNSET,
    study_id: str | Unset = UNSET,
    experiment_template_id: str | Unset = UNSET,
    state: ListSimulationsState | Unset = UNSET,
    summary: bool | Unset = UNSET,
    limit: int | Unset = 100,
    offset: int | Unset = 0,
) -> Response[Error | SimulationPage]:
    """List simulations

     Newest first; without a scope, all of the organization (docs, observed).

    Args:
        project_id (str | Unset):
        ids (list[str] | Unset):
        q (str | Unset):
        created_at_gt (str | Unset):
        created_at_lt (str | Unset):
        parameter (str | Unset):
        parameter_min (float | Unset):
        parameter_max (float | Unset):
        order_by (str | Unset):
        order (ListSimulationsOrder | Unset):
        parameterized_model_id (str | Unset):
        study_id (str | Unset):
        experiment_template_id (str | Unset):
        state (ListSimulationsState | Unset):
        summary (bool | Unset):
        limit (int | Unset):  Default: 100.
        offset (int | Unset):  Default: 0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | SimulationPage]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        ids=ids,
        q=q,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
        parameter=parameter,
        parameter_min=parameter_min,
        parameter_max=parameter_max,
        order_by=order_by,
        order=order,
        parameterized_model_id=parameterized_model_id,
        study_id=study_id,
        experiment_template_id=experiment_template_id,
        state=state,
        summary=summary,
        limit=limit,
        offset=offset,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    project_id: str | Unset = UNSET,
    ids: list[str] | Unset = UNSET,
    q: str | Unset = UNSET,
    created_at_gt: str | Unset = UNSET,
    created_at_lt: str | Unset = UNSET,
    parameter: str | Unset = UNSET,
    parameter_min: float | Unset = UNSET,
    parameter_max: float | Unset = UNSET,
    order_by: str | Unset = UNSET,
    order: ListSimulationsOrder | Unset = UNSET,
    parameterized_model_id: str | Unset = UNSET,
    study_id: str | Unset = UNSET,
    experiment_template_id: str | Unset = UNSET,
    state: ListSimulationsState | Unset = UNSET,
    summary: bool | Unset = UNSET,
    limit: int | Unset = 100,
    offset: int | Unset = 0,
) -> Error | SimulationPage | None:
    """List simulations

     Newest first; without a scope, all of the organization (docs, observed).

    Args:
        project_id (str | Unset):
        ids (list[str] | Unset):
        q (str | Unset):
        created_at_gt (str | Unset):
        created_at_lt (str | Unset):
        parameter (str | Unset):
        parameter_min (float | Unset):
        parameter_max (float | Unset):
        order_by (str | Unset):
        order (ListSimulationsOrder | Unset):
        parameterized_model_id (str | Unset):
        study_id (str | Unset):
        experiment_template_id (str | Unset):
        state (ListSimulationsState | Unset):
        summary (bool | Unset):
        limit (int | Unset):  Default: 100.
        offset (int | Unset):  Default: 0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | SimulationPage
    """

    return (
        await asyncio_detailed(
            client=client,
            project_id=project_id,
            ids=ids,
            q=q,
            created_at_gt=created_at_gt,
            created_at_lt=created_at_lt,
            parameter=parameter,
            parameter_min=parameter_min,
            parameter_max=parameter_max,
            order_by=order_by,
            order=order,
            parameterized_model_id=parameterized_model_id,
            study_id=study_id,
            experiment_template_id=experiment_template_id,
            state=state,
            summary=summary,
            limit=limit,
            offset=offset,
        )
    ).parsed
