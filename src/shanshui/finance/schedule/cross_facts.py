"""Investment and quantities by mode, problem, township, department and category, as facts (5.4.5.1 b, H.1.9.1 e).

Amounts start from the closed ones of the sub-projects, whole and by year, and are divided by what the works cost
(quantities: by how much of them there is). A sub-project of one mode passes on what it has; one of several modes
divides each year's money by the works of that year, and its fees follow. Nothing tells how a work's money falls on the
townships or problems it serves: it is divided evenly, and the interval of the fact goes from what is the value's
alone to what may be its own. Each dimension is rounded once (:meth:`Division.closed`), so that values and years add
up to the scope.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from shanshui.finance.estimate.cost_facts import work_id
from shanshui.finance.estimate.costs import CostedWork
from shanshui.finance.schedule.dimensions import DIMENSIONS, Ends, Membership, membership, weigh
from shanshui.finance.schedule.dividing import Division
from shanshui.finance.schedule.performance import Achievement
from shanshui.finance.whole import WAN
from shanshui.ledger import Basis, Fact, Facts, fact_id
from shanshui.plan import Plan
from shanshui.quantity import close, convert, inner_unit

SHARED = ("problem", "township")
"""Dimensions of which a work may have several values."""
CLAUSE_COST = "5.4.5.1 b"
CLAUSE_YEAR = "H.1.9.1 e"
CLAUSE_QUANTITY = "5.3.3.3"
_METHOD = "finance.schedule.dividing.Division.closed"
_SHARE_PLACES = 4
Words = Callable[[str], str]


PARTS = ("construction", "fees")
"""What the total is made of."""


def cross_facts(
    plan: Plan,
    works: Iterable[CostedWork],
    achieved: Mapping[str, Achievement],
    own: Facts,
    earlier: Facts,
    words: Words,
) -> Iterator[Fact]:
    """Facts ``<dimension>:<value>.cost.…`` and ``.performance.<indicator>``, whole and by year.

    Parameters
    ----------
    plan : Plan
        Sub-projects, measures.
    works : iterable of CostedWork
        Works of sub-projects that are not there are passed over.
    achieved : mapping
        Indicator key to what is achieved.
    own : Facts
        Costs of scope, units and sub-projects, whole and by year [yuan, whole 万元].
    earlier : Facts
        Townships that sub-projects touch.
    words : callable
        Words of the program by key.
    """
    belongs = membership(plan, earlier)
    of_sub: dict[str, list[CostedWork]] = {code: [] for code in belongs.subprojects}
    for work in works:
        if work.work.subproject in of_sub:
            of_sub[work.work.subproject].append(work)
    years = tuple(sorted(int(f.when) for f in own.starting("scope.cost.total@")))
    costs = {code: cost for code in of_sub if (cost := _cost(code, years, own)) is not None}
    scope = own.number("scope.cost.total")
    for dimension in DIMENSIONS:
        totals: dict[str, Decimal] = {}
        for fact in _cost_facts(dimension, belongs, of_sub, costs, years, words):
            if fact.attribute == "cost.total" and not fact.when and isinstance(fact.value, Decimal):
                totals[fact.subject] = fact.value
            yield fact
        yield from _shares(totals, scope)
        for item in achieved.values():
            yield from _quantity_facts(dimension, belongs, item)
    units = {f"unit:{unit.code}": own.number(f"unit:{unit.code}.cost.total") for unit in plan.units}
    yield from _shares({subject: amount for subject, amount in units.items() if amount is not None}, scope)


@dataclass(frozen=True, slots=True)
class _Cost:
    """What a sub-project costs [万元], and the ids of the facts that say so.

    Parameters
    ----------
    whole : mapping
        By part of the total (:data:`PARTS`).
    by_year : mapping
        The same by year.
    keys : mapping of (attribute, year) to id
        Attribute ``construction`` or ``total``, year None for all years; what no fact tells is not there.
    """

    whole: Mapping[str, int]
    by_year: Mapping[str, tuple[int, ...]]
    keys: Mapping[tuple[str, int | None], str]


def _cost(code: str, years: Sequence[int], own: Facts) -> _Cost | None:
    """What a sub-project costs; None where nothing of it could be costed."""
    stems = {attribute: f"subproject:{code}.cost.{attribute}" for attribute in ("construction", "total")}
    keys: dict[tuple[str, int | None], str] = {}
    amounts: dict[tuple[str, int | None], int] = {}
    for attribute, stem in stems.items():
        for year in (None, *years):
            key = stem if year is None else f"{stem}@{year}"
            value = own.number(key)
            if value is not None:
                keys[attribute, year], amounts[attribute, year] = key, int(value / WAN)
    if ("construction", None) not in amounts or ("total", None) not in amounts:
        return None
    built = {year: amounts.get(("construction", year), 0) for year in (None, *years)}
    added = {year: amounts.get(("total", year), 0) - built[year] for year in (None, *years)}
    rows = {"construction": built, "fees": added}
    by_year = {part: tuple(row[year] for year in years) for part, row in rows.items()}
    return _Cost({part: row[None] for part, row in rows.items()}, by_year, keys)


def _cost_facts(
    dimension: str,
    belongs: Membership,
    of_sub: Mapping[str, Sequence[CostedWork]],
    costs: Mapping[str, _Cost],
    years: tuple[int, ...],
    words: Words,
) -> Iterator[Fact]:
    """Construction and total of each value of a dimension, whole and by year."""
    divisions = {part: Division(len(years)) for part in PARTS}
    ends = {attribute: Ends() for attribute in ("construction", "total")}
    members: dict[str, list[_Cost]] = {}
    split: dict[str, list[str]] = {}
    values = partial(belongs.values, dimension)
    for code, cost in costs.items():
        known = [work for work in of_sub[code] if work.cost is not None]
        weighed = weigh(known, _cost_of, values, belongs.subprojects[code], years)
        for part, division in divisions.items():
            division.add(cost.whole[part], cost.by_year[part], weighed.all, weighed.in_year)
        if dimension in SHARED:
            ends["construction"].add(weighed, cost.whole["construction"])
            ends["total"].add(weighed, sum(cost.whole.values()))
        shared = _divided_by(dimension, belongs, code, known) if len(weighed.all) > 1 else ()
        for value in weighed.all:
            members.setdefault(value, []).append(cost)
            split.setdefault(value, []).extend(shared)
    built, added = (divisions[part].closed() for part in PARTS)
    uncosted = Counter(v for works in of_sub.values() for w in works if w.cost is None for v in values(w))
    for value, own in members.items():
        count = uncosted.pop(value, 0)
        reason = words("finance.reason.part_uncosted").format(count=count) if count else ""
        wholes = {"construction": built[value].whole, "total": built[value].whole + added[value].whole}
        first = built[value].by_year
        both = tuple(a + b for a, b in zip(first, added[value].by_year, strict=True))
        for attribute, by_year in (("construction", first), ("total", both)):
            amounts: list[tuple[int | None, int]] = [(None, wholes[attribute]), *zip(years, by_year, strict=True)]
            for year, amount in amounts:
                inputs = (*(c.keys[attribute, year] for c in own if (attribute, year) in c.keys), *split[value])
                low, high = ends[attribute].of(value, amount) if year is None else (None, None)
                key = fact_id(f"{dimension}:{value}", f"cost.{attribute}", year or "")
                clause = CLAUSE_COST if year is None else CLAUSE_YEAR
                money, more = amount * WAN, (None if low is None else low * WAN, None if high is None else high * WAN)
                yield Fact(key, money, "yuan", Basis.ENTERED, "", _METHOD, clause, inputs, False, reason, *more)
    for value in uncosted:
        for attribute in ("construction", "total"):
            key, why = fact_id(f"{dimension}:{value}", f"cost.{attribute}"), words("finance.reason.uncosted")
            yield Fact(key, None, "yuan", Basis.ENTERED, "", _METHOD, CLAUSE_COST, ("table:works",), False, why)


def _cost_of(work: CostedWork) -> Decimal | None:
    return work.cost


def _quantity_of(work: CostedWork) -> Decimal | None:
    return work.quantity


def _divided_by(dimension: str, belongs: Membership, code: str, works: Iterable[CostedWork]) -> tuple[str, ...]:
    """What decides how a sub-project is divided among several values."""
    if dimension != "township":
        return tuple(work_id(work, "cost") for work in works)
    return () if belongs.subprojects[code].townships else (f"subproject:{code}.townships",)


def _shares(totals: Mapping[str, Decimal], whole: Decimal | None) -> Iterator[Fact]:
    """Shares of subjects in the scope's total, closed to 1; none where there is no money or they are not all of it."""
    if not whole or sum(totals.values(), Decimal(0)) != whole:
        return
    shares = close([amount / whole for amount in totals.values()], _SHARE_PLACES, Decimal(1))
    for subject, share in zip(totals, shares, strict=True):
        key, inputs = fact_id(subject, "cost.share"), (f"{subject}.cost.total", "scope.cost.total")
        yield Fact(key, share, "1", Basis.ENTERED, "", "quantity.close", CLAUSE_COST, inputs)


