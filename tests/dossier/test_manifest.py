from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import docx
import geopandas as gpd
import numpy as np
import openpyxl
import pytest
import rasterio
from affine import Affine
from PIL import Image
from shapely.geometry import Point

from dossier import report_case as rc
from shanshui.dossier.fingerprint import content_hash
from shanshui.dossier.manifest import entries, read_entries, write_manifest
from shanshui.ledger import Source


def word(path: Path, text: str = "面积1619.15", author: str = "甲") -> Path:
    document = docx.Document()
    document.add_paragraph(text)
    document.core_properties.last_modified_by = author
    document.save(str(path))
    return path


def database(path: Path, when: str, rows: tuple[str, ...]) -> Path:
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("CREATE TABLE t (name TEXT, last_change TEXT)")
        base.executemany("INSERT INTO t VALUES (?, ?)", [(r, when) for r in rows])
    return path


def test_word_is_blind_to_dates_and_packing(tmp_path: Path) -> None:
    first = word(tmp_path / "a.docx")
    document = docx.Document(str(first))
    document.core_properties.revision = 7
    document.core_properties.modified = document.core_properties.modified.replace(year=2031)  # type: ignore[union-attr]
    document.save(str(tmp_path / "b.docx"))
    assert content_hash(first) == content_hash(tmp_path / "b.docx")
    assert content_hash(first) != content_hash(word(tmp_path / "c.docx", "面积1619.16"))


def test_workbook_is_blind_to_dates(tmp_path: Path) -> None:
    for name, year in (("a", 2020), ("b", 2021)):
        book = openpyxl.Workbook()
        book.active["A1"] = "甲"  # type: ignore[index]
        book.properties.created = book.properties.created.replace(year=year)  # type: ignore[union-attr]
        book.save(tmp_path / f"{name}.xlsx")
    assert content_hash(tmp_path / "a.xlsx") == content_hash(tmp_path / "b.xlsx")


def test_database_is_blind_to_times_and_order(tmp_path: Path) -> None:
    first = database(tmp_path / "a.sqlite", "2020", ("甲", "乙"))
    second = database(tmp_path / "b.sqlite", "2021", ("乙", "甲"))
    third = database(tmp_path / "c.sqlite", "2020", ("甲", "丙"))
    assert content_hash(first) == content_hash(second) != content_hash(third)


@pytest.mark.parametrize(("driver", "suffix"), [("GPKG", ".gpkg"), ("OpenFileGDB", ".gdb")])
def test_features_are_read_whatever_the_format(tmp_path: Path, driver: str, suffix: str) -> None:
    def made(name: str, *codes: str) -> Path:
        path = tmp_path / name / f"x{suffix}"
        path.parent.mkdir()
        frame = gpd.GeoDataFrame({"code": list(codes)}, geometry=[Point(n, n) for n in range(len(codes))], crs=4490)
        frame.to_file(path, driver=driver, layer="x")
        return path

    same = {content_hash(made("a", "甲", "乙")), content_hash(made("b", "甲", "乙"))}
    assert len(same) == 1
    assert content_hash(made("c", "甲", "丙")) not in same


def test_a_shapefile_is_its_geometries_and_its_table_is_hashed_apart(tmp_path: Path) -> None:
    def made(name: str, code: str, east: float) -> Path:
        path = tmp_path / name / "x.shp"
        path.parent.mkdir()
        gpd.GeoDataFrame({"code": [code]}, geometry=[Point(east, 0)], crs=4490).to_file(path)
        return path

    first, other_code, moved = made("a", "甲", 1), made("b", "丙", 1), made("c", "甲", 2)
    assert content_hash(first) == content_hash(other_code) != content_hash(moved)
    assert content_hash(first.with_suffix(".dbf")) == content_hash(moved.with_suffix(".dbf"))
    assert content_hash(first.with_suffix(".dbf")) != content_hash(other_code.with_suffix(".dbf"))


def test_pictures_are_their_pixels(tmp_path: Path) -> None:
    picture = Image.fromarray(np.arange(192, dtype="uint8").reshape(8, 8, 3))
    picture.save(tmp_path / "a.png")
    picture.save(tmp_path / "b.png", compress_level=0)
    picture.save(tmp_path / "c.tif", compression="tiff_lzw")
    picture.save(tmp_path / "d.tif", compression="raw")
    assert content_hash(tmp_path / "a.png") == content_hash(tmp_path / "b.png")
    assert content_hash(tmp_path / "c.tif") == content_hash(tmp_path / "d.tif")
    picture.putpixel((0, 0), (9, 9, 9))
    picture.save(tmp_path / "e.png")
    assert content_hash(tmp_path / "a.png") != content_hash(tmp_path / "e.png")


