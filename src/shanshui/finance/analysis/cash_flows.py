"""Yearly flows of the scope and of every sub-project that earns something (clause 5.4.5.3 a).

All amounts stand at the price level of the estimate. Money of years outside the analysis counts to its nearest year,
so that the flows add up to what the other tables say. Flows are whole 万元; revenue closes over sub-projects.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanshui.finance.analysis.terms import Terms
from shanshui.finance.whole import WAN, whole_wan
from shanshui.ledger import Facts, fact_id
from shanshui.ledger.fact import split_id
from shanshui.plan import Plan, Revenue, Subproject
from shanshui.plan.care import years_of_care
from shanshui.quantity import close, convert, exact
from shanshui.standard.method.revenue_kinds import load_revenue_kinds

TOTAL = "total"
"""Sum of the values of benefits, as ``value.total`` has it."""
Amounts = tuple[Decimal, ...]
"""One amount for each year of the analysis [yuan]."""


@dataclass(frozen=True, slots=True)
class Earning:
    """One revenue, by year.

    Parameters
    ----------
    row : Revenue
        As entered.
    first, last : int
        Its years within the analysis; none where the last is before the first.
    """

    row: Revenue
    first: int
    last: int

    def amounts(self, years: Sequence[int]) -> Amounts:
        """By year [yuan], not rounded."""
        yearly = convert(self.row.amount, "wan_yuan", "yuan")
        return tuple(yearly if self.first <= year <= self.last else Decimal(0) for year in years)


@dataclass(frozen=True, slots=True)
class Flows:
    """What goes out and comes in, year by year [yuan], whole 万元.

    Parameters
    ----------
    subject : str
        ``scope`` or a sub-project.
    years : tuple of int
        Of the analysis.
    outlay, care, revenue : tuple of Decimal
        Investment; upkeep after the years of care, whose care the investment holds; all revenue.
    social : tuple of Decimal
        Revenue that is no transfer and not valued as a benefit besides.
    benefit : tuple of Decimal or None
        Value of ecological benefits; None where none is valued.
    earns : bool
        Whether a revenue was entered.
    """

    subject: str
    years: tuple[int, ...]
    outlay: Amounts
    care: Amounts
    revenue: Amounts
    social: Amounts
    benefit: Amounts | None
    earns: bool

    @property
    def net(self) -> Amounts:
        """Money in less money out."""
        rows = zip(self.revenue, self.outlay, self.care, strict=True)
        return tuple(revenue - outlay - care for revenue, outlay, care in rows)

    @property
    def gains(self) -> Amounts:
        """What society gains: benefits and revenue that is no transfer."""
        benefit = self.benefit or (Decimal(0),) * len(self.years)
        return tuple(map(sum, zip(self.social, benefit, strict=True)))  # type: ignore[arg-type]

    @property
    def costs(self) -> Amounts:
        """Outlay and care."""
        return tuple(outlay + care for outlay, care in zip(self.outlay, self.care, strict=True))

    @property
    def economic(self) -> Amounts:
        """Gains of society less costs."""
        return tuple(gain - cost for gain, cost in zip(self.gains, self.costs, strict=True))


def earnings(plan: Plan, terms: Terms) -> tuple[Earning, ...]:
    """Every revenue of a sub-project that is there, with its years: by itself from the year after completion on."""
    subs = {sub.code: sub for sub in plan.subprojects}
    found = []
    for row in plan.revenues:
        sub = subs.get(row.subproject)
        if sub is not None:
            first = sub.end + 1 if row.start is None else row.start
            last = terms.last if row.end is None else min(row.end, terms.last)
            found.append(Earning(row, max(first, terms.first), last))
    return tuple(found)


def flows_of(plan: Plan, facts: Facts, terms: Terms, earned: Sequence[Earning]) -> tuple[Flows, ...] | None:
    """Flows of the scope, and after it of the sub-projects that earn something, in the plan's order.

    Parameters
    ----------
    plan : Plan
        Sub-projects, aftercare.
    facts : Facts
        ``cost.total@<year>``, ``cost.construction``, ``value.total@<year>``.
    terms : Terms
        Period and shares.
    earned : sequence of Earning
        Of :func:`earnings`.

    Returns
    -------
    tuple of Flows or None
        None where no investment is known.
    """
    outlay = by_year(facts, "scope", "cost.total", terms.years)
    if outlay is None:
        return None
    valued = valued_quantities(facts)
    by_sub: dict[str, list[Earning]] = {}
    for one in earned:
        by_sub.setdefault(one.row.subproject, []).append(one)
    revenue = _closed(by_sub, terms.years)
    care = years_of_care(plan)
    upkeep = {sub.code: _upkeep(sub, care[sub.code], facts, terms) for sub in plan.subprojects}
    scope = Flows(
        "scope",
        terms.years,
        outlay,
        _whole(_sums(upkeep.values(), terms.years)),
        _sums(revenue.values(), terms.years),
        _whole(_sums((one.amounts(terms.years) for one in earned if counts(one.row, valued)), terms.years)),
        None if facts.number(f"scope.value.{TOTAL}") is None else _whole(value_of(facts, TOTAL, terms.years)),
        bool(earned),
    )
    found = [scope]
    for sub in plan.subprojects:
        own = by_year(facts, f"subproject:{sub.code}", "cost.total", terms.years) if sub.code in by_sub else None
        if own is not None:
            social = (one.amounts(terms.years) for one in by_sub[sub.code] if counts(one.row, valued))
            found.append(
                Flows(
                    f"subproject:{sub.code}",
                    terms.years,
                    own,
                    _whole(upkeep[sub.code]),
                    revenue[sub.code],
                    _whole(_sums(social, terms.years)),
                    None,
                    True,
                )
            )
    return tuple(found)


def valued_quantities(facts: Facts) -> frozenset[str]:
    """Benefits of the scope whose value is part of the total; none where there is no total."""
    names = (split_id(fact.id) for fact in facts.starting("scope.value.") if fact.value is not None)
    found = {name.removeprefix("value.") for _, name, when in names if not when}
    if TOTAL not in found:
        return frozenset()
    return frozenset(name for name in found if name != TOTAL and facts.text(f"benefit:{name}.counted") != "no")


def counts(row: Revenue, valued: frozenset[str]) -> bool:
    """Whether society gains by a revenue: it is no transfer, nor valued as a benefit of the same cause."""
    kind = load_revenue_kinds()[row.kind]
    return kind.economic == "yes" or (kind.economic == "unless_valued" and kind.benefit not in valued)


def by_year(facts: Facts, subject: str, attribute: str, years: Sequence[int]) -> Amounts | None:
    """Money of a subject by year [yuan]; what falls outside the years counts to the nearest.

    Returns
    -------
    tuple of Decimal or None
        None where no year has any.
    """
    found: dict[int, Decimal] = {}
    for fact in facts.starting(fact_id(subject, attribute) + "@"):
        when = split_id(fact.id)[2]
        if when.isdecimal() and isinstance(fact.value, Decimal):
            year = min(max(int(when), years[0]), years[-1])
            found[year] = found.get(year, Decimal(0)) + fact.value
    return tuple(found.get(year, Decimal(0)) for year in years) if found else None


def value_of(facts: Facts, name: str, years: Sequence[int]) -> Amounts:
    """Value of a benefit of the scope by year [yuan]."""
    return tuple(facts.number(f"scope.value.{name}@{year}") or Decimal(0) for year in years)


def _upkeep(sub: Subproject, care: int, facts: Facts, terms: Terms) -> Amounts:
    construction = facts.number(f"subproject:{sub.code}.cost.construction") or Decimal(0)
    yearly = construction * exact(terms.upkeep.number)
    return tuple(yearly if year > sub.end + care else Decimal(0) for year in terms.years)


def _closed(by_sub: Mapping[str, Sequence[Earning]], years: Sequence[int]) -> dict[str, Amounts]:
    """Revenue of sub-projects in whole 万元, in every year closed to that of the scope."""
    exact_rows = [_sums((one.amounts(years) for one in found), years) for found in by_sub.values()]
    known: dict[Amounts, Amounts] = {}
    columns = []
    for column in zip(*exact_rows, strict=True):
        if column not in known:
            known[column] = tuple(part * WAN for part in close([amount / WAN for amount in column], 0))
        columns.append(known[column])
    return dict(zip(by_sub, zip(*columns, strict=True), strict=True))


def _sums(rows: Iterable[Amounts], years: Sequence[int]) -> Amounts:
    total = [Decimal(0)] * len(years)
    for row in rows:
        total = [one + other for one, other in zip(total, row, strict=True)]
    return tuple(total)


def _whole(amounts: Amounts) -> Amounts:
    return tuple(whole_wan(amount) for amount in amounts)
