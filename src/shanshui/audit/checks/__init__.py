"""All checks of a document, in files by topic; ``standard/data/rules/audit_*.csv`` words them, file by file."""

from __future__ import annotations

from shanshui.audit.check import Check
from shanshui.audit.reading import Reading
from shanshui.finding import Finding

CHECKS: tuple[Check, ...] = ()
"""In the order in which they run."""


def run_checks(reading: Reading) -> tuple[Finding, ...]:
    """Everything that the checks find, each fault once, in the order of the document."""
    found = (finding for check in CHECKS for finding in check(reading))
    ordered = sorted(found, key=lambda f: (f.quotes[0].start if f.quotes else 0, f.code))
    return tuple({(f.code, f.quotes): f for f in ordered}.values())
