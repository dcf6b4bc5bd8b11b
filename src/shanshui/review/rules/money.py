"""Cost and funding (5.4.5, appendix G)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from shanshui.finding import Finding, Place
from shanshui.plan import FUNDING_SOURCES, Subproject, limit
from shanshui.quantity import convert
from shanshui.review.amounts import shown, wan
from shanshui.review.case import Case
from shanshui.review.rule import rule

_TOLERANCE = convert(Decimal("0.5"), "wan_yuan", "yuan")
"""Half of the last printed digit of money [yuan]."""
_LISTED = 5


@rule("FUND-SUM")
def funding_covers_cost(case: Case) -> Iterator[Finding]:
    """The money planned for a sub-project is its cost, to 10 000 yuan."""
    for sub in case.plan.subprojects:
        subject = f"subproject:{sub.code}"
        cost = case.number(f"{subject}.cost.total")
        facts = [f"{subject}.funding.{source}" for source in FUNDING_SOURCES]
        money = sum((case.number(fact) or Decimal(0) for fact in facts), Decimal(0))
        if cost is not None and abs(money - cost) >= _TOLERANCE:
            words = {"name": sub.name, "difference": wan(money - cost)}
            place = _funded_at(case, sub)
            yield Finding("FUND-SUM", place, wan(money), wan(cost), subject, (f"{subject}.cost.total", *facts), words)


@rule("FUND-LIABLE")
def liable_party(case: Case) -> Iterator[Finding]:
    """No central money where somebody is liable for the damage (H.1.9.2 b)."""
    for sub in case.plan.subprojects:
        fact = f"subproject:{sub.code}.funding.central"
        money = case.number(fact)
        if sub.liable_party.strip() and money:
            words = {"name": sub.name, "liable": sub.liable_party}
            place = _funded_at(case, sub, ("central",))
            yield Finding("FUND-LIABLE", place, wan(money), "", f"subproject:{sub.code}", (fact,), words)


@rule("COST-CONTROL")
def control_total(case: Case) -> Iterator[Finding]:
    """The total cost keeps near the investment that the upper plan published for the same works."""
    total, control = case.number("scope.cost.total"), case.number("scope.cost.control_total")
    if total is None or not control:
        return
    if abs(total - control) > limit(case.plan.project, "cost_control_share") * control:
        words = {
            "difference": wan(total - control),
            "share": shown((total - control) / control, "1", "%", 2),
            "source": case.plan.project.control_total_source,
        }
        place = Place(file="project.yaml", column="control_total")
        facts = ("scope.cost.total", "scope.cost.control_total")
        yield Finding("COST-CONTROL", place, wan(total), wan(control), "scope.cost.total", facts, words)


@rule("PRICE-SYNTHETIC")
def made_up_prices(case: Case) -> Iterator[Finding]:
    """Says once which unit prices are made up."""
    made_up = [price for price in case.plan.prices if price.synthetic]
    if made_up:
        codes = dict.fromkeys(price.measure for price in made_up)
        names = [case.measures[code].name if code in case.measures else code for code in codes]
        words = {"measure": _some(names)}
        yield Finding("PRICE-SYNTHETIC", made_up[0].place, str(len(names)), "0", "prices", words=words)


@rule("PRICE-SOURCE")
def price_without_source(case: Case) -> Iterator[Finding]:
    """A unit price says where it comes from, and of which year it is."""
    for price in case.plan.prices:
        missing = [key for key in ("source", "price_year") if not getattr(price, key)]
        if missing:
            measure = case.measures.get(price.measure)
            words = {"measure": measure.name if measure else price.measure}
            want = case.headings("prices", missing)
            yield Finding("PRICE-SOURCE", price.place, "", want, f"prices[{price.place.row}]", words=words)


def _funded_at(case: Case, sub: Subproject, sources: Sequence[str] = FUNDING_SOURCES) -> Place:
    """The first row of the funding table that speaks of a sub-project; the sub-project's own where none does."""
    rows = case.funding.get(sub.code, ())
    return next((row.place for row in rows if row.source in sources), sub.place)


def _some(names: Sequence[str]) -> str:
    """The first few names, and how many there are in all."""
    joined = "、".join(names[:_LISTED])
    return joined if len(names) <= _LISTED else f"{joined}…（{len(names)}）"
