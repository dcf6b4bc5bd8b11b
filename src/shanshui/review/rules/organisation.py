"""Organisation and safeguards (H.1.11): who leads, who acts, and what holds the plan up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from shanshui.finding import Finding
from shanshui.review.case import Case
from shanshui.review.listing import listed
from shanshui.review.rule import rule
from shanshui.standard.judging.rule_words import rule_words

_ACTING = ("monitoring", "risks", "safeguards")
"""Tables that name somebody who is responsible, beside the targets."""
_NO_ONE = ("other", "government")
"""Departments that no body can be told from."""


@rule("ORG-NONE")
def no_organisation(case: Case) -> Iterator[Finding]:
    """The plan says who does what."""
    if case.plan.subprojects and not case.records("organisation"):
        yield Finding("ORG-NONE", case.table_place("organisation"), "", "", "organisation")


@rule("ORG-LEAD")
def nobody_leads(case: Case) -> Iterator[Finding]:
    """One body leads."""
    rows, words = case.records("organisation"), rule_words("lead")
    if rows and not any(word in f"{row.text('role')}{row.text('tasks')}" for row in rows for word in words):
        yield Finding("ORG-LEAD", rows[0].at("role"), "", " / ".join(words), "organisation.lead")


@rule("ORG-TASKS")
def without_tasks(case: Case) -> Iterator[Finding]:
    """Each body has its tasks."""
    for row in case.records("organisation"):
        if not row.text("tasks"):
            body = row.text("body")
            yield Finding("ORG-TASKS", row.at("tasks"), body, "", f"organisation:{body}")


@rule("ORG-DEPARTMENT")
def department_left_out(case: Case) -> Iterator[Finding]:
    """A department in charge of sub-projects is among the bodies."""
    bodies = _bodies(case)
    for code, term in case.standard.vocabularies["department"].items() if bodies else ():
        subs = [sub for sub in case.plan.subprojects if sub.department == code]
        if (
            subs
            and code not in _NO_ONE
            and not any(word in body for word in (term.zh, *term.aliases) for body in bodies)
        ):
            words = {"department": term.zh, "department_en": term.en, "count": str(len(subs))}
            place, got = case.table_place("organisation"), listed(sub.name for sub in subs)
            yield Finding("ORG-DEPARTMENT", place, got, "", f"organisation.{code}", words=words)


@rule("ORG-IMPLEMENTER")
def implementer_left_out(case: Case) -> Iterator[Finding]:
    """Who carries out a sub-project is among the bodies."""
    bodies = _bodies(case)
    told: set[str] = set()
    for sub in case.plan.subprojects if bodies else ():
        if sub.implementer and sub.implementer not in told and not _known(sub.implementer, bodies):
            told.add(sub.implementer)
            words = {"name": sub.name}
            yield Finding(
                "ORG-IMPLEMENTER",
                replace(sub.place, column="implementer"),
                sub.implementer,
                "",
                f"organisation:{sub.implementer}",
                (),
                words,
            )


@rule("ORG-RESPONSIBLE")
def responsible_left_out(case: Case) -> Iterator[Finding]:
    """Who answers for targets, monitoring, risks or safeguards is among the bodies or carries out a sub-project."""
    bodies = _bodies(case)
    known = [*bodies, *(sub.implementer for sub in case.plan.subprojects if sub.implementer)]
    named = [(target.responsible, target.place) for target in case.plan.targets]
    named += [(row.text("responsible"), row.place) for table in _ACTING for row in case.records(table)]
    told: set[str] = set()
    for body, place in named if bodies else ():
        if body and body not in told and not _known(body, known):
            told.add(body)
            words = {"table": case.standard.inputs[place.sheet].name_zh if place.sheet in case.standard.inputs else ""}
            yield Finding(
                "ORG-RESPONSIBLE", replace(place, column="responsible"), body, "", f"responsible:{body}", words=words
            )


@rule("SAFEGUARD-NONE")
def no_safeguards(case: Case) -> Iterator[Finding]:
    """The plan has safeguards."""
    if case.plan.subprojects and not case.records("safeguards"):
        yield Finding("SAFEGUARD-NONE", case.table_place("safeguards"), "", "", "safeguards")


@rule("SAFEGUARD-KIND")
def kind_without_safeguard(case: Case) -> Iterator[Finding]:
    """There are safeguards of each of the five kinds."""
    kinds = {row.text("kind") for row in case.records("safeguards")}
    for code, term in case.standard.vocabularies["safeguard_kind"].items():
        if kinds and code not in kinds:
            place, words = case.table_place("safeguards"), {"kind": term.zh, "kind_en": term.en}
            yield Finding("SAFEGUARD-KIND", place, "", term.zh, f"safeguards.{code}", words=words)


@rule("SAFEGUARD-RESPONSIBLE")
def nobody_responsible(case: Case) -> Iterator[Finding]:
    """Somebody answers for each safeguard."""
    for row in case.records("safeguards"):
        if not row.text("responsible"):
            got, subject = case.term("safeguard_kind", row.text("kind")), f"safeguards[{row.place.row}].responsible"
            yield Finding("SAFEGUARD-RESPONSIBLE", row.at("responsible"), got, "", subject)


def _bodies(case: Case) -> tuple[str, ...]:
    return tuple(row.text("body") for row in case.records("organisation"))


def _known(name: str, bodies: Iterable[str]) -> bool:
    """Whether a body is one of the known, written out more or less fully.

    Examples
    --------
    >>> [_known(name, ["某县林业局"]) for name in ("某县林业局（造林站）", "林业局", "水务局")]
    [True, True, False]
    """
    return any(body in name or name in body for body in bodies)
