"""The second example, made of real data only: from its source to the published dossier."""

from __future__ import annotations

import csv
import importlib.util
import shutil
import sqlite3
import subprocess
from collections import Counter
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import rasterio

import county
import staged
from shanshui import pipeline
from shanshui.finding import Finding
from shanshui.geo.areas import ellipsoidal
from shanshui.indicators import rainfall_erosivity
from shanshui.standard import describe

EXAMPLE = Path(__file__).parents[1] / "examples" / "youwuzhen"
SOURCE = Path(__file__).parents[2] / "shared" / "data" / "watershed_youwuzhen"
CELL = 900.0
PUBLISHED = 5.39e6
"""Area of the watershed [m²] as the papers on it state it."""

pytestmark = pytest.mark.skipif(
    not SOURCE.is_dir(),
    reason="the data of the Youwuzhen watershed are not beside this checkout; the example ships none",
)


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("get_data", EXAMPLE / "get_data.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def get_data() -> ModuleType:
    return script()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, get_data: ModuleType) -> Path:
    """The example with its layers in place."""
    root = tmp_path_factory.mktemp("youwuzhen") / "youwuzhen"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("layers", "build", "__pycache__"))
    county.edit(root / "project.yaml", "base_year:", "map_dpi: 72\nbase_year:")
    assert get_data.main([str(SOURCE), "--into", str(root / "layers")]) == 0
    return root


@pytest.fixture(scope="module")
def told(folder: Path) -> staged.Run:
    return staged.run(folder, "survey", "assess")


def rows(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"]
    return list(csv.DictReader(lines))


def value(told: staged.Run, fact: str) -> float:
    found = told.facts[fact].value
    assert found is not None
    return float(found)


def cells(path: Path) -> Any:
    with rasterio.open(path) as source:
        return source.read(1)


def test_the_folder_is_the_one_that_the_tables_were_made_with(get_data: ModuleType) -> None:
    assert get_data.changed(SOURCE) == []


def test_a_folder_without_the_data_is_named(get_data: ModuleType, tmp_path: Path, capsys: Any) -> None:
    assert get_data.main([str(tmp_path), "--into", str(tmp_path / "layers")]) == 2
    assert "spatial/ywzdem30m.tif" in capsys.readouterr().err
    assert not (tmp_path / "layers").exists()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_repository_serves_as_well_as_a_folder(get_data: ModuleType, tmp_path: Path, folder: Path) -> None:
    held = tmp_path / "repository" / get_data.WITHIN
    shutil.copytree(SOURCE, held)
    git = ["git", "-C", str(tmp_path / "repository"), "-c", "user.name=t", "-c", "user.email=t@localhost"]
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "data"]):
        subprocess.run([*git, *command], check=True)
    address = (tmp_path / "repository").as_uri()
    assert get_data.main([address, "--revision", "HEAD", "--into", str(tmp_path / "layers")]) == 0
    for name in ("dem.tif", "landcover.tif", "precipitation.tif"):
        assert (cells(tmp_path / "layers" / name) == cells(folder / "layers" / name)).all()


def test_the_watershed_drains_through_the_gauge_and_has_the_published_size(get_data: ModuleType) -> None:
    with rasterio.open(SOURCE / "spatial/ywzdem30m.tif") as source:
        elevation, at = source.read(1), source.transform
    upstream, labels = get_data.watershed(elevation, at)
    assert upstream.sum() * CELL == pytest.approx(PUBLISHED, rel=0.005)
    assert float(elevation[upstream].min()) == pytest.approx(295.0, abs=0.2)  # the lowest point that is published
    col, row = (int(n) for n in ~at @ get_data.OUTLET)
    assert elevation[row, col] == elevation[upstream].min()
    assert np.bincount(labels.ravel())[1:].tolist() == [2199, 1331, 1708, 738]
    assert ((labels > 0) == upstream).all()


def test_each_cell_is_treated_as_the_rule_says(get_data: ModuleType, folder: Path) -> None:
    works: Counter[str] = Counter()
    for row in rows(EXAMPLE / "tables/works.csv"):
        works[row["measure"]] += round(float(row["quantity"]) * 1e4 / CELL)
    with rasterio.open(SOURCE / "spatial/ywzdem30m.tif") as source:
        elevation, at = source.read(1), source.transform
    cover = get_data._on(elevation.shape, at, SOURCE / "spatial/ywzlanduse30m_upd.tif")
    upstream, _ = get_data.watershed(elevation, at)
    position = get_data.positions(SOURCE, elevation.shape, at)
    chosen = get_data.treatments(cover, position, upstream)
    rule = rows(EXAMPLE / "measures_rule.csv")
    assert {row["measure"]: int((chosen == n).sum()) for n, row in enumerate(rule, 1)} == dict(works)
    for n, row in enumerate(rule, 1):
        assert set(np.unique(cover[chosen == n])) == {int(row["landuse"])}
        assert set(np.unique(position[chosen == n])) == {["summit", "backslope", "valley"].index(row["position"]) + 1}
    drawn = gpd.read_file(folder / "layers/subprojects.gpkg").set_index("code").geometry.area / 1e4
    entered = {row["code"]: float(row["extent"]) for row in rows(EXAMPLE / "tables/subprojects.csv")}
    assert drawn.to_dict() == pytest.approx(entered, abs=1e-6)


