"""Rows of a table that lost its lines, put into columns again: heads over several columns, cells over several rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from shanshui.documents.model import Cell, Table

_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?年)?(?:\s?[-—–～~至]\s?(?:(?:19|20)\d\d)?(?:\s?年)?)?(?:[（(].{1,6}[)）])?$")
_NUMBER = re.compile(
    r"[\[(（【<>≥≤≧≦＞＜约近±+-]{0,2}\d[\d,，]*(?:\.\d+)?[\])）】]?\s?(?:%|％|‰|[万亿]?元?|以上|以下|左右)?$"
)
_ORDINAL = re.compile(r"[（(]?\d{1,3}[)）]?[.、]?$")
_UNIT = re.compile(
    r"(?:[%％‰]|[万亿千百]?(?:元|亩|公顷|吨|米|公里|千米|平方公里|平方千米|平方米|立方米|人|户|株|人次)|[kchm]?m[²³23]?|ha|t|d|a|dB|个|处|座|口|条|套|眼|块|种|次|项|级|年|天|"
    r"[a-zA-Zμ·/()（）²³0-9\-⁻¹]{1,16}|.{1,6}/.{1,6})$"
)
_NUMERAL = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?$|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]{1,3}[、.．]?$")
_DASH = re.compile(r"[-—–－／/一]{1,3}$|无$")
_DOTS = re.compile(r"\.{2,6}$|(?:… ?){1,2}$")
TOTALS = ("合计", "总计", "总 计", "合 计", "共计")
_LONGEST_SUM = 12
_SUBTOTALS = ("小计", "小 计", "分计", "累计")
_FITTED = 40
"""Columns up to which short rows are fitted."""

_TARGETS = re.compile(r"目标|规划|年度|资金|投资|其中|情况|面积|指标|占用|监测")


def names_sum(text: str) -> bool:
    """Whether a cell names its row as one of totals: 合计, 小计, 单元Ⅰ小计."""
    return len(text) <= _LONGEST_SUM and text.endswith((*TOTALS, *_SUBTOTALS))


def is_bare_year(text: str) -> bool:
    """Whether digits may be a year as well as an amount: 1920, 2025."""
    return len(text) == 4 and text.isdecimal() and text[:2] in ("19", "20")


def is_numeral(text: str) -> bool:
    """Whether words number a class of rows: 一, （二）, Ⅲ."""
    return _NUMERAL.match(text) is not None


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand in one cell; empty ones where a cell is known to be empty."""

    start: int
    end: int
    text: str


Row = Sequence[Piece | None]


def sort_of(text: str) -> str:
    """What a cell holds, told from its look: nothing, a dash, dots, an ordinal, a year, a number, a unit, words."""
    if not text:
        return "empty"
    if _DASH.match(text):
        return "dash"
    if _DOTS.match(text):
        return "dots"
    if _YEAR.match(text):
        return "year"
    if _ORDINAL.match(text):
        return "ordinal"
    if _NUMBER.match(text):
        return "number"
    if _UNIT.match(text):
        return "unit"
    return "words" if len(text) <= 24 else "long"


def table_of(rows: Sequence[Sequence[Piece]], number: int, caption: str = "", unit: str = "") -> Table:
    """A table of rows in which cells may be lacking.

    Parameters
    ----------
    rows : sequence of sequences of Piece
        From top to bottom, at least one piece.
    number : int
        Of the table.
    caption, unit : str
        What stands above.

    Notes
    -----
    Rows that are short are fitted to the columns by what their cells look like, words as near as may be to what stands
    before them. A head that has fewer cells than the
    one below reaches over several columns of it; where the words do not tell which, the last does. Left of the first
    column that is filled throughout, a cell reaches down over the empty ones.
    """
    columns = max(Counter(len(row) for row in rows[1:] or rows).most_common(), key=lambda sized: (sized[1], sized[0]))[
        0
    ]
    columns = max(columns, max((len(row) for row in rows if len(row) < columns + 3), default=0))
    profile = _profile([row for row in rows if len(row) == columns], columns)
    grid = [_fitted(row, columns, profile) for row in rows]
    heads = _heads(grid, rows)
    if heads > 1 and len(rows[0]) < columns:
        grid[0] = _spread(rows[0], grid[1], columns)
    cells = _cells(grid, heads, columns)
    pieces = [piece for row in rows for piece in row]
    return Table(
        number, caption, unit, len(rows), columns, heads, cells,
        min(piece.start for piece in pieces), max(piece.end for piece in pieces),
    )  # fmt: skip


