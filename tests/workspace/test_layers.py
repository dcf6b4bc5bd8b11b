"""Every way a layer can be bad leaves a finding, and never a traceback."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely
from pyproj import Transformer

from shanshui.finding import Finding
from shanshui.geo import crs as reference
from shanshui.geo import files
from shanshui.plan import Project
from shanshui.standard import describe, load
from shanshui.workspace.catalog import LayerEntry, Shift
from shanshui.workspace.layers import Layers

LEFT, BOTTOM, RIGHT, TOP = 600_000.0, 2_930_000.0, 606_000.0, 2_936_000.0
SCOPE = shapely.box(LEFT, BOTTOM, RIGHT, TOP)
PROJECT: dict[str, Any] = dict.fromkeys(
    (
        "region", "ecological_zone", "natural_unit", "project_type", "county_code", "county_name", "applicant",
        "compiler", "authority", "implementer", "submitted",
    ),
    "x",
) | {"base_year": 2020, "build_years": (2021, 2025), "care_years": 3}  # fmt: skip
Make = Callable[..., Layers]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Layers of a county with a scope, to which a test adds what it likes."""
    (tmp_path / "layers").mkdir()
    files.write_vector(tmp_path / "layers" / "scope.gpkg", {"scope": frame([SCOPE], name=["县"])})

    def build(crs: str = "auto", cell: Decimal | None = None, on_read: Any = None, **entries: LayerEntry) -> Layers:
        catalog = {"scope": LayerEntry(file="layers/scope.gpkg"), **entries}
        return Layers(tmp_path, catalog, load(), Project(**PROJECT, crs=crs, cell=cell), on_read)

    return build


