"""The comparison of alternatives of the whole plan (H.1.6.2): what each is, how they rank, what sets them apart."""

from __future__ import annotations

from shanshui.layout.alternatives.comparison import effects_by_alternative, figures_of
from shanshui.layout.alternatives.criteria import compared, ranked, unknown_criteria
from shanshui.layout.alternatives.trade_off import beside_chosen
from shanshui.ledger import Basis, Fact, Facts
from shanshui.plan import Plan
from shanshui.quantity import exact
from shanshui.stage import StageResult
from shanshui.standard import Standard


def weighed(plan: Plan, facts: Facts, standard: Standard) -> StageResult:
    """Facts and findings about the alternatives; nothing where none are entered.

    Parameters
    ----------
    plan : Plan
        Alternatives, works, prices, targets, judgements.
    facts : Facts
        Of the assessment, and areas of sub-projects.
    standard : Standard
        Performance indicators and words.
    """
    if not plan.alternatives:
        return StageResult()
    effects = effects_by_alternative(plan, facts, standard.label)
    figures = figures_of(plan, effects, standard.performance, standard.label)
    found = compared(figures)
    count = Fact(
        "scope.alternatives.count", exact(len(figures)), "count", Basis.ENTERED, "",
        "layout.alternatives.weighing.weighed", "H.1.6.2", ("table:alternatives",),
    )  # fmt: skip
    own = (fact for one in figures for fact in one.facts.values())
    told = (count, *own, *beside_chosen(figures), *ranked(found, plan, standard.label))
    return StageResult(told, findings=tuple(unknown_criteria(found)))
