"""Tables without upright strokes below a caption: columns told by what stands above each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shanshui.documents.captions import caption, is_note, unit_line
from shanshui.documents.drafting import Slot, Words
from shanshui.documents.pdf.rows import Part, Row

Unruled = tuple[Slot, ...]


def taken_apart(rows: Sequence[Row]) -> Iterator[Unruled | list[Row]]:
    """Lines in order, and the tables among them.

    Parameters
    ----------
    rows : sequence of Row
        Lines of a page outside ruled tables, from top to bottom.

    Notes
    -----
    A table begins below a caption (and a line on units) with a line of two parts or more, and ends before the first
    line that is far off, or a caption, or a remark. A line that begins in no first column goes on with the cells above.
    """
    plain: list[Row] = []
    index = 0
    while index < len(rows):
        plain.append(rows[index])
        named = caption(rows[index].text)
        index += 1
        if named is None or named.names != "table":
            continue
        while index < len(rows) and unit_line(rows[index].text) is not None:
            plain.append(rows[index])
            index += 1
        end = _end(rows, index)
        if end - index >= 2:
            yield plain
            plain = []
            yield _slots(rows[index:end])
            index = end
    if plain:
        yield plain


def _end(rows: Sequence[Row], first: int) -> int:
    """The line behind the last of a table; ``first`` where none begins there."""
    end = first
    for index in range(first, len(rows)):
        row = rows[index]
        far = index > first and row.top - rows[index - 1].bottom > 2.5 * row.size
        if far or caption(row.text) is not None or is_note(row.text):
            break
        if len(row.parts) > 1:
            end = index + 1
        elif index == first or index + 1 - end > 3 or row.text.endswith("。"):
            break
    return end


def _slots(rows: Sequence[Row]) -> Unruled:
    columns = _columns(rows)
    cells: list[list[tuple[int, int, list[str]]]] = []
    for row in rows:
        places = list(_places(row, columns))
        goes_on = cells and places[0][0] > 0 and not any(text[:1].isdigit() for _, _, text in places)
        if goes_on and all(any(cell[0] == start for cell in cells[-1]) for start, _, _ in places):
            for start, _, text in places:
                next(cell for cell in cells[-1] if cell[0] == start)[2].append(text)
        else:
            cells.append([(start, across, [text]) for start, across, text in places])
    source = f"page:{rows[0].page}"
    return tuple(
        Slot(number, start, (Words("".join(texts), source),), 1, across)
        for number, row in enumerate(cells)
        for start, across, texts in row
    )


def _places(row: Row, columns: Sequence[tuple[float, float]]) -> Iterator[tuple[int, int, str]]:
    """First column, width and words of each cell of a line; parts that fall on one place are one cell."""
    held: tuple[int, int, str] | None = None
    for part in row.parts:
        start, across = _covered(part, columns)
        if held is not None and start < held[0] + held[1]:
            held = held[0], held[1], f"{held[2]} {part.text}"
            continue
        if held is not None:
            yield held
        held = start, across, part.text
    if held is not None:
        yield held


def _columns(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """From where to where columns reach: those of the lines with most parts, widened by the others that fit one."""
    most = max(len(row.parts) for row in rows)
    full = [row.parts for row in rows if len(row.parts) == most]
    columns = [(min(parts[n].left for parts in full), max(parts[n].right for parts in full)) for n in range(most)]
    return [(left, min(right, columns[n + 1][0]) if n + 1 < most else right) for n, (left, right) in enumerate(columns)]


def _covered(part: Part, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """First column of a part and how many it reaches over."""
    over = [n for n, (left, right) in enumerate(columns) if part.left < right and part.right > left]
    if over:
        return over[0], over[-1] - over[0] + 1
    middle = (part.left + part.right) / 2
    return min(range(len(columns)), key=lambda n: abs(sum(columns[n]) / 2 - middle)), 1
