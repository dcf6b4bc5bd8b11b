"""From estimate, financing, achievements and targets to facts of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from shanshui.finance.estimate.costs import CostedWork
from shanshui.finance.estimate.estimate import Estimate, known_sum
from shanshui.finance.estimate.fee_facts import fee_facts
from shanshui.finance.estimate.price_facts import price_id
from shanshui.ledger import Basis, Fact, fact_id
from shanshui.plan import Plan
from shanshui.plan.care import Care
from shanshui.quantity import close

Words = Callable[[str], str]
"""Words of the program by key, for reasons that readers see."""
LINES = ("construction", "monitoring", "other", "contingency")
"""Lines 一 to 四 of table G.1."""
CLAUSE_G1 = "表G.1"
CLAUSE_CARE = "H.1.8.3"
CLAUSE_WORKS = "5.4.5.1 c"


def work_id(item: CostedWork, attribute: str) -> str:
    """Id of a fact about a work."""
    return fact_id(f"subproject:{item.work.subproject}", f"work.{item.row}.{attribute}")


def work_facts(works: Iterable[CostedWork], words: Words) -> Iterator[Fact]:
    """Quantities and costs of single works."""
    for item in works:
        work, price = item.work, item.price
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
    yield from _care_facts(plan, found, members, words)
    yield from fee_facts(plan, found, words)
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


def _care_facts(plan: Plan, found: Estimate, members: Mapping[str, list[str]], words: Words) -> Iterator[Fact]:
    """Care over the care years of sub-projects, units and the scope, and what of it is counted by itself."""
    care = found.care
    for sub in plan.subprojects:
        told, amount = care.of.get(sub.code), care.amounts.get(sub.code)
        reason = words("finance.reason.no_care") if told is None else ""
        if told is not None and amount is None:
            reason = words("finance.reason.uncosted")
        elif told is not None and told.left_out:
            reason = words("finance.reason.part_care").format(count=told.left_out)
        yield _care(f"subproject:{sub.code}", amount, _care_inputs(plan, told), reason, told)
    for unit, codes in members.items():
        yield _care_sum(f"unit:{unit}", care.amounts, codes, words)
    yield _care_sum("scope", care.amounts, [sub.code for sub in plan.subprojects], words)
    counted = care.total if care.counted else Decimal(0)
    inputs = ("scope.cost.care", *(("table:fees",) if plan.fees else ()))
    yield _money("scope.cost.care.counted", counted, "estimate.estimate", inputs)


def _care_inputs(plan: Plan, told: Care | None) -> tuple[str, ...]:
    if told is None:
        tables: tuple[str, ...] = ("aftercare", "measures")
    else:
        tables = ("aftercare",) if told.told == "entered" else ("measures", "works")
    return tuple(f"table:{name}" for name in tables if name in plan.records) or ("project",)


def _care_sum(subject: str, amounts: Mapping[str, Decimal], codes: Iterable[str], words: Words) -> Fact:
    codes = tuple(codes)
    value = known_sum(amounts.get(code) for code in codes)
    inputs = [fact_id(f"subproject:{code}", "cost.care") for code in codes] or ["project"]
    return _care(subject, value, inputs, "" if value is not None else words("finance.reason.no_care"))


def _care(subject: str, value: Decimal | None, inputs: Iterable[str], reason: str, told: Care | None = None) -> Fact:
    method, made_up = "finance.estimate.estimate.estimate", told is not None and told.synthetic
    key = fact_id(subject, "cost.care")
    return Fact(key, value, "yuan", Basis.ENTERED, "", method, CLAUSE_CARE, tuple(inputs), made_up, reason)


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
