from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from dossier import report_case as rc
from shanshui.dossier.narrative import Document, Material, compose
from shanshui.dossier.narrative.chapters import program_chapter
from shanshui.dossier.narrative.grid import grid_of
from shanshui.dossier.narrative.model import FigureBlock, Heading, Paragraph, Quoted, See, TableBlock, Words, plain
from shanshui.finding import Finding
from shanshui.ledger import Fact, Facts, Table
from shanshui.standard import load_rules


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    return rc.material(tmp_path_factory.mktemp("figures"))


@pytest.fixture(scope="module")
def composed(material: Material) -> tuple[Document, tuple[Finding, ...]]:
    return compose(material)


def own(folder: Path, **files: str) -> Path:
    chapters = folder / "chapters"
    chapters.mkdir(exist_ok=True)
    for name, text in files.items():
        (chapters / f"{name.replace('__', '.')}.md").write_text(text, encoding="utf-8")
    return chapters


def text_of(document: Document, key: str) -> str:
    """All words below the heading of a key, down to the next heading that is no article of its own."""
    found, inside = [], False
    for block in document.blocks:
        if isinstance(block, Heading):
            inside = block.key == key or (inside and block.key == block.number)
        elif inside and isinstance(block, Paragraph):
            found.append(plain(block.runs))
    return "\n".join(found)


def test_every_section_of_the_outline_prints(composed: tuple[Document, tuple[Finding, ...]]) -> None:
    document, _ = composed
    keys = [b.key for b in document.blocks if isinstance(b, Heading)]
    for chapter in rc.STANDARD.outline:
        assert chapter.key in keys
        for section in chapter.all_sections():
            assert section.key in keys
            if not section.sections:
                assert text_of(document, section.key), section.key


def test_program_has_a_template_for_every_chapter() -> None:
    assert all(program_chapter(chapter.key) for chapter in rc.STANDARD.outline)


def test_tables_and_figures_that_the_outline_wants_stand_in_their_chapter(
    composed: tuple[Document, tuple[Finding, ...]], material: Material
) -> None:
    document, _ = composed
    there = {t.key for t in document.tables()} | {f.key for f in document.figures()}
    wanted = {t.id for t in material.tables} | {f.key for f in material.figures}
    assert wanted <= there


def test_each_table_and_figure_is_mentioned(composed: tuple[Document, tuple[Finding, ...]]) -> None:
    document, _ = composed
    said = "".join(plain(b.runs) for b in document.blocks if isinstance(b, Paragraph))
    for block in (*document.tables(), *document.figures()):
        assert block.number in said, (block.key, block.number)


def test_a_table_that_nobody_mentions_is_found(material: Material, tmp_path: Path) -> None:
    lines = "@table {0} {0}的表\n| 甲 |\n|---|\n| 1 |\n"
    text = f"见{{{{ see_table('known') }}}}。\n\n{lines.format('known')}\n{lines.format('lonely')}"
    _, findings = compose(material, own(tmp_path, situation__society__people=text))
    found = [f for f in findings if f.code == "TABLE-CITED"]
    assert [(f.subject, f.words["title"]) for f in found] == [("table:lonely", "lonely的表")]


def test_numbers_run_within_chapters(composed: tuple[Document, tuple[Finding, ...]]) -> None:
    document, _ = composed
    chapter, counts = "", {"table": 0, "figure": 0}
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            chapter, counts = block.chapter, {"table": 0, "figure": 0}
        elif isinstance(block, TableBlock):
            counts["table"] += 1
            assert block.number == f"表{chapter}-{counts['table']}"
        elif isinstance(block, FigureBlock):
            counts["figure"] += 1
            assert block.number == f"图{chapter}-{counts['figure']}"


def test_references_are_resolved(composed: tuple[Document, tuple[Finding, ...]]) -> None:
    document, _ = composed
    runs = [r for b in document.blocks if isinstance(b, Paragraph) for r in b.runs]
    assert all(run.text for run in runs if isinstance(run, See))
    table = next(t for t in document.tables() if t.key == "G.1")
    assert f"见{table.number}" in text_of(document, "finance.estimate")


