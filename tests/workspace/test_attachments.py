"""Files that rows name: met where they lie in the project folder, else a finding, whatever is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from shanshui.finding import Place
from shanshui.standard import Record, load
from shanshui.workspace import absent_attachments


@pytest.mark.parametrize(
    ("cell", "absent"),
    [
        ("", []),
        ("docs/a.pdf", []),
        ("docs\\a.pdf", []),
        ("docs", []),
        ("docs/a.pdf；docs/b、c.pdf", ["docs/b", "c.pdf"]),
        ("docs/甲、乙.pdf", []),
        ("docs/none.pdf", ["docs/none.pdf"]),
        ("../outside.pdf", ["../outside.pdf"]),
        ("/etc/hostname", ["/etc/hostname"]),
        ("docs/a\0.pdf", ["docs/a\0.pdf"]),
        ("a" * 5000, ["a" * 5000]),
    ],
)
def test_named_files(tmp_path: Path, cell: str, absent: list[str]) -> None:
    root = tmp_path / "county"
    (root / "docs").mkdir(parents=True)
    for name in ("docs/a.pdf", "docs/甲、乙.pdf", "../outside.pdf"):
        (root / name).write_text("", encoding="utf-8")
    spec = load().inputs["attestations"]
    row = Record("attestations", dict.fromkeys(spec.columns) | {"file": cell}, Place(sheet="attestations", row=2))
    found = list(absent_attachments(root, {"attestations": [row], "units": []}, load()))
    assert [finding.got for finding in found] == absent
    assert {finding.subject for finding in found} <= {"attestations[2].file"}
