"""All checks of a document, in files by topic; ``standard/data/rules/audit_*.csv`` words them, file by file."""

from __future__ import annotations

from itertools import combinations
from types import ModuleType

from shanshui.audit.check import Check
from shanshui.audit.checks import (
    articles,
    belonging,
    booking,
    changes,
    classes,
    column_totals,
    columns,
    companions,
    contents,
    coordinates,
    counts,
    courses,
    dates,
    documents,
    dual_units,
    durations,
    exchanged,
    extremes,
    fees,
    funds,
    growth,
    heights,
    indicator_units,
    indicators,
    items,
    leftovers,
    levels,
    lie_of_the_land,
    money,
    names,
    numbering,
    outline,
    parts,
    people,
    percentages,
    phases,
    places,
    products,
    project_counts,
    project_facts,
    project_periods,
    project_sums,
    projects,
    ranks,
    ratios,
    reckoning,
    references,
    repetition,
    rivers,
    row_order,
    same_facts,
    schedules,
    sequences,
    shares,
    sizes,
    stakes,
    standards,
    stocks,
    sums,
    superlatives,
    table_counts,
    table_text,
    tables,
    two_tables,
    units,
    zone_members,
    zoning,
)
from shanshui.audit.reading import Reading
from shanshui.finding import Finding

TOPICS: tuple[ModuleType, ...] = (
    same_facts,
    table_text,
    table_counts,
    two_tables,
    superlatives,
    companions,
    parts,
    stocks,
    rivers,
    growth,
    zoning,
    zone_members,
    sums,
    items,
    tables,
    classes,
    column_totals,
    columns,
    row_order,
    shares,
    percentages,
    dual_units,
    counts,
    sequences,
    money,
    funds,
    fees,
    reckoning,
    products,
    ratios,
    ranks,
    people,
    changes,
    booking,
    dates,
    durations,
    schedules,
    project_periods,
    projects,
    project_facts,
    project_counts,
    project_sums,
    stakes,
    indicators,
    indicator_units,
    courses,
    phases,
    repetition,
    coordinates,
    heights,
    extremes,
    leftovers,
    levels,
    names,
    numbering,
    contents,
    outline,
    places,
    belonging,
    lie_of_the_land,
    references,
    articles,
    standards,
    documents,
    units,
    sizes,
    exchanged,
)
"""Files of checks, in the order in which they run."""

CHECKS: tuple[Check, ...] = tuple(
    check for topic in TOPICS for check in vars(topic).values() if isinstance(check, Check)
)
"""In the order in which they run."""

_LAST = frozenset(exchanged.one_number_mistyped.codes)
"""What is told only where no other finding quotes the same passages."""


def run_checks(reading: Reading) -> tuple[Finding, ...]:
    """Everything that the checks find, each fault once, in the order of the document."""
    found = [finding for check in CHECKS for finding in check(reading)]
    told = {quotes for f in found if f.code not in _LAST for quotes in combinations({q.start for q in f.quotes}, 2)}
    known = {frozenset(pair) for pair in told}
    new = (f for f in found if f.code not in _LAST or frozenset(q.start for q in f.quotes) not in known)
    ordered = sorted(new, key=lambda f: (f.quotes[0].start if f.quotes else 0, f.code))
    return tuple({(f.code, f.quotes): f for f in ordered}.values())
