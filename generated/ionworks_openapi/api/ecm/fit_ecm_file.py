from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.ecm_file_upload import EcmFileUpload
from ...models.ecm_fit_job import EcmFitJob
from ...models.error import Error
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: EcmFileUpload,
    num_rcs: int | Unset = UNSET,
    fit_ocv: bool | Unset = UNSET,
    initial_soc: float | Unset = UNSET,
    capacity: float | Unset = UNSET,
    ocv_soc_curve: str | Unset = UNSET,
    bounds_capacity: str | Unset = UNSET,
    num_knots: int | Unset = UNSET,
    num_knots_r0: int | Unset = UNSET,
    knot_schedule: str | Unset = UNSET,
    clamp_boundary_knots: bool | Unset = UNSET,
    clamp_max_ratio: float | Unset = UNSET,
    regularization: float | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    params: dict[str, Any] = {}

    params["num_rcs"] = num_rcs

    params["fit_ocv"] = fit_ocv

    params["initial_soc"] = initial_soc

    params["capacity"] = capacity

    params["ocv_soc_curve"] = ocv_soc_curve

    params["bounds_capacity"] = bounds_capacity

    params["num_knots"] = num_knots

    params["num_knots_r0"] = num_knots_r0

    params["knot_schedule"] = knot_schedule

    params["clamp_boundary_knots"] = clamp_boundary_knots

    params["clamp_max_ratio"] = clamp_max_ratio

    params["regularization"] = regularization

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/ecm/fit-from-file",
        "params": params,
    }

    _kwargs["files"] = body.to_multipart()

    headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> EcmFitJob | Error:
    if response.status_code == 202:
        response_202 = EcmFitJob.from_dict(response.json())

        return response_202

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

    if 200 <= response.status_code <= 299:
        response_2xx = EcmFitJob.from_dict(response.json())

        return response_2xx

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[EcmFitJob | Error]:
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
    num_rcs: int | Unset = UNSET,
    fit_ocv: bool | Unset = UNSET,
    initial_soc: float | Unset = UNSET,
    capacity: float | Unset = UNSET,
    ocv_soc_curve: str | Unset = UNSET,
    bounds_capacity: str | Unset = UNSET,
    num_knots: int | Unset = UNSET,
    num_knots_r0: int | Unset = UNSET,
    knot_schedule: str | Unset = UNSET,
    clamp_boundary_knots: bool | Unset = UNSET,
    clamp_max_ratio: float | Unset = UNSET,
    regularization: float | Unset = UNSET,
) -> Response[EcmFitJob | Error]:
    """Fit an equivalent circuit to a file

     Queues the fit; the file is read as the cell data part reads files of cyclers, and is not kept
    (observed; docs for the parameters).

    Args:
        num_rcs (int | Unset):
        fit_ocv (bool | Unset):
        initial_soc (float | Unset):
        capacity (float | Unset):
        ocv_soc_curve (str | Unset):
        bounds_capacity (str | Unset):
        num_knots (int | Unset):
        num_knots_r0 (int | Unset):
        knot_schedule (str | Unset):
        clamp_boundary_knots (bool | Unset):
        clamp_max_ratio (float | Unset):
        regularization (float | Unset):
        body (EcmFileUpload): A file with rows of time, current and voltage.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EcmFitJob | Error]
    """

    kwargs = _get_kwargs(
        body=body,
        num_rcs=num_rcs,
        fit_ocv=fit_ocv,
        initial_soc=initial_soc,
        capacity=capacity,
        ocv_soc_curve=ocv_soc_curve,
        bounds_capacity=bounds_capacity,
        num_knots=num_knots,
        num_knots_r0=num_knots_r0,
        knot_schedule=knot_schedule,
        clamp_boundary_knots=clamp_boundary_knots,
        clamp_max_ratio=clamp_max_ratio,
        regularization=regularization,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: EcmFileUpload,
    num_rcs: int | Unset = UNSET,
    fit_ocv: bool | Unset = UNSET,
    initial_soc: float | Unset = UNSET,
    capacity: float | Unset = UNSET,
    ocv_soc_curve: str | Unset = UNSET,
    bounds_capacity: str | Unset = UNSET,
    num_knots: int | Unset = UNSET,
    num_knots_r0: int | Unset = UNSET,
    knot_schedule: str | Unset = UNSET,
    clamp_boundary_knots: bool | Unset = UNSET,
    clamp_max_ratio: float | Unset = UNSET,
    regularization: float | Unset = UNSET,
) -> EcmFitJob | Error | None:
    """Fit an equivalent circuit to a file

     Queues the fit; the file is read as the cell data part reads files of cyclers, and is not kept
    (observed; docs for the parameters).

    Args:
        num_rcs (int | Unset):
        fit_ocv (bool | Unset):
        initial_soc (float | Unset):
        capacity (float | Unset):
        ocv_soc_curve (str | Unset):
        bounds_capacity (str | Unset):
        num_knots (int | Unset):
        num_knots_r0 (int | Unset):
        knot_schedule (str | Unset):
        clamp_boundary_knots (bool | Unset):
        clamp_max_ratio (float | Unset):
        regularization (float | Unset):
        body (EcmFileUpload): A file with rows of time, current and voltage.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EcmFitJob | Error
    """

    return sync_detailed(
        client=client,
        body=body,
        num_rcs=num_rcs,
        fit_ocv=fit_ocv,
        initial_soc=initial_soc,
        capacity=capacity,
        ocv_soc_curve=ocv_soc_curve,
        bounds_capacity=bounds_capacity,
        num_knots=num_knots,
        num_knots_r0=num_knots_r0,
        knot_schedule=knot_schedule,
        clamp_boundary_knots=clamp_boundary_knots,
        clamp_max_ratio=clamp_max_ratio,
        regularization=regularization,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: EcmFileUpload,
    num_rcs: int | Unset = UNSET,
    fit_ocv: bool | Unset = UNSET,
    initial_soc: float | Unset = UNSET,
    capacity: float | Unset = UNSET,
    ocv_soc_curve: str | Unset = UNSET,
    bounds_capacity: str | Unset = UNSET,
    num_knots: int | Unset = UNSET,
    num_knots_r0: int | Unset = UNSET,
    knot_schedule: str | Unset = UNSET,
    clamp_boundary_knots: bool | Unset = UNSET,
    clamp_max_ratio: float | Unset = UNSET,
    regularization: float | Unset = UNSET,
) -> Response[EcmFitJob | Error]:
    """Fit an equivalent circuit to a file

     Queues the fit; the file is read as the cell data part reads files of cyclers, and is not kept
    (observed; docs for the parameters).

    Args:
        num_rcs (int | Unset):
        fit_ocv (bool | Unset):
        initial_soc (float | Unset):
        capacity (float | Unset):
        ocv_soc_curve (str | Unset):
        bounds_capacity (str | Unset):
        num_knots (int | Unset):
        num_knots_r0 (int | Unset):
        knot_schedule (str | Unset):
        clamp_boundary_knots (bool | Unset):
        clamp_max_ratio (float | Unset):
        regularization (float | Unset):
        body (EcmFileUpload): A file with rows of time, current and voltage.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EcmFitJob | Error]
    """

    kwargs = _get_kwargs(
        body=body,
        num_rcs=num_rcs,
        fit_ocv=fit_ocv,
        initial_soc=initial_soc,
        capacity=capacity,
        ocv_soc_curve=ocv_soc_curve,
        bounds_capacity=bounds_capacity,
        num_knots=num_knots,
        num_knots_r0=num_knots_r0,
        knot_schedule=knot_schedule,
        clamp_boundary_knots=clamp_boundary_knots,
        clamp_max_ratio=clamp_max_ratio,
        regularization=regularization,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: EcmFileUpload,
    num_rcs: int | Unset = UNSET,
    fit_ocv: bool | Unset = UNSET,
    initial_soc: float | Unset = UNSET,
    capacity: float | Unset = UNSET,
    ocv_soc_curve: str | Unset = UNSET,
    bounds_capacity: str | Unset = UNSET,
    num_knots: int | Unset = UNSET,
    num_knots_r0: int | Unset = UNSET,
    knot_schedule: str | Unset = UNSET,
    clamp_boundary_knots: bool | Unset = UNSET,
    clamp_max_ratio: float | Unset = UNSET,
    regularization: float | Unset = UNSET,
) -> EcmFitJob | Error | None:
    """Fit an equivalent circuit to a file

     Queues the fit; the file is read as the cell data part reads files of cyclers, and is not kept
    (observed; docs for the parameters).

    Args:
        num_rcs (int | Unset):
        fit_ocv (bool | Unset):
        initial_soc (float | Unset):
        capacity (float | Unset):
        ocv_soc_curve (str | Unset):
        bounds_capacity (str | Unset):
        num_knots (int | Unset):
        num_knots_r0 (int | Unset):
        knot_schedule (str | Unset):
        clamp_boundary_knots (bool | Unset):
        clamp_max_ratio (float | Unset):
        regularization (float | Unset):
        body (EcmFileUpload): A file with rows of time, current and voltage.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EcmFitJob | Error
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            num_rcs=num_rcs,
            fit_ocv=fit_ocv,
            initial_soc=initial_soc,
            capacity=capacity,
            ocv_soc_curve=ocv_soc_curve,
            bounds_capacity=bounds_capacity,
            num_knots=num_knots,
            num_knots_r0=num_knots_r0,
            knot_schedule=knot_schedule,
            clamp_boundary_knots=clamp_boundary_knots,
            clamp_max_ratio=clamp_max_ratio,
            regularization=regularization,
        )
    ).parsed
