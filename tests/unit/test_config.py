import os
from pathlib import Path

import dotenv
import pytest

from ionworks import Ionworks
from ionworks.config import Config, default_dataframe_backend, load_config, resolve_project_id
from ionworks.errors import ConfigurationError
from ionworks.transport.connection import Connection

find_dotenv = dotenv.find_dotenv
KEY = {"IONWORKS_API_KEY": "k-env"}


def test_defaults() -> None:
    config = load_config(environment=KEY)
    assert config.api_url == "https://api.ionworks.com"
    assert (config.timeout, config.max_retries) == (10.0, 5)
    assert (config.project_id, config.organization_id, config.dataframe_backend) == (None, None, None)


def test_argument_beats_environment() -> None:
    environment = KEY | {
        "IONWORKS_API_URL": "https://env",
        "IONWORKS_PROJECT_ID": "p-env",
        "IONWORKS_ORGANIZATION_ID": "o",
    }
    config = load_config(api_key="k-arg", api_url="https://arg//", project_id="p-arg", environment=environment)
    assert (config.api_key, config.api_url, config.project_id) == ("k-arg", "https://arg", "p-arg")
    config = load_config(environment=environment)
    assert (config.api_key, config.api_url, config.project_id) == ("k-env", "https://env", "p-env")
    assert config.organization_id == "o"


def test_blank_counts_as_missing() -> None:
    config = load_config(api_key="", project_id=" ", environment=KEY | {"IONWORKS_API_URL": "  "})
    assert (config.api_key, config.api_url, config.project_id) == ("k-env", "https://api.ionworks.com", None)


def test_dotenv_file_below_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dotenv, "find_dotenv", find_dotenv)
    (tmp_path / ".env").write_text(
        "IONWORKS_API_KEY=k-file\nIONWORKS_API_URL=https://file\nIONWORKS_PROJECT_ID=p-file\n"
    )
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    monkeypatch.setenv("IONWORKS_API_URL", "https://env")
    monkeypatch.setenv("IONWORKS_PROJECT_ID", "")
    before = dict(os.environ)
    config = load_config()
    assert (config.api_key, config.api_url, config.project_id) == ("k-file", "https://env", "p-file")
    assert dict(os.environ) == before


