"""Boundary conditions of the financial analysis: period, rates, price level, how far inputs vary (clause 5.4.5.3 a)."""

from __future__ import annotations

from dataclasses import dataclass

from shanshui.plan import Project
from shanshui.plan.choices import Chosen, choice

_LONGEST = 100
_LONGEST_DELAY = 5
_FEWEST, _MOST = 100, 100_000


@dataclass(frozen=True, slots=True)
class Terms:
    """What the analysis starts from.

    Parameters
    ----------
    years : tuple of int
        Every year from the first of works on; the first is not discounted.
    price_year : int
        Whose prices all amounts stand at, in both views.
    finance, social : Chosen
        Rates of discount [1] of the financial and of the economic view.
    upkeep : Chosen
        Yearly upkeep after the years of care, as a share of construction [1].
    spread, quantity_spread : float
        How far what has no interval of its own varies, and quantities of works [1].
    delay : float
        Most years by which revenue and benefits come late [a].
    correlation : float
        Between prices [1].
    seed, draws : int
        Of the simulation.
    """

    years: tuple[int, ...]
    price_year: int
    finance: Chosen
    social: Chosen
    upkeep: Chosen
    spread: float
    quantity_spread: float
    delay: float
    correlation: float
    seed: int
    draws: int

    @property
    def first(self) -> int:
        """First year of works."""
        return self.years[0]

    @property
    def last(self) -> int:
        """Last year of the analysis."""
        return self.years[-1]


def terms_of(project: Project) -> Terms:
    """The project's own choices, else those shipped; what lies beyond reason is cut off there."""

    def within(key: str, low: float, high: float) -> float:
        return min(max(choice(project, key).number, low), high)

    return Terms(
        analysis_years(project),
        project.prices_of,
        choice(project, "finance_discount"),
        choice(project, "social_discount"),
        choice(project, "upkeep_share"),
        within("sensitivity_spread", 0.0, 0.9),
        within("quantity_spread", 0.0, 0.9),
        within("delay_most", 0.0, _LONGEST_DELAY),
        within("price_correlation", 0.0, 1.0),
        int(within("simulation_seed", 0, 2**31)),
        int(within("simulation_draws", _FEWEST, _MOST)),
    )


def analysis_years(project: Project) -> tuple[int, ...]:
    """Years of the analysis: those of works and ``analysis_years`` more, a hundred at most."""
    more = int(min(max(choice(project, "analysis_years").number, 1), _LONGEST))
    first, last = project.build_years
    return tuple(range(first, max(first, last) + more + 1))
