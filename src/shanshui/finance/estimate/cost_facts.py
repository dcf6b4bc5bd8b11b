"""From estimate, financing, achievements and targets to facts of the ledger."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from shanshui.finance.estimate.costs import CostedWork
from shanshui.finance.estimate.estimate import GROUPS, OTHER, Estimate, known_sum
from shanshui.ledger import Basis, Fact, fact_id
from shanshui.plan import Plan, Price
from shanshui.quantity import close, convert, inner_unit
from shanshui.quantity import unit as unit_of

Words = Callable[[str], str]
"""Words of the program by key, for reasons that readers see."""
LINES = ("construction", "monitoring", "other", "contingency")
"""Lines 一 to 四 of table G.1."""
_SEGMENT = re.compile(r"[A-Za-z0-9_]+")
CLAUSE_G1 = "表G.1"
CLAUSE_G3 = "表G.3"
CLAUSE_WORKS = "5.4.5.1 c"


def work_id(item: CostedWork, attribute: str) -> str:
    """Id of a fact about a work."""
    return fact_id(f"subproject:{item.work.subproject}", f"work.{item.row}.{attribute}")


def price_id(measure: str) -> str:
    """Id of the unit price of a measure."""
    return fact_id(f"measure:{measure}", "price")


def fee_id(code: str, row: int) -> str:
    """Id of the amount of a fee; a code that an id cannot hold gives way to its row.

    Examples
    --------
    >>> fee_id("survey", 2), fee_id("调查费", 3)
    ('scope.cost.fee.survey', 'scope.cost.fee.row3')
    """
    return fact_id("scope", f"cost.fee.{code if _SEGMENT.fullmatch(code) else f'row{row}'}")


def work_facts(works: Iterable[CostedWork], words: Words) -> Iterator[Fact]:
    """Prices, quantities and costs of single works."""
    priced: set[str] = set()
    for item in works:
        work, price = item.work, item.price
        if price is not None and work.measure not in priced:
            priced.add(work.measure)
            yield _price_fact(price)
        yield Fact(
            work_id(item, "quantity"),
            item.quantity,
            item.unit,
            Basis.ENTERED,
            work.source,
            "entered",
            CLAUSE_WORKS,
            ("table:works",),
            work.synthetic,
            "" if item.quantity is not None else words("finance.reason.no_works"),
        )
        yield Fact(
            work_id(item, "cost"),
            item.cost,
            "yuan",
            Basis.ENTERED,
            price.source if price else "",
            "finance.estimate.costs.cost_of",
            CLAUSE_WORKS,
            (work_id(item, "quantity"), *((price_id(work.measure),) if price else ())),
            False,
            "" if item.cost is not None else words("finance.reason.uncosted"),
        )


def _price_fact(price: Price) -> Fact:
    """A unit price per inner unit; as entered where there is no such unit of price."""
    money, _, per = price.unit.partition("/")
    inner = inner_unit(per or "count")
    value, unit = price.price or Decimal(0), f"yuan/{inner}"
    if _is_unit(unit) and inner_unit(money) == "yuan":
        value = convert(value, money, "yuan") * convert(Decimal(1), inner, per or "count")
    else:
        unit = price.unit
    return Fact(
        price_id(price.measure),
        value,
        unit,
        Basis.ENTERED,
        price.source,
        "entered",
        "H.1.9.1 a",
        ("table:prices",),
        price.synthetic,
    )


def _is_unit(code: str) -> bool:
    try:
        return unit_of(code).code == code
    except KeyError:
        return False


def cost_facts(plan: Plan, works: Iterable[CostedWork], found: Estimate, words: Words) -> Iterator[Fact]:
    """Construction and total of sub-projects, units and the scope; lines of tables G.1 and G.3."""
    of_sub: dict[str, list[str]] = {s.code: [] for s in plan.subprojects}
    for item in works:
        if item.work.subproject in of_sub and item.cost is not None:
            of_sub[item.work.subproject].append(work_id(item, "cost"))
    for sub in plan.subprojects:
        subject, left_out = f"subproject:{sub.code}", found.uncosted[sub.code]
        reason = _left_out(found.construction[sub.code], left_out, bool(of_sub[sub.code]), words)
        construction = fact_id(subject, "cost.construction")
        yield _money(construction, found.construction[sub.code], "estimate.close_by_unit", of_sub[sub.code], reason)
        inputs = (construction, *((fact_id("scope", "cost.fees"),) if found.total[sub.code] is not None else ()))
        yield _money(fact_id(subject, "cost.total"), found.total[sub.code], "estimate.estimate", inputs, reason)
    members: dict[str, list[str]] = {unit.code: [] for unit in plan.units}
    for sub in plan.subprojects:
        members.setdefault(sub.unit, []).append(sub.code)
    for attribute, amounts in (("construction", found.construction), ("total", found.total)):
        for unit, codes in members.items():
            yield _sum_fact(f"unit:{unit}", attribute, codes, amounts, found.uncosted, words)
    yield _sum_fact("scope", "construction", found.construction, found.construction, found.uncosted, words)
    yield from _fee_facts(plan, found, words)
    yield from _g1_facts(plan, found, words)


def _sum_fact(
    subject: str,
    attribute: str,
    codes: Iterable[str],
    amounts: Mapping[str, Decimal | None],
    uncosted: Mapping[str, int],
    words: Words,
) -> Fact:
    codes = tuple(codes)
    value = known_sum(amounts[code] for code in codes)
    reason = _left_out(value, sum(uncosted[code] for code in codes), value is not None, words)
    inputs = [fact_id(f"subproject:{code}", f"cost.{attribute}") for code in codes if amounts[code] is not None]
    return _money(fact_id(subject, f"cost.{attribute}"), value, "estimate.known_sum", inputs, reason)


def _left_out(value: Decimal | None, count: int, costed: bool, words: Words) -> str:
    """Why there is no value, or what a value leaves out."""
    if value is None and not count and not costed:
        return words("finance.reason.no_works")
    if value is None:
        return words("finance.reason.uncosted")
    return words("finance.reason.part_uncosted").format(count=count) if count else ""


def _fee_facts(plan: Plan, found: Estimate, words: Words) -> Iterator[Fact]:
    rows = {fee: fee.place.row or number for number, fee in enumerate(plan.fees, start=2)}
    by_group: dict[str, list[str]] = {group: [] for group in GROUPS}
    for line in found.fees:
        key = fee_id(line.fee.code, rows[line.fee])
        inputs = ["table:fees"]
        if line.base is not None:
            inputs.append("scope.cost.construction")
            if line.fee.base == "construction_and_fees":
                inputs += _groups_before(line.fee.parent)
        reason = "" if line.amount is not None else words("finance.reason.no_fee")
        method, own = "finance.estimate.estimate", line.fee
        fact = Fact(
            key, line.amount, "yuan", Basis.ENTERED, own.source, method, CLAUSE_G3, tuple(inputs), own.synthetic, reason
        )
        yield fact
        if line.fee.rate is not None:
            rate = convert(line.fee.rate, "%", "1")
            yield replace(
                fact, id=f"{key}.rate", value=rate, unit="1", method="entered", inputs=("table:fees",), reason=""
            )
        if line.amount is not None:
            by_group[line.fee.parent].append(key)
    for group in GROUPS:
        amount = found.groups[group]
        reason = "" if amount is not None else words("finance.reason.no_fee")
        yield _money(f"scope.cost.{group}", amount, "estimate.known_sum", by_group[group], reason, CLAUSE_G3)
    reason = "" if found.other is not None else words("finance.reason.no_fee")
    yield _money("scope.cost.other", found.other, "estimate.known_sum", [f"scope.cost.{g}" for g in OTHER], reason)
    fees = known_sum(found.groups.values())
    lines = ("scope.cost.other", "scope.cost.monitoring", "scope.cost.contingency")
    yield _money(
        "scope.cost.fees", fees, "estimate.known_sum", lines, "" if fees is not None else words("finance.reason.no_fee")
    )


def _groups_before(group: str) -> list[str]:
    """Facts of the groups that a fee of this group builds on."""
    before = OTHER[: OTHER.index(group)] if group in OTHER else OTHER
    return [f"scope.cost.{g}" for g in before]


def _g1_facts(plan: Plan, found: Estimate, words: Words) -> Iterator[Fact]:
    """Total, shares of the total, and the published control total with what lies between."""
    amounts = {
        "construction": found.scope_construction,
        "monitoring": found.groups["monitoring"],
        "other": found.other,
        "contingency": found.groups["contingency"],
    }
    inputs = [f"scope.cost.{line}" for line in LINES]
    left_out = _left_out(found.scope_total, sum(found.uncosted.values()), bool(plan.works), words)
    yield _money("scope.cost.total", found.scope_total, "estimate.estimate", inputs, left_out)
    total = found.scope_total
    if total:
        shares = close([(amounts[line] or Decimal(0)) / total for line in LINES], 4, Decimal(1))
        values: list[Decimal | None] = list(shares)
    else:
        values = [None] * len(LINES)
    for line, share in zip((*LINES, "total"), (*values, Decimal(1) if total else None), strict=True):
        reason = "" if share is not None else words("finance.reason.no_total")
        ends = tuple(dict.fromkeys((f"scope.cost.{line}", "scope.cost.total")))
        key = fact_id("scope", f"cost.share.{line}")
        yield Fact(key, share, "1", Basis.ENTERED, "", "quantity.close", CLAUSE_G1, ends, False, reason)
    control = plan.project.control_total
    if control is not None:
        source = plan.project.control_total_source
        key = "scope.cost.control_total"
        yield Fact(key, control, "yuan", Basis.ENTERED, source, "entered", "H.1.9.1 d", ("project",))
        if total is not None:
            yield _money(
                "scope.cost.control_difference", total - control, "cost_facts.cost_facts", ("scope.cost.total", key)
            )


def _money(
    key: str,
    value: Decimal | None,
    method: str,
    inputs: Iterable[str],
    reason: str = "",
    clause: str = CLAUSE_G1,
) -> Fact:
    return Fact(
        key, value, "yuan", Basis.ENTERED, "", f"finance.estimate.{method}", clause, tuple(inputs), False, reason
    )
