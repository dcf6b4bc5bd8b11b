"""The stage of money and targets (5.3.3, 5.4.5): estimate, funding, performance, tables C, D, E.1, E.2, G.1–G.4."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.finance.book import Book
from shanshui.finance.estimate.cost_facts import cost_facts, work_facts
from shanshui.finance.estimate.costs import cost_works
from shanshui.finance.estimate.estimate import Estimate, estimate
from shanshui.finance.estimate.table_g import table_g1, table_g3
from shanshui.finance.estimate.table_g2 import case_facts, comparable, line_facts, lines_of, table_g2
from shanshui.finance.funds.funding import financing
from shanshui.finance.funds.funding_facts import funding_facts
from shanshui.finance.funds.table_g4 import table_g4
from shanshui.finance.schedule.performance import achievements
from shanshui.finance.schedule.table_e1 import table_e1
from shanshui.finance.schedule.table_e2 import tables_e2
from shanshui.finance.targets.table_c import table_c
from shanshui.finance.targets.table_d import table_d
from shanshui.finance.targets.targets import (
    area_facts,
    entered_facts,
    performance_facts,
    summary_facts,
    target_facts,
)
from shanshui.finding import Finding
from shanshui.ledger import Facts
from shanshui.plan import Plan
from shanshui.stage import StageResult
from shanshui.standard import Standard
from shanshui.workspace import Workspace


def run(plan: Plan, workspace: Workspace, standard: Standard) -> StageResult:
    """Estimate, finance and target the project.

    Parameters
    ----------
    plan : Plan
        Works, measures, prices, fees, funding, targets.
    workspace : Workspace
        Areas and zones that earlier stages found.
    standard : Standard
        Indicators, table specifications, words.

    Returns
    -------
    StageResult
        Facts of costs, funding, performance and targets; tables C, D, E.1, E.2, G.1–G.4.
    """
    works, findings = cost_works(plan)
    found = estimate(plan.subprojects, works, plan.fees)
    achieved, unit_findings = achievements(plan, works, standard.performance)
    lines = lines_of(plan, works, achieved)
    area = standard.performance.get("implementation_area")
    facts = (
        *work_facts(works, standard.label),
        *cost_facts(plan, works, found, standard.label),
        *funding_facts(plan, financing(plan.subprojects, plan.funding), standard.label),
        *target_facts(plan),
        *entered_facts(plan, achieved, standard.performance),
        *summary_facts(plan, standard.performance),
        *performance_facts(plan, achieved, works),
        *area_facts(plan, workspace.facts, (area.decimals if area else None) or 0),
        *line_facts(lines, standard.label("finance.reason.uncosted")),
        *case_facts(comparable(plan.records.get("cases", ()))),
    )
    book = Book(plan, standard, Facts(facts), workspace.facts)
    tables = (
        table_c(book),
        table_d(book),
        table_e1(book, achieved),
        *tables_e2(book, achieved),
        table_g1(book),
        table_g2(book, lines),
        table_g3(book),
        table_g4(book),
    )
    return StageResult(facts, tables, (*findings, *unit_findings, *_fees_without_basis(found)))


def _fees_without_basis(found: Estimate) -> Iterator[Finding]:
    for line in found.fees:
        fee = line.fee
        if fee.rate is None and fee.amount is None:
            words = {"name": fee.name}
            yield Finding("FEE-BASIS", fee.place, subject=f"fee:{fee.code}", words=words)
