"""Central money (H.1.9.2 b): what it must not pay for, and how much of it a project may have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from shanshui.finding import Finding, Place
from shanshui.plan import Project, Subproject
from shanshui.quantity import convert
from shanshui.review.amounts import shown, wan
from shanshui.review.case import Case, project_place
from shanshui.review.listing import listed
from shanshui.review.rule import rule
from shanshui.review.rules.funding import funded_at
from shanshui.standard import Record, narrow
from shanshui.standard.judging.funding_rules import (
    VERSION_PARAMETER,
    FundingRule,
    bands,
    load_funding_rules,
    version_of,
)
from shanshui.standard.judging.limits import load_endings
from shanshui.standard.judging.rule_words import RuleWord, load_rule_words, rule_words

_CLAUSES = re.compile(r"[，。；;,\n]")
_SITES = re.compile(r"[、，,；;\s]+")
_SHORTEST = 2
"""Letters from which on the name of a place means one."""
_NO_YEAR = 9999


@rule("FUND-LIABLE")
def liable_party(case: Case) -> Iterator[Finding]:
    """No central money where somebody is liable for the damage."""
    for sub, money in _granted(case):
        if sub.liable_party.strip():
            words = {"name": sub.name, "liable": sub.liable_party}
            yield Finding("FUND-LIABLE", _place(case, sub), wan(money), "", _subject(sub), _fact(sub), words)


@rule("FUND-POWER")
def matter_of_the_county(case: Case) -> Iterator[Finding]:
    """No central money for what serves one place and is the county's own business."""
    matters = rule_words("local_matter")
    for sub, money in _granted(case):
        if sub.category in matters:
            words = {"name": sub.name, "category": case.term("subproject_category", sub.category)}
            yield Finding("FUND-POWER", _place(case, sub), wan(money), "", _subject(sub), _fact(sub), words)


@rule("FUND-BANNED")
def banned_by_name(case: Case) -> Iterator[Finding]:
    """No central money for what bears a forbidden kind of work in its name, or in that of one of its measures."""
    for sub, money in _granted(case):
        measures = dict.fromkeys(work.measure for work in case.works.get(sub.code, ()))
        names = [sub.project_type, *(case.measures[code].name for code in measures if code in case.measures)]
        for word, name in hits("showy", names):
            words = {"name": sub.name, "where": name, "source": word.source}
            yield Finding("FUND-BANNED", _place(case, sub), word.word, wan(money), _subject(sub), _fact(sub), words)
            break


@rule("FUND-SHOWY")
def showy_contents(case: Case) -> Iterator[Finding]:
    """Contents and names do not speak of showy works; a forbidden name is told by ``FUND-BANNED``."""
    for sub, money in _granted(case):
        measures = dict.fromkeys(work.measure for work in case.works.get(sub.code, ()))
        names = [sub.project_type, *(case.measures[code].name for code in measures if code in case.measures)]
        if any(hits("showy", names)):
            continue
        found = [word for word, _ in (*hits("showy_alike", [*names, sub.content]), *hits("showy", [sub.content]))]
        if found:
            words = {"name": sub.name, "source": found[0].source}
            place, got = replace(sub.place, column="content"), listed(word.word for word in found)
            yield Finding("FUND-SHOWY", place, got, wan(money), _subject(sub), _fact(sub), words)


@rule("FUND-TWICE")
def paid_before(case: Case) -> Iterator[Finding]:
    """The same works at the same place do not get central money from two sides in the same years."""
    earlier = [(r, stem(r.text("name")), _where(r)) for r in case.records("earlier_works") if r.number("central")]
    for sub, money in _granted(case) if earlier else ():
        own, places = stem(sub.project_type), _places(case, sub)
        for record, other, text in earlier:
            alike = bool(own and other) and (own in other or other in own)
            if alike and same_years(record, sub) and any(place in text for place in places):
                before = shown(record.number("central") or Decimal(0), "wan_yuan", "wan_yuan", None)
                words = {"name": sub.name, "other": record.text("name"), "earlier": before}
                place = record.at("central")
                yield Finding("FUND-TWICE", place, wan(money), "", _subject(sub), _fact(sub), words)
                break


@rule("FUND-LOCAL")
def no_local_money(case: Case) -> Iterator[Finding]:
    """A plan that asks for central money brings local money along."""
    central, local = case.number("scope.funding.central"), case.number("scope.funding.local")
    if central and local == 0:
        facts = ("scope.funding.central", "scope.funding.local")
        place = case.plan.funding[0].place if case.plan.funding else case.table_place("funding")
        yield Finding("FUND-LOCAL", place, wan(central), "", "scope.funding.local", facts)


@rule("GRANT-VERSION")
def unknown_version(case: Case) -> Iterator[Finding]:
    """The version of the funding rules that a project names is one that is known."""
    named = case.plan.project.parameters.get(VERSION_PARAMETER)
    known = sorted({rule.version for rule in load_funding_rules()})
    if named is not None and str(named.value) not in known:
        place = project_place(f"parameters.{VERSION_PARAMETER}")
        yield Finding("GRANT-VERSION", place, str(named.value), " / ".join(known), f"parameter:{VERSION_PARAMETER}")


@rule("GRANT-TOTAL")
def below_the_least_band(case: Case) -> Iterator[Finding]:
    """The total reaches what the programme asks of a project."""
    total, found = case.number("scope.cost.total"), _bands(case)
    least = min((_yuan(band.min_total) for band in found if band.min_total is not None), default=None)
    if total is not None and least is not None and total < least and _asks(case):
        words = {"version": found[0].version, "source": found[0].source}
        place = project_place("name.project_type")
        facts = ("scope.cost.total",)
        yield Finding("GRANT-TOTAL", place, wan(total), f"≥ {wan(least)}", "scope.cost.total", facts, words)


