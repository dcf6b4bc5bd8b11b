"""What is done with layers and cells that are wrong: the values that later stages get, and what is told of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import to_excel
from shapely.geometry import box

import county
from shanshui.finding import Finding
from shanshui.standard import load
from shanshui.standard.cells import Fault, date_form, read_period
from staged import Run, run


def _enter(root: Path, line: str) -> None:
    path = root / "catalog.yaml"
    path.write_text(path.read_text(encoding="utf-8") + f"  {line}\n", encoding="utf-8")


def _only(done: Run, code: str) -> Finding:
    found: Finding
    (found,) = [f for f in done.findings if f.code == code]
    return found


def _values(done: Run, role: str) -> np.ndarray:
    raster = done.layers.raster(role)
    assert raster is not None
    return np.concatenate([block[np.isfinite(block)] for _, block in raster.blocks()])


def _ramp(low: float, high: float) -> np.ndarray:
    return np.tile(np.linspace(low, high, 120), (120, 1))


def test_an_index_times_ten_thousand_is_read_as_index(small_county: Path) -> None:
    county.raster(small_county, "ndvi", _ramp(3000, 8000).astype("int16"))
    _enter(small_county, "ndvi: {file: layers/ndvi.tif, date: '2020', provider: 测试}")
    done = run(small_county, "survey")
    found = _only(done, "LAYER-SCALED")
    assert (found.got, found.want) == ("3000–8000", "0.3–0.8")
    values = _values(done, "ndvi")
    assert 0.3 <= values.min() < values.max() <= 0.8
    assert done.codes("ndvi") == ["LAYER-SCALED"]
    assert done.facts.number("layer:ndvi.coverage") == 1


def test_a_scale_that_is_stated_is_not_guessed_again(small_county: Path) -> None:
    county.raster(small_county, "ndvi", _ramp(3000, 8000).astype("int16"))
    _enter(small_county, "ndvi: {file: layers/ndvi.tif, scale: 0.0001, date: '2020', provider: 测试}")
    done = run(small_county, "survey")
    assert done.codes("ndvi") == []
    assert _values(done, "ndvi").max() <= 0.8


@pytest.mark.parametrize(("low", "high"), [(0, 200), (-9999, 8000), (0, 30_000), (20, 90)])
def test_an_index_of_doubtful_scale_is_refused(small_county: Path, low: float, high: float) -> None:
    county.raster(small_county, "ndvi", _ramp(low, high).astype("int32"))
    _enter(small_county, "ndvi: {file: layers/ndvi.tif, date: '2020', provider: 测试}")
    done = run(small_county, "survey")
    assert "LAYER-SCALED" not in done.codes("ndvi")
    assert "LAYER-RANGE" in done.codes("ndvi")
    assert not _values(done, "ndvi").size or np.abs(_values(done, "ndvi")).max() <= 1


def test_rain_in_tenths_is_told_and_not_changed(small_county: Path) -> None:
    county.raster(small_county, "precipitation", _ramp(11_000, 11_900).astype("float32"))
    entry = "precipitation: {file: layers/precipitation.tif, unit: mm, date: '2020', provider: 测试}"
    _enter(small_county, entry)
    done = run(small_county, "survey")
    found = _only(done, "LAYER-RAIN")
    assert found.words["tenth"] in ("1144", "1145", "1146")
    assert _values(done, "precipitation").min() >= 11_000
    assert "layer:precipitation.mean" not in done.facts
    county.edit(small_county / "catalog.yaml", "unit: mm,", "unit: mm, scale: 0.1,")
    again = run(small_county, "survey")
    assert again.codes("precipitation") == []
    assert Decimal(1140) < (again.facts.number("layer:precipitation.mean") or 0) < Decimal(1150)


def test_heights_in_feet_become_metres(small_county: Path) -> None:
    in_metres = _values(run(small_county, "survey"), "dem")
    county.raster(small_county, "dem", (county.relief() / 0.3048).astype("float32"))
    county.edit(small_county / "catalog.yaml", "unit: m,", "unit: ft,")
    done = run(small_county, "survey")
    found = _only(done, "LAYER-CONVERTED")
    assert (found.words["unit"], found.words["factor"]) == ("英尺", "0.3048")
    assert _values(done, "dem") == pytest.approx(in_metres, rel=1e-6)


def test_a_void_says_how_much_and_where(small_county: Path) -> None:
    heights = county.relief()
    heights[40:44, 50:53] = np.nan
    county.raster(small_county, "dem", heights, nodata=np.nan)
    done = run(small_county, "survey")
    found = _only(done, "LAYER-VOID")
    cells = 12  # and those whose four neighbours include a void, since the file lies 10 m off the grid
    assert cells * 0.09 <= float(found.got.removesuffix(" hm²")) <= 20 * 0.0901
    assert found.words["where"].startswith("109.1")
    assert "LAYER-COVERAGE" not in done.codes("dem")
    assert 0 < float(done.facts.number("layer:dem.no_data") or 0) < 0.01


def test_what_no_cell_tells_has_no_value_and_says_why(small_county: Path) -> None:
    tiny = box(county.WEST + 100, county.SOUTH + 100, county.WEST + 104, county.SOUTH + 104)
    county.vector(small_county, "units", [county.SCOPE.difference(tiny), tiny], code=["L", "R"])
    done = run(small_county, "survey", "assess")
    assert _only(done, "PLACE-CELL").got == "16.00 m²"
    facts = {key: fact for key, fact in done.facts.items() if key.startswith("unit:R.") and "@" in key}
    assert "unit:R.indicator.031@2020" in facts
    assert "unit:R.indicator.013.forest.area@2020" in facts
    assert all(fact.value is None and fact.reason for fact in facts.values())


def test_heights_missing_in_the_scope_give_no_relief(small_county: Path) -> None:
    heights = county.relief()
    heights[9:111, 9:111] = np.nan
    county.raster(small_county, "dem", heights, nodata=np.nan)
    done = run(small_county, "survey", "assess")
    assert "LAYER-EMPTY" in done.codes("dem")
    told = [fact for key, fact in done.facts.items() if key.startswith(("scope.slope", "scope.elevation"))]
    assert all(fact.value is None for fact in told)


_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日")


@given(st.dates(date(1990, 1, 1), date(2049, 12, 31)))
def test_every_form_of_a_date_is_the_same_day(day: date) -> None:
    written = [day.strftime(form) for form in _FORMS]
    written += [f"{day.year}/{day.month}/{day.day}", f"{day.year}年{day.month}月{day.day}日"]
    assert {read_period(text) for text in written} == {day.isoformat()}
    assert len({date_form(text) for text in written}) == 5
    serial = int(to_excel(day))
    assert read_period(serial) == read_period(str(serial)) == read_period(f"{serial}.0") == day.isoformat()
    assert date_form(serial) == "serial"


@given(st.dates(date(1990, 1, 1), date(2049, 12, 31)))
def test_a_date_that_begins_with_day_or_month_is_refused(day: date) -> None:
    for form in ("%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%d.%m.%y"):
        assert isinstance(read_period(day.strftime(form)), Fault)
        assert date_form(day.strftime(form)) == ""


def test_dates_of_one_form_are_not_told() -> None:
    table = load().inputs["observations"]
    header = ("subject", "indicator", "value", "date", "source")
    for dates, codes in (
        (("2020-08-05", "2020-08", "2020"), []),
        (("2020/8/5", "2020/8/6", "2020/8/7"), []),
        (("44048", "44049", "44050"), ["INPUT-DATE-FORMS"]),
        (("2020-08-05", "2020/8/6", "2020-08-07"), ["INPUT-DATE-FORMS"]),
    ):
        rows = [(n, ("scope", f"00{n}", "1", text, "甲")) for n, text in enumerate(dates, start=2)]
        records, findings = table.parse_rows(header, rows)
        assert [f.code for f in findings] == codes
        assert len(records) == 3


def test_several_units_of_one_quantity_are_told_and_converted(small_county: Path) -> None:
    header = ("subject", "indicator", "kind", "value", "unit", "date", "source")
    county.table(
        small_county,
        "observations",
        (
            header,
            ("scope", "051", "现值", "800", "t/(km2*a)", "2020", "甲"),
            ("unit:L", "051", "现值", "8", "t/(hm2*a)", "2020", "甲"),
        ),
    )
    facts = run(small_county, "survey").facts
    assert facts.number("scope.observed.051.current@2020") == facts.number("unit:L.observed.051.current@2020") == 800
    assert facts["unit:L.observed.051.current@2020"].unit == "t/(km2*a)"
