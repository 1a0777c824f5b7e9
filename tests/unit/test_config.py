import os
from pathlib import Path

import dotenv
import pytest

from ionworks.config import Config, default_dataframe_backend, load_config, resolve_project_id
from ionworks.errors import ConfigurationError

find_dotenv = dotenv.find_dotenv
KEY = {"IONWORKS_API_KEY": "k-env"}


def test_defaults() -> None:
    config = load_config(environment=KEY)
    assert config.api_url == "https://api.ionworks.com"
    assert (config.timeout, config.max_retries) == (10.0, 5)
    assert (config.project_id, config.organization_id, config.dataframe_backend) == (None, None, None)


def test_argument_beats_environment() -> None:
    environment = KEY | {
        "IONWORKS_API_URL": "http://env",
        "IONWORKS_PROJECT_ID": "p-env",
        "IONWORKS_ORGANIZATION_ID": "o",
    }
    config = load_config(api_key="k-arg", api_url="http://arg//", project_id="p-arg", environment=environment)
    assert (config.api_key, config.api_url, config.project_id) == ("k-arg", "http://arg", "p-arg")
    config = load_config(environment=environment)
    assert (config.api_key, config.api_url, config.project_id) == ("k-env", "http://env", "p-env")
    assert config.organization_id == "o"


def test_blank_counts_as_missing() -> None:
    config = load_config(api_key="", project_id=" ", environment=KEY | {"IONWORKS_API_URL": "  "})
    assert (config.api_key, config.api_url, config.project_id) == ("k-env", "https://api.ionworks.com", None)


def test_dotenv_file_below_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dotenv, "find_dotenv", find_dotenv)
    (tmp_path / ".env").write_text(
        "IONWORKS_API_KEY=k-file\nIONWORKS_API_URL=http://file\nIONWORKS_PROJECT_ID=p-file\n"
    )
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    monkeypatch.setenv("IONWORKS_API_URL", "http://env")
    monkeypatch.setenv("IONWORKS_PROJECT_ID", "")
    before = dict(os.environ)
    config = load_config()
    assert (config.api_key, config.api_url, config.project_id) == ("k-file", "http://env", "p-file")
    assert dict(os.environ) == before


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
