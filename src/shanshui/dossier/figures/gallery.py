"""Every drawing of the report that is no map, each where its facts are known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from shanshui.dossier.figures.alternatives import comparison_of, draw_comparison
from shanshui.dossier.figures.costs import costs_of, draw_costs
from shanshui.dossier.figures.funding import draw_funding, funding_of
from shanshui.dossier.figures.order import draw_order, order_of
from shanshui.dossier.figures.sensitivity import draw_sensitivity, sensitivity_of
from shanshui.dossier.figures.wheel import draw_wheel, wheel_of
from shanshui.dossier.figures.worth import draw_worth, worth_of
from shanshui.dossier.maps.styles import StyleBook
from shanshui.ledger import Facts
from shanshui.plan import Plan
from shanshui.standard import Standard


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing that has its facts.

    Parameters
    ----------
    key, title : str
        Name in chapters (``figure('funding')``), and printed title.
    content : str
        All that it shows, as text: it is drawn anew where that changes.
    synthetic : bool
        Whether anything in it rests on made-up data.
    draw : callable
        Draws it into a file.
    """

    key: str
    title: str
    content: str
    synthetic: bool
    draw: Callable[[Path], None]


class _Value(Protocol):
    @property
    def synthetic(self) -> bool: ...


T = TypeVar("T", bound=_Value)


def drawings(plan: Plan, facts: Facts, standard: Standard, styles: StyleBook) -> Iterator[Drawing]:
    """Drawings of a plan; those without facts are left out.

    Parameters
    ----------
    plan : Plan
        Alternatives, units, sub-projects, works.
    facts : Facts
        Of all stages.
    standard : Standard
        Words.
    styles : StyleBook
        Type and palettes.
    """

    def made(key: str, title: str, value: T | None, draw: Callable[[T, StyleBook, Path], None]) -> Iterator[Drawing]:
        if value is not None:
            drawn = partial(draw, value, styles)
            yield Drawing(key, standard.label(title), repr(value), value.synthetic, drawn)

    years = plan.project.years
    yield from made("recovery_wheel", "wheel.title", wheel_of(facts, standard, styles), draw_wheel)
    comparison = comparison_of(plan.alternatives, facts, standard)
    yield from made("alternatives", "figure.alternatives.title", comparison, draw_comparison)
    yield from made("order", "order.title", order_of(plan, facts, standard, styles), draw_order)
    yield from made("costs", "figure.costs.title", costs_of(plan, facts, standard), draw_costs)
    yield from made("funding", "figure.funding.title", funding_of(years, facts, standard), draw_funding)
    yield from made("sensitivity", "figure.sensitivity.title", sensitivity_of(facts, standard), draw_sensitivity)
    yield from made("worth", "figure.worth.title", worth_of(plan, facts, standard), draw_worth)
