"""Builds the HTTP client that the generated calls run on: headers, timeouts, retries, error mapping.

The key is added to each request by a hook, and only when it goes to the configured host; it is stored in no
client or header object that could be shown.
"""

import gzip
import json
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import httpx

from ionworks.config import DEFAULT_API_URL, Config, is_debugging, shown_url
from ionworks.errors import (
    APIError,
    ConfigurationError,
    ContractError,
    IonworksError,
    RateLimitError,
    error_class,
)
from ionworks.transport.bodies import ACCEPTED, json_of, parse_json
from ionworks.transport.retry import Clock, RetryPolicy, RetryTransport, build_transport, retry_after
from ionworks.transport.transfer import Transfer, redirect_target

if TYPE_CHECKING:
    from ionworks_openapi import AuthenticatedClient

KEY_HEADER = "X-API-Key"
ORGANIZATION_HEADER = "X-Organization-Id"
INTERNAL_HEADER = "X-Ionworks-Internal-Client"
REQUEST_ID_HEADER = "x-correlation-id"
GZIP_FROM_BYTES = 512 * 1024
"""Smallest request body that is compressed (docs/contract/wire.md section 2)."""
_JSON = "application/json"
_HIDDEN = "***"


class Connection:
    """Everything one client needs to talk: the API, and signed URLs.

    Parameters
    ----------
    config : Config
        Checked settings; `Config.api_url` must be a URL.
    transport : httpx.BaseTransport, optional
        Used below the retries instead of the network.
    clock : Clock, optional
        Time and chance of the retries.
    """

    def __init__(
        self, config: Config, *, transport: httpx.BaseTransport | None = None, clock: Clock | None = None
    ) -> None:
        self.config = config
        self.policy = RetryPolicy(max_retries=config.max_retries)
        self._transport = transport
        self._clock = clock
        self._lock = threading.RLock()
        self._is_closed = False
        self._projects: list[str] | None = None
        self._http: httpx.Client | None = None
        self._api: AuthenticatedClient | None = None
        self._transfer: Transfer | None = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({shown_url(self.config.api_url)!r})"

    @property
    def http(self) -> httpx.Client:
        """The one HTTP client, built at the first use."""
        with self._lock:
            self._check_open()
            if self._http is None:
                self._http = build_client(self.config, self.policy, self._transport, self._clock)
            return self._http

    @property
    def api(self) -> "AuthenticatedClient":
        """Client object that the generated functions take; it sends through `http`."""
        with self._lock:
            self._check_open()
            if self._api is None:
                from ionworks_openapi import AuthenticatedClient

                # The key is added by the hook of `http`; a token given here would be shown by repr().
                self._api = AuthenticatedClient(base_url=self.config.api_url, token="")
                self._api.set_httpx_client(self.http)
            return self._api

    @property
    def transfer(self) -> Transfer:
        """Upload and download by signed URL, on connections that never carry the key."""
        with self._lock:
            self._check_open()
            if self._transfer is None:
                self._transfer = Transfer(self.policy, clock=self._clock)
            return self._transfer

    def only_project(self) -> str | None:
        """Project of a server that has exactly one; the hosted service, where projects come and go, is not asked.

        The first answer is kept.
        """
        if self.config.api_url == DEFAULT_API_URL:
            return None
        with self._lock:
            if self._projects is None:
                answer = json_of(self.http.get("/projects", params={"limit": "2"}))
                try:
                    self._projects = [str(project["id"]) for project in answer["items"]]
                except (KeyError, TypeError) as error:
                    raise ContractError("the service's answer is no list of projects; please report it") from error
            return self._projects[0] if len(self._projects) == 1 else None

    def close(self) -> None:
        """Close all connections; later calls are refused. Doing it again does nothing."""
        with self._lock:
            self._is_closed = True
            if self._http is not None:
                self._http.close()
            if self._transfer is not None:
                self._transfer.close()
            self._http = self._api = self._transfer = None

    def _check_open(self) -> None:
        if self._is_closed:
            url = shown_url(self.config.api_url)
            raise ConfigurationError(f"this client of {url} is closed; make a new one, or work inside its `with` block")


class _Client(httpx.Client):
    """Raises our errors from here, without the frames of httpx they came through."""

    def request(self, *args: Any, **kwargs: Any) -> httpx.Response:
        try:
            return super().request(*args, **kwargs)
        except IonworksError as error:
            raise _shortened(error)  # noqa: B904 - the error itself, its own cause kept


def _shortened(error: IonworksError) -> IonworksError:
    """The error without the frames it came through, nor those of its causes, unless one is debugging."""
    if is_debugging():
        return error
    inner: BaseException | None = error
    seen = set()
    while inner is not None and id(inner) not in seen:
        seen.add(id(inner))
        inner.__traceback__ = None
        inner.__context__ = None
        inner = inner.__cause__
    return error


