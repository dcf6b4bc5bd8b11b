"""Risks (H.1.8.2): of nature, technique and money, each with a trigger, a response and somebody who acts."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.finding import Finding
from shanshui.review.case import Case, grouped
from shanshui.review.rule import rule
from shanshui.standard import Record
from shanshui.standard.judging.rule_words import rule_words

_KINDS = ("natural", "technical", "financial")
_WANTED = ("kind", "trigger", "responsible", "procedure")


@rule("RISK-NONE")
def no_risks(case: Case) -> Iterator[Finding]:
    """The plan knows risks."""
    if case.plan.subprojects and not case.records("risks"):
        yield Finding("RISK-NONE", case.table_place("risks"), "", "", "risks")


@rule("RISK-KIND")
def kind_without_risk(case: Case) -> Iterator[Finding]:
    """Risks of nature, of technique and of money are thought of."""
    kinds = {row.text("kind") for row in case.records("risks")} - {""}
    for kind in _KINDS if kinds else ():
        if kind not in kinds:
            term = case.standard.vocabularies["risk_kind"][kind]
            words = {"kind": term.zh, "kind_en": term.en}
            yield Finding("RISK-KIND", case.table_place("risks"), "", term.zh, f"risks.{kind}", words=words)


@rule("RISK-INCOMPLETE")
def incomplete(case: Case) -> Iterator[Finding]:
    """A risk has a kind, a trigger, somebody who acts, and a procedure."""
    for row in case.records("risks"):
        missing = [key for key in _WANTED if not row.text(key)]
        if missing:
            yield _finding("RISK-INCOMPLETE", row, missing[0], "", case.headings("risks", missing))


@rule("RISK-TRIGGER")
def vague_trigger(case: Case) -> Iterator[Finding]:
    """A trigger says when the risk has come about: by a number, a comparison or an event."""
    words = rule_words("measurable")
    for row in case.records("risks"):
        text = row.text("trigger")
        if text and not any(word in text for word in words) and not any(sign.isnumeric() for sign in text):
            yield _finding("RISK-TRIGGER", row, "trigger", text, "")


@rule("RISK-TWICE")
def twice(case: Case) -> Iterator[Finding]:
    """A risk is told once."""
    for name, rows in grouped(case.records("risks"), lambda row: row.text("name")).items():
        for row in rows[1:]:
            yield _finding("RISK-TWICE", row, "name", name, rows[0].text("code"))


def _finding(code: str, row: Record, column: str, got: str, want: str) -> Finding:
    return Finding(code, row.at(column), got, want, f"risk:{row.text('code')}", words={"name": row.text("name")})
