"""Comments in a Word file: at the very words, across runs, in cells, notes, boxes and content controls."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from audit.shown import audited
from dossier.open_xml import errors, needs_validator
from shanshui.audit.output.anchors import letters_of, places_of
from shanshui.audit.output.word import commented
from shanshui.documents import read
from shanshui.standard import load

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPLIT = ("全县土地总面积", "12", "00平方", "千米，其中林地", "800公顷。")
CONTROL = (
    f"<w:sdt {nsdecls('w')}><w:sdtPr><w:tag w:val='scope.area'/></w:sdtPr>"
    "<w:sdtContent><w:r><w:t>900</w:t></w:r></w:sdtContent></w:sdt>"
)
BOX = (
    f"<w:r {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'><w:pict><v:rect style='width:9cm;height:2cm'>"
    "<v:textbox><w:txbxContent><w:p><w:r><w:t>专栏内封育治理70公顷</w:t></w:r></w:p></w:txbxContent></v:textbox>"
    "</v:rect></w:pict></w:r>"
)
NOTES = (
    f"<w:footnotes {nsdecls('w')}><w:footnote w:id='2'><w:p><w:r><w:t>脚注称耕地60公顷</w:t></w:r></w:p></w:footnote>"
    "</w:footnotes>"
)


def made(folder: Path) -> Path:
    """A file with runs that part words, a table, a content control, a box and a footnote."""
    word = docx.Document()
    word.add_heading("第一章 总则", 1)
    first = word.add_paragraph()
    for number, text in enumerate(SPLIT):
        first.add_run(text).bold = number % 2 == 0
    held = word.add_paragraph("实施范围面积")
    held._p.append(parse_xml(CONTROL))
    held.add_run("公顷。")
    table = word.add_table(2, 2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("指标", "数值", "总面积", "1300"), strict=True
    ):
        cell.text = text
    boxed = word.add_paragraph("见专栏。")
    boxed._p.append(parse_xml(BOX))
    noted = word.add_paragraph("耕地见注")
    noted._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:footnoteReference w:id='2'/></w:r>"))
    plain = folder / "plain.docx"
    word.save(plain)
    return with_notes(plain, folder / "方案.docx")


def with_notes(source: Path, target: Path) -> Path:
    """The same package with a part of footnotes."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name).decode() if name.endswith((".xml", ".rels")) else None
            if name == "[Content_Types].xml" and data:
                data = data.replace(
                    "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
                )
            elif name == "word/_rels/document.xml.rels" and data:
                link = f'<Relationship Id="rIdN" Type="{relation}" Target="footnotes.xml"/></Relationships>'
                data = data.replace("</Relationships>", link)
            new.writestr(name, old.read(name) if data is None else data)
        new.writestr("word/footnotes.xml", NOTES)
    return target


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def spans(data: bytes) -> dict[str, str]:
    """What each comment embraces: letters between its marks, in document order."""
    root = etree.fromstring(parts(data)["word/document.xml"])
    found: dict[str, str] = {}
    still: set[str] = set()
    for element in root.iter():
        if element.tag == f"{W}commentRangeStart":
            still.add(element.get(f"{W}id"))
            found[element.get(f"{W}id")] = ""
        elif element.tag == f"{W}commentRangeEnd":
            still.discard(element.get(f"{W}id"))
        elif element.tag == f"{W}t":
            for key in still:
                found[key] += element.text or ""
    assert not still
    return found


def remarks(data: bytes) -> list[str]:
    root = etree.fromstring(parts(data)["word/comments.xml"])
    return ["\n".join("".join(p.itertext(f"{W}t")) for p in one) for one in root]


def test_comments_embrace_the_very_words(tmp_path: Path) -> None:
    path = made(tmp_path)
    document = read(path)
    data = commented(
        path.read_bytes(), audited(document, ("1200平方千米", "1300"), ("00平方千米，其中", "900")), load()
    )
    assert list(spans(data).values()) == ["1200平方千米", "00平方千米，其中", "900", "1300"]
    words = remarks(data)
    assert len(words) == 4
    assert "【1300】" in words[0]
    assert "【1200平方千米】" in words[1]
    assert "总面积，数值：【1300】" in words[0]
    assert all("AUDIT-FACT" in one for one in words)


def test_a_content_control_stays_whole(tmp_path: Path) -> None:
    path = made(tmp_path)
    data = commented(path.read_bytes(), audited(read(path), ("900",)), load())
    (control,) = etree.fromstring(parts(data)["word/document.xml"]).iter(f"{W}sdtContent")
    assert [child.tag for child in control] == [f"{W}r"]
    assert list(spans(data).values()) == ["900"]


