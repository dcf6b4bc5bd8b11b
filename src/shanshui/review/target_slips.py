"""Targets that are in another unit than the one beside them: 0.35 for 35 %, mu for hectares, yuan for 万元."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from shanshui.plan import Target, Work
from shanshui.plan.limits import limit
from shanshui.quantity import convert, converted, inner_unit, unit
from shanshui.review.case import Case

_KINDS = {"m2": ("mu", "hm2", "m2", "km2", "wan_mu"), "m": ("m", "km")}
"""Units that quantities of works are written in, by their inner unit."""
_MONEY = "yuan/"
_WAN = Decimal(10000)
_LEAST_RATIO = 10
_HUNDRED = Decimal(100)
_NEAR_WHOLE = frozenset({"quality", "time", "satisfaction"})
"""Kinds of performance indicators (level 2) that are near 100 % in any plan."""
_ALIKE = 2
"""How many times two states of one indicator may differ, and still be near each other."""


def share_slip(case: Case, target: Target) -> Decimal | None:
    """What a target that is a share should have been, in percent, where it is off by 100.

    Parameters
    ----------
    case : Case
        Indicators, and what the assessment knows of them.
    target : Target
        As entered.

    Returns
    -------
    Decimal or None
        [%]; None where nothing speaks for a slip. A number above 1 without a unit, or in the unit 1, is percent. A
        number up to 1 in percent is a fraction where its base value, the state on the ground or the kind of indicator
        tells so.
    """
    value = target.target
    if not isinstance(value, Decimal) or value <= 0 or _unit_of(case, target.indicator) not in ("%", "permille"):
        return None
    if (target.unit or "1") == "1":
        return value if 1 < value <= _HUNDRED else None
    if target.unit != "%":
        return None
    base = target.baseline
    if isinstance(base, Decimal) and base > 0 and (value <= 1) != (base <= 1):
        fixed, other = (value * _HUNDRED, base) if value <= 1 else (value, base * _HUNDRED)
        return fixed if _near(fixed, other) else None
    return value * _HUNDRED if value <= 1 and _fraction(case, target, value) else None


def _fraction(case: Case, target: Target, value: Decimal) -> bool:
    """Whether a number up to 1 is more likely a fraction than a percentage."""
    spec = case.standard.performance.get(target.indicator)
    if spec is not None:
        return spec.level2 in _NEAR_WHOLE
    year = case.plan.project.base_year
    state = case.number(f"{target.subject}.indicator.{target.indicator}@{year}")
    return state is not None and _near(value, state)


def _near(one: Decimal, other: Decimal) -> bool:
    return other > 0 and Decimal(1) / _ALIKE <= one / other <= _ALIKE


def works_slip(case: Case, target: Target, works: Iterable[Work]) -> str:
    """The unit that a target is in, where its number is that of its works in another unit than the one beside it.

    Parameters
    ----------
    case : Case
        May set ``target_slip_share``.
    target : Target
        One that works add up to.
    works : iterable of Work
        Those of its subject and indicator.

    Returns
    -------
    str
        Code of the unit; empty where the number fits its own unit, or none.
    """
    value = target.target
    if not isinstance(value, Decimal) or value <= 0 or not target.unit:
        return ""
    parts = [converted(work.quantity or Decimal(0), work.unit, target.unit) for work in works]
    if not parts or None in parts:
        return ""
    done = sum((part for part in parts if part is not None), Decimal(0))
    own = unit(target.unit).code
    if done <= 0 or max(done / value, value / done) < _LEAST_RATIO:
        return ""
    for other in _KINDS.get(inner_unit(own), ()):
        if other != own and abs(convert(value, other, own) / done - 1) <= limit(case.plan.project, "target_slip_share"):
            return other
    return ""


def money_slip(case: Case, target: Target) -> Decimal | None:
    """What a limit of cost per unit should have been, where it is off by 10,000 from all unit prices.

    Parameters
    ----------
    case : Case
        Unit prices of measures.
    target : Target
        As entered.

    Returns
    -------
    Decimal or None
        [target.unit]; None where the limit lies among the prices of its kind, or 10,000 times more or less does not
        bring it there.
    """
    value = target.target
    if not isinstance(value, Decimal) or value <= 0 or not inner_unit(target.unit or "1").startswith(_MONEY):
        return None
    facts = [fact for fact in case.facts.starting("measure:") if fact.attribute == "price"]
    known = (converted(f.value, f.unit, target.unit) for f in facts if isinstance(f.value, Decimal) and f.value > 0)
    prices = [price for price in known if price is not None]
    if not prices:
        return None
    low, high = min(prices) / _LEAST_RATIO, max(prices) * _LEAST_RATIO
    if low <= value <= high:
        return None
    return next((fixed for fixed in (value * _WAN, value / _WAN) if low <= fixed <= high), None)


def _unit_of(case: Case, indicator: str) -> str:
    spec, measured = case.standard.performance.get(indicator), case.standard.indicators.get(indicator)
    return spec.unit if spec else measured.unit if measured else ""
