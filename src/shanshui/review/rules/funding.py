"""Money by source and year (5.4.5.2, H.1.9.2 a): that it covers the cost, comes in time, and comes as it should."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from shanshui.finding import Finding, Place
from shanshui.plan import FUNDING_SOURCES, Funding, Subproject, limit
from shanshui.quantity import convert
from shanshui.review.amounts import HALF_WAN, shown, wan
from shanshui.review.case import Case, grouped
from shanshui.review.listing import joined, listed
from shanshui.review.rule import rule
from shanshui.review.when import span
from shanshui.standard.judging.funding_rules import FundingMethod, load_funding_methods
from shanshui.standard.judging.rule_words import rule_words

_CHAPTER = "finance"
"""What the planner's own chapter on money is named by."""


@rule("FUND-NONE")
def no_money_at_all(case: Case) -> Iterator[Finding]:
    """Says once that nothing was entered, instead of for every sub-project."""
    total = case.number("scope.cost.total")
    if total and not case.plan.funding:
        yield Finding(
            "FUND-NONE", case.table_place("funding"), wan(Decimal(0)), wan(total), "funding", ("scope.cost.total",)
        )


@rule("FUND-SUM")
def funding_covers_cost(case: Case) -> Iterator[Finding]:
    """The money planned for a sub-project is its cost, to 10 000 yuan; a wrong unit is told by ``FUND-UNIT``.

    While works are without a cost the fees, which are shared out by cost, say nothing of what a sub-project will cost.
    """
    for sub in case.plan.subprojects if case.plan.funding and estimated(case) else ():
        subject = f"subproject:{sub.code}"
        cost, money = case.number(f"{subject}.cost.total"), _money(case, sub)
        if cost is not None and abs(money - cost) >= HALF_WAN and not slipped(case, money, cost):
            words = {"name": sub.name, "difference": wan(money - cost)}
            facts = (f"{subject}.cost.total", *_facts(sub))
            yield Finding("FUND-SUM", funded_at(case, sub), wan(money), wan(cost), subject, facts, words)


@rule("FUND-UNIT")
def money_in_another_unit(case: Case) -> Iterator[Finding]:
    """Money and cost of a sub-project are not thousands of times apart, as they are where yuan stand for 万元."""
    for sub in case.plan.subprojects:
        subject = f"subproject:{sub.code}"
        cost, money = _cost(case, sub), _money(case, sub)
        if slipped(case, money, cost):
            place = replace(funded_at(case, sub), column="amount")
            facts = (f"{subject}.cost.total", *_facts(sub))
            yield Finding("FUND-UNIT", place, wan(money), wan(cost), subject, facts, {"name": sub.name})


@rule("FUND-AFTER")
def money_after_the_end(case: Case) -> Iterator[Finding]:
    """No money is planned for the years after a sub-project's end, unless its note calls it a final payment.

    Years outside the project's are told elsewhere.
    """
    last = case.plan.project.build_years[1]
    for sub in case.plan.subprojects:
        unexplained = (
            row for row in _paid(case, sub) if not any(word in row.note for word in rule_words("final_payment"))
        )
        late = [row for row in unexplained if row.year is not None and sub.end < row.year <= last]
        if late and sub.start <= sub.end:
            got = joined(sorted({str(row.year) for row in late}))
            place = replace(late[0].place, column="year")
            words = {"name": sub.name}
            yield Finding("FUND-AFTER", place, got, f"≤ {sub.end}", f"subproject:{sub.code}", words=words)


@rule("FUND-METHOD")
def method_of_another_source(case: Case) -> Iterator[Finding]:
    """Central money is granted, private money is invested: the way of paying fits the source."""
    methods = load_funding_methods()
    rows = (row for row in case.plan.funding if row.method and row.amount)
    for (source, method), found in grouped(rows, lambda row: (row.source, row.method)).items():
        pair = methods.get((source, method))
        if pair is None or pair.fits:
            continue
        fitting = [m for (s, m), other in methods.items() if s == source and other.fits]
        words = {
            "source": case.term("funding_source", source),
            "name": listed(_names(case, found)),
            "basis": pair.basis,
        }
        got = case.term("funding_method", method)
        want = " / ".join(case.term("funding_method", m) for m in fitting)
        place = replace(found[0].place, column="method")
        yield Finding("FUND-METHOD", place, got, want, f"funding:{source}/{method}", words=words)