def _profile(rows: Sequence[Sequence[Piece]], columns: int) -> tuple[Counter[str], ...]:
    """How often each sort of content stands in each column."""
    return tuple(Counter(_sort(row[column].text) for row in rows) for column in range(columns))


def _sort(text: str) -> str:
    """As ``sort_of``, but 1920, which may be a year or an amount, is neither."""
    return "bare" if is_bare_year(text) else sort_of(text)


def _likeness(text: str, counts: Counter[str], column: int) -> float:
    """How many cells of a column are of the sort of some words; 120 and 12.5 are alike but where rows are numbered."""
    own = _sort(text)
    amounts = counts["bare"] + counts["number"] + counts["ordinal"]
    if own == "bare":
        return max(amounts, counts["year"] / 2)
    return amounts if column and own in ("number", "ordinal") else counts[own]


def _fitted(row: Sequence[Piece], columns: int, profile: Sequence[Counter[str]]) -> list[Piece | None]:
    """A row with as many places as there are columns; the best fit by sorts, gaps as far left as may be."""
    lacking = columns - len(row)
    if lacking <= 0:
        return [*row[: columns - 1], _merged(row[columns - 1 :])] if lacking < 0 else [*row]
    if len(row) == 1 or lacking > 12 or columns > _FITTED:
        return [*row, *[None] * lacking]
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {}

    def fit(piece: int, column: int) -> tuple[float, tuple[int, ...]]:
        if piece == len(row):
            return 0.0, ()
        if columns - column < len(row) - piece:
            return -1e9, ()
        if (piece, column) not in best:
            counts = profile[column]
            numbers = not piece and is_numeral(row[piece].text)
            alike = counts["ordinal"] if numbers else _likeness(row[piece].text, counts, column)
            share = alike / (counts.total() or 1)
            here, places = fit(piece + 1, column + 1)
            later, places_later = fit(piece, column + 1)
            taken = (here + share, (column, *places))
            further = piece and sort_of(row[piece].text) in ("words", "long") and taken[0] == later
            best[piece, column] = taken if taken[0] > later or further else (later, places_later)
        return best[piece, column]

    places = fit(0, 0)[1]
    fitted: list[Piece | None] = [None] * columns
    for piece, column in zip(row, places, strict=True):
        fitted[column] = piece
    return fitted


def _merged(pieces: Sequence[Piece]) -> Piece:
    filled = [piece for piece in pieces if piece.text] or pieces[:1]
    return Piece(filled[0].start, filled[-1].end, " ".join(piece.text for piece in filled))


def _heads(grid: Sequence[Row], rows: Sequence[Sequence[Piece]]) -> int:
    """Rows that head the columns."""
    if len(grid) < 2 or any(_is_amount(piece) for piece in grid[0]):
        return 0
    heads = 1
    for row in grid[1:4]:
        first = row[0].text if row[0] and not _fills(grid[0], row) else ""
        sorts = {sort_of(piece.text) for piece in row if piece and piece.text}
        if first or not sorts or sorts & {"number", "ordinal", "dash", "long"}:
            break
        heads += 1
    return min(heads, len(grid) - 1)


