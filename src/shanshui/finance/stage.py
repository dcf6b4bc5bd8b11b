"""The stage of money and targets (5.3.3, 5.4.5): estimate, funds, schedule, targets, benefits, analysis."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from shanshui.finance.analysis.analysis import analyse
from shanshui.finance.analysis.facts import analysis_facts
from shanshui.finance.analysis.table_s1 import tables_s1
from shanshui.finance.analysis.table_s7 import tables_s7
from shanshui.finance.benefits.benefits import benefits
from shanshui.finance.book import Book
from shanshui.finance.estimate.control_total import account_of, control_facts
from shanshui.finance.estimate.cost_facts import cost_facts, work_facts
from shanshui.finance.estimate.costs import CostedWork, cost_works
from shanshui.finance.estimate.estimate import Estimate, estimate
from shanshui.finance.estimate.price_facts import price_facts
from shanshui.finance.estimate.table_g import table_g1, table_g3
from shanshui.finance.estimate.table_g2 import Line, case_facts, line_facts, lines_of, table_g2
from shanshui.finance.estimate.table_s5 import tables_s5
from shanshui.finance.funds.fund_facts import fund_facts
from shanshui.finance.funds.table_g4 import table_g4
from shanshui.finance.schedule.cross_facts import cross_facts
from shanshui.finance.schedule.cross_tables import table_s2
from shanshui.finance.schedule.performance import Achievement, achievements
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
from shanshui.finance.upper.tables import tables_upper
from shanshui.finance.upper.upper_facts import conformity, upper_facts
from shanshui.finding import Finding
from shanshui.ledger import Fact, Facts
from shanshui.plan import Plan
from shanshui.plan.cases import comparable
from shanshui.stage import StageResult
from shanshui.standard import Standard
from shanshui.workspace import Workspace


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for circles of references while facts are made: a large county has a million, and none in a circle."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


@_uncollected()
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
        Facts of costs, funding, performance, targets, benefits and returns; tables C, D, E.1, E.2, G.1–G.4, S.1–S.9.
    """
    words, earlier = standard.label, workspace.facts
    works, findings = cost_works(plan)
    found = estimate(plan, works)
    achieved, unit_findings = achievements(plan, works, standard.performance)
    lines = lines_of(plan, works, achieved)
    own = Facts(_money(plan, works, found, lines, earlier, standard))
    own = own.with_more(_aims(plan, works, achieved, earlier, standard))
    control = account_of(plan, own)
    own = own.with_more(control_facts(control, words))
    own = own.with_more(cross_facts(plan, works, achieved, own, earlier, words))
    beside = conformity(plan, standard)
    own = own.with_more(upper_facts(plan, works, beside))
    outlook = Outlook(plan, earlier.with_more(own.values()), standard)
    aims = attainments(outlook)
    own = own.with_more(attainment_facts(outlook, aims))
    valued = benefits(plan, workspace, standard, tuple(own.values()))
    own = own.with_more(valued.facts)
    known = earlier.with_more(own.values())
    analysis = analyse(plan, known)
    own = own.with_more(analysis_facts(analysis, known, words))
    book = Book(plan, standard, own, earlier)
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
        *tables_upper(book, beside),
    )
    told = (*findings, *unit_findings, *_fees_without_basis(found), *valued.findings)
    return StageResult(tuple(own.values()), tables, told)


def _money(
    plan: Plan,
    works: Sequence[CostedWork],
    found: Estimate,
    lines: Sequence[Line],
    earlier: Facts,
    standard: Standard,
) -> Iterator[Fact]:
    """What everything costs, and where the money comes from (5.4.5.1, 5.4.5.2)."""
    words = standard.label
    yield from price_facts(plan, works, words)
    yield from work_facts(works, words)
    yield from cost_facts(plan, works, found, words)
    yield from fund_facts(plan, works, found, earlier, standard)
    yield from line_facts(lines, words("finance.reason.uncosted"))
    yield from case_facts(comparable(plan.records.get("cases", ())))


def _aims(
    plan: Plan,
    works: Sequence[CostedWork],
    achieved: Mapping[str, Achievement],
    earlier: Facts,
    standard: Standard,
) -> Iterator[Fact]:
    """What is promised, and what the works add up to (5.3.3)."""
    area = standard.performance.get("implementation_area")
    yield from target_facts(plan)
    yield from entered_facts(plan, achieved, standard.performance)
    yield from summary_facts(plan, standard)
    yield from performance_facts(plan, achieved, works)
    yield from area_facts(plan, earlier, (area.decimals if area else None) or 0)


def _fees_without_basis(found: Estimate) -> Iterator[Finding]:
    for line in found.fees:
        fee = line.fee
        if not line.origin:
            words = {"name": fee.name}
            yield Finding("FEE-BASIS", fee.place, subject=f"fee:{fee.code}", words=words)
