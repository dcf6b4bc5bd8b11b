"""Figures that do not fit what is left of a page: set a little smaller, or behind the text that follows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from docx.image.exceptions import UnrecognizedImageError

from shanshui.dossier.narrative.model import Block, Equation, FigureBlock, Heading, Paragraph, TableBlock
from shanshui.dossier.report.layout import FREE, Held, Spot, block_names, heading_name, part_names, top_of
from shanshui.dossier.report.pictures import picture_size
from shanshui.dossier.report.together import WHOLE
from shanshui.standard import Typography

SMALLEST = 0.8
"""Least part of its size at which a figure is set to fit what is left of a page."""

IDLE = 0.12
"""Part of a page that may stay empty before a figure."""

SECTION = 2
"""Level of the headings that a figure does not go beyond."""

LONG = 1.2
"""Pages from which a table is one that figures do not wait behind."""

CAPTION = 34.0
"""Room for the caption of a figure and around it [pt]."""

LINE = 20.0
"""Height of a line of text [pt]."""

SLACK = 12.0
"""By how much the end of a page may be misjudged once figures before it were moved [pt]."""

_Place = tuple[Spot, Spot]


@dataclass
class _Page:
    """The page as far as it is filled, figures that wait, and what became of others."""

    room: float
    filled: float = 0.0
    waiting: list[int] = field(default_factory=list)
    moved: dict[int, int] = field(default_factory=dict)
    scaled: dict[int, float] = field(default_factory=dict)
    last: int = -1
    as_measured: bool = True

    def figure(self, block: int, height: float) -> None:
        """Set a figure here, smaller where that lets it fit, or let it wait where much would stay empty before it."""
        left = self.room - self.filled - (0.0 if self.as_measured else SLACK)
        self.as_measured &= height <= left or left <= IDLE * self.room
        if self.waiting:
            self.waiting.append(block)
        elif height <= left:
            self._set(block, height)
        elif height * SMALLEST <= left - CAPTION:
            self.scaled[block] = round((left - CAPTION) / height - 0.005, 2)
            self._set(block, left)
        elif left > IDLE * self.room:
            self.waiting.append(block)
        else:
            self._set(block, height)

    def _set(self, block: int, height: float) -> None:
        self.filled = height if self.filled + height > self.room else self.filled + height
        self.last = block

    def text(self, block: int, height: float, whole: bool, heights: Mapping[int, float]) -> None:
        """Let text or a table stand here and go over to the next page; what stays whole begins there."""
        if whole and self.filled + height > self.room:
            self._next(0.0, heights)
        self.filled = height if whole and self.filled + height > self.room else self.filled + height
        self.last = block

    def turn(self, heights: Mapping[int, float]) -> None:
        """Where the page is full, go on to the next one."""
        if self.filled > self.room:
            self._next(self.filled % self.room, heights)
        elif self.waiting and self.filled > self.room - 2 * LINE:
            self._next(0.0, heights)

    def _next(self, filled: float, heights: Mapping[int, float]) -> None:
        """A page that begins with the figures that wait, as many as it holds."""
        self.filled = filled
        while self.waiting and self.filled + heights[self.waiting[0]] <= self.room:
            self._place(heights)

    def begin(self) -> None:
        """A page as it was measured, whatever was moved before."""
        self.filled, self.as_measured = 0.0, True

    def close(self, heights: Mapping[int, float]) -> None:
        """Set all figures that wait."""
        while self.waiting:
            self._place(heights)

    def _place(self, heights: Mapping[int, float]) -> None:
        block = self.waiting.pop(0)
        behind = self.moved.get(self.last, self.last)
        if behind > block:
            self.moved[block] = behind
        self._set(block, heights[block])


def floated(blocks: Sequence[Block], places: Mapping[str, Spot], typography: Typography) -> Held:
    """Which figures are moved and which are set smaller, so that pages are not left empty before them.

    Parameters
    ----------
    blocks : sequence of Block
        The numbered report.
    places : mapping
        Bookmark to where it stands in a file that was written to be measured, with every block in its own place.
    typography : Typography
        Paper and margins.

    Returns
    -------
    Held
        A figure is set down to four fifths of its size where that lets it fit; else it waits until the text behind it
        has filled the page. It does not go beyond the next section, nor between a heading or a lead and what they
        belong to. Heights are as measured; where they err a page is filled less well, and nothing worse.
    """
    spots = _spots(blocks, places)
    page = typography.page
    room = (page.height - page.top - page.bottom) * 72 / 25.4
    heights = dict(_figure_heights(blocks, typography)) | dict(_text_heights(blocks, spots, room, top_of(page, False)))
    if not spots:
        return FREE
    state, top = _Page(room), top_of(page, False)
    for n, block in enumerate(blocks):
        wide = n in spots and spots[n][0].wide
        if wide or _bars(block, heights.get(n, 0.0) / room):
            state.close(heights)
        if wide or (isinstance(block, Heading) and block.level == 1 and block.new_page):
            state.begin()
        if state.as_measured:
            state.filled = _measured(n, spots, top, state.filled)
        if wide:
            state.last = n
        elif isinstance(block, FigureBlock):
            state.figure(n, heights.get(n, 0.0))
        else:
            state.text(n, heights.get(n, 0.0), _whole(block), heights)
            if not _holds(block, blocks[n + 1] if n + 1 < len(blocks) else None):
                state.turn(heights)
    state.close(heights)
    return Held(moved=state.moved, scaled=state.scaled)


def _measured(n: int, spots: Mapping[int, _Place], top: float, filled: float) -> float:
    """How far the page was filled before a block when it was measured; what is known else where that is not told."""
    if n in spots:
        return spots[n][0].below - top
    if n - 1 in spots and not spots[n - 1][1].wide:
        return spots[n - 1][1].below - top + LINE
    return filled


def _whole(block: Block) -> bool:
    """Whether a block is not parted: a heading, or a short table."""
    if isinstance(block, TableBlock):
        return len(block.grid.header) + len(block.grid.body) <= WHOLE
    return isinstance(block, Heading)


def _bars(block: Block, pages: float) -> bool:
    """Whether figures do not wait until behind a block: a section's heading, or a table over many pages."""
    return (isinstance(block, Heading) and block.level <= SECTION) or (isinstance(block, TableBlock) and pages > LONG)


