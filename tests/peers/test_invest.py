"""Our functions beside what natcap.invest 3.19 gave: on a landscape of our own, cell by cell, and on real ones in sum.

``bench/peers/run.py --write tests/peers`` made the files; ``make bench-peers`` runs the peer afresh. The real
landscapes are tried where their data are.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio

sys.path.insert(0, str(Path(__file__).parents[2] / "bench" / "peers"))

import landscapes
import our_side
from agreement import compare

from shanshui.geo import flow
from shanshui.indicators import slope_length

HERE = Path(__file__).parent
THEIRS = dict(np.load(HERE / "invest_own.npz"))
SUMS: dict[str, dict[str, float]] = json.loads((HERE / "invest_real.json").read_text("utf-8"))
CELL, LONGEST = 30.0, 122.0


@pytest.fixture(scope="module")
def land(tmp_path_factory: pytest.TempPathFactory) -> landscapes.Landscape:
    return landscapes.own(tmp_path_factory.mktemp("peers"))


def cells(path: str) -> Any:
    with rasterio.open(path) as source:
        return np.where(source.read(1) == source.nodata, np.nan, source.read(1)).astype(np.float64)


def same(ours: Any, theirs: Any) -> None:
    found = compare(np.asarray(ours, np.float64), theirs.astype(np.float64))
    assert found.cells > 10_000
    assert (found.only_one, found.same) == (0, 1.0)
    assert found.ratio == pytest.approx(1, abs=1e-6)


def ran(land: landscapes.Landscape, model: str) -> dict[str, str]:
    into = land.folder / f"{model}_our"
    into.mkdir(exist_ok=True)
    return our_side.MODELS[model](land.models[model], into)


def test_slope_factor_of_the_peer() -> None:
    same(slope_length.invest_factor(THEIRS["slope"], THEIRS["flow_accumulation"], CELL, LONGEST), THEIRS["ls"])


def test_soil_loss(land: landscapes.Landscape) -> None:
    args = land.models["sdr"]
    codes = our_side.read(args["lulc_path"])[0]
    factor = our_side.by_code(codes, args["biophysical_table_path"], "usle_c")
    factor *= our_side.by_code(codes, args["biophysical_table_path"], "usle_p")
    given = cells(args["erosivity_path"]) * cells(args["erodibility_path"]) * THEIRS["ls"]
    same(np.where(THEIRS["stream"] == 0, given * factor, np.nan), THEIRS["usle"])


def directions() -> Any:
    """Theirs, 0 east and on against the clock, as ours, 1 east and on with it; those that lead out are outlets."""
    turned = ((8 - THEIRS["flow_direction"]) % 8 + 1).astype(np.uint8)
    rows, cols = np.indices(turned.shape)
    down, right = rows + flow.DOWN[turned], cols + flow.RIGHT[turned]
    out = (down < 0) | (right < 0) | (down >= turned.shape[0]) | (right >= turned.shape[1])
    return np.where(out, flow.OUTLET, turned).astype(np.uint8)


def test_accumulation_along_their_directions() -> None:
    assert (flow.accumulate(directions()) == THEIRS["flow_accumulation"]).all()


def test_delivery_where_a_step_counts_one(land: landscapes.Landscape) -> None:
    """The peer's way down to the channel forgets the length of the steps; with ours in metres less is delivered."""
    args = land.models["sdr"]
    cover = our_side.by_code(our_side.read(args["lulc_path"])[0], args["biophysical_table_path"], "usle_c")
    given = directions(), THEIRS["slope"].astype(np.float64), cover, CELL, args
    known = np.isfinite(THEIRS["sdr_factor"])
    same(np.where(known, our_side.delivered(*given, metres=False), np.nan), THEIRS["sdr_factor"])
    hill = known & (THEIRS["stream"] == 0)
    assert (our_side.delivered(*given)[hill] < THEIRS["sdr_factor"][hill]).all()


def test_slope_and_flow_from_the_raw_surface(land: landscapes.Landscape) -> None:
    """Depressions and equal falls are resolved in another order: few cells drain elsewhere, the sum hardly differs."""
    ours = {name: cells(path) for name, path in ran(land, "sdr").items()}
    inner = np.zeros(THEIRS["slope"].shape, bool)
    inner[1:-1, 1:-1] = True
    assert compare(np.where(inner, ours["slope"], np.nan), np.where(inner, THEIRS["slope"], np.nan)).same > 0.999
    assert (ours["direction"] == directions())[inner].mean() > 0.99
    found = compare(np.where(THEIRS["stream"] == 0, ours["usle"], np.nan), THEIRS["usle"])
    assert found.same > 0.95
    assert found.ratio == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("model", ["habitat_quality", "carbon", "annual_water_yield"])
def test_models_of_one_formula(land: landscapes.Landscape, model: str) -> None:
    for name, path in ran(land, model).items():
        same(cells(path), THEIRS[name])


@pytest.mark.parametrize("name", ["youwuzhen", "willamette"])
def test_sums_on_real_landscapes(name: str, tmp_path: Path) -> None:
    land = {"youwuzhen": landscapes.youwuzhen, "willamette": landscapes.willamette}[name](tmp_path)
    if land is None:
        pytest.skip(f"the data of {name} are not beside this checkout")
    for model in land.models.keys() - {"sdr"}:
        for part, path in ran(land, model).items():
            told, ours = SUMS[f"{name}.{part}"], cells(path)
            known = ours[np.isfinite(ours)]
            assert known.max() == pytest.approx(told["greatest"], rel=1e-5)
            assert known.sum() == pytest.approx(told["sum"], rel=1e-6)
            assert known.size == told["cells"]