def frame(shapes: list[Any], epsg: int | None = 4545, **fields: list[Any]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(fields, geometry=shapes, crs=epsg)


def write_raster(
    path: Path, cells: np.ndarray, left: float = LEFT, cell: float = 30.0, epsg: int | None = 4545
) -> None:
    options = {} if epsg is None else {"crs": rasterio.CRS.from_epsg(epsg)}
    with rasterio.open(
        path, "w", driver="GTiff", width=cells.shape[1], height=cells.shape[0], count=1, dtype=cells.dtype,
        transform=rasterio.Affine(cell, 0, left, 0, -cell, TOP), nodata=0, **options,
    ) as out:  # fmt: skip
        out.write(cells, 1)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    for finding in findings:
        said = describe(finding)
        assert "{" not in said.text + said.remedy
        assert finding.place.file
    return [finding.code for finding in findings]


def put(tmp_path: Path, name: str, shapes: gpd.GeoDataFrame, **options: Any) -> LayerEntry:
    files.write_vector(tmp_path / "layers" / name, {"": shapes} if name.endswith(".shp") else {"a": shapes}, **options)
    return LayerEntry(file=f"layers/{name}")


def test_scope_crs_and_grid(make: Make, tmp_path: Path) -> None:
    write_raster(tmp_path / "layers" / "lc.tif", np.ones((200, 200), np.uint8))
    read: list[str] = []
    layers = make(on_read=read.append, landcover=LayerEntry(file="layers/lc.tif", classes="clcd"))
    assert (layers.crs, layers.scope_role) == (4545, "scope")
    assert layers.scope is not None
    assert layers.scope.equals(SCOPE)
    grid = layers.grid
    assert grid is not None
    assert (grid.cell, grid.left % 30, grid.top % 30) == (30, 0, 0)
    assert grid.bounds[0] < LEFT
    assert set(read) == {"scope", "county", "landcover"}
    raster = layers.raster("landcover")
    assert raster is not None
    assert sum(int(cells.sum()) for _, cells in raster.blocks()) == 200 * 200
    assert layers.findings == ()


def test_every_touch_is_told_again(make: Make) -> None:
    read: list[str] = []
    layers = make(on_read=read.append)
    assert layers.usable("scope")
    read.clear()
    assert layers.vector("rivers") is None
    assert layers.scope is not None
    assert {"rivers", "scope"} <= set(read)
    assert layers.roles == ("scope",)
    assert "*" in read


def test_project_crs_and_cell(make: Make) -> None:
    layers = make(crs="EPSG:4546", cell=Decimal("12.5"))
    assert layers.crs == 4546
    assert layers.grid is not None
    assert layers.grid.cell == 12.5
    assert layers.scope is not None
    assert layers.scope.bounds[0] < 400_000
    bad = make(crs="4326")
    assert bad.crs == 4545
    assert codes(bad.findings) == ["PROJECT-CRS"]


def test_county_stands_in_for_the_scope(make: Make, tmp_path: Path) -> None:
    entry = LayerEntry(file="layers/scope.gpkg", fields={"code": "name"})
    layers = make(scope=LayerEntry(file="layers/none.gpkg"), county=entry)
    assert layers.scope_role == "county"
    assert codes(layers.state("scope").findings) == ["LAYER-MISSING"]


def test_no_scope_at_all(make: Make, tmp_path: Path) -> None:
    entry = put(tmp_path, "u.gpkg", frame([SCOPE], code=["A"]))
    layers = make(scope=LayerEntry(file="layers/none.gpkg"), units=entry)
    assert (layers.scope, layers.crs, layers.grid, layers.scope_role) == (None, None, None, "")
    assert not layers.usable("units")
    assert layers.vector("units") is None
    assert layers.raster("dem") is None


def test_scope_over_the_border_of_its_zone(make: Make, tmp_path: Path) -> None:
    wide = shapely.box(108.6, 26.3, 109.6, 26.8)
    layers = make(scope=put(tmp_path, "wide.gpkg", frame([wide], 4490)))
    assert layers.crs == 4545
    assert codes(layers.findings) == ["SCOPE-ZONE"]


def test_scope_of_two_parts(make: Make, tmp_path: Path) -> None:
    far = shapely.box(RIGHT + 500, BOTTOM, RIGHT + 900, TOP)
    layers = make(scope=put(tmp_path, "two.gpkg", frame([SCOPE, far])))
    assert codes(layers.findings) == ["SCOPE-PARTS"]
    assert layers.scope is not None
    assert layers.scope.area == SCOPE.area + far.area


def test_scope_in_two_touching_features_is_one(make: Make, tmp_path: Path) -> None:
    more = shapely.box(RIGHT, BOTTOM, RIGHT + 900, TOP)
    assert make(scope=put(tmp_path, "two.gpkg", frame([SCOPE, more]))).findings == ()


BOWTIE = shapely.Polygon([(LEFT, BOTTOM), (RIGHT, TOP), (RIGHT, BOTTOM), (LEFT, TOP)])


def test_self_crossing_scope(make: Make, tmp_path: Path) -> None:
    state = make(scope=put(tmp_path, "bow.gpkg", frame([BOWTIE]))).state("scope")
    assert codes(state.findings) == ["SCOPE-INVALID"]
    assert state.usable


def test_self_crossing_polygon(make: Make, tmp_path: Path) -> None:
    layers = make(units=put(tmp_path, "u.gpkg", frame([BOWTIE, SCOPE], code=["A", "B"])))
    (finding,) = layers.state("units").findings
    assert codes((finding,)) == ["LAYER-GEOMETRY"]
    assert finding.place.feature == "A"
    assert finding.got == "自相交 (603000 2933000)"
    units = layers.vector("units")
    assert units is not None
    assert units.geometry.is_valid.all()
    assert units.geometry[0].area == SCOPE.area / 2


def test_many_broken_features_are_summed_up(make: Make, tmp_path: Path) -> None:
    layers = make(units=put(tmp_path, "u.gpkg", frame([BOWTIE] * 30, code=[str(n) for n in range(30)])))
    findings = layers.state("units").findings
    assert len(findings) == 21
    assert findings[-1].place.feature == "20… (+10)"


def test_features_that_cannot_be_used(make: Make, tmp_path: Path) -> None:
    line = shapely.LineString([(LEFT, BOTTOM), (RIGHT, TOP)])
    flat = shapely.Polygon([(LEFT, BOTTOM), (RIGHT, TOP), (LEFT, BOTTOM)])
    shapes = [SCOPE, None, line, flat, shapely.Polygon()]
    path = tmp_path / "layers" / "u.geojson"
    frame(shapes, 4545, code=list("abcde")).to_crs(4490).to_file(path, engine="pyogrio")
    layers = make(units=LayerEntry(file="layers/u.geojson"))
    state = layers.state("units")
    assert codes(state.findings) == ["LAYER-GEOMETRY"] * 4
    assert {f.place.feature: f.got for f in state.findings} == {
        "b": "没有图形", "e": "没有图形", "c": "是线", "d": "面积为零",
    }  # fmt: skip
    assert state.features == 1


def test_missing_file(make: Make) -> None:
    layers = make(dem=LayerEntry(file="layers/scop.gpkg"))
    (finding,) = layers.state("dem").findings
    assert codes((finding,)) == ["LAYER-MISSING"]
    assert finding.want == "layers/scope.gpkg"
    assert not layers.usable("dem")
    assert layers.digest("dem") == ""


def test_absent_layer(make: Make) -> None:
    state = make().state("dem")
    assert (state.entry, state.usable, state.findings) == (None, False, ())


@pytest.mark.parametrize("name", ["a.gpkg", "a.shp", "a.geojson", "a.csv"])
def test_unreadable_vector(make: Make, tmp_path: Path, name: str) -> None:
    (tmp_path / "layers" / name).write_bytes(b"\x00\x01 nothing")
    state = make(units=LayerEntry(file=f"layers/{name}")).state("units")
    assert codes(state.findings) == ["LAYER-UNREADABLE"]


def test_unreadable_raster(make: Make, tmp_path: Path) -> None:
    (tmp_path / "layers" / "a.tif").write_bytes(b"\x00\x01 nothing")
    assert codes(make(dem=LayerEntry(file="layers/a.tif")).state("dem").findings) == ["LAYER-UNREADABLE"]


def test_layer_of_another_kind(make: Make, tmp_path: Path) -> None:
    assert codes(make(dem=LayerEntry(file="layers/scope.gpkg")).state("dem").findings) == ["LAYER-KIND"]


def test_empty_raster(make: Make, tmp_path: Path) -> None:
    write_raster(tmp_path / "layers" / "dem.tif", np.zeros((200, 200), np.float32))
    layers = make(dem=LayerEntry(file="layers/dem.tif"))
    assert codes(layers.state("dem").findings) == ["LAYER-EMPTY"]
    assert layers.raster("dem") is None


def test_empty_vector(make: Make, tmp_path: Path) -> None:
    state = make(units=put(tmp_path, "u.gpkg", frame([SCOPE], code=["A"])[:0])).state("units")
    assert codes(state.findings) == ["LAYER-EMPTY"]


def test_no_such_band(make: Make, tmp_path: Path) -> None:
    write_raster(tmp_path / "layers" / "dem.tif", np.ones((200, 200), np.float32))
    assert codes(make(dem=LayerEntry(file="layers/dem.tif", band=3)).state("dem").findings) == ["LAYER-BAND"]


def test_no_crs(make: Make, tmp_path: Path) -> None:
    write_raster(tmp_path / "layers" / "dem.tif", np.ones((200, 200), np.float32), epsg=None)
    vector = put(tmp_path, "u.gpkg", frame([SCOPE], None, code=["A"]))
    layers = make(dem=LayerEntry(file="layers/dem.tif"), units=vector)
    assert codes(layers.state("dem").findings) == ["LAYER-NOCRS"]
    assert codes(layers.state("units").findings) == ["LAYER-NOCRS"]


def test_declared_crs_stands_in(make: Make, tmp_path: Path) -> None:
    write_raster(tmp_path / "layers" / "dem.tif", np.ones((200, 200), np.float32), epsg=None)
    vector = put(tmp_path, "u.gpkg", frame([SCOPE], None, code=["A"]))
    layers = make(
        dem=LayerEntry(file="layers/dem.tif", crs="EPSG:4545"),
        units=vector.model_copy(update={"crs": "4545"}),
    )
    assert layers.usable("dem")
    assert layers.raster("dem") is not None
    assert layers.usable("units")


def test_declared_crs_that_differs(make: Make, tmp_path: Path) -> None:
    entry = put(tmp_path, "u.gpkg", frame([SCOPE], code=["A"])).model_copy(update={"crs": "EPSG:4524"})
    state = make(units=entry).state("units")
    assert codes(state.findings) == ["LAYER-CRS"]
    assert state.usable
    nonsense = entry.model_copy(update={"crs": "兰勃特"})
    assert codes(make(units=nonsense).state("units").findings) == ["LAYER-CRS"]


@pytest.mark.parametrize("epsg", [4524, 4490, 4546])
def test_wrong_crs(make: Make, tmp_path: Path, epsg: int) -> None:
    """Coordinates of EPSG:4545 under another name."""
    wrong = frame([SCOPE], epsg, code=["A"])
    write_raster(tmp_path / "layers" / "dem.tif", np.ones((200, 200), np.float32), epsg=epsg)
    layers = make(units=put(tmp_path, "u.gpkg", wrong), dem=LayerEntry(file="layers/dem.tif"))
    assert codes(layers.state("units").findings) == ["LAYER-OUTSIDE"]
    assert codes(layers.state("dem").findings) == ["LAYER-OUTSIDE"]
    assert layers.vector("units") is None
    assert layers.raster("dem") is None


def test_wrong_crs_of_the_scope(make: Make, tmp_path: Path) -> None:
    layers = make(scope=put(tmp_path, "s.gpkg", frame([SCOPE], 4490)))
    assert layers.scope is None
    assert codes(layers.state("scope").findings) == ["SCOPE-NOWHERE"]


@pytest.mark.parametrize("epsg", [2431, 2380])
def test_old_datums_are_refused(make: Make, tmp_path: Path, epsg: int) -> None:
    old = frame([SCOPE], epsg, code=["A"])
    write_raster(tmp_path / "layers" / "dem.tif", np.ones((200, 200), np.float32), epsg=epsg)
    layers = make(units=put(tmp_path, "u.gpkg", old), dem=LayerEntry(file="layers/dem.tif"))
    assert codes(layers.state("units").findings) == ["LAYER-DATUM"]
    assert codes(layers.state("dem").findings) == ["LAYER-DATUM"]


def test_old_datum_with_a_declared_shift(make: Make, tmp_path: Path) -> None:
    shift = Shift(east=60.0, north=-30.0, source="四等点比对", uncertainty=1.5)
    old = put(tmp_path, "u.gpkg", frame([shapely.box(LEFT, BOTTOM, LEFT + 900, TOP)], 2433, code=["A"]))
    layers = make(units=old.model_copy(update={"shift": shift}))
    state = layers.state("units")
    assert codes(state.findings) == ["LAYER-SHIFTED"]
    units = layers.vector("units")
    assert units is not None
    plain = gpd.read_file(tmp_path / "layers" / "u.gpkg", engine="pyogrio").to_crs(4545).geometry[0]
    assert units.geometry[0].bounds[0] == pytest.approx(plain.bounds[0] + 60)
    assert units.geometry[0].bounds[1] == pytest.approx(plain.bounds[1] - 30)


def test_gcj02(make: Make, tmp_path: Path) -> None:
    to_degrees = Transformer.from_crs(4545, 4490, always_xy=True)

    def veiled(points: np.ndarray) -> np.ndarray:
        lon, lat = to_degrees.transform(points[:, 0], points[:, 1])
        return np.column_stack(reference.gcj02_from_wgs84(lon, lat))

    entry = put(tmp_path, "u.geojson", frame([shapely.transform(SCOPE, veiled)], 4326, code=["A"]))
    layers = make(units=entry.model_copy(update={"crs": "GCJ-02"}))
    assert codes(layers.state("units").findings) == ["LAYER-GCJ02"]
    units = layers.vector("units")
    assert units is not None
    assert units.geometry[0].hausdorff_distance(SCOPE) < 0.01
    raw = make(units=entry).vector("units")
    assert raw is not None
    assert raw.geometry[0].hausdorff_distance(SCOPE) > 300


def test_gcj02_that_is_none(make: Make, tmp_path: Path) -> None:
    metres = put(tmp_path, "u.gpkg", frame([SCOPE], None, code=["A"])).model_copy(update={"crs": "GCJ-02"})
    write_raster(tmp_path / "layers" / "dem.tif", np.ones((200, 200), np.float32))
    layers = make(units=metres, dem=LayerEntry(file="layers/dem.tif", crs="GCJ-02"))
    assert codes(layers.state("units").findings) == ["LAYER-OUTSIDE"]
    assert codes(layers.state("dem").findings) == ["LAYER-DATUM"]


def test_fields_codes_and_duplicates(make: Make, tmp_path: Path) -> None:
    units = frame([SCOPE] * 4, 单元=[1.0, 1.0, 2.0, None], 名称=["a", "b", "c", "d"])
    entry = put(tmp_path, "u.gpkg", units)
    layers = make(units=entry.model_copy(update={"fields": {"code": "单元", "name": "名称"}}))
    state = layers.state("units")
    assert codes(state.findings) == ["LAYER-DUPLICATE", "LAYER-CODELESS"]
    assert state.findings[0].got == "1"
    got = layers.vector("units")
    assert got is not None
    assert list(got["code"]) == ["1", "1", "2", ""]
    lacking = make(units=entry.model_copy(update={"fields": {"name": "名 称"}})).state("units")
    assert codes(lacking.findings) == ["LAYER-FIELD", "LAYER-FIELD"]
    assert lacking.findings[0].words["near"] == "名称"
    assert lacking.usable


@pytest.mark.parametrize("declared", ["", "GBK"])
def test_gbk_text(make: Make, tmp_path: Path, declared: str) -> None:
    entry = put(tmp_path, "u.shp", frame([SCOPE], code=["一"], name=["清水江"]), encoding="GBK")
    (tmp_path / "layers" / "u.cpg").write_text("UTF-8")
    layers = make(units=entry.model_copy(update={"encoding": declared}))
    got = layers.vector("units")
    assert got is not None
    assert list(got["name"]) == ["清水江"]
    assert codes(layers.state("units").findings) == ([] if declared else ["LAYER-ENCODING"])


def test_checksum(make: Make, tmp_path: Path) -> None:
    entry = put(tmp_path, "u.gpkg", frame([SCOPE], code=["A"]))
    layers = make(units=entry)
    right = entry.model_copy(update={"sha256": layers.digest("units").upper()})
    assert make(units=right).state("units").findings == ()
    wrong = make(units=entry.model_copy(update={"sha256": "0" * 64})).state("units")
    assert codes(wrong.findings) == ["LAYER-CHECKSUM"]
    assert wrong.usable


def test_stamps_follow_all_that_a_layer_rests_on(make: Make, tmp_path: Path) -> None:
    entry = put(tmp_path, "u.gpkg", frame([SCOPE], code=["A"]))
    base = make(units=entry)
    assert base.stamp("units") == make(units=entry).stamp("units")
    for other in (
        make(units=entry.model_copy(update={"fields": {"code": "name"}})),
        make(units=entry, cell=Decimal(10)),
        make(units=entry, crs="4546"),
        make(units=put(tmp_path, "u.gpkg", frame([SCOPE], code=["B"]))),
    ):
        assert other.stamp("units") != base.stamp("units")
    assert make().stamp("*") != base.stamp("*")


def test_series_by_year(make: Make, tmp_path: Path) -> None:
    write_raster(tmp_path / "layers" / "a.tif", np.ones((200, 200), np.uint8))
    entry = LayerEntry(file="layers/a.tif", classes="clcd", date="2020-07")
    layers = make(landcover=entry, landcover_2010=entry, landcover_2015=LayerEntry(file="layers/none.tif"))
    assert layers.series("landcover") == (("landcover_2010", 2010), ("landcover", 2020))
    assert layers.name("landcover_2010") == "历年土地覆被 2010"


def test_cell_in_degrees(make: Make, tmp_path: Path) -> None:
    with rasterio.open(
        tmp_path / "layers" / "a.tif", "w", driver="GTiff", width=900, height=900, count=1, dtype="uint8", nodata=0,
        crs=rasterio.CRS.from_epsg(4490), transform=rasterio.Affine(1 / 3600, 0, 109.0, 0, -1 / 3600, 26.6),
    ) as out:  # fmt: skip
        out.write(np.ones((900, 900), np.uint8), 1)
    layers = make(landcover=LayerEntry(file="layers/a.tif", classes="clcd"))
    assert layers.grid is not None
    assert layers.grid.cell == 31
    raster = layers.raster("landcover")
    assert raster is not None
    assert raster.kind == "codes"