def test_rasters_are_cells_and_place(tmp_path: Path) -> None:
    def made(name: str, west: float, compress: str) -> Path:
        path = tmp_path / name
        profile = {"driver": "GTiff", "width": 4, "height": 4, "count": 1, "dtype": "float32", "crs": "EPSG:4545"}
        with rasterio.open(path, "w", **profile, transform=Affine(30, 0, west, 0, -30, 0), compress=compress) as out:
            out.write(np.ones((1, 4, 4), "float32"))
        return path

    assert content_hash(made("a.tif", 0, "lzw")) == content_hash(made("b.tif", 0, "deflate"))
    assert content_hash(made("a.tif", 0, "lzw")) != content_hash(made("c.tif", 30, "lzw"))


def test_a_file_that_is_not_what_its_name_says_is_hashed_by_bytes(tmp_path: Path) -> None:
    for name in ("a.docx", "a.pdf", "a.png", "a.gpkg", "a.shp", "a.tif"):
        (tmp_path / name).write_bytes(b"something else")
        assert len(content_hash(tmp_path / name)) == 64


def test_manifest_of_two_builds_agrees_in_all_contents(tmp_path: Path) -> None:
    for name in ("one", "two"):
        folder = tmp_path / name / "报告"
        folder.mkdir(parents=True)
        word(folder / "方案.docx", author=name)
        (folder / "说明.json").write_text('{"made": "2020-01-01T00:00:00"}', encoding="utf-8")
    os.utime(tmp_path / "two" / "报告" / "方案.docx", (1, 1))
    sources = (Source("layer:dem", "layers/dem.tif", "ab", "甲", "2020", True),)
    paths = [write_manifest(tmp_path / n, sources, rc.STANDARD, False, True) for n in ("one", "two")]
    first, second = ({p: e.content for p, e in read_entries(path).items()} for path in paths)
    assert list(first) == ["报告/方案.docx", "报告/说明.json"]
    record = json.loads(paths[0].read_text(encoding="utf-8"))
    assert (record["state"], record["synthetic"], record["standard"]["digest"]) == ("draft", True, rc.STANDARD.digest)
    assert record["sources"][0]["sha256"] == "ab"
    assert record["versions"]["numpy"]
    assert second["报告/说明.json"] == first["报告/说明.json"]


def test_entries_of_unchanged_files_are_used_again(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    word(folder / "a.docx")
    known = {e.path: e for e in entries(folder)}
    marked = {p: type(e)(e.path, e.size, e.sha256, "kept") for p, e in known.items()}
    assert entries(folder, marked)[0].content == "kept"
    word(folder / "a.docx", "别的")
    assert entries(folder, marked)[0].content != "kept"


def test_a_geodatabase_is_one_entry(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"code": ["甲"]}, geometry=[Point(0, 0)], crs=4490)
    (tmp_path / "数据库").mkdir()
    frame.to_file(tmp_path / "数据库" / "空间数据.gdb", driver="OpenFileGDB", layer="x")
    assert [e.path for e in entries(tmp_path)] == ["数据库/空间数据.gdb"]


def test_no_manifest_gives_no_entries(tmp_path: Path) -> None:
    assert read_entries(tmp_path / "manifest.json") == {}
    (tmp_path / "manifest.json").write_text("[1]", encoding="utf-8")
    assert read_entries(tmp_path / "manifest.json") == {}


def test_the_same_dbf_written_on_two_days_is_the_same(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"code": ["a"]}, geometry=[Point(0, 0)], crs=4490)
    frame.to_file(tmp_path / "a.shp")
    shutil.copy(tmp_path / "a.dbf", tmp_path / "b.dbf")
    data = bytearray((tmp_path / "b.dbf").read_bytes())
    data[1:4] = bytes((99, 1, 1))
    (tmp_path / "b.dbf").write_bytes(bytes(data))
    assert content_hash(tmp_path / "a.dbf") == content_hash(tmp_path / "b.dbf")
