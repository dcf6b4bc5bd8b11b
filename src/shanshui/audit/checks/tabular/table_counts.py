"""How many rows a table has and of what nature: indicators by nature and class, and what its caption counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from shanshui.audit.check import check, fault
from shanshui.audit.interval import is_count, is_exact
from shanshui.audit.reading import Reading
from shanshui.claims.cells import name_columns
from shanshui.claims.columns import Grid, bare, is_nothing, is_total, sections
from shanshui.claims.indicator_cells import nature_cell
from shanshui.claims.model import Quantity, Span
from shanshui.finding import Finding
from shanshui.standard.language.natures import nature_words

_SUBJECT = "指标"
_CLASS = "类"
_COUNTED = ("项", "个", "条", _CLASS)
_PARTLY = re.compile(r"新增|其余|部分|另|未列|略|等|之[一外]|中的|完成|达到|涉及|每")
_PLAIN = r"(?:主要|核心|规划|具体|目标|考核|生态修复|绩效|控制)?(?:主要|具体|目标)?指标"
_BEHIND = re.compile(rf"{_PLAIN}(?!体系)")
_BEFORE = re.compile(rf"(?:^|[，。；：\s设置共有含])\s?{_PLAIN}(?:共有?|共计|为|有)?$")
_UNLISTED = re.compile(r"未列|不列|略去|仅列|部分|不含|另有|储备|续表")
_WINDOW = 14
_NEXT = 8
_NEAR = 160
"""Characters around a table in which a remark may say that rows were left out."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """A table of indicators.

    Parameters
    ----------
    rows : tuple of Span
        Cells that name them.
    natures : tuple of str
        Nature of each, empty where the table does not say.
    classes : tuple of str
        Class of each, likewise.
    """

    rows: tuple[Span, ...]
    natures: tuple[str, ...]
    classes: tuple[str, ...]


@check("AUDIT-INDICATORS-COUNT", "AUDIT-INDICATORS-COUNT-LIKELY")
def indicators_counted(reading: Reading) -> Iterator[Finding]:
    """As many indicators as the text announces, of all and of each nature and class, stand in the table."""
    tables = [listed for table in reading.document.tables for listed in _listed(Grid(part) for part in sections(table))]
    if not tables:
        return
    for quantity in reading.quantities:
        kind = _kind(quantity, reading)
        if kind is None or not is_count(quantity) or not is_exact(quantity):
            continue
        counts = [count for listed in tables if (count := _count(listed, kind))]
        if not counts or quantity.value in counts or quantity.value == sum(counts):
            continue
        sure = len(tables) == 1
        words = {"name": f"{kind}性指标" if kind not in ("", _CLASS) else "指标", "count": str(counts[0])}
        spans = [quantity.span, *tables[0].rows[:1], *tables[0].rows[-1:]]
        code = "AUDIT-INDICATORS-COUNT" if sure else "AUDIT-INDICATORS-COUNT-LIKELY"
        yield fault(code, reading, spans, quantity.text, words["count"], words)


@check("AUDIT-ROWS-COUNT")
def rows_counted_in_the_caption(reading: Reading) -> Iterator[Finding]:
    """A table whose caption says how many things it lists has as many rows."""
    text = reading.document.text
    for table in reading.document.tables:
        start = text.rfind(table.caption, 0, table.start) if table.caption else -1
        if start < 0:
            continue
        told = [q for q in reading.quantities if start <= q.span.start < start + len(table.caption)]
        counts = [q for q in told if is_count(q) and text[max(start, q.span.start - 1) : q.span.start] in ("共", "计")]
        if len(counts) != 1 or _UNLISTED.search(text, start, min(len(text), table.end + _NEAR)):
            continue
        rows = _rows(Grid(table))
        if len(rows) > 1 and counts[0].value != len(rows):
            words = {"name": table.caption, "count": str(len(rows))}
            yield fault("AUDIT-ROWS-COUNT", reading, [counts[0].span, rows[0], rows[-1]], counts[0].text,
                        words["count"], words)  # fmt: skip


def _listed(grids: Iterator[Grid]) -> Iterator[_Listed]:
    for grid in grids:
        named = grid.of_kind("indicator")
        if not named or grid.of_kind("project"):
            continue
        cells = {cell.start: (row, cell) for row in grid.rows() if (cell := grid.at(row, named[-1].number)) is not None}
        kept = [(row, cell) for row, cell in cells.values() if not is_nothing(cell.text) and not is_total(cell.text)]
        natures = tuple(_nature(grid, row) for row, _ in kept)
        classes = grid.of_kind("class")
        labels = tuple(bare(grid.text(row, classes[0].number)) if classes else "" for row, _ in kept)
        yield _Listed(tuple(Span(cell.start, cell.end) for _, cell in kept), natures, labels)


def _nature(grid: Grid, row: int) -> str:
    words = " ".join(grid.text(row, column.number) for column in grid.of_kind("nature", "class"))
    return next((entry.word for entry in nature_words() if entry.word in f"{words} {grid.banner(row)}"), "")


def _count(listed: _Listed, kind: str) -> int:
    """How many rows are of a kind; 0 where the table does not tell."""
    if kind == _CLASS:
        return len(set(listed.classes)) if all(listed.classes) else 0
    if not kind:
        return len(listed.rows)
    return sum(nature == kind for nature in listed.natures) if all(listed.natures) else 0


def _kind(quantity: Quantity, reading: Reading) -> str | None:
    """What a number counts: all indicators (empty), those of a nature, classes (类); None where it counts others."""
    text, start, end = reading.document.text, quantity.span.start, quantity.span.end
    block = reading.document.block_at(start)
    if quantity.word not in _COUNTED or block is None or block.kind not in ("paragraph", "box", "note", "heading"):
        return None
    before = text[max(block.start, start - _WINDOW) : start]
    behind = text[end : min(block.end, end + _WINDOW)]
    if _PARTLY.search(before) or quantity.value < 2:
        return None
    if quantity.word == _CLASS:
        return _CLASS if re.match(r"[^，。；]{0,6}(?:\d+|[一二三四五六七八九十]+)[项个]指标", behind) else None
    found = _nature_before().search(before) or _nature_behind().match(behind)
    if found is not None:
        return found[1] if _SUBJECT in text[block.start : end] or _SUBJECT in behind[:_NEXT] else None
    counted = _BEHIND.match(behind) or _BEFORE.search(before)
    return "" if counted and "其中" not in before else None


@cache
def _natures() -> str:
    return "|".join(re.escape(entry.word) for entry in nature_words())


@cache
def _nature_before() -> re.Pattern[str]:
    """A nature right before a number: 约束性指标共4项."""
    return re.compile(rf"({_natures()})性?(?:目标|指标){{0,2}}(?:共有?|为|有|计|各|设)?$")


@cache
def _nature_behind() -> re.Pattern[str]:
    """A nature right behind a number: 4项约束性指标."""
    return re.compile(rf"(?:为|属)?({_natures()})性")


def _rows(grid: Grid) -> Sequence[Span]:
    """Cells that name the rows, totals left out, each once."""
    names = name_columns(grid)
    if not names:
        return ()
    best = next((c for c in names if c.kind in ("project", "indicator", "thing")), names[0])
    cells = {cell.start: cell for row in grid.rows() if (cell := grid.at(row, best.number)) is not None}
    kept = [cell for cell in cells.values() if not is_nothing(cell.text) and not is_total(cell.text)]
    return tuple(Span(cell.start, cell.end) for cell in kept)


@check("AUDIT-INDICATOR-NATURE")
def nature_in_words(reading: Reading) -> Iterator[Finding]:
    """An indicator that the text calls binding or expected by name is so in the table."""
    text = reading.document.text
    for found in _named_nature().finditer(text):
        block = reading.document.block_at(found.start())
        if block is None or block.kind not in ("paragraph", "box", "note"):
            continue
        said = next(entry.nature for entry in nature_words() if entry.word == found["nature"])
        for indicator in reading.indicators:
            other = bool(indicator.nature) and indicator.nature != said
            if other and bare(indicator.name.text) == found["name"]:
                cell = nature_cell(reading.document, indicator)
                spans = [Span(*found.span("nature")), cell or indicator.name.span]
                words = {"name": found["name"]}
                want = text[cell.start : cell.end].strip() if cell else ""
                yield fault("AUDIT-INDICATOR-NATURE", reading, spans, found["nature"], want, words)


@cache
def _named_nature() -> re.Pattern[str]:
    """A name in quotes or alone that is said to be of a nature: “森林覆盖率”为预期性指标."""
    return re.compile(
        rf"(?:^|(?<=[，。；、：:“\s]))(?P<name>[一-鿿]{{3,16}}?)[”\"]?(?:为|是|属于|作为|列为)(?P<nature>{_natures()})性",
        re.MULTILINE,
    )
