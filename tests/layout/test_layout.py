from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import shapely

import county
from shanshui.ledger import Basis
from staged import run

W, S = county.WEST, county.SOUTH
SITE = 600 * 700
TINY = Decimal("0.001")


def near(value: Decimal | None, square_metres: float) -> bool:
    """Ground of a size in the plane, which lies 110 km off the central meridian."""
    return value is not None and float(value) == pytest.approx(square_metres, rel=1e-3)


def catalog(root: Path, *roles: str) -> None:
    text = (root / "catalog.yaml").read_text(encoding="utf-8")
    text += "".join(f"  {role}: {{file: layers/{role}.gpkg}}\n" for role in roles)
    (root / "catalog.yaml").write_text(text, encoding="utf-8")


def test_areas(small_county: Path) -> None:
    done = run(small_county, "survey", "layout")
    parts = [done.facts.number(f"subproject:{code}.area") for code in ("L-01", "L-02", "R-01")]
    whole, rest = done.facts.number("implementation_area.area"), done.facts.number("affected_area.area")
    assert all(near(p, SITE) for p in parts)
    assert whole == pytest.approx(sum(p for p in parts if p is not None), abs=TINY)
    assert whole is not None
    assert rest is not None
    assert whole + rest == pytest.approx(done.facts.number("scope.area"), abs=TINY)
    assert done.findings == run(small_county, "survey").findings


def test_sub_projects_by_their_years(small_county: Path) -> None:
    facts = run(small_county, "survey", "layout").facts
    periods = {"2021_2022": "L-01", "2021_2023": "L-02", "2022_2023": "R-01"}
    assert {key.partition("@")[2] for key in facts if key.startswith("scope.scheduled.count")} == set(periods)
    for period, code in periods.items():
        assert facts.number(f"scope.scheduled.count@{period}") == 1
        assert facts.number(f"scope.scheduled.area@{period}") == facts.number(f"subproject:{code}.area")


def test_a_sub_project_without_area_counts_and_is_named(small_county: Path) -> None:
    shape = shapely.box(W + 100, S + 100, W + 700, S + 800)
    county.vector(small_county, "subprojects", [shape], code=["L-01"])
    facts = run(small_county, "survey", "layout").facts
    assert facts["scope.scheduled.count@2021_2023"].value == 1
    fact = facts["scope.scheduled.area@2021_2023"]
    assert fact.value is None
    assert "L-02" in fact.reason


def test_nothing_sticks_out(small_county: Path) -> None:
    facts = run(small_county, "survey", "layout").facts
    zero = ["scope.gap", "scope.unit_overlap", "scope.subproject_overlap", "unit:L.outside_scope"]
    zero += [f"subproject:{code}.outside_unit" for code in ("L-01", "L-02", "R-01")]
    assert [facts.number(key) for key in zero] == [0] * len(zero)


def test_what_sticks_out(small_county: Path) -> None:
    left = shapely.box(W - 100, S, W + 1600, S + 3000)  # 100 m out, 100 m over its neighbour
    right = shapely.box(W + 1500, S, W + 3000, S + 2900)  # leaves 100 m open
    county.vector(small_county, "units", [left, right], code=["L", "R"])
    one = shapely.box(W + 100, S + 100, W + 700, S + 800)
    two = shapely.box(W + 600, S + 100, W + 1700, S + 800)
    three = shapely.box(W + 2000, S + 900, W + 2600, S + 1600)
    county.vector(small_county, "subprojects", [one, two, three], code=["L-01", "L-02", "R-01"])
    facts = run(small_county, "survey", "layout").facts
    assert near(facts.number("unit:L.outside_scope"), 100 * 3000)
    assert near(facts.number("scope.unit_overlap"), 100 * 2900)
    assert near(facts.number("scope.gap"), 1400 * 100)
    assert near(facts.number("subproject:L-02.outside_unit"), 100 * 700)
    assert near(facts.number("scope.subproject_overlap"), 100 * 700)
    assert near(facts.number("implementation_area.area"), 1600 * 700 + SITE)


def test_overlaps_and_zones(small_county: Path) -> None:
    catalog(small_county, "ecological_redline", "permanent_farmland", "urban_boundary", "protected_areas")
    west = shapely.box(W, S, W + 400, S + 3000)
    twice = shapely.box(W + 200, S, W + 400, S + 3000)
    county.vector(small_county, "ecological_redline", [west, twice])
    county.vector(small_county, "permanent_farmland", [shapely.box(W + 2000, S + 900, W + 2300, S + 1600)])
    county.vector(small_county, "urban_boundary", [shapely.box(W + 2000, S + 900, W + 2600, S + 1600)])
    core = shapely.box(W, S + 1500, W + 1500, S + 1800)
    general = shapely.box(W, S + 1800, W + 1500, S + 2500)
    county.vector(small_county, "protected_areas", [core, general], name=["a", "a"], zone=["核心区", "一般控制区"])
    facts = run(small_county, "survey", "layout").facts
    assert near(facts.number("scope.overlap.ecological_redline.area"), 400 * 3000)
    assert facts.number("scope.overlap.ecological_redline.share") == pytest.approx(
        Decimal(400) / 3000, abs=Decimal("1e-6")
    )
    assert near(facts.number("subproject:L-01.overlap.ecological_redline.area"), 300 * 700)
    assert near(facts.number("unit:L.overlap.protected_general.area"), 1500 * 700)
    assert near(facts.number("subproject:L-02.overlap.protected_core.area"), 600 * 300)
    assert facts.number("subproject:R-01.overlap.urban_boundary.share") == 1
    assert [facts[f"subproject:{c}.zone"].value for c in ("L-01", "L-02", "R-01")] == [
        "other_redline", "core_protected", "farmland_permanent",
    ]  # fmt: skip
    assert facts["subproject:L-01.zone"].basis is Basis.MEASURED
    assert "layer:ecological_redline" in facts["subproject:L-01.zone"].inputs


