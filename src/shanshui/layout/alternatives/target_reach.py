"""How much of what targets promise a set of works reaches (clause 5.4.4.2 a)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from shanshui.plan import Target, Work
from shanshui.quantity import convert, converted
from shanshui.standard import PerformanceIndicator

_OF_LAYOUT = ("scope", "implementation_area")
"""Indicators that are areas of the layout: no work adds to them."""
_END = ("", "end")


@dataclass(frozen=True, slots=True)
class Reach:
    """What works add to one target.

    Parameters
    ----------
    indicator : PerformanceIndicator
        Its unit is that of both amounts.
    done, wanted : Decimal
        Sum of the works; target less its base value, above 0.
    """

    indicator: PerformanceIndicator
    done: Decimal
    wanted: Decimal

    @property
    def share(self) -> Decimal:
        """Share of the target that is reached; what goes beyond it does not count."""
        return min(Decimal(1), self.done / self.wanted)


def reached(
    subject: str, works: Iterable[Work], targets: Iterable[Target], indicators: Mapping[str, PerformanceIndicator]
) -> Mapping[str, Reach]:
    """Quantified targets of a subject at the end of works, with what the works add to them.

    Parameters
    ----------
    subject : str
        ``scope`` or ``unit:<code>``.
    works : iterable of Work
        Those of the subject; each adds to the indicator it names.
    targets : iterable of Target
        Those in numbers count, of indicators that works add to.
    indicators : mapping
        :attr:`shanshui.standard.Standard.performance`.

    Returns
    -------
    mapping of indicator to Reach
        In the order of the targets. Works in a unit that the indicator cannot take are left out; a finding of the
        estimate says so.
    """
    wanted: dict[str, Decimal] = {}
    for target in targets:
        spec = indicators.get(target.indicator)
        if target.subject != subject or target.horizon not in _END or spec is None or not spec.additive:
            continue
        amount = _amount(target, spec.unit)
        if amount is not None and amount > 0 and spec.key not in _OF_LAYOUT:
            wanted.setdefault(spec.key, amount)
    done = dict.fromkeys(wanted, Decimal(0))
    for work in works:
        if work.indicator in done and work.quantity is not None:
            done[work.indicator] += converted(work.quantity, work.unit, indicators[work.indicator].unit) or Decimal(0)
    return {key: Reach(indicators[key], done[key], amount) for key, amount in wanted.items()}


def _amount(target: Target, unit: str) -> Decimal | None:
    """What a target asks for beyond its base value; None where it is no number or of another kind."""
    if not isinstance(target.target, Decimal):
        return None
    base = target.baseline if isinstance(target.baseline, Decimal) else Decimal(0)
    try:
        return convert(target.target - base, target.unit or "1", unit)
    except (KeyError, ValueError):
        return None
