"""Small invented plans with findings put to chosen words, for the tests of what an audit puts out."""

from __future__ import annotations

from pathlib import Path

from shanshui.audit.auditing import Audited, understand
from shanshui.audit.check import fault
from shanshui.claims.model import Span
from shanshui.documents import Document, read
from shanshui.finding import Finding

PLAN = """云水县国土空间生态修复规划

第一章 总则

全县土地总面积1200平方千米，其中林地面积800平方千米，占土地总面积的66.67%。

第二章 目标

全县土地总面积1250平方千米。到2025年，水土流失治理面积达到300公顷。
"""


def span(text: str, words: str, number: int = 0) -> Span:
    """Where words stand, for the n-th time from 0."""
    at = -1
    for _ in range(number + 1):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def audited(document: Document, *quoted: tuple[str, ...], code: str = "AUDIT-FACT") -> Audited:
    """A document with a finding for each tuple of words; ``words|1`` are those that stand there a second time."""
    reading = understand(document)
    return Audited(document, reading, tuple(_finding(document, reading, words, code) for words in quoted))


def _finding(document: Document, reading: object, words: tuple[str, ...], code: str) -> Finding:
    parts = (word.partition("|") for word in words)
    spans = [span(document.text, word, int(number or 0)) for word, _, number in parts]
    return fault(code, reading, spans, "甲", "乙")  # type: ignore[arg-type]


def plan(folder: Path, text: str = PLAN, name: str = "规划.txt") -> Document:
    """The invented plan, read from a file."""
    (folder / name).write_text(text, encoding="utf-8")
    return read(folder / name)