def test_each_class_of_land_is_turned_by_the_written_table(folder: Path) -> None:
    before, after = cells(SOURCE / "spatial/ywzlanduse30m_upd.tif"), cells(folder / "layers/landcover.tif")
    placed = after[2:87, :125]  # the land use begins two rows below the elevations
    way = {int(row["code"]): int(row["hj1166"]) for row in rows(EXAMPLE / "landuse_hj1166.csv")} | {255: 0}
    assert (np.vectorize(way.get)(before) == placed).all()
    assert after.astype(bool).sum() == placed.astype(bool).sum()


def effects(measure: str, quantity: str) -> list[float]:
    """Yearly effects of a measure on a quantity, as the example enters them."""
    found = [r for r in rows(EXAMPLE / "tables/effects.csv") if (r["measure"], r["quantity"]) == (measure, quantity)]
    assert [row["year"] for row in found] == ["1", "2", "3", "4", "5"]
    return [float(row["value"]) for row in found]


def test_measures_cost_and_do_what_the_source_says() -> None:
    source = {row["SUBSCENARIO"]: row for row in rows(SOURCE / "scenario/areal_struct_management.csv")}
    order = ("closure", "arbor_bush_herb", "forest_improvement", "orchard_improvement")
    prices = {row["measure"]: float(row["price"]) for row in rows(EXAMPLE / "tables/prices.csv")}
    measures = {row["code"]: row for row in rows(EXAMPLE / "tables/measures.csv")}
    rule = {row["measure"]: row for row in rows(EXAMPLE / "measures_rule.csv")}
    place = {"summit": "1", "backslope": "4", "valley": "16"}
    for number, measure in enumerate(order, 1):
        row = source[str(number)]
        assert prices[measure] == float(row["CAPEX"]) * 100  # 10⁴ yuan/km² in yuan/hm²
        assert float(measures[measure]["care_cost"]) == float(row["OPEX"]) * 100
        assert f"效果等级 {row['EFFECTIVENESS']}" in measures[measure]["effect"]
        erodibility = next(part for part in row["PARAMETERS"].split("-") if part.startswith("USLE_K")).split(":")[-1]
        told = measures[measure]["effect"].partition("为实施前的 ")[2].partition(" 倍")[0]
        assert [float(n) for n in told.split("、")] == [float(n) for n in erodibility.split("|")]
        assert effects(measure, "土壤可蚀性") == [float(n) for n in erodibility.split("|")]
        assert effects(measure, "产出收入") == [float(n) * 100 for n in row["INCOME"].split("|")]
        assert rule[measure]["landuse"] in row["LANDUSE"].split("-")
        assert place[rule[measure]["position"]] in row["SLPPOS"].split("-")


def test_the_observed_load_is_the_sum_over_the_days_that_have_both() -> None:
    flow, load = (
        {row["DATETIME"]: float(row["VALUE"]) for row in rows(SOURCE / f"observed/observed_{key}.csv")}
        for key in ("Q", "SED")
    )
    tonnes = sum(flow[day] * load[day] * 86.4 for day in flow.keys() & load.keys() if "2012" <= day[:4] <= "2015")
    entered = rows(EXAMPLE / "tables/observations.csv")
    assert [float(row["value"]) for row in entered] == [pytest.approx(tonnes / 4 / (5976 * CELL / 1e6), abs=0.05)]
    assert entered[0]["synthetic"] == "否"
    assert "下限" in entered[0]["note"]


def test_climate_is_that_of_the_stations(folder: Path) -> None:
    rain = [(row["DATETIME"].split()[0], float(row["81502750"])) for row in rows(SOURCE / "climate/pcp_daily.csv")]
    yearly: Counter[str] = Counter()
    for day, amount in rain:
        yearly[day.split("-")[0]] += amount
    assert sorted(yearly.values()) == pytest.approx([1253.5, 1416.5, 1433.0, 1519.2, 2168.0, 2467.6])
    assert np.unique(cells(folder / "layers/precipitation.tif")).tolist() == [pytest.approx(sum(yearly.values()) / 6)]
    days = [np.datetime64("-".join(part.zfill(2) for part in day.split("-"))).item() for day, _ in rain]
    eroding = rainfall_erosivity.daily(days, [amount for _, amount in rain])
    assert np.unique(cells(folder / "layers/rainfall_erosivity.tif")).tolist() == [pytest.approx(eroding)]
    warmth = [float(row["TMEAN"]) for row in rows(SOURCE / "climate/meteo_daily.csv")]
    assert np.unique(cells(folder / "layers/temperature.tif")).tolist() == [pytest.approx(np.mean(warmth))]


