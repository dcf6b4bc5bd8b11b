"""The ecological network of a small county (H.1.3.4 c)."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest

import county
from shanshui.assess.biodiversity import network
from shanshui.assess.biodiversity.network import source_cells
from shanshui.geo.coarse import coarse_grid, coarse_means, coarsening
from shanshui.geo.grid import Grid
from shanshui.geo.raster import AlignedRaster
from shanshui.workspace.network import CORRIDORS, SOURCES, read_network
from staged import run


def _county(root: Path) -> None:
    """Forest beside fields, a strip of sparse grass across them in rows 20 to 22, and a village far south."""
    codes = np.full((120, 120), 12, "uint8")
    codes[:, 50:70] = 51
    codes[114:118, 58:62] = 61
    codes[20:23, 50:70] = 34
    county.raster(root, "landcover", codes)


def test_sources_are_large_patches_from_north_to_south() -> None:
    quality = np.array([[0.9, 0.1, 0.8, 0.8], [0.1, 0.9, 0.1, 0.8], [np.nan, 0.1, 0.1, 0.1], [0.7, 0.7, 0.7, 0.6]])
    assert source_cells(quality, 0.7, 3).tolist() == [[1, 0, 1, 1], [0, 1, 0, 1], [0, 0, 0, 0], [2, 2, 2, 0]]
    assert source_cells(quality, 0.7, 4).max() == 1
    assert source_cells(quality, 0.95, 1).max() == 0


def test_the_corridor_follows_the_strip_of_grass(small_county: Path) -> None:
    _county(small_county)
    county.set_parameters(small_county, network_quality="0.6")
    facts = run(small_county, "survey", "assess").facts
    assert facts.number("scope.network.sources.count") == 2
    assert facts.number("scope.network.corridors.count") == 1
    assert facts.number("scope.network.parts") == 1
    corridors = read_network(CORRIDORS, small_county / "work", facts)
    sources = read_network(SOURCES, small_county / "work", facts)
    assert corridors is not None
    assert sources is not None
    assert list(zip(corridors["start"], corridors["end"], strict=True)) == [("S01", "S02")]
    west, south, east, north = corridors.total_bounds
    top, left = county.SOUTH + 3300, county.WEST - 300  # the project's cells lie up to one off those of the layer
    assert (west, east) == (pytest.approx(left + 49.5 * 30, abs=30), pytest.approx(left + 70.5 * 30, abs=30))
    assert top - 24 * 30 <= south <= north <= top - 19 * 30
    assert facts.number("scope.network.corridors.length") == pytest.approx(21 * 30)  # middle to middle, straight across


def test_what_the_facts_say(small_county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = run(small_county, "survey", "assess").facts
    whole = float(facts.number("scope.network.sources.area") or 0)
    left, right = (float(facts.number(f"unit:{u}.network.sources.area") or 0) for u in "LR")
    assert whole == pytest.approx(left + right, abs=1)
    each = [float(f.value) for f in facts.starting("network_source:") if f.attribute == "area"]  # type: ignore[arg-type]
    assert sum(each) == pytest.approx(whole, abs=0.01)
    fact = facts["scope.network.sources.count"]
    assert fact.basis == "modelled_uncalibrated"
    assert "layer:landcover" in fact.inputs
    assert "network_quality=0.5" in fact.source
    assert "scope.network.alpha" not in facts  # two sources have no room for loops
    alone = gpd.read_file(small_county / "work" / "network.gpkg", layer=SOURCES)
    assert alone.geometry.within(county.SCOPE.buffer(0.01)).all()
    monkeypatch.setattr(network, "MOST_CELLS", 4000)  # as in a large county: cells of 60 m
    coarse = run(small_county, "survey", "assess").facts
    for name in ("sources.count", "corridors.count"):
        assert coarse.number(f"scope.network.{name}") == facts.number(f"scope.network.{name}")
    assert float(coarse.number("scope.network.sources.area") or 0) == pytest.approx(whole, rel=0.05)


def test_own_choices_count(small_county: Path) -> None:
    county.set_parameters(small_county, network_quality="0.999", network_area="2, unit: km2")
    facts = run(small_county, "survey", "assess").facts
    assert facts.number("scope.network.sources.count") == 0
    assert "project" in facts["scope.network.sources.count"].inputs
    assert "scope.network.sources.area" not in facts
    assert not (small_county / "work" / "network.gpkg").exists()


def test_nothing_is_invented_without_quality_of_habitats(small_county: Path) -> None:
    (small_county / "work").mkdir()
    (small_county / "work" / "network.gpkg").write_bytes(b"of an earlier run")
    catalog = small_county / "catalog.yaml"
    lines = catalog.read_text(encoding="utf-8").splitlines(keepends=True)
    catalog.write_text("".join(line for line in lines if "landcover" not in line), encoding="utf-8")
    done = run(small_county, "survey", "assess")
    assert [key for key in done.facts if "network" in key] == []
    assert read_network(SOURCES, small_county / "work", done.facts) is None
    assert not (small_county / "work" / "network.gpkg").exists()


def test_means_of_blocks(tmp_path: Path) -> None:
    values = np.arange(20, dtype="float32").reshape(4, 5)
    values[0, 0] = values[2:, 0:2] = values[2, 2] = np.nan
    (tmp_path / "layers").mkdir()
    county.raster(tmp_path, "field", values)
    grid = Grid(county.EPSG, 30.0, county.WEST - 300, county.SOUTH + county.SIDE + 300, 5, 4)
    found = coarse_means(AlignedRaster(tmp_path / "layers" / "field.tif", grid, "values"), 2)
    assert found.shape == coarse_grid(grid, 2).shape == (2, 3)
    assert found[0].tolist() == pytest.approx([4.0, 5.0, 6.5])
    assert np.isnan(found[1, 0])
    assert found[1, 1] == pytest.approx((13 + 17 + 18) / 3)
    assert [coarsening(grid, most) for most in (20, 19, 5, 1)] == [1, 2, 2, 5]
