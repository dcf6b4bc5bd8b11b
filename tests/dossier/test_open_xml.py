"""Office files are valid Open XML, as the SDK of the format sees it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from dossier import printed_case as pc
from dossier import report_case as rc
from dossier.open_xml import errors, needs_validator, validator
from shanshui.dossier.report import Layout, title_of, write_report
from shanshui.dossier.workbook import write_workbook


@needs_validator
def test_report_and_workbook_are_valid(tmp_path: Path) -> None:
    document, title = pc.composed(tmp_path), title_of(rc.plan(), rc.STANDARD, True, True)
    word, book, measured = tmp_path / "r.docx", tmp_path / "t.xlsx", tmp_path / "m.docx"
    table = next(n for n, table in enumerate(document.tables()) if table.key == pc.LONG)
    layout = Layout({}, {table: (30, 60)}, frozenset({table, table + 1}))
    write_report(document, title, rc.STANDARD, word, layout)
    write_report(document, title, rc.STANDARD, measured, purpose="measure")
    known = rc.facts()
    write_workbook(rc.tables(known), known, rc.STANDARD, book)
    assert errors(word, measured, book) == []


@needs_validator
def test_the_validator_sees_what_is_wrong(tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK no package")
    answer = subprocess.run([validator(), str(broken)], capture_output=True, text=True, timeout=120, check=False)
    assert '"ok": true' not in answer.stdout
