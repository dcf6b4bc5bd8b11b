"""The estimate (5.4.5.1, tables G.1 and G.2): its total, single sub-projects, and what care costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.plan import limit
from shanshui.plan.care import care_by_price, care_of, care_prices
from shanshui.plan.price_bands import band, within
from shanshui.quantity import EMPTY, convert
from shanshui.review.amounts import HALF_WAN, shown, wan, wan_cents
from shanshui.review.case import Case, grouped, project_place
from shanshui.review.listing import listed
from shanshui.review.rule import rule
from shanshui.review.rules.funding import estimated, slipped
from shanshui.review.unit_prices import shown_band, shown_price
from shanshui.standard import Record
from shanshui.standard.judging.unit_costs import load_unit_costs

_CONTROL = project_place("control_total")
_EXPLAINED = ("explained", "unexplained")
"""What the items of the upper plan tell of the control total, and what they do not (table S.5)."""


@rule("COST-CONTROL")
def control_total(case: Case) -> Iterator[Finding]:
    """The total keeps near the investment that the upper plan published for the same works, once all have a cost."""
    total, control = case.number("scope.cost.total"), case.number("scope.cost.control_total")
    if total is None or not control or not estimated(case) or slipped(case, total, control):
        return
    if abs(total - control) > limit(case.plan.project, "cost_control_share") * control:
        explained = {key: case.number(f"scope.control.{key}") for key in _EXPLAINED}
        words = {
            "difference": wan(total - control),
            "share": shown((total - control) / control, "1", "%", 2),
            "source": case.plan.project.control_total_source,
            **{key: EMPTY if part is None else wan(part) for key, part in explained.items()},
        }
        itemised = (f"scope.control.{key}" for key in _EXPLAINED if case.plan.control_items)
        facts = ("scope.cost.total", "scope.cost.control_total", *itemised)
        yield Finding("COST-CONTROL", _CONTROL, wan(total), wan(control), "scope.cost.total", facts, words)


@rule("COST-CONTROL-UNIT")
def control_in_another_unit(case: Case) -> Iterator[Finding]:
    """Total and control total are not thousands of times apart, as they are where one has a wrong unit."""
    total, control = case.number("scope.cost.total"), case.number("scope.cost.control_total")
    if total and control and slipped(case, total, control):
        facts = ("scope.cost.total", "scope.cost.control_total")
        yield Finding("COST-CONTROL-UNIT", _CONTROL, wan(control), wan(total), "scope.cost.control_total", facts)


@rule("COST-CONTROL-SOURCE")
def control_without_source(case: Case) -> Iterator[Finding]:
    """A control total says where it was published."""
    project = case.plan.project
    if project.control_total is not None and not project.control_total_source.strip():
        place = replace(_CONTROL, column="control_total.source")
        want = case.key_name("control_total.source")
        yield Finding("COST-CONTROL-SOURCE", place, "", want, "project.control_total.source")


@rule("COST-ITEM-TWICE")
def item_names_a_subproject_twice(case: Case) -> Iterator[Finding]:
    """An item of the upper plan names each of its sub-projects once."""
    for item in case.plan.control_items:
        for code in dict.fromkeys(code for code in item.subprojects if item.subprojects.count(code) > 1):
            sub = case.subprojects.get(code)
            words = {"item": item.name, "name": sub.name if sub else code}
            place = replace(item.place, column="subprojects")
            yield Finding("COST-ITEM-TWICE", place, code, "", f"control_items[{item.place.row}]", words=words)


@rule("COST-ITEM-REASON")
def item_left_out_without_reason(case: Case) -> Iterator[Finding]:
    """An item that no sub-project carries out says why it is left out."""
    for code, rows in grouped(case.plan.control_items, lambda item: item.code).items():
        if not any(row.subprojects or row.reason.strip() for row in rows):
            place = replace(rows[0].place, column="reason")
            want = case.headings("control_items", ["reason"])
            yield Finding("COST-ITEM-REASON", place, "", want, f"control_item:{code}", words={"item": rows[0].name})


@rule("COST-ITEM-BLANK")
def items_without_amount(case: Case) -> Iterator[Finding]:
    """Items that are left out have a published investment, or quantities that the project has a price for."""
    blank, priced = [], {price.measure for price in case.plan.prices}
    for rows in grouped(case.plan.control_items, lambda item: item.code).values():
        known = any(row.amount is not None or (row.quantity is not None and row.measure in priced) for row in rows)
        if not known and not any(row.subprojects for row in rows):
            blank.append(rows[0])
    if blank:
        words = {"items": listed(item.name for item in blank), "count": str(len(blank))}
        place = replace(blank[0].place, column="quantity")
        want = case.headings("control_items", ["amount", "quantity"])
        yield Finding("COST-ITEM-BLANK", place, "", want, "control_items.quantity", words=words)


@rule("COST-ITEM-EXCEEDS")
def items_beyond_the_control_total(case: Case) -> Iterator[Finding]:
    """Published investments of items add up to no more than the control total that covers them."""
    control, amounts = case.number("scope.cost.control_total"), [i for i in case.plan.control_items if i.amount]
    published = convert(sum((item.amount or Decimal(0) for item in amounts), Decimal(0)), "wan_yuan", "yuan")
    if control and published > control + HALF_WAN:
        most = max(amounts, key=lambda item: item.amount or Decimal(0))
        place, words = replace(most.place, column="amount"), {"item": most.name, "count": str(len(amounts))}
        facts = ("scope.cost.control_total",)
        yield Finding("COST-ITEM-EXCEEDS", place, wan(published), wan(control), "control_items.amount", facts, words)


@rule("COST-ZERO")
def costs_nothing(case: Case) -> Iterator[Finding]:
    """A sub-project whose works have prices costs more than nothing, as printed in 万元."""
    priceless = {price.measure for price in case.plan.prices if not price.price}
    for sub in case.plan.subprojects:
        works = [work for work in case.works.get(sub.code, ()) if work.quantity and work.measure not in priceless]
        fact = f"subproject:{sub.code}.cost.construction"
        if works and case.number(fact) == 0:
            words = {"name": sub.name}
            place = replace(works[0].place, column="quantity")
            yield Finding("COST-ZERO", place, wan(Decimal(0)), "", f"subproject:{sub.code}", (fact,), words)


@rule("COST-NO-WORK")
def work_of_nothing(case: Case) -> Iterator[Finding]:
    """A line of works is more than nothing; where a sub-project has no quantity at all, that is told by itself."""
    for sub in case.plan.subprojects:
        works = case.works.get(sub.code, ())
        for work in works if any(work.quantity for work in works) else ():
            if work.quantity == 0:
                measure = case.measures.get(work.measure)
                words = {"name": sub.name, "measure": measure.name if measure else work.measure}
                place = replace(work.place, column="quantity")
                subject = f"works[{work.place.row}].quantity"
                yield Finding("COST-NO-WORK", place, "0", "> 0", subject, words=words)


@rule("COST-SHARE")
def one_costs_most(case: Case) -> Iterator[Finding]:
    """No single sub-project takes most of the money, where there are several."""
    total, most = case.number("scope.cost.total"), limit(case.plan.project, "cost_share")
    several = len(case.plan.subprojects) >= limit(case.plan.project, "cost_share_subprojects")
    for sub in case.plan.subprojects if total and several else ():
        fact = f"subproject:{sub.code}.cost.total"
        cost = case.number(fact)
        if total and cost is not None and cost > most * total:
            got, want = (shown(share, "1", "%", 2) for share in (cost / total, most))
            facts, words = (fact, "scope.cost.total"), {"name": sub.name, "amount": wan(cost)}
            yield Finding("COST-SHARE", sub.place, got, f"≤ {want}", f"subproject:{sub.code}", facts, words)


@rule("COST-HECTARE")
def cost_of_a_hectare(case: Case) -> Iterator[Finding]:
    """What a hectare of a sub-project costs is of the order of size that was reported for its kind."""
    factor = limit(case.plan.project, "unit_cost_factor")
    samples = {category: sample for sample in load_unit_costs() for category in sample.categories}
    for sub in case.plan.subprojects:
        sample, subject = samples.get(sub.category), f"subproject:{sub.code}"
        cost, area = case.number(f"{subject}.cost.construction"), case.number(f"{subject}.area")
        if sample is None or not cost or not area or case.guessed(f"{subject}.area"):
            continue
        low, high, inner = band(sample)
        if not within(cost / area, low, high, factor):
            words = {"name": sub.name, "source": sample.source, "factor": str(factor)}
            got = shown_price(cost / area, inner, sample.unit)
            want = shown_band(low, high, inner, sample.unit)
            facts = (f"{subject}.cost.construction", f"{subject}.area")
            yield Finding("COST-HECTARE", sub.place, got, want, subject, facts, words)


@rule("CARE-COST")
def care_beyond_its_fee(case: Case) -> Iterator[Finding]:
    """What care costs in all its years is in the fee for monitoring and care."""
    fee, cares = case.number("scope.cost.monitoring"), care_of(case.plan)
    cost = sum((care.total for care in cares.values()), Decimal(0))
    if fee is not None and not case.number("scope.cost.care.counted") and cost > fee + HALF_WAN:
        place = next(care.place for care in cares.values() if care.total)
        facts = ("scope.cost.monitoring", "scope.cost.care")
        yield Finding("CARE-COST", place, wan(fee), wan_cents(cost), "scope.cost.monitoring", facts)


@rule("CARE-COUNTED")
def care_without_a_fee(case: Case) -> Iterator[Finding]:
    """Says that line two of table G.1 holds care as its cost per year gives it, because no fee names care."""
    counted, cares = case.number("scope.cost.care.counted"), care_of(case.plan)
    if counted:
        place = next(care.place for care in cares.values() if care.total)
        facts = ("scope.cost.care.counted", "scope.cost.monitoring")
        yield Finding("CARE-COUNTED", place, wan(counted), "", "scope.cost.care.counted", facts)


@rule("CARE-PART")
def care_of_some(case: Case) -> Iterator[Finding]:
    """Where some sub-projects say what care costs a year, all with years of care do."""
    rows = [record for record in case.records("aftercare") if record.whole("years")]
    bare = [record for record in rows if record.number("cost") is None and not record.text("note").strip()]
    if bare and any(record.number("cost") is not None for record in rows):
        names = (_sub_name(case, record) for record in bare)
        want = case.headings("aftercare", ["cost"])
        yield Finding("CARE-PART", bare[0].at("cost"), "", want, "aftercare.cost", words={"name": listed(names)})


@rule("CARE-PRICE")
def care_by_its_price(case: Case) -> Iterator[Finding]:
    """What care costs a year is its price times the works, where every measure measured by area has such a price."""
    share, prices = limit(case.plan.project, "care_price_share"), care_prices(case.plan)
    for record in case.records("aftercare"):
        cost, works = record.number("cost"), case.works.get(record.text("subproject"), ())
        wanted, left_out = care_by_price(works, prices)
        if cost is None or not wanted or left_out:
            continue
        entered = convert(cost, "wan_yuan", "yuan")
        if abs(entered - wanted) > share * wanted:
            words = {"name": _sub_name(case, record)}
            subject = f"aftercare:{record.text('subproject')}"
            yield Finding("CARE-PRICE", record.at("cost"), wan_cents(entered), wan_cents(wanted), subject, words=words)


def _sub_name(case: Case, record: Record) -> str:
    sub = case.subprojects.get(record.text("subproject"))
    return sub.name if sub else record.text("subproject")
