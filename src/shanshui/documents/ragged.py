"""Rows of a stream of cells in which empty cells left nothing behind, so that rows are of several lengths."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from shanshui.documents.grid import Piece, is_bare_year, is_numeral, names_sum, sort_of

_LONGEST = 80
"""Letters of a cell; what is longer is a paragraph behind the table."""
_CLASSES: Mapping[str, frozenset[str]] = {
    "number": frozenset({"number"}), "ordinal": frozenset({"number"}), "year": frozenset({"year"}),
    "words": frozenset({"words"}), "long": frozenset({"words"}), "unit": frozenset({"words"}),
}  # fmt: skip
_OF_AMOUNTS = re.compile(r"面积|长度|规模|投资|资金|金额|人口|[数率量比价年期值](?:[（(].*)?$|[亩顷元米吨%％][)）]?$")
_AMOUNTS = frozenset({"number", "year"})
"""What a bare 1920 or 2025 may be."""


def ragged_rows(
    pieces: Sequence[Piece], gaps: Sequence[int], models: Sequence[Sequence[Piece]]
) -> list[tuple[Piece, ...]]:
    """Rows from the first piece on, as far as they look like those known.

    Parameters
    ----------
    pieces : sequence of Piece
        Cells in order, of which the first begins a row.
    gaps : sequence of int
        Blank lines before each; one ends the table.
    models : sequence of sequences of Piece
        Full rows, which show what each column holds.

    Notes
    -----
    A row is the longest stretch whose cells find columns of their sort in order, and behind which a row may begin.
    """
    columns = _columns(models)
    rows: list[tuple[Piece, ...]] = []
    at = 0
    while at < len(pieces):
        length = next(_lengths(pieces, gaps, at, columns), 0)
        if not length:
            break
        rows.append(tuple(pieces[at : at + length]))
        at += length
        if at < len(pieces) and gaps[at]:
            break
    return rows


def _columns(models: Sequence[Sequence[Piece]]) -> tuple[frozenset[str], ...]:
    """What each column holds, by classes of sorts."""
    return tuple(frozenset().union(*map(_classes, cells)) for cells in zip(*models, strict=True))


def _classes(piece: Piece) -> frozenset[str]:
    """What a cell may hold; nothing for dashes, which stand in any column."""
    return _AMOUNTS if is_bare_year(piece.text) else _CLASSES.get(sort_of(piece.text), frozenset())


def heads_suit(heads: Sequence[Piece], row: Sequence[Piece]) -> bool:
    """Whether heads of amounts (面积, 投资, 2025年) stand over numbers, and no others do."""
    of_amounts = [_OF_AMOUNTS.search(head.text) is not None for head in heads]
    amounts = [bool(_classes(cell) & _AMOUNTS) for cell in row]
    return sum(one is other for one, other in zip(of_amounts, amounts, strict=True)) * 4 >= len(row) * 3


def _lengths(pieces: Sequence[Piece], gaps: Sequence[int], at: int, columns: Sequence[frozenset[str]]) -> Iterator[int]:
    """Lengths that the row which begins at a place may have, the longest first."""
    for length in range(min(len(columns), len(pieces) - at), 1, -1):
        row = pieces[at : at + length]
        if any(gaps[at + 1 : at + length]) or not _fits(row, columns):
            continue
        end = at + length
        if end == len(pieces) or gaps[end] or _begins(pieces[end], columns):
            yield length


def _fits(row: Sequence[Piece], columns: Sequence[frozenset[str]]) -> bool:
    """Whether the cells of a row find columns of their sort, in order, and one of them is an amount."""
    if not _begins(row[0], columns) or not any("number" in _classes(piece) for piece in row[1:]):
        return False
    column = 1
    for piece in row[1:]:
        if len(piece.text) > _LONGEST or names_sum(piece.text):
            return False
        own = _classes(piece)
        while column < len(columns) and own and columns[column] and not columns[column] & own:
            column += 1
        if column == len(columns):
            return False
        column += 1
    return True


def _begins(piece: Piece, columns: Sequence[frozenset[str]]) -> bool:
    """Whether a row may begin with a cell."""
    numbered = "number" in columns[0] and is_numeral(piece.text)
    return len(piece.text) <= _LONGEST and (numbered or names_sum(piece.text) or bool(_classes(piece) & columns[0]))
