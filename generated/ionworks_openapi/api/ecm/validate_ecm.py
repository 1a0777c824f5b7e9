from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.ecm_validation import EcmValidation
from ...models.ecm_validation_results import EcmValidationResults
from ...models.error import Error
from ...types import Response


def _get_kwargs(
    *,
    body: EcmValidation,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/ecm/validate",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> EcmValidationResults | Error:
    if response.status_code == 200:
        response_200 = EcmValidationResults.from_dict(response.json())

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

    if response.status_code == 409:
        response_409 = Error.from_dict(response.json())

        return response_409

    if response.status_code == 422:
        response_422 = Error.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = Error.from_dict(response.json())

        return response_429

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[EcmValidationResults | Error]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: EcmValidation,
) -> Response[EcmValidationResults | Error]:
    """Run a circuit on data it was not fitted to

     Runs the circuit under the measured current, without a fit. Exactly one of `measurement_id` and
    `example_id`, and one of `fit_results` and `parameterized_model_id` (docs).

    Args:
        body (EcmValidation): A circuit, and data to run it on.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EcmValidationResults | Error]
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
    body: EcmValidation,
) -> EcmValidationResults | Error | None:
    """Run a circuit on data it was not fitted to

     Runs the circuit under the measured current, without a fit. Exactly one of `measurement_id` and
    `example_id`, and one of `fit_results` and `parameterized_model_id` (docs).

    Args:
        body (EcmValidation): A circuit, and data to run it on.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EcmValidationResults | Error
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: EcmValidation,
) -> Response[EcmValidationResults | Error]:
    """Run a circuit on data it was not fitted to

     Runs the circuit under the measured current, without a fit. Exactly one of `measurement_id` and
    `example_id`, and one of `fit_results` and `parameterized_model_id` (docs).

    Args:
        body (EcmValidation): A circuit, and data to run it on.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EcmValidationResults | Error]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: EcmValidation,
) -> EcmValidationResults | Error | None:
    """Run a circuit on data it was not fitted to

     Runs the circuit under the measured current, without a fit. Exactly one of `measurement_id` and
    `example_id`, and one of `fit_results` and `parameterized_model_id` (docs).

    Args:
        body (EcmValidation): A circuit, and data to run it on.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EcmValidationResults | Error
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
