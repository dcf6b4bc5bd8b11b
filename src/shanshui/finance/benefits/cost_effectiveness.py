"""What a unit of benefit costs in each sub-project, and which brings most for its money (5.4.5.3 b)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from shanshui.finance.benefits.amounts import Amount, Amounts
from shanshui.finance.benefits.values import TOTAL, Values
from shanshui.indicators.cash_flow import yearly
from shanshui.ledger import Basis, Fact, Facts
from shanshui.plan import Plan
from shanshui.plan.choices import choice
from shanshui.quantity import exact, round_half_up
from shanshui.standard.method.benefits import BenefitQuantity, load_benefits

CLAUSE = "5.4.5.3 b"
_METHOD = "finance.benefits.cost_effectiveness.cost_facts"
_PLACES = 4
DISCOUNT = "social_discount"


def annuity(plan: Plan, years: int) -> Decimal:
    """The even yearly payment that is worth one yuan today, at the social rate over the years of the analysis."""
    return exact(yearly(1.0, max(choice(plan.project, DISCOUNT).number, 0.0), years))


def cost_facts(
    plan: Plan, facts: Facts, amounts: Amounts, values: Values, years: int, few: bool = True
) -> Iterator[Fact]:
    """Cost of each sub-project per benefit, in all and by the year, and ranks.

    Parameters
    ----------
    plan : Plan
        Sub-projects, rate of discount.
    facts : Facts
        ``subproject:<code>.cost.total`` of each.
    amounts, values : mapping
        Benefits and values in a year of full effect.
    years : int
        Of the analysis.
    few : bool
        Whether the plan is small enough to tell yearly cost and rank of each benefit too. Those that follow from
        another are left out: their cost is a multiple of its cost.
    """
    share = annuity(plan, years)
    costs = {
        f"subproject:{sub.code}": cost
        for sub in plan.subprojects
        if (cost := facts.number(f"subproject:{sub.code}.cost.total"))
    }
    for name, quantity in ((name, one) for name, one in load_benefits().items() if not one.of):
        known = {s: a for s in costs if (a := amounts[s].get(name)) is not None and a.value > 0}
        for subject, amount in known.items():
            yield from _per(subject, quantity, costs[subject], amount, share if few else None)
        per = {subject: costs[subject] / amount.value for subject, amount in known.items() if few}
        yield from _ranks(per, f"cost_per.{name}")
    yield from _worth(costs, values, share)


def _per(
    subject: str, quantity: BenefitQuantity, cost: Decimal, amount: Amount, share: Decimal | None
) -> Iterator[Fact]:
    """Cost per benefit and, where a share is given, the same by the year."""
    name = quantity.quantity
    once = f"yuan/({quantity.unit})" if quantity.unit.endswith("/a") else quantity.price_unit
    told = Fact(
        f"{subject}.cost_per.{name}", _rounded(cost / amount.value), once, amount.basis, "", _METHOD, CLAUSE,
        (f"{subject}.cost.total", f"{subject}.benefit.{name}"), False, "", *_ends(cost, amount),
    )  # fmt: skip
    yield told
    if share is not None:
        even = cost * share
        low, high = _ends(even, amount)
        value, unit = _rounded(even / amount.value), quantity.price_unit
        yield replace(told, id=f"{told.id}.yearly", value=value, unit=unit, low=low, high=high)


def _ends(cost: Decimal, amount: Amount) -> tuple[Decimal, Decimal] | tuple[None, None]:
    """Interval of a cost per benefit: more benefit makes it cheaper, so that the ends change places."""
    if amount.low <= 0 or amount.low == amount.high:
        return None, None
    return _rounded(cost / amount.high), _rounded(cost / amount.low)


def _worth(costs: Mapping[str, Decimal], values: Values, share: Decimal) -> Iterator[Fact]:
    """Value in a year over the yearly cost."""
    known = {subject: values[subject][TOTAL] for subject in costs if TOTAL in values[subject]}
    for subject, value in known.items():
        cost = costs[subject] * share
        inputs = (f"{subject}.value.{TOTAL}", f"{subject}.cost.total")
        ends = (None, None) if value.low == value.high else (_rounded(value.low / cost), _rounded(value.high / cost))
        basis = Basis.MODELLED_UNCALIBRATED
        yield Fact(
            f"{subject}.value.per_cost",
            _rounded(value.value / cost),
            "1",
            basis,
            "",
            _METHOD,
            CLAUSE,
            inputs,
            False,
            "",
            *ends,
        )
    yield from _ranks({s: -value.value / costs[s] for s, value in known.items()}, "value", "value.per_cost")


def _ranks(amounts: Mapping[str, Decimal], stem: str, of: str = "") -> Iterator[Fact]:
    """Place of each subject, the least amount first; equal amounts share a place."""
    order = sorted(amounts.values())
    place: dict[Decimal, int] = {}
    for number, amount in enumerate(order, start=1):
        place.setdefault(amount, number)
    for subject, amount in amounts.items():
        inputs = (f"{subject}.{of or stem}",)
        yield Fact(f"{subject}.{stem}.rank", Decimal(place[amount]), "1", Basis.ENTERED, "", _METHOD, CLAUSE, inputs)


def _rounded(value: Decimal) -> Decimal:
    return round_half_up(value, _PLACES)
