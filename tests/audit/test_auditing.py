"""From a file to findings: what is put together, and files that cannot be read."""

from __future__ import annotations

from pathlib import Path

from audit.shown import PLAN, plan
from shanshui.audit.auditing import audit, understand
from shanshui.audit.checks import CHECKS, run_checks
from shanshui.standard import describe, load_topics


def test_a_document_is_understood_in_all_respects(tmp_path: Path) -> None:
    reading = understand(plan(tmp_path), {"清溪镇": "云水县"})
    assert reading.frame.region == "云水县"
    assert reading.frame.nature == "planning"
    assert {claim.quantity.text for claim in reading.claims} >= {"1200平方千米", "800平方千米", "300公顷"}
    assert [claim.quantity.span.start for claim in reading.claims] == sorted(
        c.quantity.span.start for c in reading.claims
    )
    assert reading.periods
    assert reading.gazetteer == {"清溪镇": "云水县"}


def test_findings_quote_the_document(tmp_path: Path) -> None:
    (tmp_path / "规划.txt").write_text(PLAN, encoding="utf-8")
    one = audit(tmp_path / "规划.txt")
    assert one.findings == run_checks(one.reading)
    assert any({q.text for q in f.quotes} >= {"1200平方千米", "1250平方千米"} for f in one.findings), one.findings
    for finding in one.findings:
        assert finding.quotes
        assert all(one.document.text[quote.start : quote.end] == quote.text for quote in finding.quotes)


def test_a_file_that_cannot_be_read_gives_one_finding(tmp_path: Path) -> None:
    (tmp_path / "规划.docx").write_bytes(b"PK\x03\x04 no package")
    one = audit(tmp_path / "规划.docx")
    (finding,) = one.findings
    assert describe(finding).severity == "error"
    assert "规划.docx" in finding.place.file
    assert one.document.text == ""


def test_every_check_has_its_records() -> None:
    worded = {
        record.code for topic, records in load_topics().items() if topic.startswith("audit_") for record in records
    }
    codes = [code for check in CHECKS for code in check.codes]
    assert CHECKS
    assert set(codes) <= worded
