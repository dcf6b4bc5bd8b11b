"""Trends of vegetation, cell by cell, over the years that layers tell of."""

from __future__ import annotations

from functools import partial
from typing import cast

from shanshui.assess.fields.reading import at, told_years
from shanshui.assess.ground import Field, Ground, Missing, Recipe
from shanshui.geo.sweep import Step
from shanshui.indicators.cell_trends import FEWEST, cell_classes, cell_slopes
from shanshui.indicators.trend import Whitening

SERIES = ("fvc", "ndvi")
"""Fields of which there may be many years."""


def years_of(ground: Ground, stem: str) -> tuple[tuple[str, int], ...]:
    """Names and years of a field that can be had, ascending."""
    stems = SERIES if stem == "fvc" else (stem,)
    named = ((at(stem, "" if year == ground.year else str(year)), year) for year in told_years(ground, *stems))
    return tuple((name, year) for name, year in named if ground.has(name))


def _slope(stem: str, ground: Ground, _: str) -> Field | Missing:
    """Sen's slope of a field [unit/a]."""
    found = years_of(ground, stem)
    if len(found) < FEWEST:
        return Missing(why="few_years")
    times = tuple(float(year) for _, year in found)
    needs = tuple(name for name, _ in found)
    return Field(Step(needs, partial(cell_slopes, times=times)), "1/a", "indicators.cell_trends.cell_slopes")


def _classes(stem: str, ground: Ground, _: str) -> Field | Missing:
    """Whether a field rises (1), does neither (2) or falls (3), beyond chance."""
    found = years_of(ground, stem)
    if len(found) < FEWEST:
        return Missing(why="few_years")
    alpha, whitening = ground.choice("trend_alpha"), ground.choice("trend_whitening")
    times = tuple(float(year) for _, year in found)
    test = partial(cell_classes, times=times, alpha=alpha.number, whitening=cast(Whitening, whitening.word))
    return Field(
        Step(tuple(name for name, _ in found), test),
        method="indicators.cell_trends.cell_classes",
        choices=(alpha, whitening),
        coded=True,
    )


RECIPES: dict[str, Recipe] = {
    **{f"trend_{stem}": partial(_slope, stem) for stem in SERIES},
    **{f"trend_{stem}_class": partial(_classes, stem) for stem in SERIES},
}
"""``trend_fvc`` and ``trend_ndvi``, and the class of each."""
