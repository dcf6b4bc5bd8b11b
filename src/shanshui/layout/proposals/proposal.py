"""The contract of proposals: a choice that was computed, in the form in which a planner would have entered it.

A part is a module of this package with ``propose(plan, workspace, standard, effort) -> Proposal``. It runs on the plan
as entered and on the facts of all stages up to finance; it writes nothing. What the planner has entered is never
changed by it: it is scored by the same functions, and its distance from the best known is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import geopandas as gpd

from shanshui.finding import Finding
from shanshui.ledger import Fact
from shanshui.ledger.account import Chart, Said, Series
from shanshui.plan import Plan
from shanshui.standard import Standard
from shanshui.workspace import Workspace
from shanshui.workspace.proposals.report import PARTS, Effort

__all__ = ["PARTS", "Chart", "Effort", "Proposal", "Run", "Said", "Series"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one part proposes.

    Parameters
    ----------
    part : str
        One of :data:`shanshui.workspace.proposals.report.PARTS`; each is ``shanshui.layout.proposals.<part>.propose``.
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
