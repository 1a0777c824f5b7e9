"""Settings of the embedded server: argument, then environment, then default; frozen."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import attrs
import platformdirs

_MIB: Final = 1024 * 1024
PREFIX: Final = "IONWORKS_SERVER_"
"""Every variable the server reads starts with this."""
_LEAST_MEMORY: Final = 4096 * _MIB
_CONTAINER_MEMORY: Final = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
EXECUTORS: Final = ("processes", "dask")
"""Where jobs can run."""


def _default_data_dir() -> Path:
    return Path(platformdirs.user_data_dir("ionworks", appauthor=False)) / "server"


def _default_workers() -> int:
    return max(1, os.cpu_count() or 1)


def machine_memory() -> int:
    """Return the memory of this machine, or of the container the process is in, in bytes; 0 where that is unknown."""
    found = []
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        found.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    for place in _CONTAINER_MEMORY:
        with suppress(OSError, ValueError):
            found.append(int(Path(place).read_text(encoding="ascii")))
    return min(found, default=0)


def _at_least(minimum: int) -> Callable[[Any, attrs.Attribute[Any], Any], None]:
    def check(_instance: Any, attribute: attrs.Attribute[Any], value: float) -> None:
        if value < minimum:
            raise ValueError(f"{attribute.name} is {value}; it must be at least {minimum}")

    return check


def _check_storage(_instance: Any, _attribute: attrs.Attribute[Any], value: str | None) -> None:
    protocol, _, rest = (value or "").partition("://")
    if "@" in rest.partition("/")[0]:
        raise ValueError("storage holds a user name or password; credentials are read from the environment")
    if protocol == "memory":
        raise ValueError(f"storage is {value!r}, which worker processes do not share; name a folder or an object store")


def _lower(text: str) -> str:
    return text.lower()


@attrs.frozen(kw_only=True)
class Settings:
    """Everything an embedded server can be told.

    Notes
    -----
    Each field is read from ``IONWORKS_SERVER_<FIELD>`` by `from_environment`.
    """

    data_dir: Path = attrs.field(factory=_default_data_dir, converter=Path)
    """Folder of the database, the secrets and, unless `storage` names another place, the files."""
    storage: str | None = attrs.field(default=None, validator=_check_storage)
    """Where files are: a folder, or the URL of an object store that fsspec knows, such as ``s3://bucket/prefix``;
    ``None`` means a folder in `data_dir`."""
    database_url: str | None = attrs.field(default=None, repr=False)
    """SQLAlchemy URL of a Postgres database; ``None`` means a SQLite file in `data_dir`."""
    host: str = "127.0.0.1"
    allowed_hosts: str = ""
    """Further names, by comma, under which clients may reach the server, such as that of a proxy; ``*`` allows all."""
    port: int = attrs.field(default=8000, validator=[_at_least(0), attrs.validators.le(65535)])
    """Port; 0 lets the system choose a free one."""
    executor: str = attrs.field(default="processes", validator=attrs.validators.in_(EXECUTORS))
    """``processes`` of this machine, or an existing ``dask`` cluster."""
    scheduler: str | None = None
    """Address of the Dask scheduler, such as ``tcp://10.0.0.1:8786``."""
    workers: int = attrs.field(factory=_default_workers, validator=_at_least(1))
    """Number of worker processes that solve."""
    worker_memory_bytes: int = attrs.field(validator=_at_least(0))
    """Most memory of one worker process for data, in bytes; a job that needs more fails. 0 sets no limit; by default
    three quarters of the machine's memory are shared by the workers, 4 GiB at least."""
    job_seconds: float = attrs.field(default=86400.0, validator=_at_least(1))
    """Longest time that one job may take, in seconds; one that takes longer fails."""
    warm_workers: bool = True
    """Start the workers and import PyBaMM in them in the background at start-up."""
    bootstrap_key: str | None = attrs.field(default=None, repr=False)
    """API key of the first user; a random one is made when this is unset."""
    connection_limit: int = attrs.field(default=2000, validator=_at_least(1))
    """Most connections at a time; of more, those that keep the server waiting longest are closed."""
    head_seconds: float = attrs.field(default=10.0, validator=_at_least(0))
    """How long a client may take for the header fields of a request, in seconds."""
    body_seconds: float = attrs.field(default=30.0, validator=_at_least(0))
    """How long a client may be silent in the middle of a request body, in seconds."""
    max_body_bytes: int = attrs.field(default=16 * _MIB, validator=_at_least(1024))
    """Largest API request body, in bytes, after inflating; see `max_bulk_bytes`."""
    max_bulk_bytes: int = attrs.field(default=256 * _MIB, validator=_at_least(1024))
    """The same for operations whose purpose is bulk data: sweeps, and pipelines with inline data."""
    max_table_bytes: int = attrs.field(default=16384 * _MIB, validator=_at_least(1024))
    """Largest table that an uploaded Parquet file may hold: rows times the width of a row, in bytes."""
    max_upload_bytes: int = attrs.field(default=8192 * _MIB, validator=_at_least(1024))
    """Largest file that may be put to storage, in bytes."""
    signed_url_seconds: int = attrs.field(default=3600, validator=_at_least(1))
    """Life of a signed storage URL, in seconds."""
    chunk_limit: int = attrs.field(default=64, validator=_at_least(1))
    """Largest number of simulations a worker gets at once."""
    queue_limit: int = attrs.field(default=1_000_000, validator=_at_least(1))
    """Most jobs of one organization that may wait; further batches are refused with status 429 until there is room."""
    lease_seconds: float = attrs.field(default=60.0, validator=_at_least(1))
    """How long a claimed job belongs to a server that shows no sign of life, in seconds."""
    studio: bool = True
    """Serve the Studio, the pages for browsers."""
    validate_responses: bool = False
    """Check every answer against openapi.yaml (tests)."""
    log_level: str = attrs.field(default="info", converter=_lower)

    @worker_memory_bytes.default
    def _share_of_memory(self) -> int:
        return max(_LEAST_MEMORY, machine_memory() * 3 // 4 // max(1, self.workers))

    def __attrs_post_init__(self) -> None:
        if (self.executor == "dask") != (self.scheduler is not None):
            raise ValueError(
                f"executor is {self.executor!r} and scheduler is {self.scheduler!r}; "
                "dask needs the address of a scheduler, processes take none"
            )

    @property
    def storage_location(self) -> str:
        """Folder or URL of the files in use."""
        return self.storage or str(self.data_dir / "blobs")

    @property
    def sqlalchemy_url(self) -> str:
        """URL of the database in use."""
        return self.database_url or f"sqlite:///{self.data_dir / 'ionworks.db'}"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None, **arguments: Any) -> Settings:
        """Combine arguments (``None`` means not given), environment and defaults.

        Raises
        ------
        ValueError
            A variable does not fit its field; the message names both.
        """
        environment = os.environ if environment is None else environment
        values: dict[str, Any] = {}
        for field in attrs.fields(cls):
            given = arguments.pop(field.name, None)
            text = environment.get(PREFIX + field.name.upper(), "").strip()
            if given is not None:
                values[field.name] = given
            elif text:
                values[field.name] = _parse(field.name, str(field.type), text)
        if arguments:
            raise ValueError(f"unknown server settings: {', '.join(sorted(arguments))}")
        return cls(**values)


def _parse_boolean(text: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if text.lower() not in words:
        raise ValueError(f"expected one of {', '.join(words)}")
    return words[text.lower()]


_PARSERS: Final[Mapping[str, Callable[[str], Any]]] = MappingProxyType(
    {"int": int, "float": float, "bool": _parse_boolean}
)


def _parse(name: str, type_name: str, text: str) -> Any:
    try:
        return _PARSERS.get(type_name, str)(text)
    except ValueError as error:
        raise ValueError(f"{PREFIX}{name.upper()} is {text!r}, not a valid {type_name}: {error}") from None