def test_part_of_a_content_control_is_marked_inside_it(tmp_path: Path) -> None:
    path = made(tmp_path)
    data = commented(path.read_bytes(), audited(read(path), ("00公顷。",)), load())
    assert list(spans(data).values()) == ["00公顷。"]


def test_notes_and_boxes_are_remarked_on_beside_what_holds_them(tmp_path: Path) -> None:
    path = made(tmp_path)
    document = read(path)
    data = commented(path.read_bytes(), audited(document, ("封育治理70公顷",), ("耕地60公顷",)), load())
    root = etree.fromstring(parts(data)["word/document.xml"])
    starts = list(root.iter(f"{W}commentRangeStart"))
    assert [start.getnext().find(f".//{W}txbxContent") is not None for start in starts] == [True, False]
    assert starts[1].getnext().find(f"{W}footnoteReference") is not None
    assert not any(a.tag in (f"{W}txbxContent", f"{W}footnote") for start in starts for a in start.iterancestors())
    assert len(remarks(data)) == 2


def test_the_text_stays_as_it_was_and_bytes_are_the_same_each_time(tmp_path: Path) -> None:
    path = made(tmp_path)
    found = audited(read(path), ("1200平方千米", "1300"), ("平方", "900"), ("封育治理70公顷", "耕地60公顷"))
    before, first, second = path.read_bytes(), *(commented(path.read_bytes(), found, load()) for _ in range(2))
    assert first == second
    assert path.read_bytes() == before
    (tmp_path / "after.docx").write_bytes(first)
    assert read(tmp_path / "after.docx").text == found.document.text
    old, new = parts(before), parts(first)
    touched = {"word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert {name for name in new if new[name] != old.get(name)} == touched


def test_comments_that_are_there_stay(tmp_path: Path) -> None:
    path = made(tmp_path)
    word = docx.Document(str(path))
    word.add_comment(word.paragraphs[1].runs, text="请核对", author="某人", initials="某")
    word.save(str(path))
    data = commented(path.read_bytes(), audited(read(path), ("1200平方千米", "1300")), load())
    assert remarks(data)[0].endswith("请核对")
    assert len(remarks(data)) == 3
    assert list(spans(data)) == ["0", "1", "2"]


def test_a_document_without_findings_gets_no_comments(tmp_path: Path) -> None:
    path = made(tmp_path)
    assert "word/comments.xml" not in parts(commented(path.read_bytes(), audited(read(path)), load()))


@needs_validator
def test_the_file_is_valid_open_xml(tmp_path: Path) -> None:
    path = made(tmp_path)
    found = audited(read(path), ("1200平方千米", "1300"), ("00平方千米，其中", "900"), ("封育治理70公顷", "耕地60公顷"))
    (tmp_path / "out.docx").write_bytes(commented(path.read_bytes(), found, load()))
    before, after = errors(path), errors(tmp_path / "out.docx")
    assert [error[1:] for error in after] == [error[1:] for error in before]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")
def test_libreoffice_reads_the_comments(tmp_path: Path) -> None:
    path = made(tmp_path)
    (tmp_path / "out.docx").write_bytes(
        commented(path.read_bytes(), audited(read(path), ("1200平方千米", "900")), load())
    )
    home = f"-env:UserInstallation=file://{tmp_path / 'office'}"
    command = [
        "soffice",
        home,
        "--headless",
        "--convert-to",
        "fodt",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "out.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "out.fodt").read_text(encoding="utf-8")
    assert text.count("<office:annotation ") == 2
    assert "<dc:creator>shanshui</dc:creator>" in text


def test_letters_know_what_holds_them(tmp_path: Path) -> None:
    paragraph = docx.Document(str(made(tmp_path))).paragraphs[1]._p
    letters, shown = letters_of(paragraph)
    assert shown == "".join(SPLIT)
    assert [shown[one.start : one.end] for one in letters] == list(SPLIT)
    assert {one.holder.tag for one in letters} == {qn("w:r")}


@pytest.mark.parametrize(
    ("text", "shown", "places"),
    [
        ("乙", "甲乙", (1,)),
        ("（一）甲乙", "甲乙 ", (0, 0, 0, 0, 1)),
        ("甲\n乙", "甲 \t乙", (0, 1, 3)),
        ("甲", "", (0,)),
    ],
)
def test_letters_of_a_block_are_found_in_its_paragraph(text: str, shown: str, places: tuple[int, ...]) -> None:
    assert places_of(text, shown) == places
