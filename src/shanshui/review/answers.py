"""What planners answered to findings of the rules: waivers that waive nothing, and mends that mended nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from shanshui.finding import Finding
from shanshui.plan import Ruling
from shanshui.review.waivers import WAIVE
from shanshui.standard import Record

_FIXED = "fixed"


def idle_waivers(rulings: Sequence[Ruling], findings: Sequence[Finding], codes: Collection[str]) -> Iterator[Finding]:
    """Waivers by a rule's code whose fault is not there.

    Parameters
    ----------
    rulings : sequence of Ruling
        Those that name a finding by its id are passed over: it may be one of another stage.
    findings : sequence of Finding
        All that the rules found.
    codes : collection of str
        Codes of the rules that were run.
    """
    known = {finding.code for finding in findings} | {f"{finding.code}:{finding.subject}" for finding in findings}
    for ruling in rulings:
        subject = ruling.subject.strip()
        if ruling.kind == WAIVE and subject.partition(":")[0] in codes and subject not in known:
            place = replace(ruling.place, column="subject")
            yield Finding("WAIVER-IDLE", place, subject, "", f"ruling:{ruling.id}")


def standing_findings(replies: Sequence[Record], findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings that a reply calls mended and that are met again.

    Parameters
    ----------
    replies : sequence of Record
        Rows of the input table ``replies``.
    findings : sequence of Finding
        All that the rules found.
    """
    standing = {finding.id: finding for finding in findings}
    for row in replies:
        finding = standing.get(row.text("finding"))
        if finding is not None and row.text("status") == _FIXED:
            words = {"by": row.text("by")}
            yield Finding("REPLY-STANDS", row.at("status"), finding.code, "", f"replies:{finding.id}", words=words)