def test_a_fact_prints_value_and_symbol_with_raised_figure(composed: tuple[Document, tuple[Finding, ...]]) -> None:
    document, _ = composed
    runs = next(b.runs for b in document.blocks if isinstance(b, Paragraph) and "总面积" in plain(b.runs))
    n = next(n for n, r in enumerate(runs) if isinstance(r, Quoted) and r.quote.fact == "scope.area")
    assert runs[n].quote.text == "1619.15"  # type: ignore[union-attr]
    assert runs[n + 1] == Words("\u00a0km")
    assert runs[n + 2] == Words("2", "super")


def test_no_raised_glyph_and_no_loose_mark_is_printed(composed: tuple[Document, tuple[Finding, ...]]) -> None:
    document, _ = composed
    said = "".join(plain(b.runs) for b in document.blocks if isinstance(b, Paragraph))
    said += "".join(plain(t.grid.runs()) for t in document.tables())
    assert not set("²³㎡㎢{}|\ue000\ue001") & set(said)


def test_items_stand_only_below_articles(composed: tuple[Document, tuple[Finding, ...]]) -> None:
    document, _ = composed
    level = 0
    for block in document.blocks:
        if isinstance(block, Heading):
            level = block.level
        elif isinstance(block, Paragraph) and block.kind in ("item", "subitem"):
            assert level == 3


def test_a_missing_fact_prints_a_dash_and_is_found_once(material: Material, tmp_path: Path) -> None:
    known = Facts([f for f in rc.facts().values() if f.id != "scope.area"])
    document, findings = compose(rc.material(tmp_path, known))
    missing = [f for f in findings if f.subject == "scope.area"]
    assert [f.code for f in missing] == ["FACT-MISSING"]
    assert "总面积—" in text_of(document, "location")


def test_a_fact_without_value_gives_its_reason(material: Material, tmp_path: Path) -> None:
    known = Facts([*rc.facts().values(), Fact("scope.area", None, "m2", reason="缺工程范围图层")])
    _, findings = compose(rc.material(tmp_path, known))
    assert next(f for f in findings if f.subject == "scope.area").got == "缺工程范围图层"


def test_sample_mark_once_per_section(composed: tuple[Document, tuple[Finding, ...]]) -> None:
    document, _ = composed
    assert document.synthetic
    marks = 0
    for block in document.blocks:
        if isinstance(block, Heading):
            marks = 0
        elif isinstance(block, Paragraph):
            marks += sum(isinstance(run, Words) and run.shape == "mark" for run in block.runs)
            assert marks <= 1


def test_no_mark_where_nothing_is_made_up(tmp_path: Path) -> None:
    document, _ = compose(Material(rc.plan(), rc.facts(synthetic=False), (), (), rc.STANDARD))
    assert not document.synthetic
    runs = [run for b in document.blocks if isinstance(b, Paragraph) for run in b.runs]
    assert not any(isinstance(run, Words) and run.shape == "mark" for run in runs)


def test_own_chapter_replaces_and_extends(material: Material, tmp_path: Path) -> None:
    folder = own(
        tmp_path,
        importance__need="mode: replace\n自己写的理由：面积{{ fact('scope.area', '公顷', 2) }}。\n",
        benefits__social="另有一段，县名是{{ words('project.county_name') }}。\n",
    )
    document, findings = compose(material, folder)
    assert not [f for f in findings if f.code.startswith("NARRATIVE")]
    assert (
        text_of(document, "importance.need").splitlines()[0] == "自己写的理由：面积161915.00\u00a0hm2。\u3000示例数据"
    )
    social = text_of(document, "benefits.social")
    assert "个乡镇" in social
    assert "另有一段，县名是锦屏县。" in social


