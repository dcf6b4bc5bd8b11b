"""Summary and chapters 1 to 4 (H.1.1-H.1.5): every section tells what it knows, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from dossier import front_case as fc
from shanshui.dossier.narrative.chapters import by_section
from shanshui.dossier.narrative.ground_views import published
from shanshui.dossier.narrative.model import Block, FigureBlock, Heading, Paragraph, Quoted, See, TableBlock, plain
from shanshui.dossier.narrative.phrases import Phrases
from shanshui.dossier.narrative.sandbox import CLOSE, NOTHING, OPEN
from shanshui.ledger import Fact, Facts
from shanshui.standard import describe, load

DANGLING = re.compile(
    r"，。|、、|；。|。。|，，|：。|（）|：，|，；|；；|、。|。；|（，|，）|、）|（、|(?<!行)为，|为。|个个|占。|占，|以最|由升|由降|"
    r"^[，、；。）]|其中。|的是。|和。|None|Undefined|\{|\}"
)
"""What is left where a sentence lost what it speaks of."""


def sections(found: Iterable[Block]) -> dict[str, str]:
    return {
        key: "\n".join(fc.paragraphs(group)) for key, group in by_section(tuple(found)).items() if key
    }  # fmt: skip


def demanded(chapter: str) -> list[str]:
    outline = next(one for one in load().outline if one.key == chapter)
    return [section.key for section in outline.all_sections() if not section.sections]


@pytest.mark.parametrize("chapter", fc.FRONT)
@pytest.mark.parametrize("county", [fc.material, fc.bare], ids=["whole", "bare"])
def test_every_section_speaks_or_says_what_is_missing(chapter: str, county: object) -> None:
    of = fc.material() if county is fc.material else fc.bare()
    told = sections(fc.blocks(of, chapter))
    assert list(told) == demanded(chapter)
    assert all(told.values()), told
    if of.facts:
        return
    for key, text in told.items():
        assert "—" in text or key in ("situation.scope.period", "targets.overall"), key


@pytest.mark.parametrize(("seed", "part"), [(1, 0.02), (2, 0.1), (17117, 0.4), (4, 0.4), (5, 0.9)])
def test_no_sentence_is_left_dangling_when_facts_are_missing(seed: int, part: float) -> None:
    random = Random(seed)
    facts = fc.material().facts
    kinds = sorted({_kind(fact) for fact in facts.values()})
    gone = {kind for kind in kinds if random.random() < part}
    kept = [fact for fact in facts.values() if _kind(fact) not in gone and random.random() > part / 20]
    for text in fc.paragraphs(fc.blocks(replace(fc.material(), facts=Facts(kept)))):
        assert DANGLING.search(text) is None, (DANGLING.search(text), text)
        assert text.count("（") == text.count("）"), text
        assert text.endswith(("。", "）", "：")), text


def _kind(fact: Fact) -> tuple[str, str]:
    return fact.subject.partition(":")[0], ".".join(fact.attribute.split(".")[:2])


@pytest.mark.parametrize(
    ("chapter", "facts", "words"),
    [
        ("summary", ("scope.problem.",), "个评价单元的诊断"),
        ("summary", ("scope.west",), "东经"),
        ("summary", ("scope.funding.",), "资金来源为"),
        ("importance", ("scope.overlap.ecological_redline",), "生态保护红线0.30"),
        ("importance", ("scope.ecological_importance", "scope.importance_"), "从生态系统服务看"),
        ("importance", ("scope.problem.", "scope.gap.", "scope.habitat_quality", "scope.species"), "从生物多样性看"),
        ("situation", ("scope.elevation.mean",), "最陡"),
        ("situation", ("layer:precipitation",), "年降水量平均"),
        ("situation", ("scope.change.",), "综合生态系统动态度"),
        ("situation", ("scope.sloping_cropland",), "耕地坡度分级见"),
        ("situation", ("scope.gap.connection",), "平均连接度"),
        ("diagnosis", ("scope.reference.sites",), "候选样地由图层选取"),
        ("diagnosis", ("scope.indicator.041",), "全年涵养水量"),
        ("diagnosis", ("scope.pattern.",), "景观格局指数见"),
        ("diagnosis", ("scope.problem.",), "全部评价单元的问题汇总于"),
        ("diagnosis", ("assessment_unit:PJ1.resilience", "assessment_unit:PJ2.resilience"), "按恢复力"),
        ("targets", ("scope.effect.",), "全部措施发挥作用后"),
        ("targets", ("scope.performance.",), "产出指标中"),
    ],
)
def test_a_sentence_goes_with_its_facts(chapter: str, facts: tuple[str, ...], words: str) -> None:
    assert words in "\n".join(fc.paragraphs(fc.whole_blocks(chapter)))
    assert words not in fc.said(fc.without(*facts), chapter)


def test_one_finding_for_each_section_names_what_is_missing_and_where_it_goes() -> None:
    found = [f for f in fc.findings(fc.bare()) if f.code == "SECTION-EMPTY"]
    subjects = [f.subject for f in found]
    assert len(subjects) == len(set(subjects))
    assert {"importance.importance", "situation.nature", "situation.earlier.restoration", "diagnosis.results"} <= set(
        subjects
    )
    earlier = next(f for f in found if f.subject == "situation.earlier.restoration")
    assert "earlier_works" in earlier.want
    for finding in found:
        assert "{" not in describe(finding).text + describe(finding).remedy


def test_nothing_is_missing_where_the_planner_wrote() -> None:
    key = "situation.earlier.restoration"
    assert any(f.subject == key for f in fc.findings(fc.material(), "situation"))
    assert not any(f.subject == key for f in fc.findings(fc.material(), "situation", own=[key]))
    assert "问题经验、成效和绩效评价：—" not in sections(fc.blocks(fc.material(), "situation", own=[key])).get(key, "")


def test_every_table_and_figure_is_mentioned() -> None:
    maps = ("remote_sensing", "location", "rivers", "slope", "vegetation", "soil", "geology", "hydrogeology", "climate",
            "relief", "landuse", "landuse_plan", "spatial_plan", "control_lines", "network", "reference",
            "vegetation_cover", "quality", "habitat", "problems", "degradation", "resilience", "urgency",
            "recovery_wheel")  # fmt: skip
    found = fc.blocks(fc.with_figures(*maps))  # without erosion and sensitivity, which the county does not have
    seen = {(r.kind, r.key) for b in found if isinstance(b, Paragraph) for r in b.runs if isinstance(r, See)}
    shown = [b.key for b in found if isinstance(b, FigureBlock)]
    assert sorted(shown) == sorted(maps)
    assert {("figure", key) for key in maps} <= seen
    assert {("table", b.key) for b in found if isinstance(b, TableBlock) and "#" not in b.key} <= seen


def test_the_project_stands_beside_its_upper_plan() -> None:
    assert "4个子项目中有4个对应到上位规划的项目，期限和可比的工程量都不超出上位规划，见" in fc.said(
        fc.material(), "situation"
    )
    assert "S.8" in fc.tables(fc.material(), "situation")
    counts = {"linked": 3, "exceeding": 1, "targets": 5, "met": 2}
    own = [Fact(f"scope.upper.{key}", Decimal(count), "count") for key, count in counts.items()]
    text = fc.said(
        replace(fc.without("scope.upper."), facts=fc.without("scope.upper.").facts.with_more(own)), "situation"
    )
    assert "其中期限或工程量超出上位规划的1个，见" in text
    assert "；上位规划的5个目标值中，本工程的目标达到的有2个，见" in text
    assert "与上位规划所列项目和指标的逐项对照：—" in fc.said(fc.without("scope.upper."), "situation")


def test_survey_forms_are_printed() -> None:
    found = fc.tables(fc.material(), "diagnosis")
    assert [key for key in found if key.startswith("B.1")] == ["B.1", "B.1#2", "B.1#3", "B.1#4"]
    assert "甲一村坡面：水土流失；原因为陡坡开垦" in fc.said(fc.material(), "diagnosis")


def test_problems_are_told_with_extent_degree_and_causes() -> None:
    grid = fc.tables(fc.material(), "diagnosis")["problem_totals"].grid
    lines = [[plain(cell.runs) for cell in row if cell] for row in grid.body]
    assert ["栖息地破碎", "2", "61.18", "IV", "III", "—", "人为：城镇村建设、人为活动频繁和农业开垦"] in lines
    quoted = {r.quote.fact for r in grid.runs() if isinstance(r, Quoted)}
    assert "scope.problem.habitat_fragmentation.area" in quoted


def test_transitions_cross_the_years() -> None:
    grid = fc.tables(fc.material(), "situation")["transitions"].grid
    lines = {plain(row[0].runs): [plain(cell.runs) for cell in row[1:] if cell] for row in grid.body if row[0]}
    assert lines["灌丛"] == ["0.09", "0.54", "—", "—", "—"]


def test_a_quantity_that_did_not_move_in_print_is_not_said_to_have_moved() -> None:
    text = fc.said(fc.material(), "situation")
    assert "森林由4.05km2增至4.14km2" in text
    assert "湿地保持在0.10km2" in text


def test_zero_is_none() -> None:
    none = Fact("scope.overlap.urban_boundary.area", Decimal(0), "m2")
    assert "城镇开发边界在工程范围内没有划定" in fc.said(fc.changed(line=none), "situation")


@pytest.mark.parametrize(
    ("row", "theme", "words"),
    [
        (("鸟类（种）", "29", ""), "species", "鸟类29种"),
        (("较大河流数（长≥10 km，条）", "23", ""), "hydrology", "较大河流数（长≥10 km）23条"),
        (("距省会里程", "434", "km"), "transport", "距省会里程434\u00a0km"),
        (("城镇化率", "45", "%"), "population", "城镇化率45%"),
        (("可利用水量", "3", "万m³"), "ecological_water", "可利用水量3万m³"),
        (("地区生产总值", "6.5", "亿元"), "economy", "地区生产总值6.5亿元"),
    ],
)
def test_published_figures_stand_under_their_theme(row: tuple[str, str, str], theme: str, words: str) -> None:
    figures = published([dict(zip(("indicator", "value", "unit"), row, strict=True))])
    assert [figure["said"] for figure in figures[theme]] == [words]
    assert sum(map(len, figures.values())) == 1


def phrases(*facts: Fact) -> Phrases:
    def mark(value: object) -> str:
        return f"{OPEN}{value}{CLOSE}"

    known = Facts(facts)
    return Phrases(known, mark, lambda key, unit, places: known.quote(key, unit, places).text)


def shown(text: str) -> str:
    return text.replace(OPEN, "").replace(CLOSE, "")


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["甲"], "甲"), (["甲", "乙"], "甲和乙"), (["甲", "乙", "丙"], "甲、乙和丙")]
)
def test_series_agrees_with_the_number_of_its_members(words: list[str], text: str) -> None:
    assert shown(phrases().series(words)) == text


def test_clauses_that_are_missing_leave_no_mark() -> None:
    said = phrases()
    assert said.sentence("甲", NOTHING, "", "乙") == "甲，乙。"
    assert said.listing("甲", NOTHING, opening="有：") == "有：甲。"
    for nothing in (said.sentence(NOTHING), said.clauses(), said.listing("", opening="有：")):
        assert nothing == NOTHING
        assert not nothing


def test_how_a_quantity_moved() -> None:
    said = phrases(*(Fact(f"scope.x@{year}", Decimal(value)) for year, value in ((1, "1.001"), (2, "1.002"), (3, "2"))))
    assert said.moved("scope.x@1", "scope.x@2", "", 2) == "保持在1.00"
    assert said.moved("scope.x@1", "scope.x@3", "", 1) == "由1.0升至2.0"
    assert said.moved("scope.x@3", "scope.x@1", "", 1) == "由2.0降至1.0"
    assert said.moved("scope.x@3", "scope.x@4") == NOTHING


def test_headings_of_articles_are_no_sections() -> None:
    titles = [b.title for b in fc.blocks(fc.material(), "situation") if isinstance(b, Heading) and b.level == 3]
    assert titles[:3] == ["区位条件", "地形地貌", "地质"]
