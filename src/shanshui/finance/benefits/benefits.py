"""Ecological and social benefits, what they are worth and cost, and who should make up for them (5.4.5.3 b, c)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from shanshui.finance.analysis.terms import analysis_years
from shanshui.finance.benefits.amounts import Amounts, amounts_of, effect_of
from shanshui.finance.benefits.benefit_facts import amount_facts, aspect_facts, value_facts, worth_facts, yearly_facts
from shanshui.finance.benefits.compensation import compensation_facts, stakes
from shanshui.finance.benefits.cost_effectiveness import cost_facts
from shanshui.finance.benefits.growth import shares_of
from shanshui.finance.benefits.social import social_facts
from shanshui.finance.benefits.tables import tables_of
from shanshui.finance.benefits.values import values_of, yearly
from shanshui.finance.benefits.ways import townships_of, ways_of
from shanshui.finance.benefits.worth import Worth, worths
from shanshui.finance.book import Book
from shanshui.finding import Finding
from shanshui.ledger import Fact, Facts
from shanshui.plan import Plan
from shanshui.stage import StageResult
from shanshui.standard import Standard
from shanshui.standard.method.benefits import load_benefits
from shanshui.workspace import Workspace

MOST = 200
"""Sub-projects up to which each is told in full: values by benefit and by the year, cost by the year, ranks."""


def benefits(plan: Plan, workspace: Workspace, standard: Standard, facts: Iterable[Fact]) -> StageResult:
    """Benefits of the plan.

    Parameters
    ----------
    plan : Plan
        Works, prices of benefits, socio-economic table, choices.
    workspace : Workspace
        Facts of earlier stages, micro-catchments.
    standard : Standard
        Words, specifications of tables.
    facts : iterable of Fact
        Of this stage so far: cost and money of sub-projects.

    Returns
    -------
    StageResult
        Amounts, values, cost per benefit, compensation; tables S.3 and S.4; findings on prices. Nothing
        ecological is told where the layout tells no effects.
    """
    own, years, words = tuple(facts), analysis_years(plan.project), standard.label
    before, few = workspace.facts.with_more(own), len(plan.subprojects) <= MOST
    each = tuple(f"subproject:{sub.code}" for sub in plan.subprojects if few)
    amounts = amounts_of(plan, before)
    prices, findings = worths(plan, partial(standard.word, "benefit_quantity"))
    found = list(worth_facts(plan, prices, words))
    values = values_of(plan, amounts, prices)
    shares = shares_of(plan, before, tuple(dict.fromkeys(effect_of(one) for one in load_benefits().values())), years)
    subjects = ("scope", *(f"unit:{unit.code}" for unit in plan.units), *each)
    told = yearly(plan, years, amounts, prices, values, shares, subjects)
    found += amount_facts(amounts, few)
    found += value_facts(amounts, values, prices, words, few)
    found += yearly_facts(told, amounts, values)
    found += aspect_facts(plan, before, amounts, standard)
    found += cost_facts(plan, before, amounts, values, len(years), few)
    found += social_facts(plan, before, words)
    townships = townships_of(plan, before)
    claims = stakes(plan, before, values, townships, len(years))
    ways = ways_of(plan, workspace, before) if claims else None
    found += compensation_facts(plan, before, claims, ways, words)
    book = Book(plan, standard, Facts((*own, *found)), workspace.facts)
    tables = tables_of(book, ways.townships if ways is not None else ())
    return StageResult(tuple(found), tables, (*findings, *_unpriced(standard, amounts, prices)))


def _unpriced(standard: Standard, amounts: Amounts, prices: Mapping[str, Worth]) -> Iterator[Finding]:
    """A note for each benefit that works bring, that would be added up, and that nobody has a price for."""
    for name, quantity in load_benefits().items():
        if name in amounts["scope"] and name not in prices and quantity.counted == "yes":
            words = {"name": standard.word("benefit_quantity", name)}
            yield Finding("BENEFIT-PRICE", subject=f"benefit:{name}", facts=(f"scope.benefit.{name}",), words=words)
