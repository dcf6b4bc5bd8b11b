from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import geopandas
import numpy as np
import pyflwdir
import pyogrio
import pytest
import rasterio
import shapely
import yaml
from click.testing import Result
from rasterio.features import rasterize
from shapely.geometry import Polygon

from countygen.published import read_published
from countygen.verify import overlap, own_overlap

PUBLISHED = Path(__file__).parents[2] / "examples" / "jinping" / "published.yaml"
Run = Callable[..., Result]
SHARED = Path(__file__).parents[3] / "shared" / "data" / "jinping_admin" / "county_522628_wgs84.geojson"


def layer(folder: Path, name: str) -> geopandas.GeoDataFrame:
    return pyogrio.read_dataframe(folder / "layers" / name)


def test_every_figure_is_held_and_listed(county: Path) -> None:
    listed = json.loads((county / "layers" / "tolerances.json").read_text(encoding="utf-8"))["figures"]
    published = read_published(PUBLISHED)
    assert {row["figure"] for row in listed} >= set(published.figures)
    assert [row["figure"] for row in listed if not row["ok"]] == []


def test_every_cell_of_the_county_drains(county: Path) -> None:
    """Measured by pyflwdir, which has no code in common with the generator."""
    with rasterio.open(county / "layers" / "dem.tif") as source:
        dem, nodata, transform = source.read(1), source.nodata, source.transform
    filled, directions = pyflwdir.dem.fill_depressions(dem, outlets="edge", nodata=nodata)
    shape = layer(county, "county.gpkg").geometry.iloc[0]
    inside = rasterize([shape], out_shape=dem.shape, transform=transform, dtype="uint8") == 1
    assert float(np.abs(filled - dem)[inside].max()) == 0.0
    flow = pyflwdir.from_array(directions, transform=transform, latlon=False)
    ends = np.zeros(dem.size, bool)
    ends[flow.idxs_pit] = True
    assert not ends.reshape(dem.shape)[inside].any()


def test_lowest_and_highest_places_lie_in_the_printed_townships(county: Path) -> None:
    with rasterio.open(county / "layers" / "dem.tif") as source:
        dem, transform = source.read(1), source.transform
    towns = pyogrio.read_dataframe(county / "layers" / "townships.shp", encoding="GBK").set_index("名称").geometry

    def extremes(name: str) -> tuple[float, float]:
        cells = dem[rasterize([towns[name]], out_shape=dem.shape, transform=transform, dtype="uint8") == 1]
        return float(cells.min()), float(cells.max())

    assert extremes("茅坪镇")[0] == pytest.approx(268, abs=5)
    assert extremes("偶里乡")[0] == pytest.approx(307, abs=5)
    assert extremes("大同乡")[0] == pytest.approx(289, abs=5)
    assert extremes("固本乡")[1] == pytest.approx(1308, abs=5)
    assert extremes("启蒙镇")[1] == pytest.approx(1073, abs=5)
    assert extremes("敦寨镇")[1] == pytest.approx(1061, abs=5)


def test_townships_cover_the_county_and_share_borders(county: Path) -> None:
    towns = pyogrio.read_dataframe(county / "layers" / "townships.shp", encoding="GBK")
    shape = layer(county, "county.gpkg").geometry.iloc[0]
    assert len(towns) == 15
    assert own_overlap(towns) == 0
    assert shape.symmetric_difference(shapely.union_all(towns.geometry.to_numpy())).area < 50
    published = read_published(PUBLISHED)
    codes = towns["代码"].astype(str)
    assert list(codes) == [town.code for town in published.townships]
    units = layer(county, "units.gpkg").set_index("code").geometry
    for unit, part in towns.groupby("单元"):
        assert units[unit].symmetric_difference(shapely.union_all(part.geometry.to_numpy())).area < 50


def test_control_lines_keep_off_one_another(county: Path) -> None:
    names = ("ecological_redline", "permanent_farmland", "urban_boundary")
    lines = [list(layer(county, f"{name}.gpkg").geometry) for name in names]
    for i, j in ((0, 1), (0, 2), (1, 2)):
        assert overlap(lines[i], lines[j]) == 0


def test_subprojects_keep_off_one_another_and_in_their_townships(county: Path) -> None:
    published = read_published(PUBLISHED)
    frame = layer(county, "subprojects.gpkg").set_index("code")
    towns = pyogrio.read_dataframe(county / "layers" / "townships.shp", encoding="GBK").set_index("名称").geometry
    assert own_overlap(frame.reset_index()) == 0
    assert frame.geometry.is_valid.all()
    for site in published.sites:
        assert (site.kind == "point") == (site.code not in frame.index)
        if site.kind != "point" and site.townships:
            allowed = shapely.union_all([towns[name] for name in site.townships])
            assert frame.geometry[site.code].difference(allowed).area < 1


def test_point_like_works_keep_off_control_lines_and_apart(county: Path) -> None:
    published = read_published(PUBLISHED)
    frame = layer(county, "subprojects.gpkg").set_index("code")
    works = [
        part
        for site in published.sites
        if site.kind in {"mine", "village"}
        for part in shapely.get_parts(frame.geometry[site.code])
    ]
    assert len(works) == 10 + 10 + 9 + 1 + 8
    for name in ("ecological_redline", "permanent_farmland", "urban_boundary", "protected_areas"):
        assert overlap(list(layer(county, f"{name}.gpkg").geometry), works) == 0
    nearest = [min(a.distance(b) for b in works if b is not a) for a in works]
    assert min(nearest) >= 20


