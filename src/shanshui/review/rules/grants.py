"""Central money (H.1.9.2 b): what it must not pay for, and how much of it a project may have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from shanshui.finding import Finding, Place
from shanshui.plan import Subproject, limit
from shanshui.plan.grants import from_yi, grant_bands, in_band, names_of, paid_before
from shanshui.quantity import convert
from shanshui.review.amounts import shown, wan
from shanshui.review.case import Case, project_place
from shanshui.review.listing import listed
from shanshui.review.rule import rule
from shanshui.review.rules.funding import funded_at
from shanshui.standard.judging.funding_rules import VERSION_PARAMETER, FundingRule, load_funding_rules
from shanshui.standard.judging.rule_words import hits, rule_words


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
        names = _names(case, sub)
        for word, name in hits("showy", names):
            words = {"name": sub.name, "where": name, "source": word.source}
            yield Finding("FUND-BANNED", _place(case, sub), word.word, wan(money), _subject(sub), _fact(sub), words)
            break


@rule("FUND-SHOWY")
def showy_contents(case: Case) -> Iterator[Finding]:
    """Contents and names do not speak of showy works; a forbidden name is told by ``FUND-BANNED``."""
    for sub, money in _granted(case):
        names = _names(case, sub)
        if any(hits("showy", names)):
            continue
        found = [word for word, _ in (*hits("showy_alike", [*names, sub.content]), *hits("showy", [sub.content]))]
        if found:
            words = {"name": sub.name, "source": found[0].source}
            place, got = replace(sub.place, column="content"), listed(word.word for word in found)
            yield Finding("FUND-SHOWY", place, got, wan(money), _subject(sub), _fact(sub), words)


@rule("FUND-TWICE")
def paid_twice(case: Case) -> Iterator[Finding]:
    """The same works at the same place do not get central money from two sides in the same years."""
    earlier = [record for record in case.records("earlier_works") if record.number("central")]
    for sub, money in _granted(case) if earlier else ():
        for record in earlier:
            if paid_before(case.plan.project, sub, record):
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


@rule("FUND-LOCAL-SHARE")
def little_local_money(case: Case) -> Iterator[Finding]:
    """Beside central money the county brings more than a token; none at all is told by ``FUND-LOCAL``."""
    local, total = case.number("scope.funding.local"), case.number("scope.cost.total")
    least = limit(case.plan.project, "local_share_least")
    if _asks(case) and local and total and local < least * total:
        got, want = (shown(share, "1", "%", 2) for share in (local / total, least))
        facts = ("scope.funding.local", "scope.cost.total")
        place = next((row.place for row in case.plan.funding if row.source == "local"), case.table_place("funding"))
        yield Finding("FUND-LOCAL-SHARE", place, got, f"≥ {want}", "scope.funding.local", facts, {"amount": wan(local)})


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
    least = min((from_yi(band.min_total) for band in found if band.min_total is not None), default=None)
    if total is not None and least is not None and total < least and _asks(case):
        words = {"version": found[0].version, "source": found[0].source}
        place = project_place("name.project_type")
        facts = ("scope.cost.total",)
        yield Finding("GRANT-TOTAL", place, wan(total), f"≥ {wan(least)}", "scope.cost.total", facts, words)


@rule("GRANT-AREA")
def smaller_than_the_programme(case: Case) -> Iterator[Finding]:
    """The implementation area reaches what the programme asks of a project."""
    area = case.number("implementation_area.area")
    for band in _bands(case)[:1]:
        least = convert(band.min_area or Decimal(0), "km2", "m2")
        if area is not None and area < least and _asks(case):
            got, want = (shown(value, "m2", "km2", 2) for value in (area, least))
            words, place = {"version": band.version, "source": band.source}, project_place("name.project_type")
            facts = ("implementation_area.area",)
            yield Finding("GRANT-AREA", place, got, f"≥ {want}", "implementation_area.area", facts, words)


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
        words = {
            "version": _bands(case)[0].version,
            "source": _bands(case)[0].source,
        }
        place = project_place("build_years")
        yield Finding("GRANT-YEARS", place, str(last - first + 1), f"≤ {years}", "project.build_years", words=words)


def _too_much(case: Case, code: str, *, sure: bool) -> Iterator[Finding]:
    central, total = case.number("scope.funding.central"), case.number("scope.cost.total")
    if central is None or total is None:
        return
    for band in _bands(case):
        most = band.award if band.award is not None else band.cap
        if most is not None and (band.certainty == "A") is sure and in_band(band, total) and central > from_yi(most):
            words = {"total": wan(total), "version": band.version, "source": band.source}
            facts = ("scope.funding.central", "scope.cost.total")
            got, want = wan(central), f"≤ {wan(from_yi(most))}"
            yield Finding(code, _first_central(case), got, want, "scope.funding.central", facts, words)


def _granted(case: Case) -> Iterator[tuple[Subproject, Decimal]]:
    """Sub-projects with central money [yuan]."""
    for sub in case.plan.subprojects:
        money = case.number(f"subproject:{sub.code}.funding.central")
        if money:
            yield sub, money


def _names(case: Case, sub: Subproject) -> tuple[str, ...]:
    measures = dict.fromkeys(work.measure for work in case.works.get(sub.code, ()))
    return names_of(sub, [case.measures[code] for code in measures if code in case.measures])


def _bands(case: Case) -> tuple[FundingRule, ...]:
    return grant_bands(case.plan.project)


def _asks(case: Case) -> bool:
    return bool(case.number("scope.funding.central"))


def _first_central(case: Case) -> Place:
    rows = (row.place for row in case.plan.funding if row.source == "central")
    return next(rows, case.table_place("funding"))


def _place(case: Case, sub: Subproject) -> Place:
    return funded_at(case, sub, ("central",))


def _fact(sub: Subproject) -> tuple[str, ...]:
    return (f"subproject:{sub.code}.funding.central",)


def _subject(sub: Subproject) -> str:
    return f"subproject:{sub.code}"
