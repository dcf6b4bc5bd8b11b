from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

from documents import made
from documents.mutation import CANARY
from shanshui.documents import limits, package, read
from shanshui.errors import DataError
from shanshui.standard.rules import load_rules


def refused(path: Path) -> str:
    with pytest.raises(DataError) as error:
        read(path)
    assert error.value.problem in load_rules()
    assert path.name in error.value.detail
    return error.value.problem


def test_every_refusal_has_its_rule() -> None:
    codes = {value for name, value in vars(limits).items() if name.isupper() and isinstance(value, str)}
    assert codes
    assert codes <= set(load_rules())


@pytest.mark.parametrize("name", ["plan.doc", "plan", "plan.jpg"])
def test_other_kinds_of_files(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert refused(tmp_path / name) == "AUDIT-FILE-KIND"


def test_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    assert refused(tmp_path / "folder.txt") == "AUDIT-FILE"
    assert refused(tmp_path / "absent.docx") == "AUDIT-FILE"
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 broken")
    assert refused(tmp_path / "broken.docx") == "AUDIT-FILE"


@pytest.mark.parametrize("ending", [".txt", ".html"])
def test_files_without_words(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"plan{ending}"
    path.write_text("<p> </p>" if ending == ".html" else " \n\n")
    assert refused(path) == "AUDIT-FILE-EMPTY"


def test_old_and_locked_files(tmp_path: Path) -> None:
    for ending in (".docx", ".xlsx"):
        path = tmp_path / f"plan{ending}"
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
        assert refused(path) == "AUDIT-FILE-LOCKED"
    writer = pypdf.PdfWriter(
        clone_from=io.BytesIO(made.pdf(tmp_path / "open.pdf", [[(90, 90, 12, "面积")]]).read_bytes())
    )
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    assert refused(tmp_path / "locked.pdf") == "AUDIT-FILE-LOCKED"


def test_parts_that_unpack_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made.word(tmp_path / "plan.docx", made.paragraph("面" * 400_000) * 8)
    assert refused(path) == "AUDIT-FILE-SIZE"
    monkeypatch.setattr(package, "PART_BYTES", 1000)
    assert refused(made.word(tmp_path / "small.docx", made.paragraph("面" * 2000))) == "AUDIT-FILE-SIZE"
    monkeypatch.setattr(package, "MEMBERS", 2)
    assert refused(made.word(tmp_path / "many.docx", made.paragraph("面"))) == "AUDIT-FILE-SIZE"


def test_long_texts_and_large_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TEXT_LENGTH", 100)
    path = tmp_path / "plan.txt"
    path.write_text("面积" * 60, encoding="utf-8")
    assert refused(path) == "AUDIT-FILE-SIZE"


@pytest.mark.parametrize(
    "entities",
    ['<!ENTITY a "轰"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">', '<!ENTITY b SYSTEM "file://{outside}">'],
)
def test_entities_are_never_resolved(tmp_path: Path, entities: str) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text(CANARY, encoding="utf-8")
    text = made.part("document", f"<w:body>{made.paragraph('&b;')}</w:body>")
    declared = text.replace("?>", f"?><!DOCTYPE w [{entities.format(outside=outside)}]>", 1)
    path = made.packed(tmp_path / "plan.docx", {"word/document.xml": declared})
    assert refused(path) == "AUDIT-FILE"


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    body = "<w:ins>" * 400 + made.paragraph("面积") + "</w:ins>" * 400
    assert refused(made.word(tmp_path / "plan.docx", body)) == "AUDIT-FILE"


def test_members_that_lead_outside_are_only_names(tmp_path: Path) -> None:
    body = made.part("document", f"<w:body>{made.paragraph('面积')}</w:body>")
    link = '<Relationship Id="r1" Type="x/header" Target="../../../../etc/passwd"/>'
    path = made.packed(
        tmp_path / "plan.docx",
        {"word/document.xml": body, "../../evil.xml": "x", "word/_rels/document.xml.rels": made.relations(link)},
    )
    assert read(path).text == "面积\n"
    assert not (tmp_path.parent / "evil.xml").exists()
