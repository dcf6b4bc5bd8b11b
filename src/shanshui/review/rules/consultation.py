"""Consultation (5.6): every department and interested party asked, each opinion answered."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.finding import Finding
from shanshui.plan import limit
from shanshui.review.case import Case
from shanshui.review.rule import rule
from shanshui.standard import Record
from shanshui.standard.judging.rule_words import rule_words

_WANTED = ("name", "date")
_EXPERT, _NOT_ASKED_FOR = "expert", ("expert", "other")
_ADOPTED = "adopted"
_STOPS = " 。.！!"


@rule("CONSULT-NONE")
def nobody_consulted(case: Case) -> Iterator[Finding]:
    """Somebody was consulted."""
    if case.plan.subprojects and not case.records("consultations"):
        yield Finding("CONSULT-NONE", case.table_place("consultations"), "", "", "consultations")


@rule("CONSULT-MISSING")
def body_not_consulted(case: Case) -> Iterator[Finding]:
    """Each of the departments that the clause names was consulted, and the interested parties."""
    asked = {row.text("body") for row in case.records("consultations")}
    for code, term in case.standard.vocabularies["consultation_body"].items():
        if asked and code not in asked and code not in _NOT_ASKED_FOR:
            yield Finding(
                "CONSULT-MISSING",
                case.table_place("consultations"),
                "",
                term.zh,
                f"consultations.{code}",
                (),
                {"body_en": term.en, "body": term.zh},
            )


@rule("CONSULT-EXPERT")
def experts_not_consulted(case: Case) -> Iterator[Finding]:
    """Experts judged whether the plan can be carried out."""
    asked = {row.text("body") for row in case.records("consultations")}
    if asked and _EXPERT not in asked:
        yield Finding("CONSULT-EXPERT", case.table_place("consultations"), "", "", f"consultations.{_EXPERT}")


@rule("CONSULT-INCOMPLETE")
def incomplete(case: Case) -> Iterator[Finding]:
    """A record says who was asked and when."""
    for row in case.records("consultations"):
        missing = [key for key in _WANTED if not row.text(key)]
        if missing:
            yield _finding("CONSULT-INCOMPLETE", case, row, missing[0], case.headings("consultations", missing))


@rule("CONSULT-ANSWER")
def without_answer(case: Case) -> Iterator[Finding]:
    """Each opinion is answered; who has none to offer needs no answer."""
    nothing = rule_words("no_comment")
    for row in case.records("consultations"):
        if not row.text("answer") and row.text("opinion").strip(_STOPS) not in nothing:
            yield _finding("CONSULT-ANSWER", case, row, "answer", "", row.text("opinion"))


@rule("CONSULT-ADOPTION")
def adopted_or_not(case: Case) -> Iterator[Finding]:
    """An answered opinion is adopted, adopted in part, or not."""
    for row in case.records("consultations"):
        if row.text("answer") and not row.text("adopted"):
            terms = case.standard.vocabularies["adoption"].values()
            yield _finding("CONSULT-ADOPTION", case, row, "adopted", " / ".join(term.zh for term in terms))


@rule("CONSULT-REASON")
def without_reason(case: Case) -> Iterator[Finding]:
    """What was not adopted in full has its reason."""
    for row in case.records("consultations"):
        if row.text("adopted") not in ("", _ADOPTED) and not row.text("reason"):
            yield _finding("CONSULT-REASON", case, row, "reason", "", case.term("adoption", row.text("adopted")))


@rule("CONSULT-DATE")
def out_of_time(case: Case) -> Iterator[Finding]:
    """Consultation falls between the base year and the submission."""
    first, last = case.plan.project.base_year, case.submitted
    for row in case.records("consultations"):
        day = row.day("date")
        if day is not None and (day.year < first or (last is not None and day > last)):
            want = f"{first} – {last.isoformat()}" if last else f"≥ {first}"
            yield _finding("CONSULT-DATE", case, row, "date", want, day.isoformat())


@rule("CONSULT-ALIKE")
def same_answers(case: Case) -> Iterator[Finding]:
    """Different opinions do not all have the same answer."""
    rows = [row for row in case.records("consultations") if row.text("answer")]
    answers, opinions = {row.text("answer") for row in rows}, {row.text("opinion") for row in rows}
    if len(opinions) >= limit(case.plan.project, "alike_rows") and len(answers) == 1:
        words = {"count": str(len(rows))}
        yield Finding("CONSULT-ALIKE", rows[0].at("answer"), answers.pop(), "", "consultations.answer", words=words)


def _finding(code: str, case: Case, row: Record, column: str, want: str, got: str = "") -> Finding:
    words = {"body": row.text("name") or case.term("consultation_body", row.text("body"))}
    return Finding(code, row.at(column), got, want, f"consultations[{row.place.row}].{column}", words=words)