def _quantity_facts(dimension: str, belongs: Membership, item: Achievement) -> Iterator[Fact]:
    """What is achieved on one indicator, by value of a dimension."""
    indicator, division = item.indicator, Division(len(item.years))
    places, attribute = indicator.decimals or 0, f"performance.{indicator.key}"
    members: dict[str, list[str]] = {}
    values = partial(belongs.values, dimension)
    for code, row in item.cells.items():
        weighed = weigh(item.works[code], _quantity_of, values, belongs.subprojects[code], item.years)
        cells = [int(cell.scaleb(places)) for cell in row]
        division.add(sum(cells), cells, weighed.all, weighed.in_year)
        for value in weighed.all:
            members.setdefault(value, []).append(code)
    closed, inner = division.closed(), inner_unit(indicator.unit)
    for value, codes in members.items():
        stems = [f"subproject:{code}.{attribute}" for code in codes]
        by_year = zip(item.years, closed[value].by_year, strict=True)
        amounts: list[tuple[int | str, int]] = [("", closed[value].whole), *by_year]
        for year, amount in amounts:
            number = convert(Decimal(amount).scaleb(-places), indicator.unit, inner)
            inputs = tuple(stem + f"@{year}" for stem in stems) if year else tuple(stems)
            key = fact_id(f"{dimension}:{value}", attribute, year)
            yield Fact(key, number, inner, Basis.ENTERED, "", _METHOD, CLAUSE_QUANTITY, inputs)
