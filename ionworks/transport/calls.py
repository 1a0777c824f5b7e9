"""Requests by method and path, for operations of the service that have no method in this package yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import httpx

from ionworks.errors import ContractError, ValidationError
from ionworks.jsonable import to_jsonable
from ionworks.transport.bodies import json_of
from ionworks.transport.connection import Connection
from ionworks.transport.transfer import CONNECT_TIMEOUT_S, READ_TIMEOUT_S, Transfer, redirect_target

Timeout = float | tuple[float, float]
"""Seconds, or seconds to connect and seconds for each part of the answer."""
_JSON: Final = "application/json"
_METHODS: Final = ("GET", "POST", "PATCH", "PUT", "DELETE")
_REDIRECT_TIMEOUT: Final = (CONNECT_TIMEOUT_S, 60.0)
_LONG_TIMEOUT: Final = (CONNECT_TIMEOUT_S, READ_TIMEOUT_S)


class LowLevelCalls:
    """What a client can ask the service for by method and path.

    Key, headers, retries and errors are those of every other call. The key goes to the configured server only: a
    redirect to storage is followed without it.
    """

    _connection: Connection

    def get(self, endpoint: str) -> Any:
        """Send a GET request.

        Parameters
        ----------
        endpoint : str
            Path with a leading slash, query included: ``"/models?project_id=..."``.

        Returns
        -------
        any
            As of `request`.
        """
        return self.request("GET", endpoint)

    def post(self, endpoint: str, json_payload: Any = None) -> Any:
        """Send a POST request.

        Parameters
        ----------
        endpoint : str
            Path with a leading slash.
        json_payload : dict, optional
            Body; nothing is sent for ``None``.

        Returns
        -------
        any
            As of `request`.
        """
        return self.request("POST", endpoint, json_payload)

    def patch(self, endpoint: str, json_payload: Any = None) -> Any:
        """Send a PATCH request.

        Parameters
        ----------
        endpoint : str
            Path with a leading slash.
        json_payload : dict, optional
            The members to change.

        Returns
        -------
        any
            As of `request`.
        """
        return self.request("PATCH", endpoint, json_payload)

    def delete(self, endpoint: str) -> None:
        """Send a DELETE request.

        Parameters
        ----------
        endpoint : str
            Path with a leading slash.
        """
        self.request("DELETE", endpoint)

    def request(self, method: str, endpoint: str, json_payload: Any = None) -> Any:
        """Send a request with a JSON body, or none.

        Parameters
        ----------
        method : {"GET", "POST", "PATCH", "PUT", "DELETE"}
            HTTP method.
        endpoint : str
            Path with a leading slash, query included.
        json_payload : dict, optional
            Body. Dates, numpy values and tuples are written as JSON; NaN and infinity as null.

        Returns
        -------
        any
            The parsed body of an answer of type ``application/json``, ``None`` for DELETE, otherwise the
            ``httpx.Response``. A redirect of a GET to storage is followed.

        Raises
        ------
        APIError
            The service answered with status 400 or higher.
        ValidationError
            `endpoint` is no path, `method` none of these, or `json_payload` has no JSON form. A ``ValueError``.
        """
        # docs/contract/client-surface.md section 2; docs/contract/wire.md sections 1 to 3
        content = None if json_payload is None else {"json": to_jsonable(json_payload, "json_payload")}
        response = self._send(method, endpoint, **(content or {}))
        if response.is_redirect:
            if response.request.method != "GET":
                raise ContractError(f"the service redirected (status {response.status_code}); check the API URL")
            target = redirect_target(response)
            return httpx.Response(200, content=self._connection.transfer.fetch(target), request=response.request)
        if response.request.method == "DELETE":
            return None
        is_json = response.headers.get("content-type", "") == _JSON and bool(response.content)
        return json_of(response) if is_json else response

    def request_raw(self, method: str, endpoint: str, timeout: Timeout | None = None) -> bytes:
        """Send a request and return the bytes of the answer, those behind a redirect to storage included.

        Parameters
        ----------
        method, endpoint : str
            As of `request`.
        timeout : float or (float, float), optional
            Seconds for all parts, or to connect and for each part of the answer; (10, 300) by default.

        Returns
        -------
        bytes
            The body.

        Raises
        ------
        APIError
            The service or its storage refused.
        """
        allowed = _LONG_TIMEOUT if timeout is None else timeout
        response = self._send(method, endpoint, timeout=_times(allowed))
        if not response.is_redirect:
            return response.content
        target = redirect_target(response)
        if timeout is None:
            return self._connection.transfer.fetch(target)
        times = _times(timeout)
        transfer = Transfer(
            self._connection.policy, connect_timeout=times.connect or 0.0, read_timeout=times.read or 0.0
        )
        try:
            return transfer.fetch(target)
        finally:
            transfer.close()

    def redirect_url(self, endpoint: str) -> str:
        """Return the signed URL that an operation redirects to, without following it.

        Parameters
        ----------
        endpoint : str
            Path with a leading slash.

        Returns
        -------
        str
            Absolute URL; a secret for as long as it is valid.

        Raises
        ------
        ContractError
            The answer names no place to go to. An `IonworksError`.
        """
        return redirect_target(self._send("GET", endpoint, timeout=_times(_REDIRECT_TIMEOUT)))

    def post_multipart(
        self, endpoint: str, files: Mapping[str, Any] | None = None, params: Mapping[str, Any] | None = None
    ) -> Any:
        """Send files with POST, or nothing but a query.

        Parameters
        ----------
        endpoint : str
            Path with a leading slash.
        files : dict, optional
            By field name: bytes, a binary file object, or ``(file name, content, media type)``.
        params : dict, optional
            Query; ``None`` values are left out, booleans become ``True`` and ``False``.

        Returns
        -------
        any
            The parsed body of an answer whose type starts with ``application/json``, otherwise the ``httpx.Response``.

        Raises
        ------
        APIError
            The service refused.
        """
        query = {name: _text(value) for name, value in (params or {}).items() if value is not None}
        response = self._send(
            "POST", endpoint, files=files or None, params=query or None, timeout=_times(_LONG_TIMEOUT)
        )
        return _multipart_answer(response)

    def upload_multipart(
        self,
        endpoint: str,
        *,
        data: Mapping[str, Any] | None = None,
        files: Mapping[str, Any] | None = None,
        method: str = "POST",
    ) -> Any:
        """Send a form of fields and files.

        Parameters
        ----------
        endpoint : str
            Path with a leading slash.
        data : dict, optional
            Text fields; ``None`` values are left out.
        files : dict, optional
            As of `post_multipart`.
        method : str
            HTTP method.

        Returns
        -------
        any
            As of `post_multipart`.

        Raises
        ------
        APIError
            The service refused.
        """
        fields = {name: _text(value) for name, value in (data or {}).items() if value is not None}
        return _multipart_answer(self._send(method, endpoint, data=fields, files=files or None))

    def _send(self, method: str, endpoint: str, **options: Any) -> httpx.Response:
        verb = str(method).upper()
        if verb not in _METHODS:
            raise ValidationError(f"method: found {method!r}; allowed: {', '.join(_METHODS)}")
        if not isinstance(endpoint, str) or not endpoint.startswith("/") or endpoint.startswith("//"):
            raise ValidationError(f"endpoint: found {endpoint!r}; allowed: a path of the API with one leading slash")
        return self._connection.http.request(verb, endpoint, **options)


def _times(timeout: Timeout) -> httpx.Timeout:
    connect, read = timeout if isinstance(timeout, tuple) else (timeout, timeout)
    return httpx.Timeout(read, connect=connect)


def _text(value: Any) -> Any:
    """Form of a query or form value: text, or a list of texts for a repeated one."""
    return [str(item) for item in value] if isinstance(value, list | tuple) else str(value)


def _multipart_answer(response: httpx.Response) -> Any:
    return json_of(response) if response.headers.get("content-type", "").startswith(_JSON) else response