@pytest.fixture
def dotenv_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ``.env`` file as it may lie in any folder that is downloaded."""
    monkeypatch.setattr(dotenv, "find_dotenv", find_dotenv)
    monkeypatch.chdir(tmp_path)
    return tmp_path / ".env"


@pytest.mark.parametrize("source", ["argument", "token", "environment"])
def test_a_file_cannot_send_a_key_of_elsewhere_to_its_own_url(
    dotenv_file: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    # the file may try to allow itself
    lines = ["IONWORKS_API_URL=https://collector.example", "IONWORKS_ALLOW_DOTENV_URL=1", "IONWORKS_API_KEY=k-file"]
    dotenv_file.write_text("\n".join(lines[: 3 if source == "argument" else 2]))
    arguments = {"argument": {"api_key": "k-arg"}, "token": {"token": "t-arg"}, "environment": {}}[source]
    if source == "environment":
        monkeypatch.setenv("IONWORKS_API_KEY", "k-env")
    with pytest.raises(
        ConfigurationError, match=r"\.env.*https://collector\.example.*IONWORKS_ALLOW_DOTENV_URL"
    ) as caught:
        load_config(**arguments)
    assert not any(key in str(caught.value) for key in ("k-arg", "t-arg", "k-env"))
    assert load_config(**arguments, api_url="https://mine").api_url == "https://mine"
    monkeypatch.setenv("IONWORKS_ALLOW_DOTENV_URL", "1")
    assert load_config(**arguments).api_url == "https://collector.example"


@pytest.mark.parametrize("url", ["local", "https://api.ionworks.com/", "https://file"])
def test_a_file_may_name_the_hosted_service_a_server_of_its_own_and_its_own_key(
    dotenv_file: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    dotenv_file.write_text(f"IONWORKS_API_URL={url}\nIONWORKS_API_KEY=k-file\n")
    if url != "https://file":
        monkeypatch.setenv("IONWORKS_API_KEY", "k-env")
    assert load_config().api_url == url.rstrip("/")


@pytest.mark.parametrize(
    ("url", "is_refused"),
    [
        ("http://ionworks.example:8000", True),
        ("http://10.0.0.5", True),
        ("http://host.docker.internal", True),
        ("http://localhost.example", True),
        ("http://127.0.0.1.example", True),
        ("http://0.0.0.0:8000", True),
        ("http://[::ffff:10.0.0.1]:8000", True),
        ("http://localhost:8000", False),
        ("http://LOCALHOST:8000", False),
        ("http://127.0.0.1:8000", False),
        ("http://127.8.0.1:8000", False),
        ("http://[::1]:8000", False),
        ("https://ionworks.example", False),
    ],
)
def test_keys_do_not_travel_in_the_clear(url: str, is_refused: bool, dotenv_file: Path, monkeypatch) -> None:
    dotenv_file.write_text("IONWORKS_ALLOW_HTTP=1\n")
    if not is_refused:
        assert load_config(api_key="k", api_url=url).api_url == url
        return
    with pytest.raises(ConfigurationError, match=r"https://.*IONWORKS_ALLOW_HTTP"):
        load_config(api_key="k", api_url=url)
    monkeypatch.setenv("IONWORKS_ALLOW_HTTP", "1")
    assert load_config(api_key="k", api_url=url).api_url == url


@pytest.mark.parametrize("url", ["https://user:hush-1@host/api", "https://hush-1@host"])
def test_passwords_of_urls_are_not_shown(url: str) -> None:
    config = load_config(api_key="k", api_url=url)
    assert config.api_url == url
    connection = Connection(config)
    shown = [repr(config), repr(connection), repr(Ionworks("k", url))]
    connection.close()
    with pytest.raises(ConfigurationError) as caught:
        connection.http
    shown += [str(caught.value)]
    for wrong in (
        url + "?x=1",
        url.replace("https", "http"),
        url.replace("https", "ftp"),
        "user:hush-1@host",
        "https://a:hush-1@[host",
    ):
        with pytest.raises(ConfigurationError) as caught:
            load_config(api_key="k", api_url=wrong)
        shown += [str(caught.value)]
    assert [text for text in shown if "hush-1" in text] == []
    assert "host" in repr(config)


def test_missing_key_says_the_three_ways() -> None:
    with pytest.raises(ConfigurationError, match=r"api_key=.*IONWORKS_API_KEY.*\.env"):
        load_config(environment={})


def test_embedded_server_needs_no_key() -> None:
    config = load_config(api_url="local", environment={})
    assert config.is_local
    started = config.at_server("http://127.0.0.1:8000", "k", "p-first")
    assert (started.api_key, started.project_id, started.is_local) == ("k", "p-first", False)
    assert load_config(api_url="local", project_id="p", environment={}).at_server("u", "k", "q").project_id == "p"


def test_old_project_variable_is_deprecated() -> None:
    with pytest.warns(DeprecationWarning, match="IONWORKS_PROJECT_ID"):
        assert load_config(environment=KEY | {"PROJECT_ID": "old"}).project_id == "old"
    assert load_config(environment=KEY | {"PROJECT_ID": "old", "IONWORKS_PROJECT_ID": "new"}).project_id == "new"


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("api_url", "api.ionworks.com"),
        ("api_url", "ftp://host"),
        ("api_url", "https://"),
        ("api_url", "https://host?x=1"),
        ("api_url", "https://[host"),
        ("api_url", "https://host:port"),
        ("api_url", "https://ho st"),
        ("api_key", "two words"),
        ("api_key", "k\u00e9y"),
        ("api_key", 5),
        ("timeout", 0),
        ("timeout", "10"),
        ("timeout", float("nan")),
        ("timeout", True),
        ("max_retries", -1),
        ("max_retries", 1.5),
        ("max_retries", True),
        ("dataframe_backend", "dask"),
    ],
)
def test_unusable_values_are_refused(argument: str, value: object) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_config(**{"environment": KEY, argument: value})
    assert isinstance(caught.value, ValueError)
    if argument == "api_key":
        assert str(value) not in str(caught.value)


def test_repr_hides_the_key() -> None:
    assert "k-env" not in repr(load_config(environment=KEY))


def test_project_of_a_method() -> None:
    assert resolve_project_id("mine", "default") == "mine"
    assert resolve_project_id(" ", "default") == "default"
    with pytest.raises(ValueError, match=r"project_id=.*Ionworks\(project_id=.*IONWORKS_PROJECT_ID"):
        resolve_project_id(None, None)


def test_backend_of_the_environment() -> None:
    assert default_dataframe_backend({}) == "polars"
    assert default_dataframe_backend({"IONWORKS_DATAFRAME_BACKEND": "pandas"}) == "pandas"
    with pytest.raises(ConfigurationError, match="'polars' or 'pandas', not 'spark'"):
        default_dataframe_backend({"IONWORKS_DATAFRAME_BACKEND": "spark"})


def test_token_of_one_source_wins_over_its_key() -> None:
    environment = KEY | {"IONWORKS_API_TOKEN": "t-env"}
    for arguments, expected in (
        ({}, ("", "t-env")),
        ({"api_key": "k-arg"}, ("k-arg", "")),
        ({"token": "t-arg"}, ("", "t-arg")),
        ({"api_key": "k-arg", "token": "t-arg"}, ("", "t-arg")),
    ):
        config = load_config(**arguments, environment=environment)
        assert (config.api_key, config.token) == expected
    assert "t-env" not in repr(load_config(environment=environment))
    with pytest.raises(ConfigurationError, match="the token holds characters no token has"):
        load_config(token="a b", environment={})
    assert load_config(environment=KEY | {"IONWORKS_INTERNAL_CLIENT": "1"}).is_internal
