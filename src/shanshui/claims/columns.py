"""Tables as a reader sees them: what heads each column, what each column holds, which rows are sums."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise
from types import MappingProxyType

from shanshui.documents import Cell, Table
from shanshui.standard.language.column_heads import HeadKind, head_words
from shanshui.standard.words import narrow

_BRACKETS = re.compile(r"[（(\[【〔][^（()）\[\]【】〔〕]{0,40}[)）\]】〕]")
_BLANK = re.compile(r"\s+")
_YEAR = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?!\d)\s?年?(?:度|底|末)?(?:\s?[-—–－~～至到]+\s?(?:19|20)\d\d(?!\d)\s?年?(?:度|底|末)?)?"
)
_ORDER_YEAR = re.compile(
    r"第[一二三四五六七八九十.…]{1,3}(?:年|期)度?(?:20_*年?)?|[Xx×_]+年度?|[“\"]?十[三四五六]五[”\"]?(?:时期|期间)?"
)
_FOOTNOTE = re.compile(r"\^\s?[a-z]\b\s?|[①-⑳*＊]+$")
_NOTHING = re.compile(r"[-—–－/／\\…·.．*＊无○×\s　]*")
_TOTAL = re.compile(
    r"(?:全[县区市旗州省域]|分[区项类]|累计|本[县区市年期]|总)?(?:合计|小计|总计|共计|总和|总数)|合\s计|小\s计|总\s计|总合"
    r"|[^，。；]{1,12}小计"
)
_SPAN = re.compile(r"\d{1,2}\s?年[后内]?")
_DIGIT = re.compile(r"\d")


def bare(text: str) -> str:
    """A head or label without blanks, brackets, marks of footnotes, in half width.

    Examples
    --------
    >>> bare("资金预算（万元） ^e"), bare("小　计"), bare("单位工程投资(万元/hm²)")
    ('资金预算', '小计', '单位工程投资')
    """
    kept = narrow(_FOOTNOTE.sub("", text.strip())).strip()
    kept = _BRACKETS.sub("", _BRACKETS.sub("", kept))
    return _BLANK.sub("", kept).strip(":、,。;")


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no value: empty, -, —, /, ….

    Examples
    --------
    >>> is_nothing("——"), is_nothing("/"), is_nothing("0"), is_nothing("国家下发任务")
    (True, True, False, False)
    """
    return _NOTHING.fullmatch(text) is not None


def is_total(text: str) -> bool:
    """Whether a label is that of a sum.

    Examples
    --------
    >>> is_total("合 计"), is_total("全县合计"), is_total("总计（万元）"), is_total("合计面积比")
    (True, True, True, False)
    >>> is_total("第二单元小计")
    True
    """
    return _TOTAL.fullmatch(bare(text)) is not None


@cache
def head_kind(text: str) -> HeadKind | None:
    """What a column holds by the words of its head: those that stand last count, the longest of them.

    Examples
    --------
    >>> head_kind("项目建设内容及规模"), head_kind("单位"), head_kind("责任单位"), head_kind("2025年")
    ('content', 'unit', 'body', None)
    """
    words = _YEAR.sub("", bare(text))
    words = re.sub(r"(?<=.)(?:情况|明细|名单)$", "", words)
    known = _words()
    for length in range(min(len(words), _longest()), 0, -1):
        if (kind := known.get(words[-length:])) is not None and (length > 1 or len(words) == 1):
            return kind
    return None


@cache
def _words() -> Mapping[str, HeadKind]:
    return MappingProxyType({bare(entry.word): entry.kind for entry in head_words()})


@cache
def _longest() -> int:
    return max(len(word) for word in _words())


def without_years(text: str) -> str:
    """A head without the years it names."""
    return _ORDER_YEAR.sub("", _YEAR.sub("", text))


