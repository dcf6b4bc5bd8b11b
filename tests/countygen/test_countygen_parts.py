from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

from countygen import kernels
from countygen.boundary import made_boundary
from countygen.grid import Grid, box_around, resample
from countygen.growth import grow
from countygen.measure import area, areas, geographic
from countygen.noise import smooth_noise
from countygen.places import published_extent
from countygen.published import read_published
from countygen.quota import best_cells, spread_out
from countygen.shapes import blob, multipolygon

BOX = Grid(600_000.0, 2_960_160.0, 240.0, 30, 36)


def test_best_cells_take_the_highest_until_the_area_is_reached() -> None:
    score = np.array([[3.0, 1.0, 2.0], [5.0, -np.inf, 4.0]])
    free = np.array([[True, True, True], [False, True, True]])
    chosen, least = best_cells(score, free, np.array([10.0, 10.0, 10.0]), 21.0)
    assert chosen.tolist() == [[True, False, False], [False, False, True]]
    assert least == 3.0


def test_best_cells_take_nothing_for_nothing() -> None:
    chosen, least = best_cells(np.ones((2, 2)), np.ones((2, 2), bool), np.ones(2), 0.0)
    assert not chosen.any()
    assert least == np.inf


def test_equal_scores_are_taken_in_row_order() -> None:
    chosen, _ = best_cells(np.zeros((2, 3)), np.ones((2, 3), bool), np.ones(3), 4.0)
    assert chosen.ravel().tolist() == [True, True, True, True, False, False]


def test_small_patches_give_way_to_the_next_best_ground() -> None:
    score = np.array([[9.0, 0.0, 5.0, 5.0, 5.0, 4.9]])
    everywhere = np.ones((1, 6), bool)
    chosen = spread_out(score, everywhere, everywhere, np.ones(6), 4.0, least=2)
    assert chosen.tolist() == [[False, False, True, True, True, True]]


def test_fill_raises_a_hollow_to_its_rim() -> None:
    z = np.full((5, 5), 10.0)
    z[2, 2] = 3.0
    z[0, 2] = 1.0
    outlet = np.zeros((5, 5), bool)
    outlet[0, 2] = True
    filled = kernels.fill(z.ravel(), outlet.ravel(), 5, 5, 0.01).reshape(5, 5)
    assert filled[2, 2] > 10.0
    assert filled[0, 2] == 1.0
    receiver = kernels.receivers(filled.ravel(), outlet.ravel(), 5, 5)
    order = kernels.downstream_first(receiver)
    assert set(kernels.nearest_drain(receiver, order, outlet.ravel()).tolist()) == {2}
    total = kernels.accumulate(receiver, order, np.ones(25))
    assert total[2] == 25.0


def test_flow_passes_over_no_data_never() -> None:
    z = np.array([[3.0, np.nan, 1.0]])
    receiver = kernels.receivers(z.ravel(), np.zeros(3, bool), 1, 3)
    assert receiver.tolist() == [0, 1, 2]


def test_cost_distance_on_even_ground() -> None:
    start = np.full(9, np.nan)
    start[0] = 0.0
    away, origin, previous = kernels.cost_distance(np.ones(9), start, 3, 3, 10.0)
    assert away[2] == pytest.approx(20.0)
    assert away[8] == pytest.approx(20.0 * np.sqrt(2))
    assert set(origin.tolist()) == {0}
    assert previous[8] == 4


def test_grown_regions_have_their_area_and_no_holes() -> None:
    cost = np.ones(BOX.shape)
    cost[14:16, 17:19] = 50.0
    seed = np.array([[BOX.west + 18 * 240.0, BOX.north - 12 * 240.0]])
    wanted = 200 * 240.0**2
    chosen = grow(cost, np.ones(BOX.shape, bool), seed, BOX, np.full(BOX.cols, 240.0**2), wanted)
    assert chosen.sum() == 200
    assert all(len(part.interiors) == 0 for part in multipolygon(chosen, BOX).geoms)


def test_noise_does_not_depend_on_the_cell_size() -> None:
    coarse, fine = smooth_noise(BOX, 2000.0, (1, 2)), smooth_noise(BOX.at(80.0), 2000.0, (1, 2))
    assert fine[1::3, 1::3] == pytest.approx(coarse)


def test_grids_nest() -> None:
    box = box_around((580_700.0, 2_920_600.0, 640_100.0, 2_963_900.0), 5000.0, 240.0)
    for cell in (120.0, 60.0, 30.0, 10.0, 5.0):
        fine = box.at(cell)
        assert (fine.west % cell, fine.north % cell) == (0.0, 0.0)
        assert fine.rows * cell == box.rows * 240.0
    with pytest.raises(ValueError, match="divisor"):
        box.at(7.0)


def test_resample_keeps_a_plane() -> None:
    plane = np.add.outer(BOX.ys(), 2 * BOX.xs())
    fine = BOX.at(80.0)
    inner = (slice(3, -3), slice(3, -3))
    assert resample(plane, BOX, fine)[inner] == pytest.approx(np.add.outer(fine.ys(), 2 * fine.xs())[inner])


def test_blob_has_its_ellipsoidal_area() -> None:
    shape = blob(620_000.0, 2_940_000.0, 20_000.0, 4545, (1,))
    assert area(shape, 4545) == pytest.approx(20_000.0, rel=1e-4)
    assert areas([shape], 4545)[0] == pytest.approx(20_000.0, rel=1e-6)


@pytest.mark.parametrize("seed", range(1, 9))
def test_made_boundary_fits_extent_and_area(published_file: Path, seed: int) -> None:
    published = read_published(published_file)
    extent = published_extent(published)
    shape = made_boundary(published.outline, extent, 1619.15e6, 4545, seed)
    assert shape.is_valid
    assert area(shape, 4545) == pytest.approx(1619.15e6, abs=100.0)
    assert geographic(shape, 4545).bounds == pytest.approx(extent, abs=0.0005)
    centres = np.array([(town.lon, town.lat) for town in published.townships])
    assert shapely.contains_xy(geographic(shape, 4545), centres[:, 0], centres[:, 1]).all()


def test_published_file_refuses_unknown_keys(tmp_path: Path, published_file: Path) -> None:
    text = published_file.read_text(encoding="utf-8")
    (tmp_path / "a.yaml").write_text(text + "\nsurprise: 1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="surprise"):
        read_published(tmp_path / "a.yaml")
    (tmp_path / "b.yaml").write_text(text.replace("ruling: redline.area", "ruling: nowhere"), encoding="utf-8")
    with pytest.raises(ValueError, match="nowhere"):
        read_published(tmp_path / "b.yaml")


def test_printed_land_classes_add_up_to_the_county(published_file: Path) -> None:
    published = read_published(published_file)
    total = sum(figure.value for key, figure in published.figures.items() if key.startswith("landclass."))
    assert total == pytest.approx(161_915.0, abs=0.01)