def build_client(
    config: Config,
    policy: RetryPolicy,
    transport: httpx.BaseTransport | None = None,
    clock: Clock | None = None,
) -> httpx.Client:
    """Build the ``httpx.Client`` of one configuration.

    Redirects are not followed: those of this API lead to signed URLs, which belong to `Transfer`.
    """
    base_url = httpx.URL(config.api_url)
    stack = build_transport(base_url, policy, clock) if transport is None else RetryTransport(transport, policy, clock)
    return _Client(
        base_url=base_url,
        timeout=httpx.Timeout(config.timeout),
        transport=stack,
        follow_redirects=False,
        event_hooks={"request": [_prepare(config)], "response": [_refuse_errors(config.token or config.api_key)]},
    )


def _prepare(config: Config) -> Callable[[httpx.Request], None]:
    """Make the hook that completes the headers of a request and compresses a large body."""
    home = _origin(httpx.URL(config.api_url))
    private = {"Authorization": f"Bearer {config.token}"} if config.token else {KEY_HEADER: config.api_key}
    if config.organization_id is not None:
        private[ORGANIZATION_HEADER] = config.organization_id
    if config.is_internal:
        private[INTERNAL_HEADER] = "1"

    def prepare(request: httpx.Request) -> None:
        # A followed redirect brings the headers of the request before it along.
        for name, value in private.items():
            if _origin(request.url) == home:
                request.headers[name] = value
            else:
                request.headers.pop(name, None)
        request.headers["Accept"] = _JSON
        request.headers["Accept-Encoding"] = ACCEPTED
        # Also without a body, as the hosted service is used to (docs/contract/wire.md section 1).
        if request.headers.setdefault("Content-Type", _JSON).startswith(_JSON):
            _compress(request)

    return prepare


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _compress(request: httpx.Request) -> None:
    body = request.read()
    if len(body) < GZIP_FROM_BYTES or "Content-Encoding" in request.headers:
        return
    packed = gzip.compress(body, compresslevel=1)
    request.stream = httpx.ByteStream(packed)
    request.headers["Content-Encoding"] = "gzip"
    request.headers["Content-Length"] = str(len(packed))


def _refuse_errors(secret: str) -> Callable[[httpx.Response], None]:
    """Make the hook that raises our error for a status >= 400, before the generated parser sees it."""

    def refuse_errors(response: httpx.Response) -> None:
        if response.status_code >= 400:
            response.read()
            raise error_from_response(response, secret=secret)
        if response.has_redirect_location:
            # httpx reads the place at once, and would raise errors of its own
            redirect_target(response)

    return refuse_errors


def error_from_response(response: httpx.Response, *, secret: str = "") -> APIError:
    """Error for an answer with status >= 400, whatever its body looks like.

    Parameters
    ----------
    response : httpx.Response
        Answer whose body has been read.
    secret : str
        Text that must not appear in the error, should the server repeat it.

    Notes
    -----
    Source: docs/contract/wire.md section 4.
    """
    text = response.text.replace(secret, _HIDDEN) if secret else response.text
    try:
        message, error_code, data = _explain(_parse(text))
    except RecursionError:
        message, error_code, data = None, None, None
    error = error_class(response.status_code)(
        message or _status_text(response),
        response.status_code,
        error_code=error_code,
        data=data,
        request_id=response.headers.get(REQUEST_ID_HEADER),
    )
    if isinstance(error, RateLimitError):
        error.retry_after = retry_after(response, Clock().now())
    return error


def _parse(text: str) -> Any:
    try:
        return parse_json(text)
    except ValueError:
        return None


def _explain(body: Any) -> tuple[str | None, str | None, Any]:
    """Message, error code and data of an error body; all ``None`` when it says nothing."""
    if not isinstance(body, Mapping):
        return (None, None, body) if isinstance(body, list) else (None, None, None)
    detail = body.get("detail")
    if "error_code" in body or "message" in body:
        return _as_text(body.get("message") or detail), _as_text(body.get("error_code")), body
    if isinstance(detail, Mapping):
        return _as_text(detail.get("message") or detail), _as_text(detail.get("error_code")), detail
    return _as_text(detail), None, None if isinstance(detail, str) else body


def _as_text(detail: Any) -> str | None:
    if detail is None or isinstance(detail, str):
        return detail or None
    if isinstance(detail, list):
        return "; ".join(_issue_text(issue) for issue in detail)
    return json.dumps(detail)


def _issue_text(issue: Any) -> str:
    """One finding of a request-shape error, such as ``body.name: field required``."""
    if not isinstance(issue, Mapping) or "msg" not in issue:
        return json.dumps(issue)
    location = issue.get("loc")
    place = ".".join(map(str, location)) if isinstance(location, list) else ""
    return f"{place}: {issue['msg']}" if place else str(issue["msg"])


def _status_text(response: httpx.Response) -> str:
    side = "Client" if response.status_code < 500 else "Server"
    url = shown_url(str(response.request.url.copy_with(query=None, fragment=None)))
    return f"{response.status_code} {side} Error: {response.reason_phrase} for url: {url}"