def test_ground_within_no_line(small_county: Path) -> None:
    catalog(small_county, "ecological_redline")
    # a strip of half a metre along the edge of L-01 is a sliver
    county.vector(small_county, "ecological_redline", [shapely.box(W, S, W + 100.5, S + 3000)])
    cells = county.covers()
    cells[:, 75:] = 51
    county.raster(small_county, "landcover", cells)
    facts = run(small_county, "survey", "layout").facts
    zones = {c: facts[f"subproject:{c}.zone"] for c in ("L-01", "L-02", "R-01")}
    assert {c: z.value for c, z in zones.items()} == {
        "L-01": "general_ecological", "L-02": "general_ecological", "R-01": "other_agricultural",
    }  # fmt: skip
    assert {z.basis for z in zones.values()} == {Basis.MODELLED_UNCALIBRATED}


def test_control_lines_that_are_not_there(small_county: Path) -> None:
    facts = run(small_county, "survey", "layout").facts
    fact = facts["scope.overlap.permanent_farmland.area"]
    assert fact.value is None
    assert fact.reason
    assert "subproject:L-01.zone" not in facts
    assert "unit:L.overlap.permanent_farmland.area" not in facts


def centred(root: Path, extent: str) -> None:
    """R-01 without boundary, at a centre."""
    shapes = [shapely.box(W + 100, S + y, W + 700, S + y + 700) for y in (100, 1500)]
    county.vector(root, "subprojects", shapes, code=["L-01", "L-02"])
    rows = [list(row) for row in county.TABLES["subprojects"]]
    for row, more in zip(
        rows, (("longitude", "latitude", "extent"), ("",) * 3, ("",) * 3, ("109.127", "26.577", extent)), strict=True
    ):
        row.extend(more)
    county.table(root, "subprojects", rows)


def test_a_circle_around_the_centre(small_county: Path) -> None:
    centred(small_county, "12.5")
    catalog(small_county, "ecological_redline")
    county.vector(small_county, "ecological_redline", [county.SCOPE])
    done = run(small_county, "survey", "layout")
    area = done.facts["subproject:R-01.area"]
    assert area.value == pytest.approx(Decimal(125_000), abs=Decimal("0.01"))
    assert (area.basis, area.method, area.inputs) == (Basis.ENTERED, "entered", ("table:subprojects",))
    overlap = done.facts["subproject:R-01.overlap.ecological_redline.area"]
    assert overlap.basis is Basis.MODELLED_UNCALIBRATED
    assert overlap.value == area.value
    assert done.facts["implementation_area.area"].basis is Basis.MODELLED_UNCALIBRATED


def test_a_centre_alone(small_county: Path) -> None:
    centred(small_county, "")
    catalog(small_county, "ecological_redline")
    county.vector(small_county, "ecological_redline", [county.SCOPE])
    done = run(small_county, "survey", "layout")
    assert done.facts["subproject:R-01.area"].value is None
    assert done.facts["subproject:R-01.area"].reason
    assert done.facts["subproject:R-01.overlap.ecological_redline.area"].value is None
    assert done.facts["subproject:R-01.zone"].value == "other_redline"
    assert "SUBPROJECT-GEOMETRY" not in done.codes()


def test_neither_boundary_nor_centre(small_county: Path) -> None:
    centred(small_county, "")
    county.table(small_county, "subprojects", county.TABLES["subprojects"])
    done = run(small_county, "survey", "layout")
    (finding,) = [f for f in done.findings if f.code == "SUBPROJECT-GEOMETRY"]
    assert (finding.subject, finding.place.row) == ("subproject:R-01", 4)
    assert finding.words["name"].startswith("测试县乙乡")


def test_a_centre_on_land_cover(small_county: Path) -> None:
    centred(small_county, "")
    catalog(small_county, "urban_boundary")
    county.vector(small_county, "urban_boundary", [shapely.box(W, S, W + 10, S + 10)])
    county.raster(small_county, "landcover", np.full((120, 120), 51, "uint8"))
    facts = run(small_county, "survey", "layout").facts
    assert facts["subproject:R-01.zone"].value == "other_agricultural"