def _holds(block: Block, ahead: Block | None) -> bool:
    """Whether nothing may stand between a block and the next one; items of a list are parted where need be."""
    led = (
        isinstance(ahead, Paragraph) and ahead.kind != "body" and isinstance(block, Paragraph) and block.kind == "body"
    )
    return isinstance(block, Heading) or isinstance(ahead, Equation) or led


def _spots(blocks: Sequence[Block], places: Mapping[str, Spot]) -> dict[int, _Place]:
    """Where blocks begin and end."""
    found: dict[int, _Place] = {}
    headings = tables = 0
    for n, block in enumerate(blocks):
        start, end = (places.get(name) for name in block_names(n))
        if isinstance(block, Heading):
            headings += 1
            start = end = places.get(heading_name(headings))
        elif isinstance(block, TableBlock):
            start = places.get(part_names(tables, 0)[0])
            tables += 1
        if start is not None and end is not None:
            found[n] = (start, end)
    return found


def _figure_heights(blocks: Sequence[Block], typography: Typography) -> Iterator[tuple[int, float]]:
    for n, block in enumerate(blocks):
        if isinstance(block, FigureBlock):
            try:
                yield n, picture_size(block.path, typography)[1].pt + CAPTION
            except (UnrecognizedImageError, OSError, ZeroDivisionError):
                yield n, LINE + CAPTION


def _text_heights(
    blocks: Sequence[Block], spots: Mapping[int, _Place], room: float, top: float
) -> Iterator[tuple[int, float]]:
    """Height of each block of which the place is known, with those behind it of which it is not, unless figures."""
    for n, after in pairwise(spots):
        (start, end), (following, _) = spots[n], spots[after]
        alone = any(isinstance(block, FigureBlock) for block in blocks[n + 1 : after])
        if start.page == following.page and not alone:
            yield n, following.below - start.below
        else:
            yield n, end.below - start.below + room * (end.page - start.page) + LINE
