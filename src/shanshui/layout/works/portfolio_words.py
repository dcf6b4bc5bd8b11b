"""Demands of a portfolio in words, for sentences and findings."""

from __future__ import annotations

from collections.abc import Iterable

from shanshui.layout.works.portfolio_task import CountyTask
from shanshui.optimisation.task import Demand
from shanshui.plan import Plan
from shanshui.standard import Standard

_STEM = "proposal.portfolio.demand."


def demand_words(demand: Demand, county: CountyTask, plan: Plan, standard: Standard, lang: str) -> str:
    """What a demand asks for.

    Parameters
    ----------
    demand : Demand
        By its name.
    county : CountyTask
        What the names of options stand for.
    plan : Plan
        Names of sub-projects and units.
    standard : Standard
        Words, in ``lang``.
    lang : {"zh", "en"}
        Language.
    """
    kind, *of = demand
    if kind in ("place", "years"):
        return _say(kind, standard, lang, name=_name(of[0], plan))
    if kind == "budget":
        source = standard.word("funding_source", of[0], lang)
        only = [standard.word("subproject_category", code, lang) for code in of[2].split("|") if code]
        when = of[1] or standard.label(_STEM + "all_years", lang)
        label = "budget_for" if only else "budget"
        return _say(label, standard, lang, source=source, year=when, categories=_joined(only, standard, lang))
    if kind == "capacity":
        category, _, _ = of[0].partition("|")
        when = of[1] or standard.label(_STEM + "each_year", lang)
        return _say(kind, standard, lang, category=standard.word("measure_category", category, lang), year=when)
    if kind == "target":
        subject, indicator, _ = of[0].split("|")
        performance = standard.performance[indicator]
        named = performance.name_d or indicator
        return _say(kind, standard, lang, subject=_subject(subject, plan, standard, lang), indicator=named)
    if kind == "order":
        ground = next(
            (edge.ground for edge in county.order.edges if (edge.before, edge.after) == (of[0], of[1])), "entered"
        )
        why = standard.label(f"{_STEM}ground.{ground}", lang)
        return _say(kind, standard, lang, before=_name(of[0], plan), after=_name(of[1], plan), ground=why)
    names = [county.offered[option].name for option in of]
    place = _name(county.offered[of[0]].subproject, plan)
    return _say(kind, standard, lang, place=place, first=names[0], second=names[-1])


def all_words(demands: Iterable[Demand], county: CountyTask, plan: Plan, standard: Standard, lang: str) -> str:
    """Several demands, one after the other."""
    return _joined([demand_words(demand, county, plan, standard, lang) for demand in demands], standard, lang)


def _joined(words: Iterable[str], standard: Standard, lang: str) -> str:
    return standard.label("proposal.portfolio.joint", lang).join(words)


def _say(kind: str, standard: Standard, lang: str, **words: str) -> str:
    return standard.label(_STEM + kind, lang).format(**words)


def _name(code: str, plan: Plan) -> str:
    sub = plan.subproject(code)
    return f"{code} {sub.name}" if sub is not None else code


def _subject(subject: str, plan: Plan, standard: Standard, lang: str) -> str:
    kind, _, code = subject.partition(":")
    unit = plan.unit_of(code) if kind == "unit" else None
    if kind == "subproject":
        return _name(code, plan)
    return unit.name if unit is not None else standard.label(f"{_STEM}scope", lang)
