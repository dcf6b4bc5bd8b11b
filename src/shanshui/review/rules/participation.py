"""The public (5.7, H.1.11.5): heard at every stage, in several ways, and answered."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.finding import Finding
from shanshui.plan import limit
from shanshui.review.case import Case
from shanshui.review.listing import joined
from shanshui.review.rule import rule
from shanshui.standard import Record
from shanshui.standard.judging.rule_words import rule_words

_WANTED = ("phase", "channel", "date", "who", "persons")
_PUBLIC = frozenset({"notice", "online", "media"})
"""Channels that make the plan known to everybody."""
_FIRST, _LAST = "research", "review"
_ADOPTED = "adopted"
_STOPS = " 。.！!"


@rule("OPINION-NONE")
def nobody_heard(case: Case) -> Iterator[Finding]:
    """The public was heard."""
    if case.plan.subprojects and not case.records("opinions"):
        yield Finding("OPINION-NONE", case.table_place("opinions"), "", "", "opinions")


@rule("OPINION-PHASE")
def stage_without_opinions(case: Case) -> Iterator[Finding]:
    """The public was heard in early research, in compiling and in review."""
    phases = {row.text("phase") for row in case.records("opinions")} - {""}
    for code, term in case.standard.vocabularies["opinion_phase"].items():
        if phases and code not in phases:
            words = {"phase": term.zh, "phase_en": term.en}
            yield Finding("OPINION-PHASE", case.table_place("opinions"), "", term.zh, f"opinions.{code}", words=words)


@rule("OPINION-INCOMPLETE")
def incomplete(case: Case) -> Iterator[Finding]:
    """An opinion says at which stage, in which way, when, whose and from how many."""
    for row in case.records("opinions"):
        missing = [key for key in _WANTED if not row.text(key)]
        if missing:
            yield _finding("OPINION-INCOMPLETE", row, missing[0], case.headings("opinions", missing))


@rule("OPINION-ANSWER")
def without_answer(case: Case) -> Iterator[Finding]:
    """Each opinion is dealt with; one that asks for nothing needs no answer."""
    nothing = rule_words("no_comment")
    for row in case.records("opinions"):
        if not row.text("answer") and row.text("opinion").strip(_STOPS) not in nothing:
            yield _finding("OPINION-ANSWER", row, "answer", "", row.text("opinion"))


@rule("OPINION-ADOPTION")
def adopted_or_not(case: Case) -> Iterator[Finding]:
    """An opinion that was dealt with is adopted, adopted in part, or not."""
    for row in case.records("opinions"):
        if row.text("answer") and not row.text("adopted"):
            terms = case.standard.vocabularies["adoption"].values()
            yield _finding("OPINION-ADOPTION", row, "adopted", " / ".join(term.zh for term in terms))


@rule("OPINION-REASON")
def without_reason(case: Case) -> Iterator[Finding]:
    """What was not adopted in full has its reason."""
    for row in case.records("opinions"):
        if row.text("adopted") not in ("", _ADOPTED) and not row.text("reason"):
            yield _finding("OPINION-REASON", row, "reason", "", case.term("adoption", row.text("adopted")))


@rule("OPINION-CHANNEL")
def single_channel(case: Case) -> Iterator[Finding]:
    """The public was heard in more than one way."""
    terms = case.standard.vocabularies["opinion_channel"]
    used = dict.fromkeys(row.text("channel") for row in case.records("opinions") if row.text("channel"))
    least = limit(case.plan.project, "opinion_channels")
    if used and len(used) < least:
        got = joined(case.term("opinion_channel", code) for code in used)
        want = " / ".join(term.zh for code, term in terms.items() if code not in used)
        place, words = case.table_place("opinions"), {"least": f"{least:f}"}
        yield Finding("OPINION-CHANNEL", place, got, want, "opinions.channel", words=words)


@rule("OPINION-NOTICE")
def never_made_known(case: Case) -> Iterator[Finding]:
    """The plan was made known to everybody once: by notice, in the net or in the media."""
    used = {row.text("channel") for row in case.records("opinions")} - {""}
    if used and not used & _PUBLIC:
        terms = case.standard.vocabularies["opinion_channel"]
        want = " / ".join(term.zh for code, term in terms.items() if code in _PUBLIC)
        yield Finding("OPINION-NOTICE", case.table_place("opinions"), "", want, "opinions.notice")


@rule("OPINION-FEW")
def few_people(case: Case) -> Iterator[Finding]:
    """More than a handful of people were heard."""
    counts = [row.whole("persons") for row in case.records("opinions")]
    heard, least = sum(count or 0 for count in counts), limit(case.plan.project, "opinion_persons")
    if counts and None not in counts and heard < least:
        yield Finding("OPINION-FEW", case.table_place("opinions"), str(heard), f"≥ {least:f}", "opinions.persons")


@rule("OPINION-DATE")
def after_submission(case: Case) -> Iterator[Finding]:
    """The public is heard before the plan is handed in."""
    for row in case.records("opinions"):
        day = row.day("date")
        if day is not None and case.submitted is not None and day > case.submitted:
            want = f"≤ {case.submitted.isoformat()}"
            yield _finding("OPINION-DATE", row, "date", want, day.isoformat())


@rule("OPINION-ORDER")
def stages_out_of_order(case: Case) -> Iterator[Finding]:
    """Opinions of early research come before those of the review."""
    rows = case.records("opinions")
    reviews = [day for row in rows if row.text("phase") == _LAST and (day := row.day("date")) is not None]
    for row in rows:
        day = row.day("date")
        if reviews and day is not None and row.text("phase") == _FIRST and day > min(reviews):
            yield _finding("OPINION-ORDER", row, "date", f"< {min(reviews).isoformat()}", day.isoformat())


@rule("OPINION-SUBJECT")
def unknown_subject(case: Case) -> Iterator[Finding]:
    """An opinion concerns the scope, a unit or a sub-project of the plan."""
    for row in case.records("opinions"):
        subject = row.text("subject")
        if subject and subject not in case.subject_names:
            yield _finding("OPINION-SUBJECT", row, "subject", "scope / unit: / subproject:", subject)


def _finding(code: str, row: Record, column: str, want: str, got: str = "") -> Finding:
    words = {"who": row.text("who") or row.text("code")}
    return Finding(code, row.at(column), got, want, f"opinions:{row.text('code')}", words=words)