@rule("FUND-METHOD-NONE")
def method_missing(case: Case) -> Iterator[Finding]:
    """Says once for each source which money does not tell how it is paid."""
    rows = (row for row in case.plan.funding if not row.method and row.amount)
    for source, found in grouped(rows, lambda row: row.source).items():
        money = sum((row.amount or Decimal(0) for row in found), Decimal(0))
        words = {"source": case.term("funding_source", source), "name": listed(_names(case, found))}
        place, want = replace(found[0].place, column="method"), case.headings("funding", ["method"])
        got = shown(money, "wan_yuan", "wan_yuan", None)
        yield Finding("FUND-METHOD-NONE", place, got, want, f"funding:{source}", words=words)


@rule("FUND-RETURN")
def money_without_return(case: Case) -> Iterator[Finding]:
    """Who invests is told what it comes back from (5.4.5.3 a): in a note, its own table, or the chapter on money."""
    told_of = {row.subproject for row in case.plan.private_finance if row.mechanism}
    rows = [row for row in case.plan.funding if row.amount and (pair := _pair(row)) is not None and pair.repaid]
    bare = [row for row in rows if not row.note.strip() and row.subproject not in told_of]
    chapters = [text for name, text in case.chapters.items() if name.startswith(_CHAPTER)]
    told = any(word in text for text in chapters for word in rule_words("repayment"))
    if bare and not told:
        money = sum((row.amount or Decimal(0) for row in bare), Decimal(0))
        words = {"method": listed(case.term("funding_method", row.method) for row in bare)}
        place = replace(bare[0].place, column="note")
        got = shown(money, "wan_yuan", "wan_yuan", None)
        yield Finding("FUND-RETURN", place, got, "", "funding.return", words=words)


@rule("FUND-PEAK")
def money_in_one_year(case: Case) -> Iterator[Finding]:
    """Where the works take three years or more, one year does not use up most of the money.

    Amounts in a wrong unit outweigh all others; ``FUND-UNIT`` tells of them.
    """
    most, years = limit(case.plan.project, "fund_peak_share"), _working_years(case)
    long = len(years) >= limit(case.plan.project, "fund_peak_years")
    wrong = any(slipped(case, _money(case, sub), _cost(case, sub)) for sub in case.plan.subprojects)
    for year in case.plan.project.years if long and not wrong else ():
        share = case.number(f"scope.funding.share@{year}")
        if share is not None and share > most:
            got, want = (shown(value, "1", "%", 2) for value in (share, most))
            place = next((row.place for row in case.plan.funding if row.year == year), case.table_place("funding"))
            words = {"year": str(year), "years": span(min(years), max(years))}
            facts = (f"scope.funding.share@{year}",)
            yield Finding("FUND-PEAK", place, got, f"≤ {want}", f"funding:{year}", facts, words)


@rule("FUND-SPLIT")
def sums_below_threshold(case: Case) -> Iterator[Finding]:
    """Several sub-projects of one kind in one unit whose works come just below the sum that must be tendered."""
    project = case.plan.project
    threshold = convert(limit(project, "tender_threshold"), "wan_yuan", "yuan")
    low = threshold * (1 - limit(project, "tender_near_share"))
    near = [
        sub
        for sub in case.plan.subprojects
        if (cost := case.number(f"subproject:{sub.code}.cost.construction")) is not None and low <= cost < threshold
    ]
    for (unit, category), subs in grouped(near, lambda sub: (sub.unit, sub.category)).items():
        if len(subs) >= limit(project, "tender_near_count"):
            words = {"name": listed(sub.name for sub in subs)}
            facts = tuple(f"subproject:{sub.code}.cost.construction" for sub in subs)
            subject = f"unit:{unit}/{category}"
            yield Finding("FUND-SPLIT", subs[0].place, str(len(subs)), wan(threshold), subject, facts, words)


@rule("FUND-LEVEL")
def level_of_local_money(case: Case) -> Iterator[Finding]:
    """Where some local money states whose budget it comes from, all of it does."""
    local = [row for row in case.plan.funding if row.source == "local" and row.amount]
    bare = [row for row in local if not row.level]
    if bare and len(bare) < len(local):
        money = sum((row.amount or Decimal(0) for row in bare), Decimal(0))
        got, place = shown(money, "wan_yuan", "wan_yuan", None), replace(bare[0].place, column="level")
        words = {"name": listed(dict.fromkeys(_names(case, bare)))}
        yield Finding("FUND-LEVEL", place, got, "", "funding:local", words=words)


