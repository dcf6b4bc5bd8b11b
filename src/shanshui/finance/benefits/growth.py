"""How benefits grow from the first works to their full amount, year by year (5.4.5.3 b)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from shanshui.ledger import Facts
from shanshui.plan import Plan
from shanshui.plan.choices import choice
from shanshui.plan.library import linked

Floats = NDArray[np.float64]
Shares = Mapping[tuple[str, str], Floats]
"""Share of the full effect at the end of each year, by subject and effect."""


def shares_of(plan: Plan, facts: Facts, effects: Sequence[str], years: Sequence[int]) -> Shares:
    """The share of their full effect that the scope, units and sub-projects have at the end of each year.

    Parameters
    ----------
    plan : Plan
        Works and measures, which tell when all have come to their full; targets, whose years the layout states.
    facts : Facts
        Effects in full, and of the years that the layout states.
    effects : sequence of str
        Names of effects.
    years : sequence of int
        Years asked for.

    Returns
    -------
    mapping of (subject, effect) to float array, shape (years,)
        Of a sub-project straight between none at the end of its first year, the years that the layout states, and all
        once its slowest measure has grown up, with no decline after; of a unit and the scope the mean of their
        sub-projects by full effect. What is not known in full has none.
    """
    spans, stated = _spans(plan), _stated(plan)
    found: dict[tuple[str, str], Floats] = {}
    for effect in effects:
        sums: dict[str, Floats] = {}
        weights: dict[str, float] = {}
        for sub in plan.subprojects:
            subject = f"subproject:{sub.code}"
            whole = facts.number(f"{subject}.effect.{effect}")
            if whole is None:
                continue
            known = {year: facts.number(f"{subject}.effect.{effect}@{year}") for year in stated if whole}
            shares = {year: float(value / whole) for year, value in known.items() if value is not None}
            found[subject, effect] = grown_by(years, *spans[sub.code], shares)
            for place in ("scope", f"unit:{sub.unit}"):
                sums[place] = sums.get(place, np.zeros(len(years))) + float(whole) * found[subject, effect]
                weights[place] = weights.get(place, 0.0) + float(whole)
        found |= {(place, effect): sums[place] / (weights[place] or 1.0) for place in sums}
    return found


def grown_by(years: Sequence[int], start: int, full: int, stated: Mapping[int, float]) -> Floats:
    """Share of the full effect at the end of each year.

    Parameters
    ----------
    years : sequence of int
        Years asked for.
    start, full : int
        Year at the end of which there is none yet, and from which on there is all; ``full`` is later.
    stated : mapping of year to float
        Shares of years between, which come first.

    Returns
    -------
    float array, shape (years,)

    Examples
    --------
    >>> [float(share) for share in grown_by([2020, 2022, 2025, 2030], 2021, 2025, {2023: 0.8})]
    [0.0, 0.4, 1.0, 1.0]
    """
    points = sorted(({start: 0.0} | {y: s for y, s in stated.items() if start <= y < full} | {full: 1.0}).items())
    return np.interp(years, [year for year, _ in points], [share for _, share in points])


def _stated(plan: Plan) -> tuple[int, ...]:
    """Years that the layout states effects of."""
    return tuple(sorted({plan.project.build_years[1], *(t.year for t in plan.targets if t.year is not None)}))


def _spans(plan: Plan) -> Mapping[str, tuple[int, int]]:
    """First year of works of each sub-project, and the year from which all its measures are in full effect."""
    mature = _maturities(plan)
    ends = {sub.code: sub.start + 1.0 for sub in plan.subprojects}
    last = {sub.code: sub.end for sub in plan.subprojects}
    for work in plan.works:
        if work.subproject in ends and work.measure in mature:
            end = (last[work.subproject] if work.year is None else work.year) + mature[work.measure]
            ends[work.subproject] = max(ends[work.subproject], end)
    return {sub.code: (sub.start, int(np.ceil(ends[sub.code]))) for sub in plan.subprojects}


def _maturities(plan: Plan) -> Mapping[str, float]:
    """Years after completion in which each measure comes to its full effect."""
    usual = choice(plan.project, "effect_maturity").number
    entered: dict[str, float] = {}
    for row in plan.effects:
        if row.year is not None:
            entered[row.measure] = max(entered.get(row.measure, 0.0), float(row.year))
    found = {}
    for measure in plan.measures:
        kin = linked(measure)
        slow = usual if kin is None or kin.maturity is None else float(kin.maturity)
        found[measure.code] = max(slow, entered.get(measure.code, 0.0))
    return found