def test_soils_are_fine_earth_of_the_top_layer(folder: Path) -> None:
    soils = gpd.read_file(folder / "layers/soil.gpkg").set_index("code")
    assert soils[["sand", "silt", "clay"]].sum(axis=1).tolist() == pytest.approx([100] * 5)
    first = soils.loc["201"]  # 15.66 clay, 13.80 silt, 52.25 sand, 18.29 rock; organic matter 2.31
    assert [first.clay, first.silt, first.sand] == pytest.approx([n / 0.8171 for n in (15.66, 13.80, 52.25)])
    assert first.organic_carbon == pytest.approx(2.31 / 1.724)


def test_the_datum_is_shifted_as_declared_and_said_so(folder: Path, told: staged.Run) -> None:
    entry = told.layers.entry("scope")
    assert entry is not None
    assert entry.shift is not None
    scope = told.layers.vector("scope")
    assert scope is not None
    turned = gpd.read_file(folder / "layers/scope.gpkg").to_crs(told.layers.crs)
    moved = scope.total_bounds - turned.total_bounds
    assert moved.tolist() == pytest.approx([entry.shift.east, entry.shift.north] * 2, abs=1e-6)
    assert entry.shift.uncertainty == 9
    assert told.codes().count("LAYER-SHIFTED") == len(told.layers.roles)


def test_facts_agree_with_the_hand(told: staged.Run) -> None:
    scope = told.layers.vector("scope")
    assert scope is not None
    assert value(told, "scope.area") == pytest.approx(5976 * CELL, rel=2e-4)  # the scale of the projection
    assert value(told, "scope.area") == pytest.approx(ellipsoidal(scope.geometry.iloc[0], told.layers.crs))
    shares = {"forest": 3603, "cropland": 1971, "urban": 345, "wetland": 57}  # cells of the source in the watershed
    assert sum(shares.values()) == 5976
    for name, count in shares.items():  # the grid of the project is turned against that of the source
        assert value(told, f"scope.indicator.013.{name}.share@2017") == pytest.approx(count / 5976, abs=0.004)
    assert value(told, "scope.elevation.min") == pytest.approx(295.1, abs=1.0)
    assert value(told, "scope.elevation.max") == pytest.approx(549.5, abs=4.0)  # a peak between four cells is levelled


def test_modelled_erosion_stands_uncalibrated_beside_what_was_observed(told: staged.Run) -> None:
    loss, delivered = (told.facts[f"scope.indicator.{key}@2017"] for key in ("051", "071"))
    observed = told.facts["scope.observed.071.monitored@2015"]
    assert loss.basis.value == delivered.basis.value == "modelled_uncalibrated"
    assert observed.basis.value == "measured"
    for fact in (loss, delivered):
        assert fact.low < fact.value < fact.high
    assert observed.value < loss.value  # what leaves the watershed cannot be more than what is lost on its slopes


def test_nothing_rests_on_synthetic_data(told: staged.Run) -> None:
    assert [fact.id for fact in told.facts.values() if fact.synthetic] == []
    assert "LAYER-SYNTHETIC" not in told.codes()


def test_what_it_lacks_is_none_with_a_reason_and_a_finding(told: staged.Run) -> None:
    lacking = {finding.subject for finding in told.findings if finding.code == "INDICATOR-ABSENT"}
    nothing = {fact.id.partition("@")[0]: fact for fact in told.facts.values() if fact.id.partition("@")[0] in lacking}
    assert lacking >= {"scope.indicator.041", "scope.indicator.014", "scope.indicator.061", "scope.indicator.081"}
    assert nothing.keys() == lacking
    assert all(fact.value is None and fact.reason for fact in nothing.values())


def errors(findings: tuple[Finding, ...]) -> list[str]:
    return [describe(finding, "en").text for finding in findings if describe(finding).severity == "error"]


def test_check_finds_no_error(folder: Path) -> None:
    assert errors(pipeline.check(folder).findings) == []


def test_it_builds_to_a_full_dossier(folder: Path, tmp_path: Path) -> None:
    outcome = pipeline.build(folder, tmp_path / "out")
    assert errors(outcome.findings) == []
    dossier = tmp_path / "out" / "dossier"
    assert {path.name for path in dossier.iterdir()} == {"报告", "附表", "附图", "数据库", "审查", "manifest.json"}
    with closing(sqlite3.connect(tmp_path / "out" / "ledger.sqlite")) as ledger:
        layers = ledger.execute("select synthetic from sources where id like 'layer:%'").fetchall()
        made_up = ledger.execute("select stage from facts where synthetic group by stage").fetchall()
        printed = {fact for (fact,) in ledger.execute("select distinct fact from printed")}
    assert set(layers) == {(0,)}
    # money, targets and the alternatives weighed are proposals of ours, marked so
    assert made_up == [("finance",), ("layout",)]
    assert {"scope.indicator.051@2017", "scope.observed.071.monitored@2015", "scope.area"} <= printed
