from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine

import county
from staged import Run, run

FAR, NEAR, THIN = 0.8, 0.4, 8
"""Vegetation cover away from the fields, and beside them, in so many cells."""


def aligned(root: Path, role: str, values: np.ndarray) -> None:
    """Write ``layers/<role>.tif`` on the cells of the project's grid, so that nothing is resampled."""
    wide = np.pad(values, ((0, 0), (0, 1)), mode="edge")
    with rasterio.open(
        root / "layers" / f"{role}.tif", "w", driver="GTiff", height=wide.shape[0], width=wide.shape[1], count=1,
        dtype=wide.dtype, crs=f"EPSG:{county.EPSG}", transform=Affine(30, 0, 609_690, 0, -30, 2_943_300),
    ) as file:  # fmt: skip
        file.write(wide, 1)


def complete(root: Path, **parameters: str) -> Run:
    """A county whose forest is dense away from the fields, and thin within 8 cells of them."""
    covers = county.covers()
    fields = np.flatnonzero(covers[0] == 51)
    away = np.maximum(fields[0] - np.arange(120), np.arange(120) - fields[-1])
    fvc = np.broadcast_to(np.where(away > THIN, FAR, NEAR), (120, 120)).astype("float32")
    for role, values in (("fvc", fvc), ("landcover", covers), ("landcover_2010", covers), ("dem", county.relief())):
        aligned(root, role, values)
    for role, value in (("precipitation", 1300.0), ("temperature", 16.0)):
        aligned(root, role, np.full((120, 120), value, "float32"))
    county.add_layers(
        root, fvc="unit: '1'", landcover_2010="classes: hj1166", precipitation="unit: mm", temperature="unit: degC"
    )
    if parameters:
        county.set_parameters(root, **parameters)
    return run(root, "survey", "assess")


def number(done: Run, key: str) -> float:
    found = done.facts.number(key)
    assert found is not None, key
    return float(found)


def test_sites_are_natural_and_away_from_pressure(small_county: Path) -> None:
    done = complete(small_county)
    count = int(number(done, "scope.reference.sites.count"))
    assert count > 0
    for n in range(1, count + 1):
        assert done.facts.text(f"reference_site:{n}.class") == "forest"
        assert number(done, f"reference_site:{n}.pressure_distance") >= 300
        assert number(done, f"reference_site:{n}.area") >= 100_000
        assert 0 < number(done, f"reference_site:{n}.likeness") <= 1
        assert number(done, f"reference_site:{n}.longitude") == pytest.approx(109.1, abs=0.1)
    assert done.facts.codes("unit:L.reference.forest.sites")
    assert done.facts.text("field:reference_site.content")


def test_ground_that_has_changed_is_no_reference(small_county: Path) -> None:
    complete(small_county)
    before = county.covers()
    before[:, :50] = 31  # the west was grassland in 2010
    aligned(small_county, "landcover_2010", before)
    done = run(small_county, "survey", "assess")
    count = int(number(done, "scope.reference.sites.count"))
    middle = (number(done, "scope.west") + number(done, "scope.east")) / 2
    assert count > 0
    assert all(number(done, f"reference_site:{n}.longitude") > middle for n in range(1, count + 1))


def test_gap_of_cover_by_hand(small_county: Path) -> None:
    done = complete(small_county)
    # sites lie more than 300 m from the fields, where cover is 0.8
    assert number(done, "scope.reference.vegetation_cover.forest.mean") == pytest.approx(FAR, abs=1e-4)
    # the western unit has 40 columns of forest, 8 of them thin
    state = (32 * FAR + 8 * NEAR) / 40
    assert number(done, "unit:L.gap.vegetation_cover.state") == pytest.approx(state, abs=1e-4)
    assert number(done, "unit:L.gap.vegetation_cover.goal") == pytest.approx(FAR, abs=1e-4)
    assert number(done, "unit:L.gap.vegetation_cover.share") == pytest.approx(1 - state / FAR, abs=1e-4)
    # the reference has no spread of its own, so that its least of 5 % counts
    assert number(done, "unit:L.gap.vegetation_cover") == pytest.approx((FAR - state) / (0.05 * FAR), abs=1e-3)
    assert 0 <= number(done, "unit:L.recovery.structure") <= 5
    assert "植被覆盖度不低于80%" in done.facts.text("unit:L.reference.goals")


