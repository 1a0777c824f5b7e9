from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.ecm_fit_results import EcmFitResults
from ...models.error import Error
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    example_id: str,
    num_rcs: int | Unset = UNSET,
    fit_ocv: bool | Unset = UNSET,
    initial_soc: float | Unset = UNSET,
    capacity: float | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["example_id"] = example_id

    params["num_rcs"] = num_rcs

    params["fit_ocv"] = fit_ocv

    params["initial_soc"] = initial_soc

    params["capacity"] = capacity

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/ecm/fit",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> EcmFitResults | Error:
    if response.status_code == 200:
        response_200 = EcmFitResults.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Error.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Error.from_dict(response.json())

        return response_401

    if response.status_code == 404:
        response_404 = Error.from_dict(response.json())

        return response_404

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
) -> Response[EcmFitResults | Error]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    example_id: str,
    num_rcs: int | Unset = UNSET,
    fit_ocv: bool | Unset = UNSET,
    initial_soc: float | Unset = UNSET,
    capacity: float | Unset = UNSET,
) -> Response[EcmFitResults | Error]:
    """Fit an equivalent circuit to an example

     Answers at once; the body is empty, everything is in the query (observed). The platform's limit of
    60 in a minute for callers without a key is not needed here, where a key is (our decision).

    Args:
        example_id (str):
        num_rcs (int | Unset):
        fit_ocv (bool | Unset):
        initial_soc (float | Unset):
        capacity (float | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EcmFitResults | Error]
    """

    kwargs = _get_kwargs(
        example_id=example_id,
        num_rcs=num_rcs,
        fit_ocv=fit_ocv,
        initial_soc=initial_soc,
        capacity=capacity,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    example_id: str,
    num_rcs: int | Unset = UNSET,
    fit_ocv: bool | Unset = UNSET,
    initial_soc: float | Unset = UNSET,
    capacity: float | Unset = UNSET,
) -> EcmFitResults | Error | None:
    """Fit an equivalent circuit to an example

     Answers at once; the body is empty, everything is in the query (observed). The platform's limit of
    60 in a minute for callers without a key is not needed here, where a key is (our decision).

    Args:
        example_id (str):
        num_rcs (int | Unset):
        fit_ocv (bool | Unset):
        initial_soc (float | Unset):
        capacity (float | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EcmFitResults | Error
    """

    return sync_detailed(
        client=client,
        example_id=example_id,
        num_rcs=num_rcs,
        fit_ocv=fit_ocv,
        initial_soc=initial_soc,
        capacity=capacity,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    example_id: str,
    num_rcs: int | Unset = UNSET,
    fit_ocv: bool | Unset = UNSET,
    initial_soc: float | Unset = UNSET,
    capacity: float | Unset = UNSET,
) -> Response[EcmFitResults | Error]:
    """Fit an equivalent circuit to an example

     Answers at once; the body is empty, everything is in the query (observed). The platform's limit of
    60 in a minute for callers without a key is not needed here, where a key is (our decision).

    Args:
        example_id (str):
        num_rcs (int | Unset):
        fit_ocv (bool | Unset):
        initial_soc (float | Unset):
        capacity (float | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EcmFitResults | Error]
    """

    kwargs = _get_kwargs(
        example_id=example_id,
        num_rcs=num_rcs,
        fit_ocv=fit_ocv,
        initial_soc=initial_soc,
        capacity=capacity,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    example_id: str,
    num_rcs: int | Unset = UNSET,
    fit_ocv: bool | Unset = UNSET,
    initial_soc: float | Unset = UNSET,
    capacity: float | Unset = UNSET,
) -> EcmFitResults | Error | None:
    """Fit an equivalent circuit to an example

     Answers at once; the body is empty, everything is in the query (observed). The platform's limit of
    60 in a minute for callers without a key is not needed here, where a key is (our decision).

    Args:
        example_id (str):
        num_rcs (int | Unset):
        fit_ocv (bool | Unset):
        initial_soc (float | Unset):
        capacity (float | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EcmFitResults | Error
    """

    return (
        await asyncio_detailed(
            client=client,
            example_id=example_id,
            num_rcs=num_rcs,
            fit_ocv=fit_ocv,
            initial_soc=initial_soc,
            capacity=capacity,
        )
    ).parsed
