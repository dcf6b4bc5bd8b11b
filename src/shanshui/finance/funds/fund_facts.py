"""All facts of the package: money, what it falls short of, private money, what central money may pay for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shanshui.finance.estimate.costs import CostedWork
from shanshui.finance.estimate.estimate import Estimate
from shanshui.finance.funds.eligibility import eligibility_facts, grant_facts
from shanshui.finance.funds.funding import financing
from shanshui.finance.funds.funding_facts import funding_facts, gap_facts, money_years
from shanshui.finance.funds.private import private_facts
from shanshui.finance.schedule.cost_years import cost_year_facts, costs_by_year
from shanshui.ledger import Fact, Facts
from shanshui.plan import Plan
from shanshui.standard import Standard


def fund_facts(
    plan: Plan, works: Sequence[CostedWork], found: Estimate, earlier: Facts, standard: Standard
) -> Iterator[Fact]:
    """Cost by year and the money for it.

    Parameters
    ----------
    plan : Plan
        Sub-projects, works, funding, private finance.
    works : sequence of CostedWork
        By which costs fall on years.
    found : Estimate
        Costs.
    earlier : Facts
        Control zones and past projects of the layout.
    standard : Standard
        Words.
    """
    by_year = costs_by_year(plan, works, found)
    money = financing(plan.subprojects, plan.funding, money_years(plan))
    yield from cost_year_facts(plan, by_year)
    yield from funding_facts(plan, money, standard.label)
    yield from gap_facts(plan, found, by_year, money)
    yield from private_facts(plan)
    yield from eligibility_facts(plan, earlier, standard)
    yield from grant_facts(plan, found.scope_total, money.amount("scope", "central"))
