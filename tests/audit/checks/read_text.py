"""Invented plans read as the auditor reads them, as they are and with one passage changed."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from shanshui.audit.auditing import understand
from shanshui.audit.check import Check
from shanshui.audit.reading import Reading
from shanshui.documents import read
from shanshui.finding import Finding
from shanshui.standard import load_rules

TEXTS = Path(__file__).parents[1] / "texts"


def plan(name: str) -> str:
    """The text of an invented plan."""
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8")


def reading_of(text: str) -> Reading:
    """A text as the auditor understands it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.txt"
        path.write_text(text, encoding="utf-8")
        return understand(read(path))


def found_in(text: str, *topics: ModuleType) -> tuple[Finding, ...]:
    """What the checks of some files find in a text."""
    reading = reading_of(text)
    checks = [value for topic in topics for value in vars(topic).values() if isinstance(value, Check)]
    return tuple(finding for check in checks for finding in check(reading))


def by_severity(findings: tuple[Finding, ...]) -> Mapping[str, set[str]]:
    """Codes by how severe they are."""
    rules = load_rules()
    grades: dict[str, set[str]] = {"error": set(), "warning": set(), "note": set()}
    for finding in findings:
        grades[rules[finding.code].severity].add(finding.code)
    return grades


def changed(text: str, old: str, new: str) -> str:
    """A text with one passage changed at its first place."""
    assert old in text, f"{old!r} stands not in the text"
    return text.replace(old, new, 1)
