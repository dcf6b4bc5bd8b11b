"""What looking after the works costs after their acceptance (H.1.8.3, line two of table G.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from shanshui.finding import Place
from shanshui.plan.model import Plan, Subproject, Work
from shanshui.quantity import convert, converted
from shanshui.standard import Record


@dataclass(frozen=True, slots=True)
class Care:
    """Care of one sub-project.

    Parameters
    ----------
    subproject : str
        Code.
    yearly : Decimal
        Cost of a year [yuan].
    years : int
        How long.
    told : {"entered", "price"}
        The cost of a year as entered, or prices of care times areas.
    left_out : int
        Works without a price of care, or not measured by area, that a cost by prices does not hold.
    synthetic : bool
        Whether what it rests on was made up.
    place : Place
        Row of the sub-project's aftercare; of the sub-project where there is none.
    """

    subproject: str
    yearly: Decimal
    years: int
    told: Literal["entered", "price"]
    left_out: int
    synthetic: bool
    place: Place

    @property
    def total(self) -> Decimal:
        """In all years [yuan], not rounded."""
        return self.yearly * self.years


def care_of(plan: Plan) -> Mapping[str, Care]:
    """Care of every sub-project that says what it costs.

    Parameters
    ----------
    plan : Plan
        Tables ``aftercare`` (cost of a year, years) and ``measures`` (price of care), works.

    Returns
    -------
    mapping of code to Care
        As entered, else by prices of care; without those who tell neither.
    """
    rows = {row.text("subproject"): row for row in plan.records.get("aftercare", ())}
    prices, works, years = care_prices(plan), _works_of(plan), years_of_care(plan)
    found = (
        (sub.code, _care(sub, rows.get(sub.code), years[sub.code], works.get(sub.code, []), prices))
        for sub in plan.subprojects
    )
    return {code: care for code, care in found if care is not None}


def years_of_care(plan: Plan) -> Mapping[str, int]:
    """Years of care by sub-project: of the table of aftercare, else its own, else the project's."""
    found = {
        sub.code: plan.project.care_years if sub.care_years is None else sub.care_years for sub in plan.subprojects
    }
    entered = ((row.text("subproject"), row.whole("years")) for row in plan.records.get("aftercare", ()))
    return found | {code: years for code, years in entered if years is not None and code in found}


def care_prices(plan: Plan) -> Mapping[str, Decimal]:
    """Price of care by measure [yuan/hm2 a year]."""
    rows = plan.records.get("measures", ())
    return {row.text("code"): price for row in rows if (price := row.number("care_cost")) is not None}


def care_by_price(works: Iterable[Work], prices: Mapping[str, Decimal]) -> tuple[Decimal | None, int]:
    """What care of works costs in a year, and how many of them have no price of care or no area.

    Parameters
    ----------
    works : iterable of Work
        Of one sub-project.
    prices : mapping of measure to Decimal
        [yuan/hm2].

    Returns
    -------
    cost : Decimal or None
        [yuan]; None where nothing is known.
    left_out : int
        Works that it leaves out.
    """
    costs, left_out = [], 0
    for work in works:
        area = converted(work.quantity, work.unit, "hm2") if work.quantity is not None else None
        price = prices.get(work.measure)
        if area is not None and price is not None:
            costs.append(price * area)
        else:
            left_out += 1
    return (sum(costs, Decimal(0)) if costs else None), left_out


def _care(
    sub: Subproject, row: Record | None, years: int, works: Sequence[Work], prices: Mapping[str, Decimal]
) -> Care | None:
    entered = row.number("cost") if row is not None else None
    place = row.at("cost") if row is not None else sub.place
    if row is not None and entered is not None:
        yearly = convert(entered, "wan_yuan", "yuan")
        return Care(sub.code, yearly, years, "entered", 0, row.flag("synthetic"), place)
    by_price, left_out = care_by_price(works, prices)
    if by_price is None:
        return None
    return Care(sub.code, by_price, years, "price", left_out, any(work.synthetic for work in works), place)


def _works_of(plan: Plan) -> Mapping[str, list[Work]]:
    found: dict[str, list[Work]] = {}
    for work in plan.works:
        found.setdefault(work.subproject, []).append(work)
    return found