def test_degraded_vegetation_by_hand(small_county: Path) -> None:
    done = complete(small_county)
    area = number(done, "unit:L.area")
    # half the reference's cover is grade IV by HJ 1174: 8 of 50 columns; 32 columns are as the reference
    assert number(done, "unit:L.degradation.forest.grade4.area") == pytest.approx(area * 8 / 50, rel=1e-3)
    assert number(done, "unit:L.degradation.forest.grade1.area") == pytest.approx(area * 32 / 50, rel=1e-3)
    assert number(done, "unit:L.degradation.grade4.area") == number(done, "unit:L.degradation.forest.grade4.area")
    # (32 * 1 + 8 * 4) / 40 = 1.6
    assert number(done, "unit:L.degradation.cover") == 2


def test_grades_name_what_made_them(small_county: Path) -> None:
    done = complete(small_county, degradation_least_known="0", diagnosis_least_known="0")
    whole = done.facts["unit:L.degradation"]
    assert "unit:L.degradation.cover" in whole.inputs
    cover = done.facts["unit:L.degradation.cover"]
    assert set(cover.inputs) == {f"unit:L.degradation.grade{n}.area" for n in range(1, 6)}
    assert "1.5/2.5/3.5/4.5" in cover.source
    assert 0 <= number(done, "unit:L.degradation.stability") <= 1
    assert number(done, "unit:L.resilience.temperature") == 5
    assert number(done, "unit:L.resilience.rain") == 5
    again = run(small_county, "survey", "assess").facts
    keys = [key for key in done.facts if ".stability" in key or "reference" in key]
    assert [done.facts[key].value for key in keys] == [again[key].value for key in keys]


def test_problems_and_table(small_county: Path) -> None:
    done = complete(small_county)
    assert "forest_degradation" in done.facts.codes("unit:L.problems")
    assert number(done, "unit:L.problem.forest_degradation.severity") == 4
    area = number(done, "unit:L.problem.forest_degradation.area")
    assert area == number(done, "unit:L.degradation.forest.grade4.area")
    (table,) = (t for t in done.tables if t.id == "B.3")
    rows = [row for row in range(len(table.rows)) if table.cell(row, "assessment_unit") == "上游水土流失保护修复单元"]
    kinds = {table.cell(row, "problem_type"): row for row in rows}
    assert table.cell(kinds["森林退化"], "severity") == "IV"
    quoted = table.cell(kinds["森林退化"], "area")
    assert not isinstance(quoted, str)
    assert quoted.fact == "unit:L.problem.forest_degradation.area"
    # what the planner names and nothing measures stands there without a number
    assert table.cell(kinds["水土流失"], "area") == ""


def test_without_reference_sites_there_is_no_gap(small_county: Path) -> None:
    done = complete(small_county, reference_least_area="900, unit: hm2")
    assert "scope.reference.sites.count" not in done.facts
    assert not [key for key in done.facts if ".gap." in key]
    assert "unit:L.degradation" not in done.facts
    assert "DIAGNOSIS-ABSENT" in done.codes()


def test_the_planners_own_reference_comes_first(small_county: Path) -> None:
    header = ("subject", "indicator", "kind", "value", "unit", "date", "source")
    county.table(small_county, "observations", (header, ("scope", "032", "参照值", "90", "%", "2020", "样方")))
    complete(small_county)
    covers = county.covers()
    covers[covers == 12] = 31  # all grassland, now as then
    aligned(small_county, "landcover", covers)
    aligned(small_county, "landcover_2010", covers)
    done = run(small_county, "survey", "assess")
    assert number(done, "unit:L.gap.vegetation_cover.goal") == pytest.approx(0.9)
    assert "table:observations" in done.facts["unit:L.gap.vegetation_cover.goal"].inputs
