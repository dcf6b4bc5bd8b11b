"""Chapters on targets, money and benefits: what is known is told with its interval, what is missing is a dash."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dossier import report_case as rc
from dossier.test_supplement import facts as more_facts
from dossier.test_supplement import standard, trial
from shanshui.dossier.narrative import Material
from shanshui.dossier.narrative.chapters import program_chapter, render
from shanshui.dossier.narrative.model import Block, Heading, Paragraph, Quoted, TableBlock, plain
from shanshui.dossier.narrative.views import Views
from shanshui.finding import Place
from shanshui.ledger import Fact, Facts
from shanshui.review.recount.judge import Print, agrees

WAN = Decimal(10000)


def blocks(chapter: str, facts: Facts) -> tuple[Block, ...]:
    material = Material(rc.plan(), facts, (trial(),), (), standard())
    found, findings = render(program_chapter(chapter), material, Views(rc.plan(), facts, standard()))
    assert {f.code for f in findings} <= {"FACT-MISSING", "SECTION-EMPTY"}
    return found


def said(chapter: str, facts: Facts) -> str:
    return "\n".join(plain(b.runs) for b in blocks(chapter, facts) if isinstance(b, Paragraph)).replace("\u00a0", "")


@pytest.mark.parametrize("chapter", ["targets", "finance", "benefits"])
def test_without_facts_every_section_says_what_is_missing(chapter: str) -> None:
    found = blocks(chapter, Facts())
    keys = [b.key for b in found if isinstance(b, Heading) and b.level == 2]
    assert keys == [key for key in (k for k in _sections(chapter)) if key in keys]
    assert "—" in said(chapter, Facts())
    assert not [r for b in found if isinstance(b, Paragraph) for r in b.runs if isinstance(r, Quoted) and r.quote.value]


def _sections(chapter: str) -> list[str]:
    outline = next(c for c in rc.STANDARD.outline if c.key == chapter)
    return [section.key for section in outline.all_sections()]


def test_reasons_stand_beside_the_dashes() -> None:
    text = said("finance", Facts()) + said("benefits", Facts())
    for reason in (
        "未录入单价",
        "资金表没有填级次",
        "缺实施年份",
        "没有可用的价格",
        "措施没有记录单位用工",
        "缺受益人口",
    ):
        assert reason in text


def test_benefits_are_told_with_interval_and_value() -> None:
    soil = Fact("scope.benefit.soil_kept", Decimal(5200), "t/a", low=Decimal(3100), high=Decimal(9000))
    known = Facts([
        soil, Fact("scope.value.soil_kept", 12 * WAN, "yuan"), Fact("benefit:soil_kept.counted", "yes"),
        Fact("scope.value.total", 12 * WAN, "yuan", low=6 * WAN, high=20 * WAN),
        Fact("scope.benefit.carbon", Decimal(77), "t/a"),
    ])  # fmt: skip
    text = said("benefits", known)
    assert "保土5200t/a（3100～9000），折合12.00万元" in text
    assert "每年合计12.00万元（6.00～20.00）" in text
    assert "固碳77t/a（以二氧化碳计），没有价格，不折算" in text


def test_ends_of_an_interval_are_quoted_and_recounted() -> None:
    soil = Fact("scope.benefit.soil_kept", Decimal(5200), "t/a", low=Decimal(3100), high=Decimal(9000))
    facts = Facts([soil])
    runs = [r for b in blocks("benefits", facts) if isinstance(b, Paragraph) for r in b.runs if isinstance(r, Quoted)]
    ends = {r.quote.fact: r.quote.text for r in runs if "~" in r.quote.fact}
    assert ends == {"scope.benefit.soil_kept~low": "3100", "scope.benefit.soil_kept~high": "9000"}
    read = Print("scope.benefit.soil_kept~low", "3100", Place(file="x.docx"))
    assert agrees(read, facts["scope.benefit.soil_kept~low"])
    assert not agrees(read, facts["scope.benefit.soil_kept~high"])
    assert "scope.area~low" not in facts
    assert "scope.benefit.soil_kept~low" in facts
    assert "scope.benefit.soil_kept~low" not in list(facts)


def test_the_financial_analysis_tells_returns_and_what_they_hang_on() -> None:
    known = [
        Fact("scope.analysis.first_year", Decimal(2021)), Fact("scope.analysis.last_year", Decimal(2045)),
        Fact("scope.analysis.rate.finance", Decimal("0.05")), Fact("scope.analysis.rate.social", Decimal("0.08")),
        Fact("scope.analysis.view", "economic"), Fact("scope.economic.npv", -500 * WAN, "yuan"),
        Fact("scope.finance.npv", -900 * WAN, "yuan"), Fact("scope.finance.irr", None, "1", reason="没有内部收益率"),
        *(Fact(f"scope.economic.simulated.p{p}", n * WAN, "yuan") for p, n in (("05", -800), ("50", -400), ("95", 30))),
        Fact("scope.economic.simulated.probability", Decimal("0.07")),
        Fact("scope.sensitivity.effect.low", -700 * WAN, "yuan"),
        Fact("scope.sensitivity.effect.high", 200 * WAN, "yuan"),
        Fact("scope.sensitivity.care.low", -490 * WAN, "yuan"), Fact("scope.sensitivity.care.high", -510 * WAN, "yuan"),
    ]  # fmt: skip
    text = said("finance", Facts([*more_facts().values(), *known]))
    assert "财务净现值为-900万元。货币收入不能抵偿投入" in text
    assert "经济净现值为-500万元" in text
    assert "影响最大的是生态效益量：取低值时净现值-700万元，取高值时200万元；其次是维护费" in text
    assert "净现值不小于零的概率为7.0%" in text


def test_a_supplementary_table_stands_in_its_chapter() -> None:
    known = [Fact("scope.analysis.first_year", Decimal(2021)), Fact("scope.analysis.last_year", Decimal(2023))]
    found = blocks("finance", Facts([*more_facts().values(), *known]))
    assert [b.key for b in found if isinstance(b, TableBlock)].count("S.1") == 1


def test_an_end_that_is_not_0_is_not_printed_as_0() -> None:
    total = Fact("scope.value.total", 12 * WAN, "yuan", low=Decimal(30), high=20 * WAN)
    assert "每年合计12.00万元（0.003～20.00）" in said("benefits", Facts([total]))
