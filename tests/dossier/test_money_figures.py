"""Charts of money and benefits: bars, circles and swings are the facts'."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from dossier import report_case as rc
from shanshui.dossier.figures import drawings
from shanshui.dossier.figures.chart import number
from shanshui.dossier.figures.costs import costs_of, draw_costs
from shanshui.dossier.figures.funding import draw_funding, funding_of
from shanshui.dossier.figures.sensitivity import draw_sensitivity, sensitivity_of
from shanshui.dossier.figures.worth import draw_worth, worth_of
from shanshui.dossier.maps.styles import load_styles
from shanshui.ledger import Fact, Facts

YEARS = (2021, 2022)
WAN = Decimal(10000)
STYLES = load_styles()


def yuan(key: str, wan: int | str, low: int | None = None, high: int | None = None, synthetic: bool = False) -> Fact:
    ends = (None if end is None else end * WAN for end in (low, high))
    return Fact(key, Decimal(wan) * WAN, "yuan", synthetic=synthetic, low=next(ends), high=next(ends))


def money(levels: bool = True, needs: bool = True) -> Facts:
    found = []
    for year, (central, province, county, social, need) in zip(
        YEARS, ((600, 80, 40, 30, 800), (500, 90, 30, 0, 600)), strict=True
    ):
        local = province + county
        found += [yuan(f"scope.funding.central@{year}", central), yuan(f"scope.funding.local@{year}", local)]
        found += [yuan(f"scope.funding.social@{year}", social)]
        found += [yuan(f"scope.funding.total@{year}", central + local + social, synthetic=True)]
        if levels:
            found += [yuan(f"scope.funding.local.province@{year}", province)]
            found += [yuan(f"scope.funding.local.county@{year}", county)]
        if needs:
            found += [yuan(f"scope.cost.total@{year}", need)]
    return Facts(found)


def test_money_by_source_and_level_with_the_years_cost(tmp_path: Path) -> None:
    made = funding_of(YEARS, money(), rc.STANDARD)
    assert made is not None
    assert [(part.key, [number(q) for q in part.amounts]) for part in made.parts] == [
        ("central", [600, 500]), ("province", [80, 90]), ("county", [40, 30]), ("social", [30, 0]),
    ]  # fmt: skip
    assert [number(q) for q in made.totals] == [750, 620]
    assert [q.fact for q in made.needs] == ["scope.cost.total@2021", "scope.cost.total@2022"]
    assert made.synthetic
    draw_funding(made, STYLES, tmp_path / "funding.png")
    with Image.open(tmp_path / "funding.png") as picture:
        assert picture.size == (1584, 726)
        bars = [tuple(int(hue[n : n + 2], 16) for n in (1, 3, 5)) for hue in STYLES.palettes["sources"]]
        colours = {colour for _, colour in picture.convert("RGB").getcolors(maxcolors=1_000_000) or ()}
        assert {bars[0], bars[2], bars[4], bars[6]} <= colours
        assert bars[1] not in colours


def test_local_money_whose_levels_do_not_add_up_stays_one_bar() -> None:
    whole = funding_of(YEARS, money(levels=False, needs=False), rc.STANDARD)
    part = Facts([fact for fact in money().values() if "county" not in fact.id])
    some = funding_of(YEARS, part, rc.STANDARD)
    for made in (whole, some):
        assert made is not None
        assert [p.key for p in made.parts] == ["central", "local", "social"]
    assert whole is not None
    assert whole.needs == ()


def test_without_money_there_is_no_figure() -> None:
    assert funding_of(YEARS, Facts(), rc.STANDARD) is None
    assert funding_of(YEARS, Facts([yuan("scope.funding.total@2021", 0)]), rc.STANDARD) is None
    assert sensitivity_of(Facts(), rc.STANDARD) is None
    assert worth_of(rc.plan(), Facts(), rc.STANDARD) is None
    assert costs_of(rc.plan(), Facts(), rc.STANDARD) is None


def test_cost_of_construction_by_unit_and_mode(tmp_path: Path) -> None:
    plan = rc.plan()
    works = plan.works[:3]
    subs = {sub.code: sub for sub in plan.subprojects}
    works = tuple(
        replace(work, mode=mode) for work, mode in zip(works, ("conservation", "", "conservation"), strict=True)
    )
    keys = [f"subproject:{w.subproject}.work.{w.place.row}.cost" for w in works]
    facts = [Fact(key, n * WAN + 1, "yuan") for key, n in zip(keys, (10, 20, 30), strict=True)]
    codes = list(dict.fromkeys(subs[w.subproject].unit for w in works))
    facts += [yuan(f"unit:{code}.cost.construction", 99) for code in codes]
    made = costs_of(replace(plan, works=works), Facts(facts), rc.STANDARD)
    assert made is not None
    assert [key for key, _, _ in made.parts] == ["conservation", "unstated"]
    assert sum(sum(amounts) for _, _, amounts in made.parts) == Decimal("60.0003")
    assert {number(q) for q in made.totals} == {99}
    draw_costs(made, STYLES, tmp_path / "costs.png")
    with Image.open(tmp_path / "costs.png") as picture:
        assert picture.width == pytest.approx(7.2 * 220, abs=2)


def swings() -> list[Fact]:
    found = [Fact("scope.analysis.view", "economic"), yuan("scope.economic.npv", 500)]
    for key, low, high, start, end in (
        ("investment", 700, 100, "-0.1", "0.15"), ("care", 520, 470, "-0.2", "0.2"),
        ("effect", -150, 1100, "-0.825", "3.335"),
        ("revenue", 500, 500, "-0.2", "0.2"),
    ):  # fmt: skip
        stem = f"scope.sensitivity.{key}"
        found += [yuan(f"{stem}.low", low), yuan(f"{stem}.high", high)]
        found += [Fact(f"{stem}.from", Decimal(start)), Fact(f"{stem}.to", Decimal(end))]
    return found


def test_the_strongest_factor_stands_at_the_top(tmp_path: Path) -> None:
    spread = [yuan(f"scope.economic.simulated.{p}", n) for p, n in (("p05", -300), ("p50", 480), ("p95", 1280))]
    made = sensitivity_of(Facts([*swings(), *spread]), rc.STANDARD)
    assert made is not None
    assert [(s.key, number(s.low), number(s.high)) for s in made.swings] == [
        ("effect", -150, 1100), ("investment", 700, 100), ("care", 520, 470),
    ]  # fmt: skip
    assert made.swings[0].moved == ("\u221283%", "+334%")
    assert [number(q) for q in made.range] == [-300, 480, 1280]
    assert made.words[0] == "经济净现值（万元）"
    draw_sensitivity(made, STYLES, tmp_path / "sensitivity.png")
    assert (tmp_path / "sensitivity.png").stat().st_size > 10_000


def test_delays_are_told_in_years_and_no_range_without_simulation() -> None:
    late = [yuan("scope.sensitivity.delay.low", 500), yuan("scope.sensitivity.delay.high", 300)]
    late += [Fact("scope.sensitivity.delay.from", Decimal(0), "a"), Fact("scope.sensitivity.delay.to", Decimal(2), "a")]
    made = sensitivity_of(Facts([*swings(), *late]), rc.STANDARD)
    assert made is not None
    assert next(s for s in made.swings if s.key == "delay").moved == ("0 年", "+2 年")
    assert made.range == ()


@pytest.mark.parametrize(
    ("attribute", "unit", "shown"), [("value.total", "yuan", "万元"), ("benefit.soil_kept", "t/a", "t/a")]
)
def test_cost_and_benefit_of_subprojects(attribute: str, unit: str, shown: str, tmp_path: Path) -> None:
    plan, facts = rc.plan(), []
    for n, sub in enumerate(plan.subprojects, start=1):
        stem = f"subproject:{sub.code}"
        gain = Decimal(n * n * 100000)
        facts += [yuan(f"{stem}.cost.total", 100 * n), Fact(f"{stem}.performance.implementation_area", gain, "m2")]
        facts += [Fact(f"{stem}.{attribute}", gain, unit, low=gain / 2, high=gain * 3)]
    made = worth_of(plan, Facts(facts), rc.STANDARD)
    assert made is not None
    assert [spot.code for spot in made.spots] == [str(n) for n in range(1, len(plan.subprojects) + 1)]
    first = made.spots[0]
    factor = Decimal(10000) if unit == "yuan" else Decimal(1)
    assert (number(first.cost), first.benefit.value) == (100, Decimal(100000) / factor)
    assert first.interval == (float(Decimal(50000) / factor), float(Decimal(300000) / factor))
    assert shown in made.titles[1]
    draw_worth(made, STYLES, tmp_path / "worth.png")
    with Image.open(tmp_path / "worth.png") as picture:
        assert picture.size == (1584, 946)


def test_a_subproject_without_benefit_is_left_out() -> None:
    plan = rc.plan()
    facts = [yuan(f"subproject:{sub.code}.cost.total", 5) for sub in plan.subprojects]
    facts += [yuan(f"subproject:{plan.subprojects[0].code}.value.total", 7)]
    assert worth_of(plan, Facts(facts), rc.STANDARD) is None
    facts += [yuan(f"subproject:{plan.subprojects[1].code}.value.total", 0)]
    assert worth_of(plan, Facts(facts), rc.STANDARD) is None


def test_the_gallery_holds_what_has_facts_and_draws_anew_what_changed() -> None:
    plan = replace(rc.plan(), project=replace(rc.PROJECT, build_years=YEARS))
    found = {d.key: d for d in drawings(plan, Facts([*swings(), *money().values()]), rc.STANDARD, STYLES)}
    assert {"funding", "sensitivity"} <= set(found)
    assert "worth" not in found
    assert found["funding"].synthetic
    other = {d.key: d for d in drawings(plan, Facts(swings()), rc.STANDARD, STYLES)}
    assert "funding" not in other
    assert other["sensitivity"].content == found["sensitivity"].content
