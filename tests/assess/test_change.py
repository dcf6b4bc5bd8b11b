"""Change between land covers, by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

import county
from staged import Run, run


def cover(root: Path, year: int, cells: np.ndarray, classes: str = "hj1166") -> None:
    county.raster(root, f"landcover_{year}", cells.astype("uint8"), nodata=0)
    text = (root / "catalog.yaml").read_text(encoding="utf-8")
    text += f"  landcover_{year}: {{file: layers/landcover_{year}.tif, classes: {classes}}}\n"
    (root / "catalog.yaml").write_text(text, encoding="utf-8")


def assessed(root: Path) -> Run:
    return run(root, "survey", "assess")


@pytest.fixture
def earlier(small_county: Path) -> Path:
    """Ten years before, half of the village's and a fifth of the fields' ground was grassland."""
    cells = county.covers()
    cells[:60][cells[:60] == 51] = 31
    cover(small_county, 2010, cells)
    return small_county


def test_rates_transfers_and_degrees(earlier: Path) -> None:
    facts = assessed(earlier).facts
    before, after = 0.0, 0.0
    for year in (2010, 2020):
        grass = facts.number(f"scope.indicator.013.grassland.area@{year}")
        fields = facts.number(f"scope.indicator.013.cropland.area@{year}")
        assert grass is not None
        assert fields is not None
        before, after = (float(fields), after) if year == 2010 else (before, float(fields))
    rate = facts.number("scope.indicator.014.cropland@2020")
    assert rate is not None
    assert float(rate) == pytest.approx((after - before) / before)
    assert facts.number("scope.indicator.014.grassland@2020") == -1
    assert facts.number("scope.indicator.014.forest@2020") == 0
    moved = facts.number("scope.change.grassland.cropland.area@2010_2020")
    area = facts.number("scope.area")
    assert moved is not None
    assert area is not None
    assert float(facts.number("scope.indicator.015@2020") or 0) == pytest.approx(float(moved / area), rel=1e-6)
    assert facts.number("scope.change.grassland.cropland.from_share@2010_2020") == 1
    yearly = facts.number("scope.change.cropland.yearly@2010_2020")
    assert float(yearly or 0) == pytest.approx((after - before) / before / 10)
    # all that changed left grassland, so it left ten times as strongly as the whole by the tenth that it was
    share = facts.number("scope.indicator.013.grassland.share@2010")
    intensity = facts.number("scope.change.grassland.intensity@2010_2020")
    assert float(intensity or 0) == pytest.approx(1 / float(share or 1))
    # from level 3 to level 4
    assert facts.number("scope.change.conversion_index@2010_2020") == -1
    assert facts.number("scope.change.forest_cover@2010_2020") == 0


def test_the_matrix_closes_on_the_area(earlier: Path) -> None:
    facts = assessed(earlier).facts
    for subject in ("scope", "unit:L", "unit:R"):
        parts = [f.value for f in facts.starting(f"{subject}.change.") if f.attribute.count(".") == 3
                 and f.attribute.endswith(".area")]  # fmt: skip
        assert sum(v for v in parts if isinstance(v, Decimal)) == facts.number(f"{subject}.area")


def test_sub_projects_have_rates_and_no_matrix(earlier: Path) -> None:
    facts = assessed(earlier).facts
    assert facts.number("subproject:R-01.indicator.015@2020") is not None
    assert not [f for f in facts.starting("subproject:R-01.change.") if f.attribute.endswith(".from_share")]


def test_a_class_that_was_not_there_has_no_rate(small_county: Path) -> None:
    cells = county.covers()
    cells[cells == 61] = 51
    cover(small_county, 2010, cells)
    found = assessed(small_county).facts["scope.indicator.014.urban@2020"]
    assert found.value is None
    assert "期初" in found.reason


def test_years_of_one_classification_compare_at_the_second_level(earlier: Path) -> None:
    facts = assessed(earlier).facts
    assert facts.number("scope.change.c12.rate@2010_2020") == 0


def test_years_of_two_classifications_compare_at_the_first_level(small_county: Path) -> None:
    cover(small_county, 2010, np.where(county.covers() == 12, 2, 1), "clcd")
    done = assessed(small_county)
    assert "CHANGE-CLASSES" in done.codes()
    assert done.facts.number("scope.indicator.014.forest@2020") == 0
    assert not [f for f in done.facts.starting("scope.change.c") if f.attribute.startswith("change.c1")]


def test_ground_unknown_in_one_year_is_left_out(small_county: Path) -> None:
    cells = county.covers()
    cells[20:40] = 0
    cover(small_county, 2010, cells)
    facts = assessed(small_county).facts
    area = facts.number("scope.area")
    assert area is not None
    unknown = facts.number("scope.change.unknown.area@2010_2020")
    assert float(unknown or 0) == pytest.approx(float(area) * 0.2, rel=1e-6)
    assert facts.number("scope.indicator.015@2020") == 0
    assert facts.number("scope.indicator.014.forest@2020") == 0


def test_three_years_give_every_step_and_the_whole(earlier: Path) -> None:
    cover(earlier, 2015, np.full((120, 120), 12))
    facts = assessed(earlier).facts
    periods = {f.when for f in facts.starting("scope.change.degree")}
    assert periods == {"2010_2015", "2015_2020", "2010_2020"}


def test_one_year_alone_is_said(small_county: Path) -> None:
    done = assessed(small_county)
    for code in ("014", "015"):
        found = done.facts[f"scope.indicator.{code}@2020"]
        assert found.value is None
        assert "只有一期" in found.reason
    assert done.codes().count("INDICATOR-ABSENT") >= 2


def test_a_year_without_data_is_none(small_county: Path) -> None:
    cover(small_county, 2010, np.zeros((120, 120)))
    facts = assessed(small_county).facts
    assert not facts.starting("scope.change.degree")
    assert all(fact.value is None or not fact.value != fact.value for fact in facts.starting("scope.indicator.01"))


def test_nothing_changed(small_county: Path) -> None:
    cover(small_county, 2010, county.covers())
    facts = assessed(small_county).facts
    assert facts.number("scope.indicator.015@2020") == 0
    assert facts["scope.change.forest.intensity@2010_2020"].value is None
    assert facts["scope.change.conversion_index@2010_2020"].reason