def test_most_of_every_strict_reserve_lies_in_the_redline(county: Path) -> None:
    reserves, redline = layer(county, "protected_areas.gpkg"), layer(county, "ecological_redline.gpkg")
    line = shapely.union_all(redline.geometry.to_numpy())
    for code in ("GK", "BH", "CL"):
        part = shapely.union_all(reserves[reserves["code"] == code].geometry.to_numpy())
        assert part.intersection(line).area > 0.85 * part.area


def test_parcels_cover_the_county_without_overlap(county: Path) -> None:
    parcels = layer(county, "landuse.gpkg")
    shape = layer(county, "county.gpkg").geometry.iloc[0]
    assert parcels.geometry.is_valid.all()
    assert abs(parcels.geometry.area.sum() - shape.area) < 50
    assert set(parcels["DLBM"]) <= set(read_published(PUBLISHED).landuse_names)


def test_land_lies_as_in_a_county_of_hills(county: Path) -> None:
    def cells(name: str) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        with rasterio.open(county / "layers" / name) as source:
            return source.read(1).astype(float)

    dem, cover = cells("dem.tif"), cells("landcover_2020.tif")
    slope = np.hypot(*np.gradient(np.where(dem < 0, np.nan, dem), 120.0))
    fields, forest = cover == 51, np.isin(cover, (11, 12, 13))
    assert np.nanmean(slope[fields]) < 0.75 * np.nanmean(slope[forest])
    assert dem[fields].mean() < dem[forest].mean() - 50
    before = cells("landcover_2010.tif")
    changed = (before != cover)[cover > 0].mean()
    assert 0.01 < changed < 0.08
    assert (before == 61).sum() < (cover == 61).sum()


def test_catalogue_names_existing_files_on_one_grid(county: Path) -> None:
    catalog = yaml.safe_load((county / "catalog.yaml").read_text(encoding="utf-8"))
    assert catalog["schema"] == 1
    grids = set()
    for role, entry in catalog["layers"].items():
        path = county / entry["file"]
        assert path.is_file(), role
        assert entry["synthetic"] is True
        if entry["kind"] == "raster":
            with rasterio.open(path) as source:
                grids.add((source.crs.to_epsg(), source.transform, source.shape))
                assert source.transform.c % 120 == 0
                assert source.transform.f % 120 == 0
        else:
            fields = pyogrio.read_info(path, encoding=entry.get("encoding"))["fields"]
            assert set(entry["fields"].values()) <= set(fields), role
    assert len(grids) == 1


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted((folder / "layers").iterdir())}


def test_same_seed_same_bytes(county: Path, tmp_path: Path, run: Run) -> None:
    assert run(tmp_path).exit_code == 0
    assert hashes(tmp_path) == hashes(county)


def test_given_boundary_is_filled_and_the_difference_told(tmp_path: Path, run: Run) -> None:
    shape = Polygon([(108.82, 26.42), (108.84, 26.66), (109.20, 26.77), (109.38, 26.60), (109.30, 26.41)])
    file = tmp_path / "boundary.geojson"
    geopandas.GeoDataFrame({"name": ["x"]}, geometry=[shape], crs="EPSG:4326").to_file(file, driver="GeoJSON")
    result = run(tmp_path / "out", "--boundary", str(file))
    assert "difference" in result.output
    told = json.loads((tmp_path / "out" / "layers" / "tolerances.json").read_text(encoding="utf-8"))
    assert len(told["differences"]) == 1
    off = [row["figure"] for row in told["figures"] if not row["ok"]]
    assert [name for name in off if name.startswith(("area.", "landclass.", "redline.", "site.", "rule."))] == []
    catalog = yaml.safe_load((tmp_path / "out" / "catalog.yaml").read_text(encoding="utf-8"))
    assert catalog["layers"]["county"]["synthetic"] is False


@pytest.mark.skipif(not SHARED.is_file(), reason="the shared data folder is not beside this checkout")
def test_real_boundary(tmp_path: Path, run: Run) -> None:
    result = run(tmp_path, "--boundary", str(SHARED))
    assert result.exit_code == 0, result.output


def test_counties_differ_and_bring_their_sources(tmp_path: Path, run: Run) -> None:
    source = tmp_path / "source"
    (source / "tables").mkdir(parents=True)
    (source / "project.yaml").write_text("schema: 1\n", encoding="utf-8")
    (source / "tables" / "units.csv").write_text("code\n", encoding="utf-8")
    (source / "published.yaml").write_bytes(PUBLISHED.read_bytes())
    result = run(tmp_path, "--counties", "1", "--published", str(source / "published.yaml"), "--subprojects", "20")
    assert result.exit_code == 0, result.output
    made = tmp_path / "county-1"
    assert (made / "project.yaml").is_file()
    assert (made / "tables" / "units.csv").is_file()
    assert len(layer(made, "subprojects.gpkg")) == 15 + 20
    assert own_overlap(layer(made, "subprojects.gpkg")) == 0
