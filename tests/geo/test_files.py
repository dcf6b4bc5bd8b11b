from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from shanshui.errors import DataError
from shanshui.geo import files

FRAME = gpd.GeoDataFrame(
    {"代码": ["A1", "A2"], "restoration_unit": ["清水江流域", "亮江流域"]},
    geometry=[shapely.box(6e5, 2.9e6, 6.1e5, 2.91e6), shapely.box(6.1e5, 2.9e6, 6.2e5, 2.91e6)],
    crs=4545,
)


@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson", "a.gdb"])
def test_round_trip(tmp_path: Path, name: str) -> None:
    files.write_vector(tmp_path / name, {"layer1": FRAME})
    read = files.read_vector(tmp_path / name)
    assert list(read.frame["restoration_unit"]) == ["清水江流域", "亮江流域"]
    assert read.frame.crs.to_epsg() == 4545
    assert [p.name for p in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("encoding", ["UTF-8", "GBK"])
def test_shapefile_round_trip(tmp_path: Path, encoding: str) -> None:
    files.write_vector(tmp_path / "单元.shp", {"": FRAME}, encoding)
    read = files.read_vector(tmp_path / "单元.shp")
    assert list(read.frame.columns) == ["代码", "restoratio", "geometry"]
    assert list(read.frame["restoratio"]) == ["清水江流域", "亮江流域"]
    assert (read.encoding.upper(), read.guessed) == (encoding, False)


@pytest.mark.parametrize("wrong", ["", "UTF-8", "nonsense"])
def test_gbk_text_without_a_true_cpg(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "a.shp"
    files.write_vector(path, {"": FRAME}, "GBK")
    path.with_suffix(".cpg").unlink()
    table = bytearray(path.with_suffix(".dbf").read_bytes())
    table[29] = 0
    path.with_suffix(".dbf").write_bytes(table)
    if wrong:
        path.with_suffix(".cpg").write_text(wrong)
    read = files.read_vector(path)
    assert list(read.frame["代码"]) == ["A1", "A2"]
    assert list(read.frame["restoratio"]) == ["清水江流域", "亮江流域"]
    assert (read.encoding, read.guessed) == ("GBK", True)
    assert not files.read_vector(path, encoding="GBK").guessed


def test_long_text_cut_inside_a_character(tmp_path: Path) -> None:
    # 254 bytes hold 84 and two thirds of a character
    frame = FRAME.assign(restoration_unit=["水" * 85, "江"])
    files.write_vector(tmp_path / "a.shp", {"": frame}, "UTF-8")
    read = files.read_vector(tmp_path / "a.shp")
    assert read.encoding.upper() == "UTF-8"
    assert read.frame["restoratio"][0].startswith("水" * 80)


def test_dbf_names_stay_whole_and_apart() -> None:
    short = files.dbf_names(["生态保护修复单元", "生态保护修复方式", "code", "CODE"], "UTF-8")
    assert list(short.values()) == ["生态保", "生态保1", "code", "CODE1"]
    assert files.dbf_names(["生态保护修复单元"], "GBK") == {"生态保护修复单元": "生态保护修"}


def test_several_layers_and_aliases(tmp_path: Path) -> None:
    for name in ("a.gpkg", "a.gdb"):
        files.write_vector(tmp_path / name, {"units": FRAME, "more": FRAME}, aliases={"units": "修复单元"})
        assert set(files.layers(tmp_path / name)) == {"units", "more"}
        assert files.read_vector(tmp_path / name, "more").layer == "more"
    with pytest.raises(DataError, match=r"units, more|more, units"):
        files.read_vector(tmp_path / "a.gpkg", "unit")


def test_writing_again_replaces(tmp_path: Path) -> None:
    for name in ("a.gpkg", "a.gdb", "a.shp"):
        files.write_vector(tmp_path / name, {"units": FRAME, "more": FRAME} if name != "a.shp" else {"": FRAME})
        files.write_vector(tmp_path / name, {"units": FRAME[:1]})
        assert len(files.read_vector(tmp_path / name).frame) == 1
    assert set(files.layers(tmp_path / "a.gpkg")) == {"units"}


def test_formats_that_are_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="known are"):
        files.write_vector(tmp_path / "a.dwg", {"a": FRAME})
    with pytest.raises(ValueError, match="just one"):
        files.write_vector(tmp_path / "a.shp", {"a": FRAME, "b": FRAME})


@pytest.mark.parametrize("name", ["a.gpkg", "a.shp", "a.geojson", "a.gdb", "a.csv", "a.parquet"])
def test_files_that_are_not_what_they_claim(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\xff\xfeno such file\x00")
    with pytest.raises(DataError) as caught:
        files.read_vector(tmp_path / name)
    assert caught.value.problem == "LAYER-UNREADABLE"
    assert "a." in caught.value.detail


def test_a_shapefile_without_its_table(tmp_path: Path) -> None:
    files.write_vector(tmp_path / "a.shp", {"": FRAME})
    (tmp_path / "a.dbf").unlink()
    with pytest.raises(DataError, match=r"a\.dbf is missing"):
        files.read_vector(tmp_path / "a.shp")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "GBK"])
def test_points_of_a_csv(tmp_path: Path, encoding: str) -> None:
    text = "编号,经度,纬度\nP1,109.1,26.5\nP2,,\nP3,109.2,x\n"
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    read = files.read_vector(tmp_path / "a.csv", xy=("经度", "纬度"))
    assert list(read.frame["编号"]) == ["P1", "P2", "P3"]
    assert read.frame.geometry[0].equals(shapely.Point(109.1, 26.5))
    assert read.frame.geometry.isna().tolist() == [False, True, True]
    assert read.frame.crs is None
    assert read.guessed is (encoding == "GBK")
    with pytest.raises(DataError, match="经度"):
        files.read_vector(tmp_path / "a.csv", xy=("lon", "lat"))


def test_a_table_without_geometry(tmp_path: Path) -> None:
    import pyogrio

    pyogrio.write_dataframe(FRAME.drop(columns="geometry"), tmp_path / "a.gpkg", layer="t")
    with pytest.raises(DataError, match="without geometry"):
        files.read_vector(tmp_path / "a.gpkg")


def test_hashes_follow_the_content(tmp_path: Path) -> None:
    files.write_vector(tmp_path / "a.shp", {"": FRAME})
    before = files.sha256(tmp_path / "a.shp")
    assert len(files.members(tmp_path / "a.shp")) == 5
    table = tmp_path / "a.dbf"
    table.write_bytes(table.read_bytes().replace(b"A1", b"B1"))
    assert files.sha256(tmp_path / "a.shp") != before
    files.write_vector(tmp_path / "a.gdb", {"x": FRAME})
    assert len(files.sha256(tmp_path / "a.gdb")) == 64


def test_description(tmp_path: Path) -> None:
    files.write_vector(tmp_path / "a.gpkg", {"units": FRAME})
    said = files.description(tmp_path / "a.gpkg")
    assert (said["layer"], said["features"], said["crs"]) == ("units", 2, "EPSG:4545")
