"""The comparison of alternatives in the report: its section, its table and its figure."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from layout.weighed_plans import alternative, area, county, judged, loss, project
from shanshui.dossier.figures import comparison_of, draw_comparison
from shanshui.dossier.maps.styles import load_styles
from shanshui.dossier.narrative import Material
from shanshui.dossier.narrative.chapters import program_chapter, render
from shanshui.dossier.narrative.model import Block, Heading, Paragraph, Quoted, TableBlock, plain
from shanshui.dossier.narrative.views import Views
from shanshui.finding import Finding
from shanshui.layout.alternatives.weighing import weighed
from shanshui.ledger import Facts
from shanshui.plan import Plan
from shanshui.standard import Record, load

STANDARD = load()
GROUND = (area("S1", "100"), area("S2", "100"), loss("S1", "1000"), loss("S2", "2000"))


def recorded(plan: Plan, note: str = "") -> Plan:
    """The plan with its alternatives and judgements as rows of their tables, which chapters read."""
    rows = tuple(
        Record(
            "alternatives",
            {
                "code": a.code,
                "name": a.name,
                "idea": f"思路{a.code}",
                "chosen": a.chosen,
                "note": note if a.chosen else "",
            },
            a.place,
        )
        for a in plan.alternatives
    )
    judges = tuple(
        Record("judgements", {"criterion": j.criterion, "over": j.over, "by": j.by}, j.place) for j in plan.judgements
    )
    return replace(plan, records={"alternatives": rows, "judgements": judges})


def told(plan: Plan, ground: bool = True) -> Facts:
    known = Facts(GROUND if ground else ())
    return known.with_more(weighed(plan, known, STANDARD).facts)


def section(plan: Plan, facts: Facts) -> tuple[list[Block], tuple[Finding, ...]]:
    """Blocks of the section on modes, and faults of the whole chapter that are about alternatives."""
    material = Material(plan, facts, (), (), STANDARD)
    blocks, findings = render(program_chapter("units"), material, Views(plan, facts, STANDARD))
    found: list[Block] = []
    inside = False
    for block in blocks:
        if isinstance(block, Heading):
            inside = block.key == "units.modes" or (inside and block.level == 3)
        elif inside:
            found.append(block)
    return found, tuple(f for f in findings if "alternative" in f.subject or "criterion" in f.subject)


def words(blocks: list[Block]) -> str:
    return "\n".join(plain(block.runs) for block in blocks if isinstance(block, Paragraph))


def table(blocks: list[Block]) -> dict[str, list[str]]:
    (found,) = [block for block in blocks if isinstance(block, TableBlock) and block.key == "alternatives"]
    rows = [[plain(cell.runs) if cell else "" for cell in row] for row in (*found.grid.header, *found.grid.body)]
    return {row[0]: row[1:] for row in rows}


def test_alternatives_side_by_side() -> None:
    plan = recorded(county())
    blocks, findings = section(plan, told(plan))
    rows = table(blocks)
    assert rows["比选内容"] == ["单位", "方案A", "方案B（推荐）", "方案C"]
    assert rows["工程施工费"] == ["万元", "11", "41", "81"]
    assert rows["新增林地面积"] == ["公顷", "5.00（25%）", "20.00（100%）", "40.00（100%）"]
    assert rows["目标达成度（各项平均）"] == ["—", "62.5%", "100.0%", "100.0%"]
    assert rows["赞成比例"] == ["—", "60%", "90%", "70%"]
    assert sorted(rows["TOPSIS 名次"][1:]) == ["1", "2", "3"]
    assert findings == ()


def test_each_number_is_a_quotation() -> None:
    plan = recorded(county())
    blocks, _ = section(plan, told(plan))
    (found,) = [block for block in blocks if isinstance(block, TableBlock) and block.key == "alternatives"]
    quoted = {
        run.quote.fact
        for row in found.grid.body
        for cell in row
        if cell
        for run in cell.runs
        if isinstance(run, Quoted)
    }
    assert {"alternative:A.investment", "alternative:B.reach.forest_new", "alternative:C.first_share"} <= quoted


def test_the_trade_off_in_words() -> None:
    kin = {"closure": "closure", "planting": "protection_forest"}
    linked = tuple(replace(one, library=kin[one.code]) for one in county().measures)
    plan = recorded(county(measures=linked))
    text = words(section(plan, told(plan))[0])
    text = re.sub(r"\s", "", text)  # numbers and units are kept together by a space that does not break
    assert "方案A少投入30万元，目标达成度低37.5个百分点，少治理15.00hm2" in text
    assert "方案C多投入40万元，多治理20.00hm2" in text
    assert text.count("折合每减少一吨土壤流失") == 2
    assert "由1位评判人两两比较" in text
    assert "目标可达性0.250" in text
    assert "随机变动2000次" in text


def test_without_effects_the_price_of_ground_is_told() -> None:
    plan = recorded(county())
    blocks, findings = section(plan, told(plan, ground=False))
    assert "折合每公顷2.00万元" in words(blocks)
    assert "减少土壤流失" not in table(blocks)
    assert findings == ()


def test_what_is_missing_is_said() -> None:
    plan = recorded(county(alternatives=(alternative("A", acceptance=None), alternative("B", True), alternative("C"))))
    blocks, _ = section(plan, told(plan))
    assert table(blocks)["赞成比例"] == ["—", "—", "50%", "50%"]
    assert "社会可接受性因有方案缺数据，未参加比选" in words(blocks)


def test_the_reason_is_printed() -> None:
    plan = recorded(county(), note="群众要求")
    assert "推荐理由：群众要求" in words(section(plan, told(plan))[0])


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"criterion_weighting": "equal"}, "取同权"),
        ({"criterion_weighting": "entropy"}, "熵权法"),
        ({"criterion_weighting": "entered"}, "由编制单位给定"),
    ],
)
def test_where_the_weights_come_from(parameters: dict[str, Decimal | str], said: str) -> None:
    plan = recorded(county(project=project(**parameters)))
    assert said in words(section(plan, told(plan))[0])


def test_two_chosen_ones_have_no_trade_off() -> None:
    plan = recorded(county(alternatives=(alternative("A", True), alternative("B", True), alternative("C"))))
    text = words(section(plan, told(plan))[0])
    assert "与推荐方案相比" not in text
    assert "评价因子的权重" in text


def test_no_alternatives() -> None:
    plan = recorded(county(alternatives=(), judgements=()))
    blocks, findings = section(plan, Facts())
    assert "没有录入比选方案" in words(blocks)
    assert findings == ()


def test_the_figure_holds_the_facts() -> None:
    plan = county(judgements=judged(["1"] * 6))
    found = comparison_of(plan.alternatives, told(plan), STANDARD)
    assert found is not None
    assert [one.cost.text for one in found.bubbles] == ["11", "41", "81"]
    assert [one.chosen for one in found.bubbles] == [False, True, False]
    assert "t/a" in found.benefit_title
    assert found.synthetic  # a made-up price
    assert len(found.criteria) == len(found.bubbles[0].merits) == 4
    plain_ground = comparison_of(plan.alternatives, told(plan, ground=False), STANDARD)
    assert plain_ground is not None
    assert "hm²" in plain_ground.benefit_title


def test_no_figure_without_cost_or_comparison() -> None:
    assert comparison_of((), Facts(), STANDARD) is None
    one = county(alternatives=(alternative("B", True),))
    assert comparison_of(one.alternatives, told(one), STANDARD) is None
    unpriced = county(prices=())
    assert comparison_of(unpriced.alternatives, told(unpriced), STANDARD) is None


def test_the_figure_is_drawn_the_same_twice(tmp_path: Path) -> None:
    plan = county()
    found = comparison_of(plan.alternatives, told(plan), STANDARD)
    assert found is not None
    for name in ("a.png", "b.png"):
        draw_comparison(found, load_styles(), tmp_path / name)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.width > 1500
        assert len(picture.convert("RGB").getcolors(1 << 24) or ()) > 20
