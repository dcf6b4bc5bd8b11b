"""Which stretches of a text are headings, captions, boxes and notes, told from their words and their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from shanshui.documents.captions import caption, is_note, unit_line
from shanshui.documents.model import Block
from shanshui.documents.numbering import CHAPTER, LETTER, RING, SECTION, Marker, marker
from shanshui.documents.stretch import Stretch

_LONGEST_TITLE = 40
_LONGEST_ITEM = 30
_MARKS_OF_SENTENCES = re.compile(r"[。；;！？!?]|[，,：:、]$")
_MEASURE = re.compile(
    r"[％%‰°′″℃×＋+*/=＝～~—–-]|[万亿千百]|元|公[顷里斤]|平方|立方|[亩米吨倍级]|[个处座口条户人套眼种次年月日岁]|[khcm]?m[²³23]?\b|以[上下内]"
)
_SYMBOL = re.compile(r"\d|[khcdmµμ]?m[²³23]?(?![a-z])|hm|ha(?![a-z])|[kmt]?[gt](?![a-z])|[%％‰°℃×~～]|MJ|kW")
_BARE = ("1", "1.", "1．", "1、")
_CONTENTS = re.compile(r"目\s*[录次]$")
_LEADER = re.compile(r"(?:[.．·•…⋯] ?){3} *[-—]?[\dIVXivx]{1,5}[-—]?$")
_ENTRY = re.compile(r"\S.*?[\s　]+[-—]?\s?[\dIVXivx]{1,5}\s?[-—]?$")


def structured(stretches: Sequence[Stretch]) -> tuple[Block, ...]:
    """Give each stretch its kind.

    Parameters
    ----------
    stretches : sequence of Stretch
        All of a document, in order; those that bear a kind keep it, but for a paragraph, which may turn out more.

    Notes
    -----
    A numbered line is a heading where it is short, ends as no sentence does, and is no item of a list, that is, no
    neighbour of a line with the next number and nothing in between. Levels count the ranks that the document uses.
    What follows the caption of a 专栏 belongs to it until a heading that the text outside goes on with.
    """
    entries = _contents(stretches)
    ranks = _ranks(stretches, entries)
    box = _Box()
    kinds: list[tuple[Stretch, str, int]] = []
    for index, stretch in enumerate(stretches):
        rank, mark = ranks.get(index, (None, None))
        kinds.append((stretch, *_kind(stretch, index in entries, rank, mark, box)))
    used = sorted({rank for _, kind, rank in kinds if kind == "heading"})
    level = {rank: number for number, rank in enumerate(used, start=1)}
    return tuple(s.block(kind, level[rank] if kind == "heading" else 0) for s, kind, rank in kinds)  # type: ignore[arg-type]


@dataclass
class _Box:
    """Whether a 专栏 is open, and in a frame, and how the headings around it were numbered last."""

    is_open: bool = False
    is_framed: bool = False
    last: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def closed_by(self, mark: Marker | None, rank: int) -> bool:
        """Whether a heading goes on with what stands outside."""
        if mark is None or rank <= SECTION:
            return True
        before = self.last.get(mark.style)
        return before is not None and mark.numbers[:-1] == before[:-1] and mark.numbers[-1] == before[-1] + 1


def _kind(stretch: Stretch, entry: bool, rank: int | None, mark: Marker | None, box: _Box) -> tuple[str, int]:
    if stretch.kind is not None and stretch.kind not in ("paragraph", "heading"):
        box.is_framed = box.is_framed or (box.is_open and stretch.kind in ("box", "cell"))
        return stretch.kind, 0
    if box.is_framed:
        box.is_open = box.is_framed = False
    if entry:
        return "header", 0
    if rank is not None and not (box.is_open and not box.closed_by(mark, rank)):
        box.is_open = False
        if mark is not None:
            box.last = {style: numbers for style, numbers in box.last.items() if style != mark.style}
            box.last[mark.style] = mark.numbers
        return "heading", rank
    named = caption(stretch.text)
    if named is not None and named.names == "box":
        box.is_open = True
        return "box", 0
    if named is not None or unit_line(stretch.text) is not None:
        return "caption", 0
    if is_note(stretch.text):
        return "note", 0
    return ("box", 0) if box.is_open else ("paragraph", 0)


def _ranks(stretches: Sequence[Stretch], entries: set[int]) -> dict[int, tuple[int, Marker | None]]:
    """Rank of each heading, by its place among the stretches."""
    marks = {i: m for i, s in enumerate(stretches) if i not in entries and (m := _candidate(s)) is not None}
    items = set(_items(stretches, marks))
    chapters = _bare_chapters(marks)
    found: dict[int, tuple[int, Marker | None]] = {}
    for index, stretch in enumerate(stretches):
        mark = marks.get(index)
        if stretch.kind == "heading":
            found[index] = (stretch.level, mark)
        elif mark is not None and index in chapters:
            found[index] = (CHAPTER, mark)
        elif mark is not None and index not in items:
            found[index] = (mark.rank, mark)
    return _reconciled(found, stretches)


def _bare_chapters(marks: dict[int, Marker]) -> set[int]:
    """Lines numbered 1, 2, 3 that are chapters: 4.1 stands below one of them."""
    divided = {mark.numbers[0] for mark in marks.values() if mark.style == "1.1" and len(mark.numbers) == 2}
    if any(mark.style == "章" for mark in marks.values()):
        return set()
    bare = {index: mark for index, mark in marks.items() if mark.style in _BARE}
    styles = {mark.style for mark in bare.values() if mark.numbers[0] in divided}
    found: set[int] = set()
    last = 0
    for index, mark in bare.items():
        number = mark.numbers[0]
        if mark.style in styles and (number == last + 1 or (number in divided and number > last)):
            found.add(index)
            last = number
    return found


def _reconciled(
    found: dict[int, tuple[int, Marker | None]], stretches: Sequence[Stretch]
) -> dict[int, tuple[int, Marker | None]]:
    """Where the format marks levels, its levels count, and numbered lines that it leaves plain stand below them."""
    styled = {i: stretches[i].level for i in found if stretches[i].kind == "heading"}
    if not styled:
        return found
    deepest = max(styled.values())
    of_style = {mark.style: styled[i] for i, (_, mark) in reversed(found.items()) if mark is not None and i in styled}
    return {i: (styled.get(i, _beside(rank, mark, of_style, deepest)), mark) for i, (rank, mark) in found.items()}


def _beside(rank: int, mark: Marker | None, of_style: dict[str, int], deepest: int) -> int:
    """Level of a numbered line without style among those that have one."""
    if mark is not None and mark.style in of_style and mark.style != "1.1":
        return of_style[mark.style]
    return rank - SECTION if rank <= SECTION else deepest + 1 + rank


def _candidate(stretch: Stretch) -> Marker | None:
    if stretch.kind not in (None, "paragraph", "heading"):
        return None
    text = stretch.text
    mark = marker(text)
    if mark is None or stretch.kind == "heading":
        return mark
    if mark.style in (LETTER, RING) or (mark.style == "1.1" and not _counts(text[: mark.length])):
        return None
    title = text[mark.length :]
    longest = _LONGEST_TITLE if mark.rank <= 4 else _LONGEST_ITEM
    if len(title) > longest or _MARKS_OF_SENTENCES.search(title):
        return None
    if not title:
        return mark if mark.rank <= SECTION or (mark.style == "1.1" and len(mark.numbers) < 4 and mark.spaced) else None
    if mark.style in ("1", "1.", "1．", "1.1") and (
        (not mark.spaced and _MEASURE.match(title)) or _SYMBOL.match(title)
    ):
        return None
    return mark


def _counts(number: str) -> bool:
    """Whether a number with points counts headings: none of its parts is 0 or begins with it, as of 0.72 and 20.00."""
    return not any(part.startswith("0") for part in re.findall(r"\d+", number))


def _items(stretches: Sequence[Stretch], marks: dict[int, Marker]) -> Iterator[int]:
    """Numbered lines that are items of a list: neighbours in one sequence with no text of their own."""
    for index, mark in marks.items():
        if mark.rank <= 4 or stretches[index].kind == "heading":
            continue
        for beside, step in ((index + 1, 1), (index - 1, -1)):
            other = marker(stretches[beside].text) if 0 <= beside < len(stretches) else None
            if other and other.style == mark.style and other.numbers[-1] == mark.numbers[-1] + step:
                yield index
                break


def _contents(stretches: Sequence[Stretch]) -> set[int]:
    """Entries of the table of contents, by their place."""
    found: set[int] = set()
    listing = False
    for index, stretch in enumerate(stretches):
        text = stretch.text
        if stretch.kind not in (None, "paragraph", "heading"):
            continue
        if _CONTENTS.match(text):
            listing = True
        elif _LEADER.search(text[-160:]) or (listing and len(text) <= 90 and _ENTRY.match(text)):
            found.add(index)
        elif (found and listing and index - 1 in found) or (listing and len(text) > 90):
            listing = False
    return found
