"""Installing skills: nothing of an archive leads elsewhere, and only what was installed before is replaced."""

import io
import zipfile
from pathlib import Path

import pytest

from ionworks.cli import skills
from ionworks.errors import ContractError, IonworksError
from ionworks.server.toolkit import archive


def _zip(compression: int = zipfile.ZIP_STORED, /, **entries: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as target:
        for name, text in entries.items():
            target.writestr(name, text)
    return content.getvalue()


def _damaged(compression: int, *places: int) -> bytes:
    content = bytearray(_zip(compression, **{"t/skills/a/b": bytes(range(250))}))
    for place in places:
        content[place] ^= 0xFF
    return bytes(content)


def test_what_the_server_packs_is_what_is_unpacked() -> None:
    unpacked = skills._unpacked(archive.archive())
    listed = archive.overview()["skills"]
    assert sorted(unpacked) == [one["name"] for one in listed] and len(listed) == 6
    for one in listed:
        files = unpacked[one["name"]]
        assert len(one["description"]) > 40 and f"name: {one['name']}".encode() in files["SKILL.md"]
        (script,) = (name for name in files if name.endswith(".py"))
        assert script.encode() in files["SKILL.md"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK",
        _zip(),
        _zip(**{"t/other/a/b": b""}),
        _zip(**{"t/skills/../a": b""}),
        _zip(**{"t/skills/a/../../b": b""}),
        _zip(**{"t/skills/a/.hidden": b""}),
        _zip(**{"t/skills/a\\b/c": b""}),
        _zip(**{"t/skills/a/b": bytes(65 * 1024**2)}),
        _damaged(zipfile.ZIP_DEFLATED, 42),
        _damaged(zipfile.ZIP_BZIP2, 46),
        _damaged(zipfile.ZIP_LZMA, 60),
        _damaged(zipfile.ZIP_STORED, -5, -4),
    ],
)
def test_an_archive_that_is_none_is_refused(content: bytes) -> None:
    with pytest.raises(ContractError):
        skills._unpacked(content)


def test_only_what_was_installed_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    skills._install(tmp_path, {"a": {"SKILL.md": b"1", "more/b.py": b""}}, "1")
    skills._check_free(tmp_path, ["a", "c"])
    with pytest.raises(IonworksError, match="is not from Ionworks"):
        skills._check_free(tmp_path, ["a", "mine"])
    skills._install(tmp_path, {"c": {"SKILL.md": b"2"}}, "2")
    assert sorted(path.name for path in tmp_path.iterdir()) == [skills.MANIFEST, "c", "mine"]
    assert skills._recorded(skills._manifest(tmp_path)) == ["c"]
    (tmp_path / skills.MANIFEST).write_text('{"skills": ["..", "c", 1], "version": "3"}')
    assert skills._recorded(skills._manifest(tmp_path)) == ["c"]
    (tmp_path / skills.MANIFEST).write_text("{")
    with pytest.raises(IonworksError, match="not readable"):
        skills._manifest(tmp_path)