def is_year(text: str) -> bool:
    """Whether a head or label is a year, a span of years or a place for one.

    Examples
    --------
    >>> is_year("2025年"), is_year("2021—2025年"), is_year("第一年 20__年"), is_year("2025年面积")
    (True, True, True, False)
    """
    words = bare(text)
    return bool(words) and not without_years(words)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    number : int
        From 0.
    heads : tuple of Cell
        What stands above it, uppermost first.
    kind : HeadKind or None
        What it holds; None where its head does not say.
    """

    number: int
    heads: tuple[Cell, ...]
    kind: HeadKind | None

    @property
    def head(self) -> str:
        """All its heads as one text."""
        return " ".join(cell.text for cell in self.heads if cell.text)

    @property
    def leaf(self) -> str:
        """The lowest of its heads that says anything."""
        return next((cell.text for cell in reversed(self.heads) if cell.text), "")

    @property
    def above(self) -> tuple[int, int] | None:
        """Place of the head that it shares with neighbours, None where it stands alone."""
        shared = [cell for cell in self.heads[:-1] if cell.across > 1 and cell.text]
        return (shared[-1].row, shared[-1].column) if shared else None


def upright(table: Table) -> Table:
    """A table whose heads stand on the left, turned over; any other as it is."""
    if table.rows < 2 or table.columns < 3:
        return table
    top = [cell.text for cell in table.cells if cell.row == 0 and cell.column > 0]
    left = [cell.text for cell in table.cells if cell.column == 0 and cell.row > 0]
    corner = next((cell.text for cell in table.cells if cell.row == 0 and cell.column == 0), "")
    if head_kind(corner) not in ("indicator", "project", "thing") or not left:
        return table
    if sum(map(_is_head, left)) * 3 < len(left) * 2 or sum(map(_is_head, top)) * 2 > len(top):
        return table
    if not any(head_kind(text) == "unit" or is_year(text) or head_kind(text) in ("base", "target") for text in left):
        return table
    turned = sorted(
        (replace(c, row=c.column, column=c.row, down=c.across, across=c.down) for c in table.cells), key=_place
    )
    return replace(table, rows=table.columns, columns=table.rows, heads=1, cells=tuple(turned))


def _is_head(text: str) -> bool:
    """Whether words are those of a head as they stand, and not only end so."""
    return bool(text) and (is_year(text) or without_years(bare(text)) in _words())


def _place(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.column


def sections(table: Table) -> tuple[Table, ...]:
    """A table cut where heads stand amid it, as in forms whose lower half is a list; one piece where none do."""
    grid = Grid(table)
    cuts = [row for row in range(grid.heads, grid.table.rows - 1) if _heads_below(grid, row)]
    if not cuts:
        return (table,)
    bounds = [0, *cuts, grid.table.rows]
    return tuple(_slice(grid.table, first, last) for first, last in pairwise(bounds))


def _heads_below(grid: Grid, row: int) -> bool:
    cells = {cell.start: cell for column in range(grid.table.columns) if (cell := grid.at(row, column)) is not None}
    texts = [cell.text for cell in cells.values() if cell.row == row and not is_nothing(cell.text)]
    if len(texts) < 3 or any(_DIGIT.search(bare(text)) and not is_year(text) for text in texts):
        return False
    kinds = [head_kind(text) for text in texts if _is_head(text)]
    return 2 * len(kinds) >= len(texts) and any(kind in ("indicator", "project") for kind in kinds) and _leads(kinds)


def _leads(kinds: Sequence[HeadKind | None]) -> bool:
    """Whether heads hold more than names: a value, a unit, money, contents."""
    return any(kind in ("target", "base", "unit", "money", "content", "period", "amount", "body") for kind in kinds)


def _slice(table: Table, first: int, last: int) -> Table:
    cells = tuple(
        replace(cell, row=max(cell.row, first) - first, down=min(cell.row + cell.down, last) - max(cell.row, first))
        for cell in table.cells
        if cell.row < last and cell.row + cell.down > first
    )
    heads = max(0, table.heads - first) if first == 0 else 1
    start, end = min(cell.start for cell in cells), max(cell.end for cell in cells)
    return replace(table, rows=last - first, heads=heads, cells=cells, start=start, end=end)


class Grid:
    """A table with quick ways to its cells.

    Parameters
    ----------
    table : Table
        As it was read.
    """

    def __init__(self, table: Table) -> None:
        self.table = table = upright(table)
        self._by_place: dict[tuple[int, int], Cell] = {}
        for cell in table.cells:
            for row in range(cell.row, min(cell.row + cell.down, table.rows)):
                for column in range(cell.column, min(cell.column + cell.across, table.columns)):
                    self._by_place.setdefault((row, column), cell)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place."""
        return self._by_place.get((row, column))

    def text(self, row: int, column: int) -> str:
        """Its words; empty where there is no cell."""
        cell = self.at(row, column)
        return cell.text if cell is not None else ""

    @cached_property
    def heads(self) -> int:
        """Rows that head the columns; lines of years or of words for heads below them are counted in."""
        number = max(1, self.table.heads) if self.table.rows > 1 else 0
        while number < min(self.table.rows - 1, 4) and self._heads_too(number):
            number += 1
        return number

    def _heads_too(self, row: int) -> bool:
        own = [c for c in range(self.table.columns) if (cell := self.at(row, c)) is not None and cell.row == row]
        words = [self.text(row, c) for c in own if not is_nothing(self.text(row, c))]
        if not words or any(is_total(word) for word in words[:1]):
            return False
        left = self.at(row, 0)
        if left is not None and left.row == row and not is_nothing(left.text):
            return False
        return all(
            is_year(word) or _SPAN.fullmatch(word) or (not _DIGIT.search(word) and head_kind(word) is not None)
            for word in words
        )

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All columns, left to right."""
        return tuple(self._column(number) for number in range(self.table.columns))

    def _column(self, number: int) -> Column:
        heads: list[Cell] = []
        for row in range(self.heads):
            cell = self.at(row, number)
            if cell is not None and cell not in heads:
                heads.append(cell)
        kinds = [kind for cell in reversed(heads) if (kind := head_kind(cell.text)) is not None]
        kind = kinds[0] if kinds else None
        return Column(number, tuple(heads), kind)

    def of_kind(self, *kinds: HeadKind) -> tuple[Column, ...]:
        """Columns that hold one of these, left to right."""
        return tuple(column for column in self.columns if column.kind in kinds)

    def rows(self) -> Sequence[int]:
        """Rows below the heads that hold anything, and are not one remark over the whole width."""
        return self._rows

    @cached_property
    def _rows(self) -> tuple[int, ...]:
        found: list[int] = []
        for row in range(self.heads, self.table.rows):
            cells = {id(cell): cell for column in range(self.table.columns) if (cell := self.at(row, column))}
            filled = [cell for cell in cells.values() if cell.text]
            if not filled or (len(filled) == 1 and filled[0].across == self.table.columns and self.table.columns > 1):
                continue
            found.append(row)
        return tuple(found)

    @cached_property
    def _banners(self) -> Mapping[int, str]:
        found: dict[int, str] = {}
        words = ""
        for row in range(self.heads, self.table.rows):
            cells = [cell for column in range(self.table.columns) if (cell := self.at(row, column)) and cell.text]
            if len({cell.start for cell in cells}) == 1 and (cells[0].column == 0 or len(cells) > 1):
                words = cells[0].text if not cells[0].text.isdecimal() and cells[0].row == row else words
            found[row] = words
        return found

    def banner(self, row: int) -> str:
        """Words of the nearest row above that holds nothing else, as 近期项目 does between its rows."""
        return self._banners.get(row, "")

    def labels(self, row: int, columns: Sequence[Column]) -> tuple[Cell, ...]:
        """Filled cells of some columns in a row, left to right."""
        found: list[Cell] = []
        for column in columns:
            cell = self.at(row, column.number)
            if cell is not None and not is_nothing(cell.text) and cell not in found:
                found.append(cell)
        return tuple(found)
