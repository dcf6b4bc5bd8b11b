"""Land classes before and after (table F.1), and land that structures take (table F.2)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

import county
from shanshui.geo.areas import ellipsoidal
from shanshui.layout.land.parcels import Parcels
from shanshui.ledger import Basis, Quote, Table
from shanshui.ledger.table import words
from staged import Run, run

W, S = county.WEST, county.SOUTH
CHANGES = ("subproject", "before", "after", "area", "quality", "year", "synthetic", "source")
TAKEN = ("subproject", "land_area", "arable_taken", "arable_added", "unpermitted_arable", "unpermitted_farmland")


def parcels(root: Path, **classes: shapely.Geometry) -> None:
    text = (root / "catalog.yaml").read_text(encoding="utf-8")
    entry = '  landuse: {file: layers/landuse.gpkg, classes: gbt21010, date: "2020-12-31", provider: 测试}\n'
    (root / "catalog.yaml").write_text(text + entry, encoding="utf-8")
    county.vector(root, "landuse", list(classes.values()), **{"class": [key.removeprefix("c") for key in classes]})


def halves(root: Path) -> None:
    """Dry land in the west, irrigated land in the east."""
    parcels(root, c0103=county.LEFT, c0102=county.RIGHT)


def table(done: Run, key: str) -> Table:
    return next(t for t in done.tables if t.id == key)


def column(found: Table, key: str) -> list[str]:
    return [words(found.cell(n, key)) for n in range(len(found.rows))]


def hectares(done: Run, key: str) -> Decimal:
    value = done.facts.number(key)
    assert value is not None
    return value / 10_000


def test_classes_make_the_scope(small_county: Path) -> None:
    halves(small_county)
    done = run(small_county, "survey", "layout")
    found = table(done, "F.1@scope")
    assert column(found, "level2_code") == ["0102", "0103", "—", "—"]
    assert [row.kind for row in found.rows] == ["body", "body", "subtotal", "total"]
    area = hectares(done, "scope.area").quantize(Decimal("0.01"))
    assert column(found, "base_area")[-1] == column(found, "accept_area")[-1] == str(area)
    parts = [Decimal(text) for text in column(found, "base_area")[:2]]
    assert sum(parts) == area
    assert all(abs(part - area / 2) < Decimal("0.2") for part in parts)  # the zone stretches the east a little
    assert column(found, "change_area") == ["0.00"] * 4


def test_changes_move_land_from_class_to_class(small_county: Path) -> None:
    halves(small_county)
    county.table(
        small_county,
        "landuse_changes",
        [
            CHANGES,
            ("L-01", "0103", "0301", "3.335", "", "2022", "否", "测试"),
            ("L-02", "0103K", "0102", "2.335", "6等", "2022", "", "测试"),
        ],
    )
    done = run(small_county, "survey", "layout")
    assert [t.id for t in done.tables if t.id.startswith("F.1")] == [
        "F.1@scope", "F.1@unit:L", "F.1@subproject:L-01", "F.1@subproject:L-02",
    ]  # fmt: skip
    scope = table(done, "F.1@scope")
    gains = dict(zip(column(scope, "level2_code"), column(scope, "change_area"), strict=True))
    assert gains["0103"] == "-5.67"
    assert sum(Decimal(gains[code]) for code in ("0102", "0103", "0301")) == 0
    own = table(done, "F.1@subproject:L-02")
    assert column(own, "accept_quality")[0] == "6等"
    assert column(own, "level2_code")[:2] == ["0102", "0103"]
    for found in (scope, own):
        for n in range(len(found.rows)):
            base, change, accept = (found.cell(n, f"{key}_area") for key in ("base", "change", "accept"))
            assert isinstance(base, Quote)
            assert isinstance(change, Quote)
            assert isinstance(accept, Quote)
            assert base.value + change.value == accept.value  # type: ignore[operator]


def test_without_parcels_base_areas_are_dashes(small_county: Path) -> None:
    assert not [t for t in run(small_county, "survey", "layout").tables if t.id.startswith("F.1")]
    county.table(small_county, "landuse_changes", [CHANGES, ("L-01", "0103", "0301", "3", "", "2022", "是", "测试")])
    done = run(small_county, "survey", "layout")
    found = table(done, "F.1@unit:L")
    assert column(found, "base_area") == ["—"] * len(found.rows)
    assert column(found, "change_area") == ["-3.00", "-3.00", "3.00", "3.00", "0.00"]
    fact = done.facts["unit:L.landuse.0301.area@accept"]
    assert fact.value is None
    assert fact.reason
    assert done.facts["unit:L.landuse.0301.change"].synthetic


def test_parcels_that_leave_ground_open_tell_no_base(small_county: Path) -> None:
    parcels(small_county, c0103=county.LEFT)
    done = run(small_county, "survey", "layout")
    assert column(table(done, "F.1@scope"), "base_area") == ["—"]
    assert done.facts["scope.landuse.total.area@base"].reason


def planted(root: Path, hectares: str, *more: tuple[str, ...]) -> None:
    """Works in the west that plant forest, beside others."""
    header = ("subproject", "measure", "mode", "quantity", "unit", "year", "indicator", "synthetic", "source")
    forest = ("L-01", "closure", "自然恢复", hectares, "公顷", "", "forest_new", "否", "测试")
    county.table(root, "works", [header, forest, *more])


def test_what_works_turn_land_into_follows_from_the_ground_under_them(small_county: Path) -> None:
    site = shapely.box(*_site(small_county))
    west, east = _halves(site)
    parcels(small_county, c1206=west, c0301=east, c0103=county.LEFT.union(county.RIGHT).difference(site))
    planted(small_county, "20")
    done = run(small_county, "survey", "layout")
    found = table(done, "F.1@subproject:L-01")
    assert "推算" in found.title
    gains = dict(zip(column(found, "level2_code"), column(found, "change_area"), strict=True))
    assert gains["1206"] == "-20.00"
    assert column(found, "change_area")[-1] == "0.00"
    assert column(found, "base_area")[-1] == column(found, "accept_area")[-1]
    for subject in ("subproject:L-01", "unit:L", "scope"):
        assert hectares(done, f"{subject}.landuse.03.change") == 20
        assert hectares(done, f"{subject}.landuse.12.change") == -20
    fact = done.facts["subproject:L-01.landuse.03.change"]
    assert fact.basis is Basis.MODELLED_UNCALIBRATED
    assert "table:works" in fact.inputs
    (told,) = (f for f in done.findings if f.code == "LAND-DERIVED")
    assert told.words["origins"] == "裸土地 20.00 hm²"
    assert not [t for t in done.tables if t.id == "F.1@subproject:L-02"]


def test_nothing_is_derived_where_the_ground_does_not_suffice(small_county: Path) -> None:
    halves(small_county)  # farmland, which nobody gives up unasked
    planted(small_county, "20")
    done = run(small_county, "survey", "layout")
    assert [t.id for t in done.tables if t.id.startswith("F.1")] == ["F.1@scope"]
    (told,) = (f for f in done.findings if f.code == "LAND-SHORT")
    assert (told.got, told.want) == ("0.00 hm²", "20.00 hm²")


def test_what_was_entered_goes_before_what_follows_from_works(small_county: Path) -> None:
    parcels(small_county, c1206=county.LEFT, c0102=county.RIGHT)
    planted(small_county, "20")
    county.table(small_county, "landuse_changes", [CHANGES, ("L-01", "1206", "0301", "18", "", "2022", "", "测试")])
    done = run(small_county, "survey", "layout")
    assert hectares(done, "scope.landuse.0301.change") == 18
    assert "推算" not in table(done, "F.1@subproject:L-01").title
    assert not [f for f in done.findings if f.code.startswith("LAND-")]


def test_better_land_is_used_after_worse_and_two_classes_share_what_is_there(small_county: Path) -> None:
    site = shapely.box(*_site(small_county))
    west, east = _halves(site)
    parcels(small_county, c1206=west, c0404=east, c0103=county.LEFT.union(county.RIGHT).difference(site))
    bare = west.area / 10_000
    grass = ("L-01", "closure", "自然恢复", "5", "公顷", "", "grass_new", "是", "测试")
    planted(small_county, f"{bare - 1:.2f}", grass)
    done = run(small_county, "survey", "layout")
    assert hectares(done, "subproject:L-01.landuse.03.change") == Decimal(f"{bare - 1:.2f}")
    assert done.facts.number("subproject:L-01.landuse.04.change") == 0  # a hectare of bare land is left, five wanted
    codes = [f.code for f in done.findings if f.code.startswith("LAND-")]
    assert codes == ["LAND-DERIVED", "LAND-SHORT"]


def _site(root: Path) -> tuple[float, float, float, float]:
    """Bounds of the western sub-project."""
    west, south, east, north = gpd.read_file(root / "layers/subprojects.gpkg").set_index("code").geometry["L-01"].bounds
    return west, south, east, north


def _halves(site: shapely.Polygon) -> tuple[shapely.Polygon, shapely.Polygon]:
    west, south, east, north = site.bounds
    middle = (west + east) / 2
    return shapely.box(west, south, middle, north), shapely.box(middle, south, east, north)


def test_a_first_level_class_has_a_line_of_its_own(small_county: Path) -> None:
    parcels(small_county, c01=county.LEFT, c0102=county.RIGHT)
    found = table(run(small_county, "survey", "layout"), "F.1@scope")
    assert column(found, "level2_code") == ["0102", "—", "—", "—"]
    assert column(found, "level1_code")[:2] == ["01", "01"]


def test_land_taken_adds_up(small_county: Path) -> None:
    rows = [
        ("L-01", "1.004", "0.3", "", "0.115", "0.115"),
        ("R-01", "2.004", "", "0.5", "", ""),
    ]
    county.table(small_county, "occupations", [TAKEN, *rows])
    done = run(small_county, "survey", "layout")
    found = table(done, "F.2")
    assert [row.kind for row in found.rows] == ["body", "subtotal", "body", "subtotal", "total"]
    assert column(found, "ordinal") == ["1", "小计", "2", "小计", "合计"]
    assert column(found, "land_area") == ["1.01", "1.01", "2.00", "2.00", "3.01"]  # 3.008 rounds up
    assert column(found, "arable_taken") == ["0.30", "0.30", "—", "—", "0.30"]
    assert column(found, "unpermitted_total") == ["0.23", "0.23", "—", "—", "0.23"]
    assert hectares(done, "scope.occupation.land_area") == Decimal("3.01")


def test_without_structures_there_is_no_table(small_county: Path) -> None:
    assert not [t for t in run(small_county, "survey", "layout").tables if t.id == "F.2"]


def grid(count: int, side: float, west: float = 610_000.0) -> np.ndarray:
    xs, ys = np.meshgrid(west + side * np.arange(count), 2_940_000 + side * np.arange(count))
    found: np.ndarray = shapely.box(xs.ravel(), ys.ravel(), xs.ravel() + side, ys.ravel() + side)
    return found


@given(
    st.floats(200, 2500), st.floats(200, 2500), st.floats(60, 900), st.integers(3, 40), st.sampled_from((4545, 4534))
)
@settings(max_examples=15, deadline=None)
def test_classes_of_a_subject_make_its_ellipsoidal_area(x: float, y: float, size: float, edges: int, epsg: int) -> None:
    shapes = grid(30, 100.0)
    classes = np.asarray(["0101", "0301", ""] * 300, dtype=object)
    subject = shapely.Point(610_000 + x, 2_940_000 + y).buffer(size, quad_segs=edges)
    inside = subject.intersection(box(610_000, 2_940_000, 613_000, 2_943_000))
    found = Parcels(shapes, classes, epsg).within(subject)
    assert sum(found.values()) == pytest.approx(float(ellipsoidal([inside], epsg)[0]), rel=1e-6)
    for code in found:
        own = shapely.union_all(shapes[classes == code]).intersection(subject)
        assert found[code] == pytest.approx(float(ellipsoidal([own], epsg)[0]), rel=1e-6)


def test_a_subject_with_a_hole_and_parts() -> None:
    shapes, classes = grid(30, 100.0), np.asarray(["01"] * 900, dtype=object)
    ring = shapely.Point(611_000, 2_941_000).buffer(800) - shapely.Point(611_000, 2_941_000).buffer(350)
    subject = ring | box(612_500, 2_942_500, 612_600, 2_942_600)
    found = Parcels(shapes, classes, 4545).within(subject)
    assert found["01"] == pytest.approx(float(ellipsoidal([subject], 4545)[0]), rel=1e-6)


def test_nothing_within_is_nothing() -> None:
    assert Parcels(grid(3, 10.0), np.asarray(["01"] * 9, dtype=object), 4545).within(box(0, 0, 5, 5)) == {}
    assert Parcels(np.zeros(0, dtype=object), np.zeros(0, dtype=object), 4545).within(box(0, 0, 5, 5)) == {}
