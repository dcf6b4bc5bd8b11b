"""Waivers: a ruling with reason and name takes a finding out of the count, and leaves it in sight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from shanshui.finding import Finding
from shanshui.plan import Ruling

WAIVE = "waiver"
"""Kind of the rulings that waive (vocabulary ``ruling_kind``).

Their subject is a finding's id, a rule's code, or ``CODE:subject``.
"""


UNWAIVABLE = ("RECOUNT-", "INPUT-", "PROJECT-", "CATALOG-")
"""A number that is printed wrongly, or a cell that cannot be read, is mended and not ruled away."""


def waived(findings: Iterable[Finding], rulings: Iterable[Ruling]) -> tuple[Finding, ...]:
    """Mark the findings that a ruling waives.

    Parameters
    ----------
    findings : iterable of Finding
        Of any stage.
    rulings : iterable of Ruling
        Those of kind :data:`WAIVE` that give a reason and a name count; the first one wins.

    Returns
    -------
    tuple of Finding
        All of them, in the same order; ``waived`` holds the ruling's id.
    """
    by_subject: dict[str, str] = {}
    for ruling in rulings:
        if ruling.kind == WAIVE and ruling.reason.strip() and ruling.by.strip():
            by_subject.setdefault(ruling.subject.strip(), ruling.id)
    return tuple(
        f if f.code.startswith(UNWAIVABLE) else replace(f, waived=_ruling(f, by_subject) or f.waived) for f in findings
    )


def _ruling(finding: Finding, by_subject: dict[str, str]) -> str:
    keys = (finding.id, f"{finding.code}:{finding.subject}", finding.code)
    return next((by_subject[key] for key in keys if key in by_subject), "")
