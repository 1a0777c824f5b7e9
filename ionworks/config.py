"""Configuration of the client; the only reader of the environment on the client side.

Each setting comes from the first of: the argument, the environment, a ``.env`` file in the working directory
or above it, the default. Blank counts as missing. The environment is never changed.

A ``.env`` file may lie in a folder that somebody else made, so it cannot send a key of elsewhere to a URL of its own,
and no key travels unencrypted to another machine, unless the environment itself says so.
"""

import ipaddress
import os
import warnings
from collections.abc import Mapping
from typing import Any, Self
from urllib.parse import urlsplit

import attrs

from ionworks.errors import ConfigurationError

DEFAULT_API_URL = "https://api.ionworks.com"
DEFAULT_APP_URL = "https://app.ionworks.com"
_HOSTED = ".ionworks.com"
DEFAULT_TIMEOUT = 10.0
DEFAULT_MAX_RETRIES = 5
ALLOW_HTTP = "IONWORKS_ALLOW_HTTP"
"""Variable that allows ``http://`` to other machines; it counts in the environment only, not in a ``.env`` file."""
ALLOW_DOTENV_URL = "IONWORKS_ALLOW_DOTENV_URL"
"""Variable that allows a ``.env`` file to bring the URL for a key of elsewhere; it counts in the environment only."""
LOCAL_URL = "local"
"""Value of the API URL that asks for the embedded server."""
DATAFRAME_BACKENDS = ("polars", "pandas")


@attrs.frozen(kw_only=True)
class Config:
    """Settings of one client, complete and checked."""

    api_key: str = attrs.field(repr=lambda key: "'***'" if key else "''")
    """API key; empty with a token, and while the embedded server, which makes its own, is not started."""
    token: str = attrs.field(default="", repr=lambda token: "'***'" if token else "''")
    """Bearer token, which is sent instead of a key."""
    api_url: str = attrs.field(default=DEFAULT_API_URL, repr=lambda url: repr(shown_url(url)))
    """Base URL without trailing slash, or ``"local"``."""
    project_id: str | None = None
    """Default project of methods that need one."""
    organization_id: str | None = None
    """Organization to act in; ``None`` leaves it to the key."""
    dataframe_backend: str | None = None
    """Backend given as argument; ``None`` leaves the process-wide setting alone."""
    timeout: float = DEFAULT_TIMEOUT
    """Seconds to wait for a connection, and for each part of an answer."""
    max_retries: int = DEFAULT_MAX_RETRIES
    """How often a request may be sent again; 0 never."""
    app_address: str | None = None
    """Address of the application with the pages, where the environment names it."""
    is_internal: bool = False
    """Whether the service is told that a program of its own asks, and leaves storage hosts as they are."""

    @property
    def is_local(self) -> bool:
        """Whether the embedded server is asked for."""
        return self.api_url == LOCAL_URL

    @property
    def app_url(self) -> str:
        """Address of the application with the pages, without trailing slash.

        Notes
        -----
        Source: docs/contract/client-surface.md section 6.8. A host outside ``ionworks.com`` is an embedded server,
        which serves its pages itself (our decision).
        """
        if self.app_address is not None:
            return self.app_address
        host = urlsplit(self.api_url).hostname or ""
        if not host.endswith(_HOSTED):
            return self.api_url
        environment, is_named, _ = host.partition("-api.")
        return f"https://{environment}{_HOSTED}" if is_named else DEFAULT_APP_URL

    @property
    def has_studio(self) -> bool:
        """Whether the pages are those of an embedded server."""
        return self.app_url == self.api_url

    def at_server(self, api_url: str, api_key: str, project_id: str | None) -> Self:
        """Point these settings at a started server; a default project already set is kept."""
        return attrs.evolve(self, api_url=api_url, api_key=api_key, token="", project_id=self.project_id or project_id)


