"""What an alternative costs and brings beside the chosen one (H.1.6.2): more, less, and at what price a unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from shanshui.layout.alternatives.comparison import CLAUSE, Figures
from shanshui.ledger import Basis, Fact, fact_id

_METHOD = "layout.alternatives.trade_off.beside_chosen"
AMOUNTS = (
    "investment", "target_reach", "artificial_share", "acceptance", "effect.area_treated",
    "effect.soil_kept", "effect.sediment_kept", "effect.vegetation_cover", "effect.water_retention", "effect.carbon",
)  # fmt: skip
"""What is set side by side."""
_SAME = Decimal("0.0005")
"""Share of the greater amount below which two amounts count as one."""
_PRICED = (("area", "effect.area_treated", "yuan/m2"), ("soil", "effect.soil_kept", "yuan/(t/a)"))


def beside_chosen(figures: Sequence[Figures]) -> Iterator[Fact]:
    """Differences of each alternative from the chosen one.

    Parameters
    ----------
    figures : sequence of Figures
        One of them chosen; nothing is told where none or several are.

    Yields
    ------
    Fact
        ``more.<amount>`` or ``less.<amount>``, whichever is above 0; ``marginal.<benefit>``: what a unit of the
        benefit costs that the dearer of the two brings beyond the cheaper, where it brings more.
    """
    chosen = [one for one in figures if one.alternative.chosen]
    if len(chosen) != 1:
        return
    for one in figures:
        if one is not chosen[0]:
            for amount in AMOUNTS:
                yield from _difference(one, chosen[0], amount)
            yield from _marginal(one, chosen[0])


def _difference(one: Figures, chosen: Figures, amount: str) -> Iterator[Fact]:
    mine, other = one.number(amount), chosen.number(amount)
    if mine is not None and other is not None and _differ(mine, other):
        way = "more" if mine > other else "less"
        yield _fact(one, chosen, f"{way}.{amount}", abs(mine - other), one.facts[amount].unit, (amount,))


def _marginal(one: Figures, chosen: Figures) -> Iterator[Fact]:
    costs = one.number("investment"), chosen.number("investment")
    for key, benefit, unit in _PRICED:
        gains = one.number(benefit), chosen.number(benefit)
        if costs[0] is None or costs[1] is None or gains[0] is None or gains[1] is None:
            continue
        dearer, gained = costs[0] - costs[1], gains[0] - gains[1]
        if dearer * gained > 0 and _differ(gains[0], gains[1]):
            yield _fact(one, chosen, f"marginal.{key}", dearer / gained, unit, ("investment", benefit))


def _differ(one: Decimal, other: Decimal) -> bool:
    """Whether two amounts differ by more than rounding does."""
    return abs(one - other) > _SAME * max(abs(one), abs(other))


def _fact(one: Figures, chosen: Figures, attribute: str, value: Decimal, unit: str, rests_on: Sequence[str]) -> Fact:
    inputs = tuple(fact_id(side.subject, key) for key in rests_on for side in (one, chosen))
    bases = {side.facts[key].basis for key in rests_on for side in (one, chosen)}
    basis = Basis.MODELLED_UNCALIBRATED if Basis.MODELLED_UNCALIBRATED in bases else Basis.ENTERED
    return Fact(fact_id(one.subject, attribute), value, unit, basis, "", _METHOD, CLAUSE, inputs)