def test_unknown_fact_names_file_line_and_nearest(material: Material, tmp_path: Path) -> None:
    folder = own(tmp_path, importance__need="mode: extend\n\n第一行\n面积{{ fact('scope.arae') }}\n")
    document, findings = compose(material, folder)
    finding = next(f for f in findings if f.code == "NARRATIVE-FACT")
    assert (finding.place.file, finding.place.row) == ("chapters/importance.need.md", 4)
    assert finding.words["near"] == "scope.area"
    assert "面积—" in text_of(document, "importance.need")


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("面积{{ fact('scope.area' }}", 1),
        ("一\n二\n{{ fact('scope.area'", 3),
        ("一\n{% for u in units %}{{ u.name }}", 2),
        ("{{ 9 ** 9 ** 9 }}", 1),
        ("{{ 1 / 0 }}", 1),
        ("{{ fact('scope.area', 'parsec') }}", 1),
        ("{{ fact('scope.area', '万元') }}", 1),
    ],
)
def test_malformed_text_is_a_finding_with_its_line(material: Material, tmp_path: Path, text: str, row: int) -> None:
    document, findings = compose(material, own(tmp_path, importance__need=text))
    finding = next(f for f in findings if f.code == "NARRATIVE-SYNTAX")
    assert (finding.place.file, finding.place.row) == ("chapters/importance.need.md", row)
    assert "水土流失" in text_of(document, "importance.need")


@pytest.mark.parametrize(
    "text",
    [
        "{{ fact.__globals__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ units.__class__ }}",
        "{{ self.__init__ }}",
        "{{ 'x'.format }}",
        "{{ cycler }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}{{ os }}",
    ],
)
def test_there_is_no_way_into_the_program(material: Material, tmp_path: Path, text: str) -> None:
    _, findings = compose(material, own(tmp_path, importance__need=text))
    assert {"NARRATIVE-SYNTAX", "NARRATIVE-NAME"} & {f.code for f in findings}


def test_words_of_the_plan_cannot_act_as_mark_up(material: Material, tmp_path: Path) -> None:
    facts = Facts([*rc.facts().values(), Fact("scope.note", "# benefits | **x** {{ y }}", "1")])
    changed = Material(material.plan, facts, (), (), rc.STANDARD)
    document, findings = compose(changed, own(tmp_path, importance__need="mode: replace\n{{ fact('scope.note') }}"))
    assert text_of(document, "importance.need") == "# benefits | **x** {{ y }}"
    assert not [f for f in findings if f.code.startswith("NARRATIVE")]


def test_unknown_section_and_unreadable_file(material: Material, tmp_path: Path) -> None:
    folder = own(tmp_path, importence="一")
    (folder / "benefits.md").write_bytes("中文".encode("gbk"))
    _, findings = compose(material, folder)
    assert {f.code for f in findings} >= {"NARRATIVE-SECTION", "NARRATIVE-FILE"}
    assert next(f for f in findings if f.code == "NARRATIVE-SECTION").words["near"] == "importance"


def test_every_code_has_its_wording() -> None:
    rules = load_rules()
    codes = ("FACT-MISSING", "NARRATIVE-FACT", "NARRATIVE-SYNTAX", "NARRATIVE-SECTION", "NARRATIVE-FILE",
             "DOSSIER-FIGURE", "DOSSIER-FONT", "DOSSIER-PDF", "DOSSIER-PDF-FAILED")  # fmt: skip
    assert not [code for code in codes if code not in rules]


def test_own_table_with_unit_note_and_widths(material: Material, tmp_path: Path) -> None:
    text = (
        "@table mine 自有表\n@unit 公顷\n@widths 1,2\n@note 注文\n"
        "| 甲 | 乙 |\n|---|:--|\n| 一 | {{ number('scope.area', '公顷', 1) }} |\n"
    )
    document, _ = compose(material, own(tmp_path, benefits__social=text))
    table = next(t for t in document.tables() if t.key == "mine")
    assert (table.title, table.grid.unit_note, table.grid.widths) == ("自有表", "公顷", (1.0, 2.0))
    assert table.grid.notes[0][0] == "①"
    cell = table.grid.body[0][1]
    assert cell is not None
    assert cell.align == "left"
    assert isinstance(cell.runs[0], Quoted)
    assert cell.runs[0].quote.value == Decimal("161915.0")


def test_a_note_to_all_columns_under_a_heading_is_marked_there_once() -> None:
    spec = rc.STANDARD.tables["E.2"]
    table = Table("E.2", "表", tuple(c.key for c in spec.columns), ())
    header = grid_of(table, spec, lambda _: False).header
    marked = [plain(cell.runs) for row in header for cell in row if cell is not None and "②" in plain(cell.runs)]
    assert marked == ["年度绩效指标②"]
