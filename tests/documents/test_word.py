from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from documents.judging import broken_word
from documents.made import W, paragraph, part, table, word
from documents.test_plain import grid, kinds
from shanshui.documents import Document, read
from shanshui.documents.word.numbering import written
from shanshui.documents.word.text import words_of

STYLES = part(
    "styles",
    '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="章标题"/><w:basedOn w:val="a1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="二级"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/></w:style>',
)
SEEN = '<w:vanish w:val="0"/>'
BOX = "<w:txbxContent>{}</w:txbxContent>"


def written_by(tmp_path: Path, body: str, **parts: str) -> Document:
    document = read(word(tmp_path / "plan.docx", body, {"styles": STYLES} | parts))
    assert broken_word(document) == ""
    return document


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_headings_by_style_and_by_number(tmp_path: Path) -> None:
    body = (
        paragraph("第一章 总则", "mine")
        + paragraph("规划范围", "a2")
        + paragraph("1.1.1 边界")
        + paragraph("全县1203平方公里。", "a2")
        + paragraph("第二章 现状")
    )
    document = written_by(tmp_path, body)
    assert [(b.level, document.words(b)) for b in document.headings()] == [
        (1, "第一章 总则"),
        (2, "规划范围"),
        (3, "1.1.1 边界"),
        (1, "第二章 现状"),
    ]


def test_sources_count_paragraphs_of_the_part(tmp_path: Path) -> None:
    body = paragraph("甲") + table((("乙", "丙"), ("丁", "戊"))) + paragraph("己")
    document = written_by(tmp_path, body)
    assert [(document.words(b), b.source) for b in document.blocks] == [
        (words, f"document:{n}") for n, words in enumerate("甲乙丙丁戊己")
    ]


def test_merged_cells_stand_once(tmp_path: Path) -> None:
    rows = (("类别|", "年度>2"), ("^", "2025年", "2035年"), ("造林|", "12", "30"), ("^", "13", "31"))
    document = written_by(tmp_path, paragraph("表1-1 面积") + paragraph("单位：公顷") + table(rows))
    (found,) = document.tables
    assert (found.caption, found.unit, found.heads) == ("表1-1 面积", "公顷", 2)
    assert grid(found) == [
        ["类别", "年度", "年度"],
        ["类别", "2025年", "2035年"],
        ["造林", "12", "30"],
        ["造林", "13", "31"],
    ]
    assert [(cell.text, cell.down, cell.across) for cell in found.cells][:2] == [("类别", 2, 1), ("年度", 1, 2)]


def test_a_first_row_that_names_the_table_is_its_caption(tmp_path: Path) -> None:
    rows = (("专栏4-1 重点项目>2",), ("项目", "内容"), ("北山造林", "造林120亩"))
    (found,) = written_by(tmp_path, table(rows)).tables
    assert (found.caption, found.heads) == ("专栏4-1 重点项目", 2)


def test_continued_tables_are_one_without_the_repeated_head(tmp_path: Path) -> None:
    head = ("乡镇", "面积")
    body = (
        paragraph("表2-1 治理面积")
        + table((head, ("甲乡", "1.5")))
        + paragraph("续表2-1 治理面积")
        + table((head, ("乙乡", "2.5")))
        + paragraph("表2-2 其他")
        + table((head, ("丙乡", "3.5")))
    )
    document = written_by(tmp_path, body)
    assert [grid(found) for found in document.tables] == [
        [["乡镇", "面积"], ["甲乡", "1.5"], ["乙乡", "2.5"]],
        [["乡镇", "面积"], ["丙乡", "3.5"]],
    ]


def test_tables_inside_cells_are_tables_of_their_own(tmp_path: Path) -> None:
    inner = table((("甲", "1"), ("乙", "2")))
    outer = f"<w:tc>{paragraph('外')}{inner}{paragraph('')}</w:tc><w:tc>{paragraph('右')}</w:tc>"
    outer = f"<w:tbl><w:tr>{outer}</w:tr></w:tbl>"
    document = written_by(tmp_path, outer)
    assert [grid(found) for found in document.tables] == [[["外", "右"]], [["甲", "1"], ["乙", "2"]]]


def test_frames_and_text_boxes_are_boxes(tmp_path: Path) -> None:
    frame = f"<w:tbl><w:tr><w:tc>{paragraph('专栏1 造林')}{paragraph('造林120亩。')}</w:tc></w:tr></w:tbl>"
    shown = BOX.format(paragraph("专栏2 封育") + paragraph("封育30亩。"))
    drawn = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{shown}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{shown}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    document = written_by(tmp_path, frame + drawn + paragraph("正文。"))
    assert kinds(document) == [
        ("box", "专栏1 造林"),
        ("box", "造林120亩。"),
        ("box", "专栏2 封育"),
        ("box", "封育30亩。"),
        ("paragraph", "正文。"),
    ]
    assert not document.tables


