"""Ground of each kind that a layer tells apart."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import rasterio
from affine import Affine
from shapely.geometry import box

import county
import staged


def enter(root: Path, line: str) -> None:
    with (root / "catalog.yaml").open("a", encoding="utf-8") as catalog:
        catalog.write(line)


def kinds(facts: staged.Facts, role: str) -> list[tuple[str, str, Decimal | None]]:
    found = []
    for number in range(1, 9):
        stem = f"layer:{role}.kind{number}"
        if f"{stem}.code" in facts:
            found.append((facts.text(f"{stem}.code"), facts.text(f"{stem}.name"), facts.number(f"{stem}.area")))
    return found


def test_kinds_of_features_are_cut_at_the_scope_and_told_from_the_largest(small_county: Path) -> None:
    west, south, side = county.WEST, county.SOUTH, county.SIDE
    shapes = [
        box(west - 500, south, west + 500, south + side), box(west + 500, south, west + side, south + side),
        box(west, south, west + 100, south + 100),
    ]  # fmt: skip
    frame = gpd.GeoDataFrame({"unit": ["灰岩", " 板岩 ", None]}, geometry=shapes, crs=county.EPSG)
    frame.to_file(small_county / "layers/geology.gpkg")
    enter(
        small_county,
        "  geology: {file: layers/geology.gpkg, kind: vector, fields: {unit: unit}, date: '2020', provider: 测试}\n",
    )
    facts = staged.run(small_county, "survey").facts
    found = kinds(facts, "geology")
    scope = facts.number("scope.area")
    assert scope is not None
    assert [(code, name) for code, name, _ in found] == [("板岩", "板岩"), ("灰岩", "灰岩")]
    assert [float(area or 0) / float(scope) for *_, area in found] == pytest.approx([5 / 6, 1 / 6], rel=1e-4)


def test_codes_of_land_are_told_by_their_first_level(small_county: Path) -> None:
    west, south, side = county.WEST, county.SOUTH, county.SIDE
    shapes = [box(west + n * side / 3, south, west + (n + 1) * side / 3, south + side) for n in range(3)]
    frame = gpd.GeoDataFrame({"class": ["0301", "0101", "0307"]}, geometry=shapes, crs=county.EPSG)
    frame.to_file(small_county / "layers/plan.gpkg")
    enter(
        small_county,
        "  landuse_plan: {file: layers/plan.gpkg, kind: vector, fields: {class: class}, classes: gbt21010, "
        "date: '2020', provider: 测试}\n",
    )
    facts = staged.run(small_county, "survey").facts
    assert [code for code, *_ in kinds(facts, "landuse_plan")] == ["03", "01"]


def test_codes_of_cells_have_their_names_and_make_the_scope(small_county: Path) -> None:
    cells = np.ones((110, 110), dtype="uint8")
    cells[:, 40:] = 2
    origin = Affine(30, 0, county.WEST - 150, 0, -30, county.SOUTH + county.SIDE + 150)
    with rasterio.open(
        small_county / "layers/soil.tif", "w", driver="GTiff", width=110, height=110, count=1, dtype="uint8",
        crs=f"EPSG:{county.EPSG}", transform=origin, nodata=0,
    ) as target:  # fmt: skip
        target.write(cells, 1)
    (small_county / "layers/soil.csv").write_text("code,name\n1,黄壤\n2,红壤\n", encoding="utf-8")
    enter(
        small_county,
        "  soil: {file: layers/soil.tif, kind: raster, classes: layers/soil.csv, date: '2020', provider: 测试}\n",
    )
    facts = staged.run(small_county, "survey").facts
    found = kinds(facts, "soil")
    assert [(code, name) for code, name, _ in found] == [("2", "红壤"), ("1", "黄壤")]
    scope = facts.number("scope.area")
    assert scope is not None
    assert sum(area or 0 for *_, area in found) == pytest.approx(scope, abs=Decimal("0.01"))
