"""What the program says of a county: the codes of ``check``, and the case that its rules see."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from string import Formatter

import staged
from shanshui import pipeline
from shanshui.finding import Finding
from shanshui.review import Case
from shanshui.review.stage import case_of as case_from
from shanshui.standard import describe, load
from shanshui.workspace import Memo, Workspace


def codes_of(root: Path, kept: Path | None = None) -> list[str]:
    """Codes of all findings of ``check``; what a build in ``kept`` has inspected already is not inspected again."""
    return codes_in(pipeline.check(root, out=kept).findings)


def codes_in(findings: Iterable[Finding]) -> list[str]:
    """Codes of findings, each put into the words of both languages on the way."""
    codes = []
    for finding in findings:
        assert _not_brought(finding) == [], finding
        for lang in ("zh", "en"):
            said = describe(finding, lang)
            assert said.text, finding
            assert said.remedy, finding
            assert "{" not in said.text + said.remedy, said
        codes.append(finding.code)
    return codes


def _not_brought(finding: Finding) -> list[str]:
    """Words of a rule's record that a finding lacks; only what is got, and what comes near, may be nothing."""
    record = load().rules[finding.code]
    words = {"want": finding.want, "subject": finding.subject, **finding.words}
    wanted = (name for _, name, _, _ in Formatter().parse(record.text_zh + record.remedy_zh) if name)
    return [name for name in wanted if name not in ("got", "near") and not words.get(name)]


def case_of(root: Path) -> Case:
    """What the rules see of a county once every stage before them has run."""
    run = staged.run(root, "survey", "assess", "layout", "finance")
    tables = {table.id: table for table in run.tables}
    workspace = Workspace(
        root, root / "work", root / "dossier", run.layers, Memo(root / "memo"), facts=run.facts, tables=tables
    )
    return case_from(run.plan, workspace, load())
