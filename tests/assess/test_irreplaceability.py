"""Irreplaceability of habitats in a small county (B.2-065)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import rasterio
import shapely
from shapely.geometry import box

import county
from staged import Run, run


def _with(root: Path, role: str, shapes: list[object], own: str = "", **columns: list[str]) -> Run:
    text = (root / "catalog.yaml").read_text(encoding="utf-8")
    (root / "catalog.yaml").write_text(text + f"  {role}: {{file: layers/{role}.gpkg}}\n", encoding="utf-8")
    county.vector(root, role, shapes, **columns)
    if own:
        with (root / "project.yaml").open("a", encoding="utf-8") as file:
            file.write(f"parameters:\n{own}")
    return run(root, "survey", "assess")


CELLS = "  irreplaceability_cell: {value: 0.1, unit: km2, source: 测试}\n"


def test_where_a_species_lives_alone_is_irreplaceable(small_county: Path) -> None:
    only = shapely.Point(county.WEST + 700, county.SOUTH + 700)
    done = _with(small_county, "species", [only], CELLS, name=["红豆杉"])
    facts = done.facts
    units = facts.number("scope.irreplaceability.units@2020") or 0
    assert 80 <= units <= 100  # of 0.1 km2 on 9 km2; pieces at the border are joined to others
    whole = float(facts.number("scope.indicator.065@2020") or 0)
    assert 0.22 < whole < 0.28  # 30 % is to be kept of the natural ground, which is 80 %
    with rasterio.open(small_county / "work" / "fields" / "irreplaceability" / "whole.vrt") as field:
        (found,) = next(field.sample([(only.x, only.y)]))
        cells = field.read(1)
    assert found == 1
    assert 100 <= (cells == 1).sum() <= 120  # its planning unit alone
    # elsewhere all natural ground is alike
    assert np.nanmax(cells[cells < 1]) < 0.6
    fact = facts["scope.indicator.065@2020"]
    assert {"layer:species", "layer:landcover", "project"} <= set(fact.inputs)
    assert "irreplaceability_runs=100" in fact.source
    assert fact.basis == "modelled_uncalibrated"
    assert facts.text("field:irreplaceability.content")


def test_units_of_the_assessment(small_county: Path) -> None:
    """Two units, one of which has all of the habitat: it is always chosen, and alone."""
    own = (
        "  irreplaceability_units: {value: basins, source: 测试}\n"
        "  irreplaceability_target: {value: 0.5, source: 测试}\n"
    )
    text = (small_county / "catalog.yaml").read_text(encoding="utf-8")
    (small_county / "catalog.yaml").write_text(text + "  basins: {file: layers/basins.gpkg}\n", encoding="utf-8")
    county.vector(small_county, "basins", [county.LEFT, county.RIGHT], code=["1", "2"])
    patch = box(county.WEST + 100, county.SOUTH + 100, county.WEST + 1200, county.SOUTH + 2900)
    facts = _with(small_county, "habitat_patches", [patch], own, species=["猕猴"]).facts
    assert facts.number("unit:L.indicator.065@2020") == 1
    assert facts.number("unit:R.indicator.065@2020") == 0
    assert facts.number("scope.indicator.065@2020") == facts.number("unit:L.indicator.065@2020") / 2  # type: ignore[operator]


def test_without_species_and_habitats(small_county: Path) -> None:
    done = run(small_county, "survey", "assess")
    fact = done.facts["scope.indicator.065@2020"]
    assert fact.value is None
    assert "物种记录" in fact.reason
    assert "栖息地斑块" in fact.reason


def test_species_that_live_elsewhere(small_county: Path) -> None:
    away = shapely.Point(county.WEST - 200, county.SOUTH + 700)
    inside_box = shapely.Point(county.WEST + 700, county.SOUTH + 700)
    done = _with(small_county, "species", [away, inside_box], CELLS, name=["红豆杉", ""])
    fact = done.facts["scope.indicator.065@2020"]
    assert fact.value is None
    assert fact.reason
