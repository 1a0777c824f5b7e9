from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.ecm_fit_job import EcmFitJob
from ...models.ecm_measurements_fit import EcmMeasurementsFit
from ...models.error import Error
from ...types import Response


def _get_kwargs(
    *,
    body: EcmMeasurementsFit,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/ecm/fit-from-measurements",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

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
    body: EcmMeasurementsFit,
) -> Response[EcmFitJob | Error]:
    """Fit one equivalent circuit to measurements

     Queues the fit of one circuit to all measurements together; the job's `result` is the fitted
    circuit. With two or more measurements each needs its `initial_soc` (docs, observed).

    Args:
        body (EcmMeasurementsFit): Measurements to fit one circuit to. Example: {'measurements':
            [{'id': 'a4c1e0d2-8f57-4f4b-8c35-6d2f0b9e1c30', 'start_step': 0, 'end_step': 40,
            'initial_soc': 1.0}], 'ecm_options': {'num_rcs': 2, 'fit_ocv': True, 'capacity': 5.0}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EcmFitJob | Error]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: EcmMeasurementsFit,
) -> EcmFitJob | Error | None:
    """Fit one equivalent circuit to measurements

     Queues the fit of one circuit to all measurements together; the job's `result` is the fitted
    circuit. With two or more measurements each needs its `initial_soc` (docs, observed).

    Args:
        body (EcmMeasurementsFit): Measurements to fit one circuit to. Example: {'measurements':
            [{'id': 'a4c1e0d2-8f57-4f4b-8c35-6d2f0b9e1c30', 'start_step': 0, 'end_step': 40,
            'initial_soc': 1.0}], 'ecm_options': {'num_rcs': 2, 'fit_ocv': True, 'capacity': 5.0}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EcmFitJob | Error
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: EcmMeasurementsFit,
) -> Response[EcmFitJob | Error]:
    """Fit one equivalent circuit to measurements

     Queues the fit of one circuit to all measurements together; the job's `result` is the fitted
    circuit. With two or more measurements each needs its `initial_soc` (docs, observed).

    Args:
        body (EcmMeasurementsFit): Measurements to fit one circuit to. Example: {'measurements':
            [{'id': 'a4c1e0d2-8f57-4f4b-8c35-6d2f0b9e1c30', 'start_step': 0, 'end_step': 40,
            'initial_soc': 1.0}], 'ecm_options': {'num_rcs': 2, 'fit_ocv': True, 'capacity': 5.0}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EcmFitJob | Error]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: EcmMeasurementsFit,
) -> EcmFitJob | Error | None:
    """Fit one equivalent circuit to measurements

     Queues the fit of one circuit to all measurements together; the job's `result` is the fitted
    circuit. With two or more measurements each needs its `initial_soc` (docs, observed).

    Args:
        body (EcmMeasurementsFit): Measurements to fit one circuit to. Example: {'measurements':
            [{'id': 'a4c1e0d2-8f57-4f4b-8c35-6d2f0b9e1c30', 'start_step': 0, 'end_step': 40,
            'initial_soc': 1.0}], 'ecm_options': {'num_rcs': 2, 'fit_ocv': True, 'capacity': 5.0}}.

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
        )
    ).parsed
