"""All checks of a document, in files by topic; ``standard/data/rules/audit_*.csv`` words them, file by file."""

from __future__ import annotations

from types import ModuleType

from shanshui.audit.check import Check
from shanshui.audit.checks import (
    booking,
    changes,
    coordinates,
    counts,
    dates,
    dual_units,
    heights,
    indicator_units,
    indicators,
    leftovers,
    levels,
    money,
    names,
    numbering,
    outline,
    parts,
    percentages,
    phases,
    places,
    project_periods,
    projects,
    reckoning,
    references,
    repetition,
    same_facts,
    shares,
    standards,
    sums,
    tables,
    units,
    zoning,
)
from shanshui.audit.reading import Reading
from shanshui.finding import Finding

TOPICS: tuple[ModuleType, ...] = (
    same_facts,
    parts,
    zoning,
    sums,
    tables,
    shares,
    percentages,
    dual_units,
    counts,
    money,
    reckoning,
    changes,
    booking,
    dates,
    project_periods,
    projects,
    indicators,
    indicator_units,
    phases,
    repetition,
    coordinates,
    heights,
    leftovers,
    levels,
    names,
    numbering,
    outline,
    places,
    references,
    standards,
    units,
)
"""Files of checks, in the order in which they run."""

CHECKS: tuple[Check, ...] = tuple(
    check for topic in TOPICS for check in vars(topic).values() if isinstance(check, Check)
)
"""In the order in which they run."""


def run_checks(reading: Reading) -> tuple[Finding, ...]:
    """Everything that the checks find, each fault once, in the order of the document."""
    found = (finding for check in CHECKS for finding in check(reading))
    ordered = sorted(found, key=lambda f: (f.quotes[0].start if f.quotes else 0, f.code))
    return tuple({(f.code, f.quotes): f for f in ordered}.values())
