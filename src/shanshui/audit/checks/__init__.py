"""All checks of a document, in files by topic; ``standard/data/rules/audit_*.csv`` words them, file by file."""

from __future__ import annotations

from itertools import combinations
from types import ModuleType

from shanshui.audit.check import Check
from shanshui.audit.checks import amounts, counting, ground, structure, tabular, targets, times, works
from shanshui.audit.reading import Reading
from shanshui.finding import Finding

FAMILIES: tuple[ModuleType, ...] = (amounts, tabular, counting, works, times, targets, ground, structure)
"""Folders of checks; each lists its files."""

CHECKS: tuple[Check, ...] = tuple(
    check
    for family in FAMILIES
    for topic in family.TOPICS
    for check in vars(topic).values()
    if isinstance(check, Check)
)
"""In the order in which they run."""

_LAST = frozenset(amounts.exchanged.one_number_mistyped.codes)
"""What is told only where no other finding quotes the same passages."""


def run_checks(reading: Reading) -> tuple[Finding, ...]:
    """Everything that the checks find, each fault once, in the order of the document."""
    found = [finding for check in CHECKS for finding in check(reading)]
    told = {quotes for f in found if f.code not in _LAST for quotes in combinations({q.start for q in f.quotes}, 2)}
    known = {frozenset(pair) for pair in told}
    new = (f for f in found if f.code not in _LAST or frozenset(q.start for q in f.quotes) not in known)
    ordered = sorted(new, key=lambda f: (f.quotes[0].start if f.quotes else 0, f.code))
    return tuple({(f.code, f.quotes): f for f in ordered}.values())
