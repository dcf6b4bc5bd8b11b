"""What follows from the place and the works of a sub-project, case by case."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
import shapely

import county
import staged
import whole
from shanshui.layout.control.consequences import Consequence, Planned, Situation, consequences
from shanshui.layout.control.control_lines import ControlLine
from shanshui.layout.control.verdicts import Verdict, Word
from shanshui.layout.land.land_classes import Flow
from shanshui.plan import Subproject, Work
from shanshui.quantity import convert
from shanshui.standard import Record, load
from shanshui.standard.judging.consequences import load_consequences, rights_change
from shanshui.standard.judging.control_lines import load_control_lines

LINES = load_control_lines()
SUB: Subproject = whole.plan().subprojects[1]
"""L-02: forest, works by assisted regeneration, rights unchanged."""


def verdict(line: str, word: Word) -> Verdict:
    """A verdict on ground; its proof is not looked into."""
    known = ControlLine(LINES[line], None, None)  # type: ignore[arg-type]
    proof = SimpleNamespace(contact="share")
    return Verdict(None, known, word, proof, Decimal(1), Decimal(1), Decimal(0))  # type: ignore[arg-type]


def taken(**areas: str) -> Record:
    """A row of the land taken [hm²]."""
    none = dict.fromkeys(load().inputs["occupations"].columns)
    return Record("occupations", none | {key: Decimal(value) for key, value in areas.items()})


def situation(*touched: tuple[str, Word], **more: object) -> Situation:
    words: dict[str, Word] = {line: "outside" for line in LINES} | dict(touched)
    base = Situation(
        SUB,
        {line: verdict(line, word) for line, word in words.items()},
        tuple(work for work in whole.plan().works if work.subproject == SUB.code),
        {measure.code: measure.category for measure in whole.plan().measures},
        (),
        load().classes["gbt21010"],
        None,
        None,
    )
    return replace(base, **more)  # type: ignore[arg-type]


def said(case: Situation) -> dict[str, tuple[str, str]]:
    return {one.kind: (one.answer, one.ground) for one in consequences(case)}


def one(case: Situation, kind: str) -> Consequence:
    return next(found for found in consequences(case) if found.kind == kind)


def flow(before: str, after: str, area: str) -> Flow:
    return Flow(SUB.code, before, after, Decimal(area), "", False)


def work(**more: object) -> tuple[Work, ...]:
    return (replace(situation().works[0], **more),)  # type: ignore[arg-type]


def test_nothing_follows_outside_all_lines() -> None:
    assert said(situation()) == {
        "spatial_plan": ("no", "no_change"),
        "control_line": ("no", "outside"),
        "permanent_farmland": ("no", "outside"),
        "arable": ("no", "no_change"),
        "redline": ("no", "outside"),
        "reserve": ("no", "outside"),
        "land_rights": ("no", "rights_kept"),
    }
    assert list(said(situation())) == list(load_consequences())


def test_borders_in_common_and_slivers_are_outside() -> None:
    case = situation(("ecological_redline", "touching"), ("permanent_farmland", "sliver"))
    assert said(case) == said(situation())


def test_permanent_farmland_has_to_be_stated() -> None:
    inside = ("permanent_farmland", "partial")
    assert said(situation(inside))["permanent_farmland"] == ("unknown", "not_stated")
    assert said(situation(inside, taken=taken(farmland_taken="0")))["permanent_farmland"] == ("no", "stated_none")
    farmland = replace(SUB, category="farmland")
    assert said(situation(inside, sub=farmland))["permanent_farmland"] == ("no", "for_farmland")
    lost = situation(inside, sub=farmland, flows=(flow("0103", "0301", "2"),))
    assert said(lost)["permanent_farmland"] == ("unknown", "not_stated")


def test_farmland_taken_is_made_up_for() -> None:
    case = situation(("permanent_farmland", "within"), taken=taken(farmland_taken="3", farmland_redrawn="2.5"))
    found = one(case, "permanent_farmland")
    assert (found.answer, found.ground) == ("yes", "taken")
    assert found.amounts == {"area": 30_000, "made": 25_000, "short": 5_000}
    assert one(case, "control_line").amounts == {"area": 30_000}
    moved = one(situation(taken=taken(farmland_in="1", farmland_out="1")), "control_line")
    assert (moved.answer, moved.amounts) == ("yes", {"area": 20_000})


def test_arable_land_is_made_up_for() -> None:
    flows = (flow("0103", "0301", "2"), flow("0301", "0102", "0.5"), flow("0103", "0102", "9"))
    found = one(situation(flows=flows, taken=taken(arable_taken="1", arable_added="1.5")), "arable")
    assert found.answer == "yes"
    assert found.amounts == {"area": 30_000, "made": 20_000, "short": 10_000}
    assert said(situation(taken=taken(land_area="1")))["arable"] == ("unknown", "classes_untold")
    assert said(situation(taken=taken(land_area="1", arable_taken="0")))["arable"] == ("no", "stated_none")
    assert said(situation(works=work(indicator="forest_new")))["arable"] == ("unknown", "classes_untold")


def test_the_spatial_plan_is_asked() -> None:
    flows = (flow("0103", "0301", "2"),)
    assert said(situation(flows=flows))["spatial_plan"] == ("unknown", "no_plan_layer")
    room = Planned({"03": Decimal(20_000)}, {"0301": "03"})
    assert said(situation(flows=flows, planned=room))["spatial_plan"] == ("no", "conforms")
    less = one(situation(flows=flows, planned=replace(room, areas={"03": Decimal(15_000)})), "spatial_plan")
    assert (less.answer, less.ground, less.amounts) == ("yes", "departs", {"area": 5_000})
    drawn = replace(room, areas={"03": Decimal(19_500)}, slack=Decimal("0.05"))
    assert said(situation(flows=flows, planned=drawn))["spatial_plan"] == ("no", "conforms")
    untold = replace(room, classes={"0301": ""})
    assert said(situation(flows=flows, planned=untold))["spatial_plan"] == ("unknown", "classes_untold")


def test_the_redline_admits_by_exception() -> None:
    inside = ("ecological_redline", "partial")
    assert said(situation(inside, works=work(mode="natural_regeneration")))["redline"] == ("no", "permitted")
    assert said(situation(inside, works=work(mode="reconstruction")))["redline"] == ("yes", "exception")
    earth = situation(inside, works=work(measure="dig", mode="natural_regeneration"), categories={"dig": "earthworks"})
    assert said(earth)["redline"] == ("yes", "exception")
    assert said(situation(inside, taken=taken(land_area="0.1")))["redline"] == ("yes", "builds")
    assert said(situation(inside, works=()))["redline"] == ("unknown", "no_works")


def test_reserves() -> None:
    assert said(situation(("protected_general", "within")))["reserve"] == ("yes", "inside")
    assert said(situation(("protected_core", "partial"), ("protected_general", "partial")))["reserve"] == (
        "yes", "inside_core",
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["control_line", "permanent_farmland", "redline", "reserve"])
def test_what_cannot_be_told(kind: str) -> None:
    assert said(situation(verdicts=None))[kind] == ("unknown", "no_place")
    assert said(situation(verdicts={}))[kind] == ("unknown", "no_layer")
    centre = {line: replace(verdict(line, "outside"), proof=None) for line in LINES}
    assert said(situation(verdicts=centre))[kind] == ("unknown", "no_extent")


def test_land_rights() -> None:
    taken_over = replace(SUB, land_rights="征收集体土地 2 公顷")
    assert said(situation(sub=taken_over))["land_rights"] == ("yes", "rights_change")
    assert said(situation(sub=replace(SUB, land_rights="集体林地")))["land_rights"] == ("unknown", "rights_untold")
    assert said(situation(sub=replace(SUB, land_rights=" ")))["land_rights"] == ("unknown", "rights_untold")
    assert rights_change("不涉及权属调整") == "no"


def test_every_answer_has_words() -> None:
    words = load().vocabularies
    assert set(words["consequence"]) == set(load_consequences())
    cases = [situation(), situation(verdicts=None), situation(("permanent_farmland", "partial"))]
    for case in cases:
        for kind, (answer, ground) in said(case).items():
            assert kind in words["consequence"]
            assert answer in words["consequence_answer"]
            assert ground in words["consequence_ground"]


def test_on_a_county(small_county: Path) -> None:
    """Land under a sub-project makes its area, and answers are facts with what they rest on."""
    west, south = county.WEST, county.SOUTH
    path = small_county / "catalog.yaml"
    entries = {"ecological_redline": "", "landuse": ", classes: gbt21010", "landuse_plan": ", classes: mnr2023"}
    lines = "".join(f"  {role}: {{file: layers/{role}.gpkg{more}}}\n" for role, more in entries.items())
    path.write_text(path.read_text(encoding="utf-8") + lines, encoding="utf-8")
    county.vector(small_county, "ecological_redline", [county.LEFT])
    strip = shapely.box(west, south, west + 400, south + county.SIDE)
    rest = shapely.box(west + 400, south, west + county.SIDE, south + county.SIDE)
    county.vector(small_county, "landuse", [strip, rest], **{"class": ["0301", "0103"]})
    county.vector(small_county, "landuse_plan", [county.SCOPE], **{"class": ["03"]})
    header = ("subproject", "before", "after", "area", "year")
    county.table(small_county, "landuse_changes", [header, ("L-01", "0103", "0301", "2", "2022")])
    facts = staged.run(small_county, "survey", "layout").facts
    parts = [facts.number(f"subproject:L-01.occupied.{code}.area") for code in ("01", "03")]
    assert all(part is not None for part in parts)
    assert sum(part for part in parts if part) == facts.number("subproject:L-01.area")
    assert float(parts[1] or 0) == pytest.approx(300 * 700, rel=1e-3)
    assert facts.text("subproject:L-01.consequence.spatial_plan") == "no"
    assert facts.text("subproject:L-01.consequence.spatial_plan.ground") == "conforms"
    assert "layer:landuse_plan" in facts["subproject:L-01.consequence.spatial_plan"].inputs
    assert facts.number("subproject:L-01.consequence.arable.short") == convert(Decimal(2), "hm2", "m2")
    assert facts.text("subproject:L-02.consequence.redline") == "no"
    assert facts.text("subproject:R-01.consequence.redline.ground") == "outside"
    assert facts.text("subproject:R-01.consequence.permanent_farmland.ground") == "no_layer"
