"""Isolation of every test: no settings from outside, no network beyond this machine, a fixed seed."""

import gc
import ipaddress
import os
import random
import signal
import socket
import sys
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from numbers import Real
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parent

PROVENANCE = {"hosted_verified", "documented", "local_only", "unknown"}
"""Marks that say where the expected behaviour of a test against the server comes from."""
PROXY_VARIABLES = {"http_proxy", "https_proxy", "all_proxy", "no_proxy", "ftp_proxy"}


gc.set_threshold(20_000, 20, 20)
"""PyBaMM and the contract are a million objects; the usual thresholds spend a fifth of the tests on walking them."""
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
"""Else each of the hundreds of processes of a run compiles all of the package, and each of ours all of the tests."""
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    # the tests run in as many processes as there are cores, as workers do: threads in them would only compete
    os.environ.setdefault(_variable, "1")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Run the whole suite in two processes (``-n 0``: in one); what is named on the command line runs here, at once."""
    option = config.option
    is_whole = _names_nothing(config) and not hasattr(config, "workerinput")
    is_watched = option.collectonly or option.usepdb or option.capture == "no"
    if is_whole and not is_watched and getattr(option, "numprocesses", 0) is None:
        option.numprocesses, option.dist = 2, "worksteal"


def _names_nothing(config: pytest.Config) -> bool:
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS


def pytest_collection_finish() -> None:
    """Leave alone what was imported: it lives to the end."""
    gc.freeze()


_approx = pytest.approx


def _is_small(expected: Any) -> bool:
    values = expected.values() if isinstance(expected, Mapping) else expected
    numbers = [abs(one) for one in (values if isinstance(values, Iterable) else [values]) if isinstance(one, Real)]
    return bool(numbers) and 0 < min(numbers) and max(numbers) < 1e-6


def approx(expected: Any, rel: Any = None, abs: Any = None, nan_ok: bool = False) -> Any:
    """pytest's own, but small numbers have no absolute tolerance unless one is given.

    pytest takes everything within 1e-12 for equal, which is every diffusivity there is, whatever `rel` says.
    """
    if abs is None and _is_small(expected):
        rel, abs = 1e-6 if rel is None else rel, 0
    return _approx(expected, rel=rel, abs=abs, nan_ok=nan_ok)


pytest.approx = approx


def _is_local(host: Any) -> bool:
    if host in (None, "", b"", "localhost", "host.docker.internal", socket.gethostname()):
        return True
    try:
        return ipaddress.ip_address(host if isinstance(host, str) else host.decode()).is_loopback
    except ValueError:
        return False


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `make test` try more of what plain `pytest` samples."""
    parser.addoption("--examples", default="3", help="examples per operation and kind of data (schemathesis)")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse integration and hosted tests without a source of their expectations; plain `pytest` is not thorough."""
    _require_provenance(items)
    if _names_nothing(config) and not (config.option.keyword or config.option.markexpr):
        thorough = {item for item in items if {mark.name for mark in item.iter_markers()} & {"thorough", "long"}}
        items[:] = [item for item in items if item not in thorough]
        config.hook.pytest_deselected(items=list(thorough))


def _require_provenance(items: list[pytest.Item]) -> None:
    wrong = []
    for item in items:
        if {"integration", "parity"} & set(item.path.relative_to(TESTS).parts):
            found = {mark.name for mark in item.iter_markers()} & PROVENANCE
            if len(found) != 1:
                wrong.append(f"{item.nodeid}: {', '.join(sorted(found)) or 'none'}")
    if wrong:
        marks = ", ".join(sorted(PROVENANCE))
        raise pytest.UsageError(f"each of these needs exactly one mark of {marks}:\n" + "\n".join(wrong))


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Python's own answer to an interrupt here and in children.

    Tests of workers, which ignore it, may have left that in this process; so does a shell in whose background it runs.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Refuse connections and name look-ups that leave this machine."""
    patch = pytest.MonkeyPatch()
    real_connect, real_connect_ex, real_getaddrinfo = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.getaddrinfo,
    )

    def refuse(host: Any) -> None:
        if not _is_local(host):
            raise ConnectionRefusedError(f"tests may not leave this machine, tried {host!r}")

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            refuse(address[0])
        real_connect(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            refuse(address[0])
        return real_connect_ex(self, address)

    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        refuse(host)
        return real_getaddrinfo(host, *args, **kwargs)

    patch.setattr(socket.socket, "connect", connect)
    patch.setattr(socket.socket, "connect_ex", connect_ex)
    patch.setattr(socket, "getaddrinfo", getaddrinfo)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the developer's own settings: variables, ``.env`` file, chosen DataFrame backend."""
    for name in list(os.environ):
        ours = name.startswith("IONWORKS_") and not name.startswith("IONWORKS_TEST_")
        if ours or name == "PROJECT_ID" or name.lower() in PROXY_VARIABLES:
            monkeypatch.delenv(name)
    monkeypatch.setattr("dotenv.find_dotenv", lambda *_args, **_kwargs: "")
    frames = sys.modules.get("ionworks.frames")
    if frames is not None:
        monkeypatch.setattr(frames, "_chosen", {})


@pytest.fixture(autouse=True)
def _fixed_seed() -> None:
    random.seed(20260101)
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed(20260101)


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """Address of an S3 server in this process, without any content."""
    server = pytest.importorskip("moto.server").ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@contextmanager
def new_bucket(address: str) -> Iterator[str]:
    """Name of a new bucket; the environment leads there, also that of worker processes."""
    values = {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    name = f"ionworks-{uuid.uuid4().hex}"
    with pytest.MonkeyPatch.context() as patch:
        for variable in [one for one in os.environ if one.startswith("AWS_")]:
            patch.delenv(variable)
        for variable, value in values.items():
            patch.setenv(variable, value)
        pytest.importorskip("s3fs").S3FileSystem().mkdir(name)
        yield name


@pytest.fixture
def bucket(s3_server: str) -> Iterator[str]:
    with new_bucket(s3_server) as name:
        yield name
