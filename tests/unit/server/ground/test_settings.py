"""Precedence argument > environment > default, and clear refusals."""

from pathlib import Path

import pytest

from ionworks.server.ground.settings import Settings


def test_argument_beats_environment_beats_default(tmp_path: Path) -> None:
    environment = {"IONWORKS_SERVER_PORT": "9001", "IONWORKS_SERVER_WORKERS": "3", "IONWORKS_SERVER_HOST": " "}
    settings = Settings.from_environment(environment, port=9002, data_dir=tmp_path)
    assert (settings.port, settings.workers, settings.host) == (9002, 3, "127.0.0.1")
    assert settings.sqlalchemy_url == f"sqlite:///{tmp_path / 'ionworks.db'}"


def test_none_means_not_given() -> None:
    assert Settings.from_environment({"IONWORKS_SERVER_PORT": "9001"}, port=None).port == 9001


@pytest.mark.parametrize(
    ("variable", "text", "named"),
    [
        ("IONWORKS_SERVER_PORT", "many", "IONWORKS_SERVER_PORT is 'many'"),
        ("IONWORKS_SERVER_WORKERS", "0", "workers is 0"),
        ("IONWORKS_SERVER_WARM_WORKERS", "perhaps", "true, yes"),
    ],
)
def test_bad_values_name_the_variable(variable: str, text: str, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        Settings.from_environment({variable: text})


def test_booleans_and_paths_from_text(tmp_path: Path) -> None:
    environment = {"IONWORKS_SERVER_WARM_WORKERS": "No", "IONWORKS_SERVER_DATA_DIR": str(tmp_path)}
    settings = Settings.from_environment(environment)
    assert settings.warm_workers is False
    assert settings.data_dir == tmp_path


def test_unknown_argument_is_refused() -> None:
    with pytest.raises(ValueError, match="worker_count"):
        Settings.from_environment({}, worker_count=2)


def test_secrets_are_not_shown() -> None:
    settings = Settings(bootstrap_key="iwk_secret", database_url="postgresql://user:word@db/x")
    assert "iwk_secret" not in repr(settings)
    assert "word" not in repr(settings)


def test_files_are_in_the_data_folder_unless_told_otherwise(tmp_path: Path) -> None:
    assert Settings(data_dir=tmp_path).storage_location == str(tmp_path / "blobs")
    environment = {"IONWORKS_SERVER_STORAGE": "s3://bucket/prefix"}
    assert Settings.from_environment(environment).storage_location == "s3://bucket/prefix"


def test_storage_without_a_password_that_every_process_sees() -> None:
    with pytest.raises(ValueError, match="environment") as caught:
        Settings(storage="sftp://me:word@host/folder")
    assert "word@" not in str(caught.value)
    with pytest.raises(ValueError, match="'memory://x', which worker processes do not share"):
        Settings(storage="memory://x")