def test_what_readers_do_not_see_is_left_out(tmp_path: Path) -> None:
    body = (
        f"<w:p>{run('面积')}<w:ins>{run('13')}</w:ins><w:del><w:r><w:delText>12</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('移')}</w:moveFrom>{run('密', '<w:vanish/>')}{run('公顷', SEEN)}"
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('请输入')}</w:sdtContent></w:sdt>"
        f"<w:sdt><w:sdtContent>{run('。')}</w:sdtContent></w:sdt></w:p>"
    )
    assert written_by(tmp_path, body).text.strip() == "面积13公顷。"


def test_signs_fields_and_raised_digits(tmp_path: Path) -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    body = (
        f"<w:p>{run('面积3.5×10')}{run('4', raised)}{run('km')}{run('2', raised)}{run('[1]', raised)}"
        "<w:r><w:softHyphen/></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("见表1")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:r><w:noBreakHyphen/><w:sym w:font="Symbol" w:char="F0B3"/><w:tab/></w:r>'
        "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>"
    )
    assert written_by(tmp_path, body).text.strip() == "面积3.5×10⁴km²[1]见表1-≥\tx"


def test_notes_stand_behind_what_refers_to_them_and_furniture_at_the_end(tmp_path: Path) -> None:
    note = f'<w:footnote w:id="0" w:type="separator">{paragraph("—")}</w:footnote>'
    note += f'<w:footnote w:id="2">{paragraph("据公报。")}</w:footnote>'
    body = f"<w:p>{run('耕地12公顷')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>" + paragraph("林地30公顷。")
    header = part("hdr", paragraph("青岭县实施方案") + paragraph("12"))
    document = written_by(tmp_path, body, footnotes=part("footnotes", note), header1=header, header2=header)
    assert [(b.kind, document.words(b), b.source) for b in document.blocks] == [
        ("paragraph", "耕地12公顷", "document:0"),
        ("note", "据公报。", "footnotes:1"),
        ("paragraph", "林地30公顷。", "document:1"),
        ("header", "青岭县实施方案", "header1:0"),
    ]


def test_numbers_that_word_sets_are_part_of_the_text(tmp_path: Path) -> None:
    forms = (("chineseCounting", "第%1章"), ("decimal", "%1.%2"), ("bullet", "●"))
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{"<w:isLgl/>" if n == 1 else ""}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(forms)
    )
    numbering = part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>',
    )

    def at(depth: int) -> str:
        return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="3"/></w:numPr>'

    body = "".join(
        paragraph(text, style, at(depth))
        for text, style, depth in (
            ("总则", "a1", 0),
            ("范围", "a2", 1),
            ("期限", "a2", 1),
            ("项", "", 2),
            ("目标", "a1", 0),
            ("近期", "a2", 1),
        )
    )
    document = written_by(tmp_path, body, numbering=numbering)
    assert [document.words(block) for block in document.blocks] == [
        "第一章 总则",
        "1.1 范围",
        "1.2 期限",
        "项",
        "第二章 目标",
        "2.1 近期",
    ]
    assert [block.level for block in document.headings()] == [1, 2, 2, 1, 2]


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (12, "chineseCounting", "十二"),
        (20, "chineseCountingThousand", "二十"),
        (105, "chineseCounting", "一百零五"),
        (3, "chineseLegalSimplified", "叁"),
        (3, "upperLetter", "C"),
        (28, "lowerLetter", "bb"),
        (14, "lowerRoman", "xiv"),
        (7, "decimalZero", "07"),
        (5, "decimalEnclosedCircle", "⑤"),
        (9, "decimal", "9"),
        (0, "upperRoman", "0"),
    ],
)
def test_forms_of_numbers(number: int, form: str, shown: str) -> None:
    assert written(number, form) == shown


def test_contents_by_style(tmp_path: Path) -> None:
    document = written_by(
        tmp_path, paragraph("第一章 总则 1", "toc1") + paragraph("第一章 总则", "a1") + paragraph("正文。")
    )
    assert [block.kind for block in document.blocks] == ["header", "heading", "paragraph"]


def test_strict_edition_reads_alike() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    for space in (W, strict):
        tree = etree.fromstring(f'<w:p xmlns:w="{space}"><w:r><w:t>甲</w:t></w:r></w:p>')
        assert words_of(tree) == "甲"
