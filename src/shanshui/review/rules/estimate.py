"""The estimate (5.4.5.1, tables G.1 and G.2): its total, single sub-projects, and what care costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.plan import limit
from shanshui.quantity import convert, converted
from shanshui.review.amounts import HALF_WAN, shown, wan, wan_cents
from shanshui.review.case import Case, project_place
from shanshui.review.listing import listed
from shanshui.review.rule import rule
from shanshui.review.rules.funding import estimated, slipped
from shanshui.review.unit_prices import band, shown_band, shown_price, within
from shanshui.standard import Record
from shanshui.standard.judging.unit_costs import load_unit_costs

_CONTROL = project_place("control_total")


@rule("COST-CONTROL")
def control_total(case: Case) -> Iterator[Finding]:
    """The total keeps near the investment that the upper plan published for the same works, once all have a cost."""
    total, control = case.number("scope.cost.total"), case.number("scope.cost.control_total")
    if total is None or not control or not estimated(case) or slipped(case, total, control):
        return
    if abs(total - control) > limit(case.plan.project, "cost_control_share") * control:
        words = {
            "difference": wan(total - control),
            "share": shown((total - control) / control, "1", "%", 2),
            "source": case.plan.project.control_total_source,
        }
        facts = ("scope.cost.total", "scope.cost.control_total")
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
    fee, rows = case.number("scope.cost.monitoring"), case.records("aftercare")
    cost = sum((_care(record) for record in rows), Decimal(0))
    if fee is not None and cost > fee + HALF_WAN:
        place = next(record.at("cost") for record in rows if _care(record))
        facts = ("scope.cost.monitoring",)
        yield Finding("CARE-COST", place, wan(fee), wan_cents(cost), "scope.cost.monitoring", facts)


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
def care_by_price(case: Case) -> Iterator[Finding]:
    """What care costs a year is its price times the works, where every measure measured by area has such a price."""
    share = limit(case.plan.project, "care_price_share")
    prices = {r.text("code"): price for r in case.records("measures") if (price := r.number("care_cost")) is not None}
    for record in case.records("aftercare"):
        cost, wanted = record.number("cost"), _care_by_price(case, record.text("subproject"), prices)
        if cost is None or wanted is None:
            continue
        entered = convert(cost, "wan_yuan", "yuan")
        if abs(entered - wanted) > share * wanted:
            words = {"name": _sub_name(case, record)}
            subject = f"aftercare:{record.text('subproject')}"
            yield Finding("CARE-PRICE", record.at("cost"), wan_cents(entered), wan_cents(wanted), subject, words=words)


def _care(record: Record) -> Decimal:
    """What care of a sub-project costs in all years [yuan]."""
    return convert((record.number("cost") or Decimal(0)) * (record.whole("years") or 0), "wan_yuan", "yuan")


def _care_by_price(case: Case, code: str, prices: dict[str, Decimal]) -> Decimal | None:
    """Price of care times quantity of the works [yuan a year]; None where a measure has no price of care."""
    total = Decimal(0)
    works = case.works.get(code, ())
    for work in works:
        if work.quantity is None or work.measure not in prices:
            return None
        area = converted(work.quantity, work.unit, "hm2")
        if area is None:
            return None
        total += prices[work.measure] * area
    return total or None


def _sub_name(case: Case, record: Record) -> str:
    sub = case.subprojects.get(record.text("subproject"))
    return sub.name if sub else record.text("subproject")
