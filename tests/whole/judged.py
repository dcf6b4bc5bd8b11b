"""What the program says of a county: the codes of ``check``, and the case that its rules see."""

from __future__ import annotations

from pathlib import Path

import staged
from shanshui import pipeline
from shanshui.review import Case
from shanshui.review.stage import case_of as case_from
from shanshui.standard import describe, load
from shanshui.workspace import Memo, Workspace


def codes_of(root: Path) -> list[str]:
    """Codes of all findings of ``check``, each put into words on the way."""
    findings = pipeline.check(root).findings
    for finding in findings:
        said = describe(finding)
        assert "{" not in said.text + said.remedy, said.text
    return [finding.code for finding in findings]


def case_of(root: Path) -> Case:
    """What the rules see of a county once every stage before them has run."""
    run = staged.run(root, "survey", "assess", "layout", "finance")
    tables = {table.id: table for table in run.tables}
    workspace = Workspace(
        root, root / "work", root / "dossier", run.layers, Memo(root / "memo"), facts=run.facts, tables=tables
    )
    return case_from(run.plan, workspace, load())
