"""The estimate: construction, fees and total of every sub-project, unit and the scope (5.4.5.1, G.1, G.3).

Amounts are whole 万元: they are rounded once, here, and closed by largest remainder, so that every table
and sentence that quotes them adds up. The scope's construction is the rounded sum of all works; it is
divided among the units, and each unit's among its sub-projects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanshui.finance.estimate.care import CareCost
from shanshui.finance.estimate.costs import CostedWork
from shanshui.finance.estimate.fees import GROUPS, OTHER, FeeLine, fee_lines, names_care
from shanshui.finance.whole import WAN
from shanshui.plan import Plan, Subproject
from shanshui.plan.care import care_of
from shanshui.quantity import close


@dataclass(frozen=True, slots=True)
class Estimate:
    """All amounts of the estimate [yuan], whole 万元.

    Parameters
    ----------
    construction, total : mapping
        By sub-project. None where nothing of it could be costed; where part of its works could not, the
        sum of the others.
    uncosted : mapping
        By sub-project: how many of its works are left out because they have no cost.
    fees : tuple of FeeLine
        In the order entered.
    groups : mapping
        Sum of the fees of each group of :data:`GROUPS`, that of monitoring with the care that is counted; None where
        no fee has an amount (a group that costs nothing is a fee of amount 0).
    care : CareCost
        What care costs, whether counted or not.
    scope_construction, scope_total : Decimal or None
        Sums of what is known.
    """

    construction: Mapping[str, Decimal | None]
    total: Mapping[str, Decimal | None]
    uncosted: Mapping[str, int]
    fees: tuple[FeeLine, ...]
    groups: Mapping[str, Decimal | None]
    care: CareCost
    scope_construction: Decimal | None
    scope_total: Decimal | None

    @property
    def other(self) -> Decimal | None:
        """Line 三 of table G.1 [yuan]: the sum of :data:`OTHER`."""
        return known_sum(self.groups[group] for group in OTHER)


def known_sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Sum of what is known; None where nothing is.

    Examples
    --------
    >>> known_sum([Decimal(1), None]), known_sum([None])
    (Decimal('1'), None)
    """
    known = [a for a in amounts if a is not None]
    return sum(known, Decimal(0)) if known else None


def estimate(plan: Plan, works: Sequence[CostedWork]) -> Estimate:
    """Estimate what the project costs.

    Parameters
    ----------
    plan : Plan
        Sub-projects, whose order decides ties of rounding, fees and their rates, care. A rate is in per cent of its
        base, an amount in 万元; where both are given the amount holds.
    works : sequence of CostedWork
        Works of sub-projects that are not there are passed over; their reference was reported before.

    Returns
    -------
    Estimate
        A sub-project's total is its construction, its own care where that is counted, and a share of all fees in
        proportion to construction (equal shares where all construction is 0).

    References
    ----------
    TD/T 1068 5.4.5.1, tables G.1 and G.3.
    """
    exact, uncosted = _construction(plan.subprojects, works)
    unit_of = {s.code: s.unit for s in plan.subprojects}
    known = {code: cost for code, cost in exact.items() if cost is not None}
    rounded = close_by_unit(known, unit_of)
    construction: dict[str, Decimal | None] = {code: rounded.get(code) for code in exact}
    scope_construction = known_sum(construction.values())
    cares = care_of(plan)
    amounts = close_by_unit({code: care.total for code, care in cares.items() if code in rounded}, unit_of)
    care_total = sum(amounts.values(), Decimal(0)) if amounts else None
    lines = fee_lines(plan, scope_construction, care_total)
    named = any(names_care(line.fee) and line.amount is not None and line.origin != "care" for line in lines)
    care = CareCost(cares, amounts, bool(amounts) and not named)
    groups = {group: known_sum(line.amount for line in lines if line.fee.parent == group) for group in GROUPS}
    if care.counted and not any(line.origin == "care" for line in lines):
        groups["monitoring"] = known_sum((groups["monitoring"], care_total))
    fee_total = known_sum(groups.values()) or Decimal(0)
    shared = fee_total - sum((care.share(code) for code in rounded), Decimal(0))
    shares = _shares(rounded, shared, unit_of)
    return Estimate(
        construction,
        {code: None if cost is None else cost + shares[code] + care.share(code) for code, cost in construction.items()},
        uncosted,
        lines,
        groups,
        care,
        scope_construction,
        None if scope_construction is None else scope_construction + fee_total,
    )


def close_by_unit(
    amounts: Mapping[str, Decimal], unit_of: Mapping[str, str], total: Decimal | None = None
) -> dict[str, Decimal]:
    """Round amounts to whole 万元 so that they, their units and the whole add up.

    Parameters
    ----------
    amounts : mapping of sub-project to Decimal
        [yuan], not rounded.
    unit_of : mapping
        Unit of each sub-project.
    total : Decimal, optional
        The whole [yuan]; the rounded sum where absent.

    Returns
    -------
    dict
        [yuan], whole 万元; every unit's sum is within one 万元 of its unrounded sum.
    """
    members: dict[str, list[str]] = {}
    for code in amounts:
        members.setdefault(unit_of[code], []).append(code)
    sums = [sum((amounts[code] for code in codes), Decimal(0)) / WAN for codes in members.values()]
    unit_totals = close(sums, 0, None if total is None else total / WAN)
    closed: dict[str, Decimal] = {}
    for codes, unit_total in zip(members.values(), unit_totals, strict=True):
        parts = close([amounts[code] / WAN for code in codes], 0, unit_total)
        closed.update({code: part * WAN for code, part in zip(codes, parts, strict=True)})
    return {code: closed[code] for code in amounts}


def _construction(
    subprojects: Sequence[Subproject], works: Sequence[CostedWork]
) -> tuple[dict[str, Decimal | None], dict[str, int]]:
    """Unrounded cost of the works of each sub-project, and how many have none."""
    exact: dict[str, Decimal | None] = {s.code: None for s in subprojects}
    uncosted = dict.fromkeys(exact, 0)
    for item in works:
        code = item.work.subproject
        if code not in exact:
            continue
        if item.cost is None:
            uncosted[code] += 1
        else:
            exact[code] = (exact[code] or Decimal(0)) + item.cost
    return exact, uncosted


def _shares(construction: Mapping[str, Decimal], fees: Decimal, unit_of: Mapping[str, str]) -> Mapping[str, Decimal]:
    """All fees divided among the sub-projects whose construction is known [yuan], whole 万元."""
    if not construction:
        return {}
    base = sum(construction.values(), Decimal(0))
    weight: Callable[[Decimal], Decimal] = (
        (lambda cost: cost / base) if base else (lambda _: Decimal(1) / len(construction))
    )
    return close_by_unit({code: fees * weight(cost) for code, cost in construction.items()}, unit_of, fees)