def load_config(
    *,
    api_key: str | None = None,
    api_url: str | None = None,
    project_id: str | None = None,
    organization_id: str | None = None,
    dataframe_backend: str | None = None,
    timeout: float | None = None,
    max_retries: int | None = None,
    token: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> Config:
    """Collect and check the settings of a client.

    Parameters
    ----------
    api_key, api_url, project_id, organization_id, dataframe_backend, timeout, max_retries, token : optional
        Arguments of ``Ionworks(...)``; each wins over every other source. A token wins over a key of the same source.
    environment : mapping of str to str, optional
        Used instead of the environment and ``.env``.

    Returns
    -------
    Config
        With ``IONWORKS_API_KEY`` or ``IONWORKS_API_TOKEN``, ``IONWORKS_API_URL``, ``IONWORKS_PROJECT_ID`` (or the
        deprecated ``PROJECT_ID``), ``IONWORKS_ORGANIZATION_ID``, ``IONWORKS_APP_URL`` and
        ``IONWORKS_INTERNAL_CLIENT`` filled in.

    Raises
    ------
    ConfigurationError
        No key, or a value that cannot be used, or that this source may not bring.

    Notes
    -----
    Source: tests/documents/python-client.txt "Authentication", "Default project", "Environment variables";
    docs/contract/wire.md section 1.
    """
    process, file = _environments() if environment is None else (environment, {})
    values = {**file, **process}
    url = _check_url(_text(api_url) or _text(values.get("IONWORKS_API_URL")) or DEFAULT_API_URL)
    given = {"IONWORKS_API_KEY": api_key, "IONWORKS_API_TOKEN": token}
    key, secret, is_of_file = _credentials(given, process, file)
    if not (_text(api_url) or _text(process.get("IONWORKS_API_URL")) or is_of_file):
        _refuse_url_of_file(url, process)
    _refuse_plain_http(url, process)
    return Config(
        api_key="" if secret else _check_key(key, required=url != LOCAL_URL),
        token=_check_key(secret, "token", required=False),
        api_url=url,
        project_id=_text(project_id) or _project_from(values),
        organization_id=_text(organization_id) or _text(values.get("IONWORKS_ORGANIZATION_ID")),
        dataframe_backend=None if dataframe_backend is None else check_backend(dataframe_backend),
        timeout=_check_timeout(timeout),
        max_retries=_check_max_retries(max_retries),
        app_address=None if (app := _text(values.get("IONWORKS_APP_URL"))) is None else app.rstrip("/"),
        is_internal=_text(values.get("IONWORKS_INTERNAL_CLIENT")) is not None,
    )


def is_debugging() -> bool:
    """Whether errors keep the frames of httpx below ours: ``IONWORKS_DEBUG`` is set."""
    return _text(os.environ.get("IONWORKS_DEBUG")) is not None


def resolve_project_id(project_id: str | None, default: str | None) -> str:
    """Project a method works in: its argument, or else the client's default.

    Raises
    ------
    ConfigurationError
        (a ``ValueError``) neither is set.
    """
    found = _text(project_id) or default
    if found is None:
        raise ConfigurationError(
            "this method needs a project: pass project_id=..., or set a default with "
            "Ionworks(project_id=...) or the environment variable IONWORKS_PROJECT_ID"
        )
    return found


def default_dataframe_backend(environment: Mapping[str, str] | None = None) -> str:
    """Backend named by ``IONWORKS_DATAFRAME_BACKEND``, ``"polars"`` when it is not set."""
    values = read_environment() if environment is None else environment
    return check_backend(_text(values.get("IONWORKS_DATAFRAME_BACKEND")) or DATAFRAME_BACKENDS[0])


def check_backend(name: Any) -> str:
    """Refuse a name that is no DataFrame backend."""
    if name not in DATAFRAME_BACKENDS:
        raise ConfigurationError(f"dataframe_backend must be 'polars' or 'pandas', not {name!r}")
    return str(name)


def shown_url(url: str) -> str:
    """Return a URL without the user name and password in it, for messages and displays."""
    scheme, mark, rest = url.rpartition("://")
    _, at, bare = rest.rpartition("@")
    return f"{scheme}{mark}{'***@' if at else ''}{bare}"


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, by a name or an address that cannot be another one."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def read_environment() -> dict[str, str]:
    """Environment variables over those of the nearest ``.env`` file; neither is changed."""
    process, file = _environments()
    return {**file, **process}


def _environments() -> tuple[dict[str, str], dict[str, str]]:
    """Variables of the environment, and of the nearest ``.env`` file; blank ones are missing, they hide nothing."""
    import dotenv

    path = dotenv.find_dotenv(usecwd=True)
    found = dotenv.dotenv_values(path) if path else {}
    file = {name: value for name, value in found.items() if value is not None and value.strip()}
    return {name: value for name, value in os.environ.items() if value.strip()}, file


def _text(value: Any) -> str | None:
    """Strip a setting; ``None`` for nothing or blank."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise ConfigurationError(f"settings must be text, found {type(value).__name__}")
    return value.strip() or None


def _project_from(values: Mapping[str, str]) -> str | None:
    current = _text(values.get("IONWORKS_PROJECT_ID"))
    if current is not None:
        return current
    old = _text(values.get("PROJECT_ID"))
    if old is not None:
        message = "the environment variable PROJECT_ID is deprecated, set IONWORKS_PROJECT_ID instead"
        warnings.warn(message, DeprecationWarning, stacklevel=4)
    return old


def _credentials(*sources: Mapping[str, str | None]) -> tuple[str | None, str | None, bool]:
    """Key and token of the first source that has either, and whether it is the last one.

    A token makes its key useless.
    """
    for source in sources:
        key, secret = _text(source.get("IONWORKS_API_KEY")), _text(source.get("IONWORKS_API_TOKEN"))
        if key or secret:
            return key, secret, source is sources[-1]
    return None, None, False


def _refuse_url_of_file(url: str, process: Mapping[str, str]) -> None:
    """Refuse a URL of the ``.env`` file that a key of elsewhere would be sent to."""
    if url in {LOCAL_URL, DEFAULT_API_URL} or _text(process.get(ALLOW_DOTENV_URL)):
        return
    raise ConfigurationError(
        f"a .env file names the API URL {shown_url(url)}, but its key comes from elsewhere, and the file could "
        "be somebody else's. If you trust it, put the key into it too, give the URL as api_url=... or set "
        f"IONWORKS_API_URL or {ALLOW_DOTENV_URL}=1 in the environment"
    )


def _refuse_plain_http(url: str, process: Mapping[str, str]) -> None:
    """Refuse to send keys unencrypted to another machine."""
    parts = urlsplit(url)
    if parts.scheme != "http" or is_loopback(parts.hostname or "") or _text(process.get(ALLOW_HTTP)):
        return
    raise ConfigurationError(
        f"the API URL {shown_url(url)} would send the key unencrypted to another machine; use https://, or set "
        f"{ALLOW_HTTP}=1 in the environment where the network is trusted"
    )


def _check_key(key: str | None, noun: str = "API key", *, required: bool) -> str:
    if key is None:
        if not required:
            return ""
        raise ConfigurationError(
            "no API key: pass api_key=... (or token=...), set the environment variable IONWORKS_API_KEY, or put "
            "IONWORKS_API_KEY=... in a .env file; keys come from the Ionworks account settings"
        )
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise ConfigurationError(f"the {noun} holds characters no {noun.rsplit(maxsplit=1)[-1]} has; copy it again")
    return key


def _check_url(url: str) -> str:
    if url == LOCAL_URL:
        return url
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    if not is_usable or parts.query or parts.fragment or not url.isprintable() or " " in url:
        raise ConfigurationError(f"the API URL must look like 'https://host' or be 'local', found {shown_url(url)!r}")
    return url.rstrip("/")


def _check_timeout(timeout: Any) -> float:
    if timeout is None:
        return DEFAULT_TIMEOUT
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not 0 < timeout < float("inf"):
        raise ConfigurationError(f"timeout must be a positive number of seconds, found {timeout!r}")
    return float(timeout)


def _check_max_retries(max_retries: Any) -> int:
    if max_retries is None:
        return DEFAULT_MAX_RETRIES
    if isinstance(max_retries, bool) or not isinstance(max_retries, int) or max_retries < 0:
        raise ConfigurationError(f"max_retries must be a whole number >= 0, found {max_retries!r}")
    return max_retries
