"""The contract of proposals: a choice that was computed, in the form in which a planner would have entered it.

A part is a module of this package with ``propose(plan, workspace, standard, effort) -> Proposal``. It runs on the plan
as entered and on the facts of all stages up to finance; it writes nothing. What the planner has entered is never
changed by it: it is scored by the same functions, and its distance from the best known is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

import geopandas as gpd

from shanshui.finding import Finding
from shanshui.ledger import Fact
from shanshui.plan import Plan
from shanshui.standard import Standard
from shanshui.workspace import Workspace

PARTS = ("scope", "units", "measures", "portfolio", "alternatives", "monitoring")
"""Every part in the order of the code's clauses; each is ``shanshui.layout.proposals.<name>.propose``."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much a proposal may cost.

    Parameters
    ----------
    seconds : float
        Time for each search for an optimum.
    gap : float
        Share of the objective at which a search may end.
    seed : int
        Of whatever is drawn by lot.
    """

    seconds: float = 120.0
    gap: float = 0.01
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence by which a proposal explains itself: a label of ``labels.csv`` and the words that fill it."""

    label: str
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Series:
    """Points of a chart: a line, marks, or bars from ``x`` to ``x + width``."""

    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    kind: Literal["line", "marks", "bars"] = "line"
    width: tuple[float, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a proposal; titles are labels of ``labels.csv``, names of series are printed as they stand."""

    title: str
    x_title: str
    y_title: str
    series: tuple[Series, ...]
    y_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one part proposes.

    Parameters
    ----------
    part : str
        One of :data:`PARTS`.
    tables : mapping of input table to rows
        Whole tables; a row maps keys of columns to cells as a planner would enter them. Rows that the planner
        entered and the part leaves alone are in them unchanged.
    layers : mapping of role to GeoDataFrame
        In the project's CRS, with the fields that the role asks for.
    facts : tuple of Fact
        Objective, bound, gap, price of the entered choice against the best known, with their inputs.
    findings : tuple of Finding
        What stands in the way, with remedy.
    said : tuple of Said
        What was chosen and why, sentence by sentence.
    charts : tuple of Chart
        What shows it.
    """

    part: str
    tables: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=lambda: MappingProxyType({}))
    layers: Mapping[str, gpd.GeoDataFrame] = field(default_factory=lambda: MappingProxyType({}))
    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()
    said: tuple[Said, ...] = ()
    charts: tuple[Chart, ...] = ()


Run = Callable[[Plan, Workspace, Standard, Effort], Proposal]
