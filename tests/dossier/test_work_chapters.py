"""Chapters on units, sub-projects, monitoring, safeguards: sentences come with their facts and go with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from hashlib import blake2b

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dossier import report_case as rc
from shanshui.dossier.narrative import Material
from shanshui.dossier.narrative.chapters import program_chapter, render
from shanshui.dossier.narrative.model import Block, Grid, Heading, Paragraph, See, TableBlock, plain
from shanshui.dossier.narrative.numbering import numbered
from shanshui.dossier.narrative.phrases import Phrases
from shanshui.dossier.narrative.views import Views
from shanshui.finding import Place
from shanshui.ledger import Fact, Facts, Quote
from shanshui.plan import Plan, plan_from
from shanshui.standard import Raw, Record

CHAPTERS = ("units", "subprojects", "monitoring", "finance", "benefits", "safeguards")
ROWS: Mapping[str, tuple[dict[str, str], ...]] = {
    "monitoring": (
        {"code": "M1", "name": "全域遥感", "scale": "工程范围", "subject": "scope", "indicator": "031",
         "method": "影像解译", "frequency": "每年一次", "start": "2021", "end": "2028", "responsible": "县自然资源局"},
    ),
    "organisation": ({"body": "县人民政府", "role": "组织领导", "tasks": "统筹"},),
    "risks": ({"code": "R1", "name": "成活率低", "kind": "技术风险", "trigger": "低于设计", "response": "补植"},),
    "cases": ({"name": "邻县工程", "measure": "planting", "year": "2022", "source": "公开报道"},),
}  # fmt: skip


def record(table: str, row: Mapping[str, str], n: int) -> Record:
    cells: dict[str, Raw] = dict(row)
    made: Record | None
    made, _ = rc.STANDARD.inputs[table].parse(cells, Place(file=f"tables/{table}.csv", sheet=table, row=n))
    assert made is not None
    return made


def full_plan() -> Plan:
    more = {table: tuple(record(table, row, n) for n, row in enumerate(rows, 2)) for table, rows in ROWS.items()}
    made = plan_from(rc.PROJECT, {**rc.records(), **more})
    return replace(made, units=rc.plan().units)


PLAN = full_plan()
BARE = plan_from(rc.PROJECT, {})


def blocks(chapter: str, facts: Facts, plan: Plan = PLAN) -> tuple[Block, ...]:
    material = Material(plan, facts, (), (), rc.STANDARD)
    found, _ = render(program_chapter(chapter), material, Views(plan, facts, rc.STANDARD))
    return found


def paragraphs(found: tuple[Block, ...]) -> list[str]:
    told = numbered(found, rc.STANDARD)  # references have words only then
    return [plain(b.runs).replace("\u00a0", "") for b in told if isinstance(b, Paragraph)]


def said(chapter: str, *facts: Fact, plan: Plan = PLAN) -> str:
    return "\n".join(paragraphs(blocks(chapter, Facts(facts), plan)))


class Anything(Facts):
    """Facts that answer any question, or not, as a number drawn from its id says; in the unit that is asked for."""

    def __init__(self, seed: int, density: int) -> None:
        super().__init__()
        self._seed, self._density = seed, density

    def _draw(self, key: str) -> int:
        return int.from_bytes(blake2b(f"{self._seed} {key}".encode(), digest_size=4).digest(), "big")

    def found(self, key: str) -> Fact | None:
        drawn = self._draw(key)
        if drawn % 100 >= self._density:
            return None if drawn % 3 else Fact(key, None, "1", reason="没有")
        value = Decimal(drawn // 100 % 2001 - 400) / (1 if drawn % 2 else 1000)
        return Fact(key, value if drawn % 7 else Decimal(0), "1")

    def text(self, key: str) -> str:
        words = ("", "yes", "no", "unknown", "partial", "doubtful", "barred", "unlikely", "judged", "S1、S2", "entered")
        return words[self._draw(key + "?") % len(words)] if self.found(key) is not None else ""

    def quote(self, key: str, unit: str = "", places: int | None = None) -> Quote:
        fact = self.found(key)
        value = fact.value if fact is not None else None
        shown = value.quantize(Decimal(1).scaleb(-(places or 0))) if isinstance(value, Decimal) else value
        return Quote(key, shown, unit or "1", places)

    def __contains__(self, key: object) -> bool:
        return self.found(str(key)) is not None

    def get(self, key: str, default: object = None) -> Fact | None:  # type: ignore[override]
        return self.found(key)


DANGLING = re.compile(
    r"[，。；：、]{2}|，$|、$|；$|(?<!）)：$|（）|（[，。；、]|[，；、：]）|为[，。；]|^[，。；：、）]|[“《]$|undefined|None|\{\{|%\}"
)


@settings(max_examples=10, deadline=None, derandomize=True, phases=[Phase.generate])
@given(
    st.integers(0, 10**6), st.sampled_from([10, 50, 90]), st.sampled_from([PLAN, PLAN, BARE]), st.sampled_from(CHAPTERS)
)  # fmt: skip
def test_whatever_is_known_no_sentence_dangles(seed: int, density: int, plan: Plan, chapter: str) -> None:
    for text in paragraphs(blocks(chapter, Anything(seed, density), plan)):
        assert not DANGLING.search(text), (DANGLING.search(text), text)
        for opening, closing in ("（）", "“”", "《》", "〔〕"):
            assert text.count(opening) == text.count(closing), text


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_county_with_almost_nothing_says_what_it_lacks(chapter: str) -> None:
    found = blocks(chapter, Facts(), BARE)
    outline = next(c for c in rc.STANDARD.outline if c.key == chapter)
    wanted = [s.key for s in outline.all_sections() if not s.sections]
    keys = [b.key for b in found if isinstance(b, Heading) and b.level == 2]
    assert [key for key in wanted if key in keys] == wanted
    parts: dict[str, str] = {}
    for block in found:
        if isinstance(block, Heading) and block.level == 2:
            here = block.key
        elif isinstance(block, Paragraph):
            parts[here] = parts.get(here, "") + plain(block.runs)
    assert all("—" in parts[key] for key in wanted), {key: parts.get(key) for key in wanted}


def test_the_reason_for_a_mode_stands_beside_it() -> None:
    assert "不能比照" in said("units")
    facts = (
        Fact("subproject:S2.diagnosed_in", "assessment_unit:A"), Fact("assessment_unit:A.name", "甲片区"),
        Fact("assessment_unit:A.degradation", Decimal(2)), Fact("assessment_unit:A.resilience", Decimal(4)),
        Fact("subproject:S2.mode.needed", "natural_regeneration"),
        Fact("subproject:S2.mode.recommended", "natural_regeneration"),
        Fact("subproject:S2.mode.status", "needs_justification"),
    )  # fmt: skip
    text = said("units", *facts)
    assert "对1个子项目提出了推荐模式。拟采用的干预强于推荐" in text
    assert "须专门论证的有" in text
    table = next(b for b in blocks("units", Facts(facts)) if isinstance(b, TableBlock) and b.key == "modes")
    row = next(r for r in table.grid.body if r[0] is not None and plain(r[0].runs) == "2")
    assert [plain(cell.runs) for cell in row if cell is not None][2:] == ["甲片区", "2", "4", "自然恢复", "生态重建"]


def test_likeness_of_cases_is_told_where_it_is_known() -> None:
    assert "总相似度不能计算" in said("units")
    assert "最相近的是邻县工程，相似度0.83" in said("units", Fact("case:2.likeness", Decimal("0.83")))


def test_problems_are_placed_and_graded_where_they_are_diagnosed() -> None:
    problem = next(code for code in PLAN.units[0].problems)
    stem = f"unit:{PLAN.units[0].code}.problem.{problem}"
    facts = (
        Fact(f"unit:{PLAN.units[0].code}.resilience", Decimal(3)), Fact(f"{stem}.severity", Decimal(4)),
        Fact(f"{stem}.area", Decimal(1234500), "m2"), Fact(f"{stem}.urgency", Decimal(5)),
    )  # fmt: skip
    assert "涉及123.45hm2，严重程度4级、紧迫程度5级" in said("units", *facts)
    assert "严重程度" not in said("units", *facts[:2])


def test_a_sub_project_has_a_card_as_long_as_they_are_few() -> None:
    few = said("subprojects", Fact("subproject:S1.cost.total", Decimal(3200000), "yuan"))
    assert "（序号1，其他）" in few
    assert "总投资320万元" in few
    many = replace(PLAN, subprojects=PLAN.subprojects * 11)
    assert "子项目超过40个" in said("subprojects", plan=many)
    assert "（序号1，其他）" not in said("subprojects", plan=many)


def test_order_is_told_with_its_grounds() -> None:
    facts = (
        Fact("subproject:S2.order.before.upstream", "S1"), Fact("subproject:S2.order.rank", Decimal(2)),
        Fact("subproject:S1.order.rank", Decimal(1)),
    )  # fmt: skip
    assert "（上游先行）之后" in said("subprojects", *facts)
    assert "没有先后要求，可以同时开工" in said("subprojects", facts[2])


def test_safeguards_count_who_does_what() -> None:
    text = said("safeguards")
    assert "工程设1个机构，其中组织领导的1个" in text
    assert "成立县级领导小组。" in text
    assert "（未录入技术保障措施）" in text
    assert "（未录入征求意见的记录）" in text


@pytest.mark.parametrize(
    ("areas", "told"),
    [(("4500000", "4500000.0001"), "各单元面积相等，都是4.50km2。"), (("4600000", "4500000"), "面积最大，为4.60km2")],
)
def test_what_prints_alike_is_not_ranked(areas: tuple[str, str], told: str) -> None:
    codes = [u.code for u in PLAN.units][:2]
    drawn = [Fact(f"unit:{c}.area", Decimal(a), "m2") for c, a in zip(codes, areas, strict=True)]
    text = said("units", *drawn, Fact("scope.units.score.size_spread", Decimal("1e-9"), "1"))
    assert told in text
    assert ("变异系数" in text) == ("最大" in told)


def test_the_busiest_years_are_told_together() -> None:
    def phrases(*amounts: str) -> Phrases:
        found = Facts(Fact(f"scope.made@{2021 + n}", Decimal(a), "hm2") for n, a in enumerate(amounts))
        return Phrases(found, str, lambda key, unit, places: key)

    years = ("2021", "2022", "2023")
    assert phrases("1", "2.001", "2").peaks("scope.made", years, "hm2", 2) == ("2022", "2023")
    assert phrases("1", "2").peaks("scope.made", years, "hm2", 2) == ("2022",)
    assert phrases().peaks("scope.made", years, "hm2", 2) == ()


def test_a_reference_to_one_table_of_a_row_leads_to_the_first() -> None:
    grid = TableBlock("E.2", "年度实施计划", Grid((), (), (), (), ()))
    told = numbered((Paragraph((See("table", "E.2@2021"),)), grid), rc.STANDARD)
    assert isinstance(told[0], Paragraph)
    (see,) = told[0].runs
    assert isinstance(see, See)
    assert (see.key, see.there) == ("E.2", True)
