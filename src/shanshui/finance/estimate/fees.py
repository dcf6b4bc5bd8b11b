"""Other fees: what each is reckoned on, and what it comes to (table G.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from shanshui.finance.whole import whole_wan
from shanshui.plan import Fee, Plan, limit
from shanshui.plan.choices import choice
from shanshui.plan.fee_schedules import Schedule, fee_schedule
from shanshui.quantity import convert, round_half_up
from shanshui.standard.judging.fee_rates import FeeKind, fee_kind

"""One 万元 [yuan]."""
OTHER = ("preparation", "supervision", "acceptance", "management")
"""Groups of table G.3, which together are line 三 of table G.1; in the order in which their bases build up."""
GROUPS = (*OTHER, "monitoring", "contingency")
"""All groups of fees; codes of the vocabulary ``fee_group``."""
CARE = "care"
"""Kind of fee that pays for care (``fee_kinds.csv``)."""
_ON_ALL = "construction_and_fees"
_LEAST_PLACES, _MOST_PLACES = 2, 10

FeeOrigin = Literal["amount", "rate", "province", "published", "care", ""]


@dataclass(frozen=True, slots=True)
class FeeLine:
    """A fee with its amount.

    Parameters
    ----------
    fee : Fee
        As entered.
    base : Decimal or None
        What its rate is applied to [yuan]; None where the fee is an amount or the base is not known.
    amount : Decimal or None
        [yuan], whole 万元; None where nobody told rate or amount, or the base is not known.
    origin : str
        Where the amount comes from: entered ``amount`` or ``rate``, the ``province``'s or the program's ``published``
        rate, the ``care`` of the sub-projects; empty where from nowhere.
    rate : Decimal or None
        As entered, else effective [%]; None where the fee is an amount or the base is 0 or not known.
    source, certainty : str
        Of the rate where it was not entered.
    synthetic : bool
        Whether fee or rate was made up.
    on_all : bool
        Whether the base holds the groups of fees before this one.
    """

    fee: Fee
    base: Decimal | None
    amount: Decimal | None
    origin: FeeOrigin = ""
    rate: Decimal | None = None
    source: str = ""
    certainty: str = ""
    synthetic: bool = False
    on_all: bool = False


def fee_lines(plan: Plan, construction: Decimal | None, care: Decimal | None = None) -> tuple[FeeLine, ...]:
    """Amounts of fees, group after group, because later groups may build on earlier ones.

    Parameters
    ----------
    plan : Plan
        Fees and the province's rates.
    construction : Decimal or None
        Construction cost of the scope [yuan].
    care : Decimal or None
        What care of the sub-projects costs [yuan], for a fee that names care and tells no amount.

    Returns
    -------
    tuple of FeeLine
        In the order entered.

    Notes
    -----
    An entered amount comes before an entered rate, that before a published one. A published rate is used only for a
    fee that is alone of its kind, so that nothing is paid twice.
    """
    found: dict[int, FeeLine] = {}
    alone, so_far = _alone(plan.fees), Decimal(0)
    for group in GROUPS:
        group_base = None if construction is None else construction + so_far
        for number, fee in enumerate(plan.fees):
            if fee.parent == group:
                schedule = fee_schedule(plan, fee.name) if fee in alone else None
                basis = fee.base or (schedule.base if schedule is not None and fee.rate is None else "")
                base = group_base if basis == _ON_ALL else construction
                line = _fee_line(plan, fee, base, schedule, care if fee in alone else None)
                found[number] = replace(line, on_all=basis == _ON_ALL)
        if group in OTHER:
            own = (found[n].amount or Decimal(0) for n, fee in enumerate(plan.fees) if fee.parent == group)
            so_far += sum(own, Decimal(0))
    return tuple(found[number] for number in sorted(found))


def names_care(fee: Fee) -> bool:
    """Whether a fee says that it pays for care."""
    kind = fee_kind(fee.name)
    return kind is not None and kind.key == CARE


def _alone(fees: Sequence[Fee]) -> frozenset[Fee]:
    """Fees of whose kind there is no other, nor one that is part of it or has it as a part."""
    kinds = {fee: fee_kind(fee.name) for fee in fees}
    named = Counter(kind.key if kind is not None else fee.name.strip() for fee, kind in kinds.items())
    known = [kind for kind in kinds.values() if kind is not None]

    def alone(fee: Fee, kind: FeeKind | None) -> bool:
        if kind is None:
            return named[fee.name.strip()] == 1
        return named[kind.key] == 1 and not any(kind.overlaps(other) for other in known)

    return frozenset(fee for fee, kind in kinds.items() if alone(fee, kind))


def _fee_line(plan: Plan, fee: Fee, base: Decimal | None, schedule: Schedule | None, care: Decimal | None) -> FeeLine:
    if fee.amount is not None:
        amount = whole_wan(convert(fee.amount, "wan_yuan", "yuan"))
        return FeeLine(fee, None, amount, "amount", None, fee.source, "", fee.synthetic)
    if fee.rate is not None:
        rated = None if base is None else whole_wan(base * convert(fee.rate, "%", "1"))
        return FeeLine(fee, base, rated, "rate", fee.rate, fee.source, "", fee.synthetic)
    if care is not None and names_care(fee):
        return FeeLine(fee, None, care, "care", None, fee.source, "", fee.synthetic)
    if schedule is None:
        return FeeLine(fee, base, None, synthetic=fee.synthetic)
    made_up, source, sure = fee.synthetic or schedule.synthetic, schedule.source, schedule.certainty
    if base is None:
        return FeeLine(fee, None, None, schedule.publisher, None, source, sure, made_up)
    amount = whole_wan(schedule.amount(base, terrain_factor(plan)))
    return FeeLine(fee, base, amount, schedule.publisher, effective_rate(base, amount), source, sure, made_up)


def terrain_factor(plan: Plan) -> Decimal:
    """What computed fees are multiplied by where hills and mountains raise the rate (choice ``fee_terrain``)."""
    hilly = choice(plan.project, "fee_terrain").word == "hills"
    return limit(plan.project, "fee_terrain_factor") if hilly else Decimal(1)


def effective_rate(base: Decimal, amount: Decimal) -> Decimal | None:
    """The rate that gives an amount again.

    Parameters
    ----------
    base, amount : Decimal
        [yuan]; the amount in whole 万元.

    Returns
    -------
    Decimal or None
        [%], with no more digits after the point than are needed for base × rate to round to the amount, two at least;
        None where the base is 0.

    Examples
    --------
    >>> effective_rate(Decimal(40_000_000), Decimal(130_000)), effective_rate(Decimal(7_000_000), Decimal(170_000))
    (Decimal('0.33'), Decimal('2.43'))
    """
    if not base:
        return None
    exact = convert(amount / base, "1", "%")
    for places in range(_LEAST_PLACES, _MOST_PLACES):
        rate = round_half_up(exact, places)
        if whole_wan(base * convert(rate, "%", "1")) == amount:
            return rate
    return round_half_up(exact, _MOST_PLACES)
