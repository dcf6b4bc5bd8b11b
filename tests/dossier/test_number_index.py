"""The index of numbers: every key number of the running text once, with its words, places, fact and making."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dossier import report_case as rc
from shanshui.dossier.narrative import Material, compose
from shanshui.dossier.narrative.model import (
    Block,
    Document,
    Grid,
    GridCell,
    Heading,
    Paragraph,
    Quoted,
    TableBlock,
    Words,
    plain,
)
from shanshui.dossier.narrative.number_index import ANY, KEY, KINDS, indexed, words_before
from shanshui.ledger import Basis, Fact, Facts, Quote


@pytest.fixture(scope="module")
def composed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, Material]:
    material = rc.material(tmp_path_factory.mktemp("figures"))
    return compose(material)[0], material


def index_of(blocks: tuple[Block, ...]) -> TableBlock:
    return next(b for b in blocks if isinstance(b, TableBlock) and b.key == KEY)


def lines(blocks: tuple[Block, ...]) -> list[list[str]]:
    return [
        [plain(cell.runs) for cell in row if cell is not None]
        for row, kind in zip(index_of(blocks).grid.body, index_of(blocks).grid.kinds, strict=True)
        if kind == "body"
    ]


def quoted(fact: str, value: str, unit: str = "1") -> Quoted:
    return Quoted(Quote(fact, Decimal(value), unit, None), symbol=True)


def report(*paragraphs: tuple[Words | Quoted, ...], table: tuple[Quoted, ...] = ()) -> tuple[Block, ...]:
    cells = tuple(GridCell((run,)) for run in table)
    printed = TableBlock("own", "甲", Grid((), (cells,), ("body",), (1.0,)), number="表1-1")
    head = TableBlock(KEY, "数值索引", Grid((), (), (), (1.0,) * 4), number="表附1-1")
    text = tuple(Paragraph(runs) for runs in paragraphs)
    return (Heading(1, "1", "概况", "a"), Heading(2, "1.1", "节", "a.b"), *text, printed, head)


def test_every_key_number_of_the_running_text_stands_in_it_once(composed: tuple[Document, Material]) -> None:
    document, _ = composed
    wanted = {
        run.quote.fact
        for block in document.blocks
        if isinstance(block, Paragraph)
        for run in block.runs
        if isinstance(run, Quoted) and isinstance(run.quote.value, Decimal) and "~" not in run.quote.fact
        if ":" not in run.quote.fact or run.quote.fact.partition(":")[0] in KINDS
    }
    found = [run.quote.fact for run in index_of(document.blocks).grid.runs() if isinstance(run, Quoted)]
    assert sorted(found) == sorted(wanted)
    assert len(found) > 30


def test_each_line_says_where_its_numbers_stand(composed: tuple[Document, Material]) -> None:
    document, _ = composed
    sections = {b.number or b.title for b in document.blocks if isinstance(b, Heading)}
    tables = {b.number for b in document.blocks if isinstance(b, TableBlock)}
    for _, places, _, made in lines(document.blocks):
        assert all(place in sections | tables for place in places.removesuffix("等").split("、")), places
        assert made


def test_numbers_that_differ_in_one_part_share_a_line() -> None:
    facts = Facts([
        Fact("unit:A.area", Decimal(1), "km2"), Fact("unit:B.area", Decimal(2), "km2"),
        Fact("scope.cost.total", Decimal(9), "wan_yuan", Basis.ENTERED, synthetic=True),
        Fact("scope.cost.other", Decimal(3), "wan_yuan", Basis.MODELLED_UNCALIBRATED),
        Fact("scope.area", Decimal(5), "km2", Basis.RULED), Fact("subproject:S.area", Decimal(7), "km2"),
    ])  # fmt: skip
    area, cost = quoted("unit:A.area", "1", "km2"), quoted("scope.cost.other", "3", "wan_yuan")
    blocks = report(
        (Words("甲单元面积"), area, Words("km²，乙单元面积"), quoted("unit:B.area", "2", "km2")),
        (Words("总投资"), quoted("scope.cost.total", "9", "wan_yuan"), Words("，其他费用"), cost, Words("（"),
         quoted("scope.cost.other~low", "2", "wan_yuan"), Words("）")),
        (Words("全域"), quoted("scope.area", "5", "km2"), Words("，子项目"), quoted("subproject:S.area", "7", "km2")),
        table=(quoted("scope.area", "5", "km2"), area),
    )  # fmt: skip
    said = [[cell.replace("\u00a0", "") for cell in line] for line in lines(indexed(blocks, facts, rc.STANDARD))]
    assert said == [
        ["甲单元面积 A 1；B 2km2", "1.1、表1-1", f"unit:{ANY}.area", "量"],
        ["总投资 9万元；其他费用 3万元", "1.1", "scope.cost.[total, other]", "填模示"],
        ["全域 5km2", "1.1、表1-1", "scope.area", "裁"],
    ]


def test_words_come_from_further_back_where_those_before_tell_nothing() -> None:
    number = quoted("scope.x", "1")
    runs = (Words("工程施工费"), number, Words("万元（占"), number)
    assert words_before(runs, 1) == "工程施工费"
    assert words_before(runs, 3) == "工程施工费占"
    assert words_before((number,), 0) == "—"


def test_a_report_without_numbers_has_an_index_of_dashes() -> None:
    assert lines(indexed(report((Words("无"),)), Facts(), rc.STANDARD)) == [["—"] * 4]
    assert indexed((), Facts(), rc.STANDARD) == ()
