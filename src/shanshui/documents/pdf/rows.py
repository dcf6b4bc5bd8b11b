"""Signs of a page put together to printed lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shanshui.documents.pdf.page import Sign

WIDE = "  "
"""Stands for a gap between columns."""

_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


@dataclass(frozen=True, slots=True)
class Part:
    """What stands between two broad gaps of a line."""

    left: float
    right: float
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line.

    Parameters
    ----------
    text : str
        Its words, a gap between columns as two blanks.
    left, top, right, bottom : float
        Its box.
    size : float
        Height of most of its signs.
    page : int
        From 1.
    parts : tuple of Part
        What broad gaps part.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    page: int
    parts: tuple[Part, ...] = ()


def rows_of(signs: Iterable[Sign], page: int) -> list[Row]:
    """Printed lines from top to bottom."""
    lines: list[list[Sign]] = []
    for sign in signs:
        if sign.text.isspace() and sign.made:
            continue
        line = _line_of(sign, lines)
        if line is None:
            lines.append([sign])
        else:
            line.append(sign)
    return [row for line in _merged(lines) if (row := _row(line, page)) is not None]


def is_wide(sign: str) -> bool:
    """Whether a sign is as broad as it is high: Han characters, their punctuation, full-width letters."""
    code = ord(sign)
    return (
        0x2E80 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0xFE30 <= code <= 0xFE4F
        or 0xFF00 <= code <= 0xFF60
        or code >= 0x20000
    )


def _line_of(sign: Sign, lines: Sequence[list[Sign]]) -> list[Sign] | None:
    """The line, one of the last two, that a sign belongs to."""
    for line in reversed(lines[-2:]):
        last = line[-1]
        high = max(sign.size, last.size)
        if abs(_middle(sign) - _middle(last)) <= 0.45 * high:
            return line
    return None


def _merged(lines: Sequence[list[Sign]]) -> list[list[Sign]]:
    """Lines at one height are one, however the file parts them."""
    merged: list[list[Sign]] = []
    for line in sorted(lines, key=lambda line: _middle(_largest(line))):
        largest = _largest(line)
        before = _largest(merged[-1]) if merged else None
        if before is not None and abs(_middle(largest) - _middle(before)) <= 0.35 * max(largest.size, before.size):
            merged[-1] += line
        else:
            merged.append(list(line))
    return merged


def _row(line: Sequence[Sign], page: int) -> Row | None:
    signs = sorted(line, key=lambda sign: sign.left)
    shown = [sign for sign in signs if not sign.text.isspace()]
    if not shown:
        return None
    size = _largest(shown).size
    middle = _middle(_largest(shown))
    words: list[list[str]] = [[]]
    sides: list[list[float]] = [[shown[0].left, shown[0].right]]
    before: Sign | None = None
    blank = ""
    for sign in signs:
        if sign.text.isspace():
            blank = blank or sign.text
            continue
        if before is not None:
            if (
                sign.text == before.text
                and abs(sign.left - before.left) < 0.1 * size
                and abs(sign.top - before.top) < 0.1 * size
            ):
                continue  # printed twice to look bold
            gap = _gap(before, sign, blank, size)
            if gap == WIDE:
                words.append([])
                sides.append([sign.left, sign.right])
            else:
                words[-1].append(gap)
        raised = sign.size <= 0.8 * size and middle - _middle(sign) > 0.08 * size and before is not None
        words[-1].append(sign.text.translate(_RAISED) if raised else sign.text)
        sides[-1][1] = max(sides[-1][1], sign.right)
        before, blank = sign, ""
    parts = tuple(Part(left, right, "".join(found)) for (left, right), found in zip(sides, words, strict=True))
    return Row(
        WIDE.join(part.text for part in parts),
        shown[0].left,
        min(s.top for s in shown),
        max(s.right for s in shown),
        max(s.bottom for s in shown),
        size,
        page,
        parts,
    )


def _gap(before: Sign, sign: Sign, blank: str, size: float) -> str:
    """What stands between two signs: nothing, a blank, or the gap between columns."""
    gap = sign.left - before.right
    if gap > 1.6 * size:
        return WIDE
    if blank == "　":
        return blank
    narrow = not is_wide(before.text) and not is_wide(sign.text)
    if narrow:
        return " " if blank or gap > 0.2 * size else ""
    return " " if (blank and gap > 0.15 * size) or gap > 0.8 * size else ""


def _largest(line: Sequence[Sign]) -> Sign:
    return max((sign for sign in line if not sign.text.isspace()), key=lambda sign: sign.size, default=line[0])


def _middle(sign: Sign) -> float:
    return (sign.top + sign.bottom) / 2
