"""The financial analysis of a plan: flows, returns, sensitivity, simulation, private money (clause 5.4.5.3 a)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shanshui.finance.analysis.cash_flows import Earning, Flows, earnings, flows_of
from shanshui.finance.analysis.draws import Drawn, simulate
from shanshui.finance.analysis.model import Model, View, model_of
from shanshui.finance.analysis.private import Investment, investments
from shanshui.finance.analysis.sensitivity import Swing, swings_of
from shanshui.finance.analysis.terms import Terms, terms_of
from shanshui.ledger import Facts
from shanshui.plan import Plan

FINANCE: View = "finance"
ECONOMIC: View = "economic"


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that was found out.

    Parameters
    ----------
    terms : Terms
        Boundary conditions.
    earned : tuple of Earning
        Revenue by year.
    flows : tuple of Flows
        Of the scope, then of sub-projects that earn something; none where no investment is known.
    drawn : mapping of view to Drawn
        Views that have a present value: money where there is revenue, economic where benefits are valued.
    view : str
        Of which sensitivity is told; empty where there is none.
    swings : tuple of Swing
        The widest first.
    investments : tuple of Investment
        Rows of private finance.
    """

    terms: Terms
    earned: tuple[Earning, ...]
    flows: tuple[Flows, ...]
    drawn: Mapping[str, Drawn]
    view: str
    swings: tuple[Swing, ...]
    investments: tuple[Investment, ...]

    @property
    def scope(self) -> Flows | None:
        """Flows of the scope."""
        return self.flows[0] if self.flows else None


def analyse(plan: Plan, facts: Facts) -> Analysis:
    """Analyse a plan.

    Parameters
    ----------
    plan : Plan
        Revenue, private finance, care, choices.
    facts : Facts
        Costs by year, costs of works, values and prices of benefits.
    """
    terms = terms_of(plan.project)
    earned = earnings(plan, terms)
    flows = flows_of(plan, facts, terms, earned) or ()
    put_in = investments(plan, terms, earned)
    models: dict[str, Model] = {}
    if flows:
        known: dict[View, bool] = {FINANCE: flows[0].earns, ECONOMIC: flows[0].benefit is not None}
        works = tuple(_cost_by_measure(plan, facts).values()) if any(known.values()) else ()
        models = {
            view: model_of(view, flows[0], earned, facts, terms, works) for view, wanted in known.items() if wanted
        }
    view = next((view for view in (ECONOMIC, FINANCE) if view in models), "")
    swings = swings_of(models[view]) if view else ()
    return Analysis(terms, earned, flows, {v: simulate(m) for v, m in models.items()}, view, swings, put_in)


def _cost_by_measure(plan: Plan, facts: Facts) -> Mapping[str, float]:
    """Cost of all works of each measure [yuan]."""
    found: dict[str, float] = {}
    for measure, cost in _costs(plan, facts):
        found[measure] = found.get(measure, 0.0) + cost
    return found


def _costs(plan: Plan, facts: Facts) -> Iterable[tuple[str, float]]:
    for number, work in enumerate(plan.works, start=2):
        cost = facts.number(f"subproject:{work.subproject}.work.{work.place.row or number}.cost")
        if cost is not None:
            yield work.measure, float(cost)
