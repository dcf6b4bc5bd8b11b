"""What must be signed because no program can see it (5.6): every clause, once, in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shanshui.finding import Finding
from shanshui.review.case import Case
from shanshui.review.listing import listed
from shanshui.review.rule import rule
from shanshui.review.when import is_after, year_of
from shanshui.standard import Clause, Record, closest, normal_number
from shanshui.standard.judging.attestation import attest_where

_TABLE = "attestations"


@rule("ATTEST-NONE")
def nothing_signed(case: Case) -> Iterator[Finding]:
    """Clauses that ask for an attestation have one."""
    wanted = _wanted(case)
    if wanted and not case.records(_TABLE):
        words = {"count": str(len(wanted)), "clauses": listed(wanted)}
        yield Finding("ATTEST-NONE", case.table_place(_TABLE), "", "", _TABLE, words=words)


@rule("ATTEST-MISSING")
def clause_not_signed(case: Case) -> Iterator[Finding]:
    """Each of them has one; some only where the plan touches what they are about."""
    signed = {normal_number(row.text("clause")) for row in case.records(_TABLE)}
    for number, clause in _wanted(case).items() if signed else ():
        if number not in signed:
            words = {"title": clause.title, "wording": clause.wording}
            yield Finding("ATTEST-MISSING", case.table_place(_TABLE), "", number, f"{_TABLE}:{number}", words=words)


@rule("ATTEST-CLAUSE")
def unknown_clause(case: Case) -> Iterator[Finding]:
    """What is signed is a clause of the code."""
    known = case.standard.clauses
    for row in case.records(_TABLE):
        number = row.text("clause")
        if normal_number(number) not in known:
            near = closest(normal_number(number), (key for key, clause in known.items() if clause.act == "attest"))
            yield _finding("ATTEST-CLAUSE", row, "clause", number, words={"near": near})


@rule("ATTEST-TWICE")
def signed_twice(case: Case) -> Iterator[Finding]:
    """A clause is signed once, however it is written."""
    seen: dict[str, Record] = {}
    for row in case.records(_TABLE):
        first = seen.setdefault(normal_number(row.text("clause")), row)
        if first is not row:
            words = {"row": str(first.place.row)}
            yield _finding("ATTEST-TWICE", row, "clause", row.text("clause"), words=words)


@rule("ATTEST-DATE")
def signed_out_of_time(case: Case) -> Iterator[Finding]:
    """It is signed between the base year and the day of submission."""
    base = case.plan.project.base_year
    for row in case.records(_TABLE):
        date = row.text("date")
        early = (year_of(date) or base) < base
        if early or is_after(date, case.submitted):
            want = f"≥ {base}" if early else f"≤ {case.submitted}"
            yield _finding("ATTEST-DATE", row, "date", date, want, {"clause": row.text("clause")})


def _wanted(case: Case) -> Mapping[str, Clause]:
    """Clauses that this plan must attest."""
    plan = case.plan
    categories = {sub.category for sub in plan.subprojects}
    problems = {problem for unit in plan.units for problem in unit.problems}
    problems |= {problem for sub in plan.subprojects for problem in sub.problems}
    found = {}
    for number, clause in case.standard.clauses.items():
        where = attest_where().get(number)
        touched = where is None or categories & {*where.categories} or problems & {*where.problems}
        if clause.act == "attest" and touched:
            found[number] = clause
    return found


def _finding(
    code: str, row: Record, column: str, got: str, want: str = "", words: Mapping[str, str] | None = None
) -> Finding:
    return Finding(code, row.at(column), got, want, f"{_TABLE}:{row.text('clause')}", words=words or {})
