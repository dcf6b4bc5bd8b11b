"""The archive holds every file of the dossier under one folder, with the same bytes each time."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from shanshui.dossier.archive import holds, write_archive
from shanshui.dossier.manifest import NAME


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    folder = tmp_path / "dossier"
    (folder / "数据库" / "空间数据.gdb").mkdir(parents=True)
    (folder / NAME).write_text("{}", encoding="utf-8")
    (folder / "数据库" / "空间数据.gdb" / "a00000001.gdbtable").write_bytes(bytes(1000))
    (folder / "图.jpg").write_bytes(b"picture" * 100)
    return folder


def test_it_holds_every_file_under_its_name(dossier: Path, tmp_path: Path) -> None:
    write_archive(dossier, tmp_path / "a.zip", "某县工程")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == sorted(
            f"某县工程/{path.relative_to(dossier).as_posix()}" for path in dossier.rglob("*") if path.is_file()
        )
        assert archive.read("某县工程/图.jpg") == b"picture" * 100
        assert all(entry.flag_bits & 0x800 for entry in archive.infolist())  # names are UTF-8 for every reader
        packed = {entry.filename.rpartition("/")[2]: entry.compress_type for entry in archive.infolist()}
    assert packed["图.jpg"] == zipfile.ZIP_STORED
    assert packed["a00000001.gdbtable"] == zipfile.ZIP_DEFLATED


def test_the_same_files_give_the_same_bytes(dossier: Path, tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        write_archive(dossier, tmp_path / name, "某县工程")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_it_is_known_by_the_manifest(dossier: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    assert not holds(path, dossier)
    write_archive(dossier, path, "某县工程")
    assert holds(path, dossier)
    (dossier / NAME).write_text('{"schema": 2}', encoding="utf-8")
    assert not holds(path, dossier)
    path.write_bytes(b"no archive")
    assert not holds(path, dossier)
