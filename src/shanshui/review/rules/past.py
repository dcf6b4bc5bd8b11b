"""Past projects on the ground of sub-projects: money spent twice, works that meet (H.1.3.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from shanshui.finding import Finding, Place
from shanshui.plan import Subproject, limit
from shanshui.review.amounts import hectares
from shanshui.review.case import Case
from shanshui.review.rule import rule

_EARLIER = "earlier_works"
_OPEN = frozenset({"running", "planned"})


@dataclass(frozen=True, slots=True)
class Reuse:
    """A past project on the ground of a sub-project.

    Parameters
    ----------
    sub : Subproject
        That lies on it.
    number : str
        Of the past project, as facts count them.
    name : str
        What it is called.
    year : int or None
        When it was finished, as far as layer or table says.
    central : bool
        Whether it had money of the central budget.
    state : str
        Code of the vocabulary ``work_state``; empty where no table says so.
    area : Decimal
        Ground shared [m²].
    """

    sub: Subproject
    number: str
    name: str
    year: int | None
    central: bool
    state: str
    area: Decimal


@rule("PAST-CENTRAL")
def central_money_twice(case: Case) -> Iterator[Finding]:
    """The central budget does not pay twice for one ground within a few years."""
    for reuse in _reuses(case):
        if _recent(case, reuse) and reuse.central and _central(case, reuse.sub):
            yield _finding("PAST-CENTRAL", reuse)


@rule("PAST-OVERLAP")
def worked_on_lately(case: Case) -> Iterator[Finding]:
    """Ground that a project was finished on a few years ago needs a word on why it is worked on again."""
    for reuse in _reuses(case):
        if _recent(case, reuse) and not (reuse.central and _central(case, reuse.sub)):
            yield _finding("PAST-OVERLAP", reuse)


@rule("PAST-RUNNING")
def still_worked_on(case: Case) -> Iterator[Finding]:
    """A sub-project does not lie on a project that is still running or planned."""
    for reuse in _reuses(case):
        if reuse.state in _OPEN:
            yield _finding("PAST-RUNNING", reuse)


@rule("PAST-UNLISTED")
def past_projects_listed(case: Case) -> Iterator[Finding]:
    """Past projects that the layer draws in the scope stand among the earlier works."""
    listed = {row.text("name").strip() for row in case.records(_EARLIER)}
    for fact in case.facts.starting("past:"):
        if fact.attribute == "name" and isinstance(fact.value, str) and fact.value not in {"", *listed}:
            place = case.table_place(_EARLIER, "name")
            yield Finding("PAST-UNLISTED", place, fact.value, "", f"{_EARLIER}.{fact.value}", (fact.id,))


@rule("PAST-UNMAPPED")
def earlier_works_drawn(case: Case) -> Iterator[Finding]:
    """Earlier works stand on the layer of past projects, where there is one."""
    if "past_projects" not in case.layers:
        return
    drawn = {fact.value for fact in case.facts.starting("past:") if fact.attribute == "name"}
    for row in case.records(_EARLIER):
        name = row.text("name").strip()
        if name not in drawn:
            yield Finding("PAST-UNMAPPED", row.at("name"), name, "", f"{_EARLIER}.{name}")


def _reuses(case: Case) -> Iterator[Reuse]:
    """Every past project on the ground of every sub-project; a guessed boundary tells nothing."""
    rows = {row.text("name").strip(): row for row in case.records(_EARLIER)}
    words = [
        word for term in (case.standard.vocabularies["funding_source"]["central"],) for word in (term.zh, *term.aliases)
    ]
    for sub in case.plan.subprojects:
        for number in case.facts.codes(f"subproject:{sub.code}.past"):
            fact = f"subproject:{sub.code}.past.p{number}.area"
            area = case.number(fact)
            if area is None or case.guessed(fact):
                continue
            name, funding = (case.facts.text(f"past:{number}.{attribute}") for attribute in ("name", "funding"))
            row, year = rows.get(name), case.number(f"past:{number}.year")
            spent = row.number("central") if row is not None else None
            done = row.whole("end") if row is not None else None
            central = bool(spent) or (spent is None and any(word in funding for word in words))
            state = row.text("state") if row is not None else ""
            yield Reuse(sub, number, name, int(year) if year is not None else done, central, state, area)


def _recent(case: Case, reuse: Reuse) -> bool:
    if reuse.state in _OPEN or reuse.year is None:
        return False
    return reuse.year + int(limit(case.plan.project, "past_years")) >= reuse.sub.start


def _central(case: Case, sub: Subproject) -> bool:
    return any(row.source == "central" and row.amount for row in case.funding.get(sub.code, ()))


def _finding(code: str, reuse: Reuse) -> Finding:
    year = str(reuse.year) if reuse.year is not None else ""
    words = {"name": reuse.sub.name, "past": reuse.name, "year": year}
    subject = f"subproject:{reuse.sub.code}.past.{reuse.name}"
    fact = f"subproject:{reuse.sub.code}.past.p{reuse.number}.area"
    place = Place(layer="subprojects", feature=reuse.sub.code)
    return Finding(code, place, hectares(reuse.area), "", subject, (fact,), words)