@rule("FUND-LEVEL-SOURCE")
def level_of_other_money(case: Case) -> Iterator[Finding]:
    """Only local money has a level of province, prefecture or county."""
    for row in case.plan.funding:
        if row.level and row.source != "local":
            words = {"source": case.term("funding_source", row.source), "name": listed(_names(case, [row]))}
            got, place = case.term("funding_level", row.level), replace(row.place, column="level")
            yield Finding("FUND-LEVEL-SOURCE", place, got, "", f"funding[{row.place.row}].level", words=words)


@rule("FUND-DOUBLE")
def whole_beside_its_years(case: Case) -> Iterator[Finding]:
    """Money is not entered twice: once for all years, and once more divided among them."""
    rows = [row for row in case.plan.funding if row.amount]
    for found in grouped(rows, lambda row: (row.subproject, row.source, row.level)).values():
        whole = [row for row in found if row.year is None]
        amounts = [sum((row.amount or Decimal(0) for row in part), Decimal(0)) for part in (whole, found)]
        if whole and len(whole) < len(found) and amounts[0] * 2 == amounts[1]:
            words = {"source": case.term("funding_source", found[0].source), "name": listed(_names(case, whole[:1]))}
            got, place = shown(amounts[0], "wan_yuan", "wan_yuan", None), replace(whole[0].place, column="year")
            yield Finding("FUND-DOUBLE", place, got, "", f"funding[{whole[0].place.row}]", words=words)


def funded_at(case: Case, sub: Subproject, sources: Iterable[str] = FUNDING_SOURCES) -> Place:
    """The first row of the funding table that speaks of a sub-project; the sub-project's own where none does.

    Parameters
    ----------
    case : Case
        Its funding.
    sub : Subproject
        Itself.
    sources : iterable of str, optional
        Codes of the vocabulary ``funding_source``; all where absent.
    """
    wanted = tuple(sources)
    rows = case.funding.get(sub.code, ())
    return next((row.place for row in rows if row.source in wanted), sub.place)


def _facts(sub: Subproject) -> tuple[str, ...]:
    return tuple(f"subproject:{sub.code}.funding.{source}" for source in FUNDING_SOURCES)


def _money(case: Case, sub: Subproject) -> Decimal:
    """All money of a sub-project [yuan]."""
    return sum((case.number(fact) or Decimal(0) for fact in _facts(sub)), Decimal(0))


def estimated(case: Case) -> bool:
    """Whether the total leaves no work out."""
    total = case.facts.get("scope.cost.total")
    return total is not None and total.value is not None and not total.reason


def slipped(case: Case, amount: Decimal, other: Decimal) -> bool:
    """Whether two amounts that should be near one another are as far apart as a wrong unit makes them; 0 is not.

    Parameters
    ----------
    case : Case
        Its project may set the limit ``money_slip_factor``.
    amount, other : Decimal
        Money [yuan].
    """
    factor = limit(case.plan.project, "money_slip_factor")
    return bool(amount and other) and not (other < amount * factor and amount < other * factor)


def _cost(case: Case, sub: Subproject) -> Decimal:
    """What a sub-project costs [yuan]; 0 where that is not known."""
    return case.number(f"subproject:{sub.code}.cost.total") or Decimal(0)


def _paid(case: Case, sub: Subproject) -> Iterator[Funding]:
    return (row for row in case.funding.get(sub.code, ()) if row.amount)


def _names(case: Case, rows: Iterable[Funding]) -> Iterator[str]:
    for row in rows:
        sub = case.subprojects.get(row.subproject)
        yield sub.name if sub else row.subproject


def _pair(row: Funding) -> FundingMethod | None:
    return load_funding_methods().get((row.source, row.method))


def _working_years(case: Case) -> set[int]:
    """Years in which the plan has works; a work without a year is done in all years of its sub-project."""
    found: set[int] = set()
    for sub in case.plan.subprojects:
        works = case.works.get(sub.code, ())
        found.update(work.year for work in works if work.year is not None)
        if any(work.year is None for work in works):
            found.update(range(sub.start, sub.end + 1))
    return found
