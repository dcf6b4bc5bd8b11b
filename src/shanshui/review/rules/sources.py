"""What the plan refers to (5.2.2.2 d): laws, policies, standards and plans, all of them, complete and once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from shanshui.finding import Finding
from shanshui.review.case import Case
from shanshui.review.rule import rule
from shanshui.review.texts import cells, project_texts
from shanshui.review.when import after_submission
from shanshui.standard import Record, narrow
from shanshui.standard.judging.rule_words import rule_words

_TABLE = "policies"
_WANTED_KINDS = ("law", "policy", "standard", "plan")
_STANDARD = "standard"
_TITLE = re.compile(r"《([^《》]{4,80})》")
_MARKS = re.compile(r"[\s《》()\[\]—–\-~·,.、:]")


@rule("SOURCE-NONE")
def nothing_listed(case: Case) -> Iterator[Finding]:
    """The plan names what it was drawn up by."""
    if not case.records(_TABLE):
        yield Finding("SOURCE-NONE", case.table_place(_TABLE), subject=_TABLE)


@rule("SOURCE-KIND")
def missing_kind(case: Case) -> Iterator[Finding]:
    """Laws, policies, standards and plans are among them."""
    kinds = {row.text("kind") for row in case.records(_TABLE)}
    for kind in _WANTED_KINDS if kinds else ():
        if kind not in kinds:
            want = case.term("policy_kind", kind)
            yield Finding("SOURCE-KIND", case.table_place(_TABLE), "", want, f"{_TABLE}:{kind}")


@rule("SOURCE-CODE")
def code_not_listed(case: Case) -> Iterator[Finding]:
    """The code that the plan follows is among the standards."""
    code = _plain(case.standard.edition.code)
    rows = case.records(_TABLE)
    if any(row.text("kind") == _STANDARD for row in rows):
        if not any(code in _plain(row.text("name") + row.text("number")) for row in rows):
            yield Finding("SOURCE-CODE", case.table_place(_TABLE), "", case.standard.edition.code, f"{_TABLE}:code")


@rule("SOURCE-SPATIAL")
def without_spatial_plan(case: Case) -> Iterator[Finding]:
    """A territorial spatial plan is among the plans (5.2.1.1)."""
    yield from _without_plan(case, "SOURCE-SPATIAL", "upper_spatial")


@rule("SOURCE-RESTORATION")
def without_restoration_plan(case: Case) -> Iterator[Finding]:
    """A plan of ecological restoration is among the plans (5.2.1.1)."""
    yield from _without_plan(case, "SOURCE-RESTORATION", "upper_restoration")


@rule("SOURCE-INCOMPLETE")
def incomplete_source(case: Case) -> Iterator[Finding]:
    """A standard bears its number, others their number, issuer or date; each says what it has to do with the plan."""
    for row in case.records(_TABLE):
        told = ("number",) if row.text("kind") == _STANDARD else ("number", "issuer", "date")
        empty = [] if any(row.text(column) for column in told) else [told[0] if len(told) == 1 else "issuer"]
        empty += [] if row.text("relevance") else ["relevance"]
        if empty:
            want = case.headings(_TABLE, empty)
            yield _finding("SOURCE-INCOMPLETE", row, empty[0], "", want, {"name": row.text("name")})


@rule("SOURCE-TWICE")
def listed_twice(case: Case) -> Iterator[Finding]:
    """Nothing is listed twice under names or numbers that differ in marks only."""
    names: dict[str, Record] = {}
    numbers: dict[str, Record] = {}
    for row in case.records(_TABLE):
        name, number = _plain(row.text("name")), _plain(row.text("number"))
        first = names.get(name) or (numbers.get(number) if number else None)
        if first is not None:
            words = {"row": str(first.place.row)}
            yield _finding("SOURCE-TWICE", row, "name", row.text("name"), first.text("name"), words)
        names.setdefault(name, row)
        numbers.setdefault(number, row)


@rule("SOURCE-FUTURE")
def source_from_the_future(case: Case) -> Iterator[Finding]:
    """The plan does not rest on what came out after it was handed in."""
    for row in after_submission(case, _TABLE, "date"):
        words = {"name": row.text("name")}
        yield _finding("SOURCE-FUTURE", row, "date", row.text("date"), f"≤ {case.submitted}", words)


@rule("SOURCE-UNLISTED")
def quoted_and_not_listed(case: Case) -> Iterator[Finding]:
    """What the plan quotes by its title is among the sources."""
    known = [_plain(row.text("name")) for row in case.records(_TABLE)]
    seen: dict[str, Finding] = {}
    for place, text in (*cells(case, without={_TABLE}), *project_texts(case)) if known else ():
        for title in _TITLE.findall(text) if "《" in text else ():
            plain = _plain(title)
            if plain not in seen and not any(plain in name or name in plain for name in known):
                subject = f"{_TABLE}:{title}"
                seen[plain] = Finding("SOURCE-UNLISTED", place, title, "", subject)
    yield from seen.values()


def _without_plan(case: Case, code: str, phrases: str) -> Iterator[Finding]:
    plans = [row.text("name") for row in case.records(_TABLE) if row.text("kind") == "plan"]
    words = rule_words(phrases)
    if plans and not any(word in name for name in plans for word in words):
        yield Finding(code, case.table_place(_TABLE), "", words[0], f"{_TABLE}:{phrases}")


def _plain(text: str) -> str:
    return _MARKS.sub("", narrow(text)).casefold()


def _finding(code: str, row: Record, column: str, got: str, want: str, words: Mapping[str, str]) -> Finding:
    return Finding(code, row.at(column), got, want, f"{_TABLE}:{row.text('name')}", words=words)
