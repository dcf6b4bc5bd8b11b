"""The stage of money and targets (5.3.3, 5.4.5): estimate, funding, performance, tables C, D, E.1, E.2, G.1–G.4."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.finance.analysis.analysis import analyse
from shanshui.finance.analysis.facts import analysis_facts
from shanshui.finance.analysis.table_s1 import tables_s1
from shanshui.finance.analysis.table_s7 import tables_s7
from shanshui.finance.benefits.benefits import benefits
from shanshui.finance.book import Book
from shanshui.finance.estimate.control_total import account_of, control_facts
from shanshui.finance.estimate.cost_facts import cost_facts, work_facts
from shanshui.finance.estimate.costs import cost_works
from shanshui.finance.estimate.estimate import Estimate, estimate
from shanshui.finance.estimate.price_facts import price_facts
from shanshui.finance.estimate.table_g import table_g1, table_g3
from shanshui.finance.estimate.table_g2 import case_facts, line_facts, lines_of, table_g2
from shanshui.finance.estimate.table_s5 import tables_s5
from shanshui.finance.funds.fund_facts import fund_facts
from shanshui.finance.funds.table_g4 import table_g4
from shanshui.finance.schedule.cross_facts import cross_facts
from shanshui.finance.schedule.cross_tables import table_s2
from shanshui.finance.schedule.performance import achievements
from shanshui.finance.schedule.table_e1 import table_e1
from shanshui.finance.schedule.table_e2 import tables_e2
from shanshui.finance.targets.attainment import attainment_facts, attainments
from shanshui.finance.targets.expected import Outlook
from shanshui.finance.targets.table_c import table_c
from shanshui.finance.targets.table_d import table_d
from shanshui.finance.targets.table_s6 import tables_s6
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
from shanshui.plan.cases import comparable
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
    found = estimate(plan, works)
    achieved, unit_findings = achievements(plan, works, standard.performance)
    lines = lines_of(plan, works, achieved)
    area = standard.performance.get("implementation_area")
    facts = (
        *price_facts(plan, works, standard.label),
        *work_facts(works, standard.label),
        *cost_facts(plan, works, found, standard.label),
        *fund_facts(plan, works, found, workspace.facts, standard),
        *target_facts(plan),
        *entered_facts(plan, achieved, standard.performance),
        *summary_facts(plan, standard.performance),
        *performance_facts(plan, achieved, works),
        *area_facts(plan, workspace.facts, (area.decimals if area else None) or 0),
        *line_facts(lines, standard.label("finance.reason.uncosted")),
        *case_facts(comparable(plan.records.get("cases", ()))),
    )
    control = account_of(plan, Facts(facts))
    facts += tuple(control_facts(control, standard.label))
    facts += tuple(cross_facts(plan, works, achieved, Facts(facts), workspace.facts, standard.label))
    outlook = Outlook(plan, workspace.facts.with_more(facts), standard)
    aims = attainments(outlook)
    facts += tuple(attainment_facts(outlook, aims))
    valued = benefits(plan, workspace, standard, facts)
    facts += valued.facts
    known = workspace.facts.with_more(facts)
    analysis = analyse(plan, known)
    facts += tuple(analysis_facts(analysis, known, standard.label))
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
        table_s2(book),
        *tables_s5(book, control),
        *tables_s6(book, aims),
        *valued.tables,
        *tables_s1(book, analysis),
        *tables_s7(book, analysis),
    )
    return StageResult(facts, tables, (*findings, *unit_findings, *_fees_without_basis(found), *valued.findings))


def _fees_without_basis(found: Estimate) -> Iterator[Finding]:
    for line in found.fees:
        fee = line.fee
        if not line.origin:
            words = {"name": fee.name}
            yield Finding("FEE-BASIS", fee.place, subject=f"fee:{fee.code}", words=words)