def _fills(above: Row, row: Row) -> bool:
    """Whether a row has words below every empty place of the one above, two of them at least."""
    empty = [column for column, piece in enumerate(above) if not _words(piece)]
    return len(empty) > 1 and all(_words(row[column]) for column in empty)


def _is_amount(piece: Piece | None) -> bool:
    return piece is not None and sort_of(piece.text) in ("number", "ordinal")


def _spread(head: Sequence[Piece], below: Row, columns: int) -> list[Piece | None]:
    """A head of fewer cells than columns: those over empty places stand by themselves, the others reach further."""
    filled = [column for column in range(columns) if below[column] and below[column].text]  # type: ignore[union-attr]
    if not filled:
        return [*head, *[None] * (columns - len(head))]
    left, right = filled[0], columns - 1 - filled[-1]
    over = len(head) - left - right
    if over < 1:
        return [*head, *[None] * (columns - len(head))]
    widths = _widths([piece.text for piece in head[left : left + over]], filled[-1] + 1 - left)
    spread: list[Piece | None] = list(head[:left])
    for piece, width in zip(head[left : left + over], widths, strict=True):
        spread += [piece, *[None] * (width - 1)]
    return spread + list(head[len(head) - right :] if right else [])


def _widths(words: Sequence[str], columns: int) -> list[int]:
    """How many columns each of some heads reaches over."""
    count = len(words)
    if columns % count == 0 and count > 1 and columns // count > 1:
        return [columns // count] * count
    wide = [index for index, word in enumerate(words) if _TARGETS.search(word)] or [count - 1]
    further, rest = divmod(columns - count, len(wide))
    widths = [1] * count
    for place, index in enumerate(wide):
        widths[index] += further + (place >= len(wide) - rest)
    return widths


def _cells(grid: Sequence[Row], heads: int, columns: int) -> tuple[Cell, ...]:
    """Cells with all that they reach over."""
    carried = _carried(grid[heads:], columns)
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for r, row in enumerate(grid):
        for c, piece in enumerate(row):
            if (r, c) in taken:
                continue
            if piece is None:
                if r >= heads:
                    cells.append(_lacking(row, r, c))
                continue
            across = _across(grid, r, c, heads, columns) if piece.text and r < heads else 1
            down = _down(grid, r, c, across, heads, c < carried) if piece.text else 1
            taken |= {(y, x) for y in range(r, r + down) for x in range(c, c + across)}
            cells.append(Cell(r, c, piece.start, piece.end, piece.text, down, across))
    return tuple(cells)


def _lacking(row: Row, number: int, column: int) -> Cell:
    """The empty cell of a row that was short: it stands where the one before it ends."""
    ends = [piece.end for piece in row[:column] if piece is not None]
    starts = [piece.start for piece in row if piece is not None]
    at = ends[-1] if ends else starts[0]
    return Cell(number, column, at, at, "")


def _across(grid: Sequence[Row], row: int, column: int, heads: int, columns: int) -> int:
    end = column + 1
    while end < columns and not _words(grid[row][end]) and any(_words(grid[r][end]) for r in range(row + 1, heads)):
        end += 1
    return end - column


def _down(grid: Sequence[Row], row: int, column: int, across: int, heads: int, carries: bool) -> int:
    last = heads if row < heads else len(grid) if carries else row + 1
    end = row + 1
    while end < last:
        empty = not any(_words(grid[end][c]) for c in range(column, column + across))
        inside = row < heads or column == 0 or not _words(grid[end][column - 1])
        words = next(filter(None, map(_words, grid[end])), "")
        if not (empty and inside and words) or names_sum(words):
            break
        end += 1
    return end - row


def _carried(rows: Sequence[Row], columns: int) -> int:
    """Columns at the left whose cells reach down: those before the first that is filled throughout."""
    for column in range(columns):
        if all(_words(row[column]) for row in rows):
            return column
    return 1 if columns > 2 else 0


def _words(piece: Piece | None) -> str:
    return piece.text if piece is not None else ""