@rule("GRANT-SHARE")
def central_share(case: Case) -> Iterator[Finding]:
    """Central money is not a larger part of the total than the programme allows."""
    central, total = case.number("scope.funding.central"), case.number("scope.funding.total")
    for band in _bands(case):
        if central is not None and total and band.max_share is not None and central > band.max_share * total:
            got, want = (shown(share, "1", "%", 2) for share in (central / total, band.max_share))
            words = {"amount": wan(central), "version": band.version, "source": band.source}
            facts = ("scope.funding.central", "scope.funding.total")
            place = _first_central(case)
            yield Finding("GRANT-SHARE", place, got, f"≤ {want}", "scope.funding.central", facts, words)
            return


@rule("GRANT-AMOUNT")
def central_amount(case: Case) -> Iterator[Finding]:
    """Central money is not more than what the band of the total is given, nor more than the cap."""
    return _too_much(case, "GRANT-AMOUNT", sure=True)


@rule("GRANT-AMOUNT-UNSURE")
def central_amount_unsure(case: Case) -> Iterator[Finding]:
    """The same, by a version of the rules that nobody here has read in the original."""
    return _too_much(case, "GRANT-AMOUNT-UNSURE", sure=False)


@rule("GRANT-YEARS")
def longer_than_the_programme(case: Case) -> Iterator[Finding]:
    """The works take no more years than the programme gives."""
    first, last = case.plan.project.build_years
    years = next((band.years for band in _bands(case) if band.years is not None), None)
    if years is not None and last - first + 1 > years and _asks(case):
        words = {"version": _bands(case)[0].version, "source": _bands(case)[0].source}
        place = project_place("build_years")
        yield Finding("GRANT-YEARS", place, str(last - first + 1), f"≤ {years}", "project.build_years", words=words)


def _too_much(case: Case, code: str, *, sure: bool) -> Iterator[Finding]:
    central, total = case.number("scope.funding.central"), case.number("scope.cost.total")
    if central is None or total is None:
        return
    for band in _bands(case):
        most = band.award if band.award is not None else band.cap
        if most is not None and (band.certainty == "A") is sure and _in_band(band, total) and central > _yuan(most):
            words = {"total": wan(total), "version": band.version, "source": band.source}
            facts = ("scope.funding.central", "scope.cost.total")
            got, want = wan(central), f"≤ {wan(_yuan(most))}"
            yield Finding(code, _first_central(case), got, want, "scope.funding.central", facts, words)


def _granted(case: Case) -> Iterator[tuple[Subproject, Decimal]]:
    """Sub-projects with central money [yuan]."""
    for sub in case.plan.subprojects:
        money = case.number(f"subproject:{sub.code}.funding.central")
        if money:
            yield sub, money


def hits(name: str, texts: Iterable[str]) -> Iterator[tuple[RuleWord, str]]:
    """Words of a list that texts hold, with the text; not where a word beside them takes their meaning away."""
    for text in texts:
        for part in _CLAUSES.split(text):
            for word in load_rule_words()[name]:
                if word.word in part and not any(other in part for other in word.unless):
                    yield word, text


def same_years(record: Record, sub: Subproject) -> bool:
    """Whether an earlier work runs while the sub-project does; one without an end has not ended."""
    start, end = record.whole("start") or 0, record.whole("end") or _NO_YEAR
    return start <= sub.end and sub.start <= end


def stem(name: str) -> str:
    """A name without blanks and without the ending that the code wants (H.2.1)."""
    plain = "".join(narrow(name).split())
    ending = next((ending for ending in _endings() if plain.endswith(ending)), "")
    return plain.removesuffix(ending)


@cache
def _endings() -> tuple[str, ...]:
    """Endings of projects and sub-projects, the longest first."""
    return tuple(sorted({e.word for e in load_endings() if e.of in ("project", "subproject")}, key=len, reverse=True))


def _where(record: Record) -> str:
    """All that an earlier work says of its place."""
    return narrow(f"{record.text('area')} {record.text('name')}")


def _places(case: Case, sub: Subproject) -> tuple[str, ...]:
    """Villages of a sub-project, and the place in its name below the county."""
    region = sub.region.removeprefix(case.plan.project.region).removeprefix(case.plan.project.county_name)
    named = (*_SITES.split(narrow(sub.sites)), narrow(region))
    return tuple(place for place in named if len(place) >= _SHORTEST and not place.isdigit())


def _bands(case: Case) -> tuple[FundingRule, ...]:
    """Bands of the project's programme under the version it names, else under that of its submission."""
    return bands(_version(case, case.plan.project), case.plan.project.project_type)


def _version(case: Case, project: Project) -> str:
    named = project.parameters.get(VERSION_PARAMETER)
    if named is not None:
        return str(named.value)
    return version_of(f"{case.submitted:%Y-%m}") if case.submitted else ""


def _in_band(band: FundingRule, total: Decimal) -> bool:
    low = Decimal(0) if band.min_total is None else _yuan(band.min_total)
    return low <= total and (band.below_total is None or total < _yuan(band.below_total))


def _asks(case: Case) -> bool:
    return bool(case.number("scope.funding.central"))


def _yuan(amount: Decimal) -> Decimal:
    return convert(amount, "yi_yuan", "yuan")


def _first_central(case: Case) -> Place:
    rows = (row.place for row in case.plan.funding if row.source == "central")
    return next(rows, case.table_place("funding"))


def _place(case: Case, sub: Subproject) -> Place:
    return funded_at(case, sub, ("central",))


def _fact(sub: Subproject) -> tuple[str, ...]:
    return (f"subproject:{sub.code}.funding.central",)


def _subject(sub: Subproject) -> str:
    return f"subproject:{sub.code}"
