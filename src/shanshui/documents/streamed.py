"""Rows of a table whose cells came one per line with nothing to tell where a row ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from shanshui.documents.grid import Piece, is_numeral, sort_of
from shanshui.documents.ragged import heads_suit, ragged_rows

_WIDEST = 14
_LEAST = 3
"""Rows, the head among them, that one full row alone may show."""
_FIRST = "1"
_ORDER = ("序号", "编号", "序 号", "项次", "No", "NO")

Rows = tuple[tuple[Piece, ...], ...]


def rows_of_stream(pieces: Sequence[Piece], gaps: Sequence[int]) -> Rows | None:
    """Rows of a stream of cells; None where no shape can be told.

    Parameters
    ----------
    pieces : sequence of Piece
        The lines below a caption, in order.
    gaps : sequence of int
        Blank lines before each.

    Notes
    -----
    Told by blank lines between rows, else by ordinals at even distance, else by columns that hold the same sort of
    thing in each row. Rows between and behind these may lack cells.
    """
    return _by_gaps(pieces, gaps) or _by_ordinals(pieces, gaps) or _by_sorts(pieces, gaps)


def _by_gaps(pieces: Sequence[Piece], gaps: Sequence[int]) -> Rows | None:
    rows: list[list[Piece]] = []
    for piece, gap in zip(pieces, gaps, strict=True):
        if gap or not rows:
            rows.append([])
        rows[-1].append(piece)
    while rows and (len(rows[-1]) < 2 or len(rows[-1]) == 1):
        rows.pop()
    width = len(rows[0]) if rows else 0
    kept: list[list[Piece]] = []
    for row in rows:
        if not 2 <= len(row) <= width + 1:
            break
        kept.append(row)
    even = sum(len(row) >= width - 1 for row in kept)
    if len(kept) < 2 or width > _WIDEST or even < 0.6 * len(kept):
        return None
    return tuple(map(tuple, kept))


def _by_ordinals(pieces: Sequence[Piece], gaps: Sequence[int]) -> Rows | None:
    """Rows that begin with 1, 2, 3, or have them second where a category stands first."""
    texts = [piece.text.strip("（()）.、 ") for piece in pieces]
    if _FIRST not in texts[: 3 * _WIDEST]:
        return None
    first = texts.index(_FIRST)
    if first < 2 or first > 3 * _WIDEST:
        return None
    runs = ((_run(texts, first, step), step) for step in range(2, _WIDEST + 1))
    starts, _ = max(runs, key=lambda run: (len(run[0]), sum(b - a == run[1] for a, b in pairwise(run[0]))))
    if len(starts) < 2:
        return None
    step = min(after - before for before, after in pairwise(starts))
    place = next((index for index, text in enumerate(texts[:first]) if text.replace(" ", "") in _ORDER), 0)
    place = place if place <= 1 else 0
    begins = [start - place if place and _has_category(pieces, start, i, starts, step) else start
              for i, start in enumerate(starts)]  # fmt: skip
    last = begins[-1]
    data = [tuple(pieces[begin:end]) for begin, end in pairwise(begins)]
    full = [row for row in data if len(row) == step + place] or [tuple(pieces[last : last + step])]
    data += ragged_rows(pieces[last:], gaps[last:], full) or _as_long(pieces, gaps, last, starts[-1] + step, full)
    above, classed = _class_first(pieces[: begins[0]])
    heads = _heads(above, step + place)
    return None if heads is None else (*heads, *classed, *data)


def _class_first(pieces: Sequence[Piece]) -> tuple[Sequence[Piece], Rows]:
    """What stands before the first ordinal, without the row of a class (一, 水源涵养工程, 3600) that may end it."""
    at = next((number for number, piece in enumerate(pieces) if number > 1 and is_numeral(piece.text)), len(pieces))
    row = tuple(pieces[at:])
    return (pieces[:at], (row,)) if len(row) > 1 else (pieces, ())


def _run(texts: Sequence[str], first: int, step: int) -> list[int]:
    """Places of 1, 2, 3… at a distance of ``step``, one more or two less."""
    run = [first]
    while True:
        want = str(len(run) + 1)
        near = next((run[-1] + d for d in (step, step + 1, step - 1) if d > 1 and run[-1] + d < len(texts)
                     and texts[run[-1] + d] == want), None)  # fmt: skip
        if near is None:
            return run
        run.append(near)


def _has_category(pieces: Sequence[Piece], start: int, index: int, starts: Sequence[int], step: int) -> bool:
    """Whether the line before an ordinal is a category: words that make the row before one too long."""
    if sort_of(pieces[start - 1].text) not in ("words", "long"):
        return False
    return index == 0 or start - starts[index - 1] > step


def _as_long(
    pieces: Sequence[Piece], gaps: Sequence[int], begin: int, end: int, full: Sequence[Sequence[Piece]]
) -> list[tuple[Piece, ...]]:
    """The last numbered row, as long as the others, and what follows it."""
    return [tuple(pieces[begin:end]), *ragged_rows(pieces[end:], gaps[end:], full)]


def _heads(pieces: Sequence[Piece], columns: int) -> Rows | None:
    """Rows of the head: one, or two where years or parts stand below."""
    if len(pieces) <= columns:
        return (tuple(pieces),) if len(pieces) >= max(columns - 2, 2) else None
    below = len(pieces)
    while below and sort_of(pieces[below - 1].text) in ("year", "unit"):
        below -= 1
    if below == len(pieces):
        below = columns if len(pieces) < 2 * columns else len(pieces)
    if not 2 <= below <= columns:
        return None
    return tuple(pieces[:below]), _indented(pieces[:below], pieces[below:], columns)


def _indented(head: Sequence[Piece], below: Sequence[Piece], columns: int) -> tuple[Piece, ...]:
    """The second row of a head, its cells under the last columns but those that stand by themselves."""
    alone = columns - len(below) - _tail(head, len(below), columns)
    empty = Piece(below[0].start, below[0].start, "")
    end = Piece(below[-1].end, below[-1].end, "")
    return (*[empty] * alone, *below, *[end] * (columns - alone - len(below)))


def _tail(head: Sequence[Piece], below: int, columns: int) -> int:
    """Columns behind those that have a second row: 属性, 备注 and their like."""
    last = head[-1].text
    return 1 if any(word in last for word in ("属性", "备注", "性质", "类型", "说明", "来源", "责任", "部门")) else 0


def _by_sorts(pieces: Sequence[Piece], gaps: Sequence[int]) -> Rows | None:
    """Rows of the width at which most columns hold one sort of thing, if the heads suit them."""
    sorts = [sort_of(piece.text) for piece in pieces]
    found = max(_candidates(sorts), default=None)
    if found is None:
        return _by_first_row(pieces, gaps)
    _, rows, width = found
    even = [tuple(pieces[row * width : (row + 1) * width]) for row in range(rows)]
    ragged = ragged_rows(pieces[width:], gaps[width:], even[1:])
    further = sum(map(len, ragged)) > (rows - 1) * width
    evenly = (even[0], *ragged) if further else tuple(even)
    return evenly if heads_suit(even[0], even[1]) else _by_first_row(pieces, gaps) or evenly


def _by_first_row(pieces: Sequence[Piece], gaps: Sequence[int]) -> Rows | None:
    """Rows of which the first below a head is full, and most others are not."""
    best: Rows = ()
    for width in range(2, min(_WIDEST, len(pieces) // 2) + 1):
        head, first = pieces[:width], pieces[width : 2 * width]
        if any(sort_of(piece.text) not in ("words", "year", "unit") for piece in head) or not heads_suit(head, first):
            continue
        rows = (tuple(head), *ragged_rows(pieces[width:], gaps[width:], [first]))
        if len(rows) > len(best) and len(rows) > _LEAST and len(rows[1]) == width:
            best = rows
    return best or None


def _candidates(sorts: Sequence[str]) -> Iterator[tuple[float, int, int]]:
    """How well each width fits, how many rows it gives, the width."""
    for width in range(2, min(_WIDEST, len(sorts) // 2) + 1):
        if set(sorts[:width]) - {"words", "year", "unit"} or sorts[0] != "words":
            continue
        rows = 1
        while (rows + 1) * width <= len(sorts) and _alike(sorts, rows, width):
            rows += 1
        numbers = {c for c in range(width) if rows > 2 and _is_number(sorts[width + c])}
        if rows >= 3 and numbers and 0 not in numbers:
            left = len(sorts) - rows * width
            yield rows * width / len(sorts) - (0.1 if left else 0.0), rows, width


def _alike(sorts: Sequence[str], row: int, width: int) -> bool:
    """Whether a row's cells hold what those of the first row of data hold."""
    first, here = sorts[width : 2 * width], sorts[row * width : (row + 1) * width]
    return all(_is_number(a) == _is_number(b) or "dash" in (a, b) for a, b in zip(first, here, strict=True))


def _is_number(sort: str) -> bool:
    return sort in ("number", "ordinal", "year")
