"""What a layout of the report has shown: on which page each heading stands, and at which line a table goes over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from shanshui.dossier.narrative.model import Grid
from shanshui.dossier.report.together import ENDS, is_group
from shanshui.standard import Page

_HEADING = "_Toc"
FIRST_HEADING = f"{_HEADING}000001"
"""Bookmark of the first heading, which stands on page 1 of the text."""

NEAR = 12.0
"""Less than a line of text [pt]."""


class Spot(Protocol):
    """Where a bookmark came to stand."""

    @property
    def page(self) -> int:
        """Page of the file, from 0."""

    @property
    def below(self) -> float:
        """Distance from the page's upper edge [pt]."""

    @property
    def wide(self) -> bool:
        """Whether the page lies on its side."""


@dataclass(frozen=True, slots=True)
class Held:
    """To what a layout is bound from the outset, before the ends of pages are looked for.

    Parameters
    ----------
    breaks : mapping
        Place of a table to lines of its body that begin a new page; it may be cut at later lines too.
    fresh : frozenset of int
        Places of tables that begin a page.
    moved : mapping
        Place of a figure among all blocks to that of the block behind which it stands instead.
    scaled : mapping
        Place of a figure among all blocks to the part of its full size at which it is set.
    """

    breaks: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    fresh: frozenset[int] = frozenset()
    moved: Mapping[int, int] = field(default_factory=dict)
    scaled: Mapping[int, float] = field(default_factory=dict)

    def layout(self) -> Layout:
        """What is known before the report is laid out."""
        return Layout(breaks=self.breaks, fresh=self.fresh, held=self)


@dataclass(frozen=True, slots=True)
class Layout:
    """Pages of headings, and where tables are cut.

    Parameters
    ----------
    pages : mapping
        Bookmark of each heading to its printed page number; empty before the first layout.
    breaks : mapping
        Place of a table among all tables, from 0, to the lines of its body that begin a new page.
    fresh : frozenset of int
        Places of tables that begin a page.
    held : Held
        What of this was given.
    """

    pages: Mapping[str, str] = field(default_factory=dict)
    breaks: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    fresh: frozenset[int] = frozenset()
    held: Held = field(default_factory=Held)


FREE = Held()
"""Bound to nothing."""


def heading_name(position: int) -> str:
    """Bookmark of the heading at a position (from 1) among all headings."""
    return f"{_HEADING}{position:06d}"


def line_name(table: int, line: int) -> str:
    """Bookmark of a line of a table's body, in files that are laid out to find the ends of pages."""
    return f"_Line{table}x{line}"


def part_names(table: int, part: int) -> tuple[str, str]:
    """Bookmarks of the caption and of the last line of a part of a table."""
    return f"_Part{table}x{part}", f"_End{table}x{part}"


def block_names(block: int) -> tuple[str, str]:
    """Bookmarks of the beginning and the end of a block, in files that are laid out to find the ends of pages."""
    return f"_Block{block}", f"_Close{block}"


def layout_of(places: Mapping[str, Spot], tables: Sequence[int], page: Page, held: Held = FREE) -> Layout:
    """Read the ends of pages from where bookmarks came to stand.

    Parameters
    ----------
    places : mapping
        Bookmark to where it stands in a file that was written to be measured.
    tables : sequence of int
        Lines of the body of each table.
    page : Page
        Its margins tell which captions begin a page.
    held : Held, optional
        What that file was bound to.
    """
    breaks, fresh = {}, set(held.fresh)
    for table, lines in enumerate(tables):
        spots = [places.get(line_name(table, line)) for line in range(lines)]
        pages = [spot.page if spot is not None else -1 for spot in spots]
        found = tuple(n for n in range(1, lines) if pages[n] > max(pages[:n]) >= 0)
        if found:
            breaks[table] = found
        caption, first = places.get(part_names(table, 0)[0]), max(pages[:1], default=-1)
        if caption is not None and (caption.below <= top_of(page, caption.wide) + NEAR or caption.page < first):
            fresh.add(table)  # it stands there, or its head block was parted from its lines
    return Layout(printed_pages(places), breaks, frozenset(fresh), held)


def top_of(page: Page, wide: bool) -> float:
    """Upper margin [pt]; on a page that lies on its side the binding margin is above."""
    return (page.left if wide else page.top) * 72 / 25.4


def printed_pages(places: Mapping[str, Spot]) -> Mapping[str, str]:
    """Printed page number of each heading."""
    first = places.get(FIRST_HEADING)
    if first is None:
        return {}
    headings = sorted(name for name in places if name.startswith(_HEADING))
    return {name: str(places[name].page - first.page + 1) for name in headings}


def overfull(places: Mapping[str, Spot], layout: Layout, tables: Sequence[int]) -> Mapping[int, int]:
    """Tables of which a part does not keep to its page, and which is the first such part.

    Parameters
    ----------
    places : mapping
        Bookmark to where it stands in the finished file.
    layout : Layout
        By which that was written.
    tables : sequence of int
        Lines of the body of each table.
    """
    found: dict[int, int] = {}
    for table in range(len(tables)):
        names = [part_names(table, part) for part in range(len(layout.breaks.get(table, ())) + 1)]
        spots = [(places.get(start), places.get(end)) for start, end in names]
        torn = [n for n, (start, end) in enumerate(spots) if start is None or end is None or start.page != end.page]
        if torn:
            found[table] = torn[0]
    return found


def recut(layout: Layout, torn: Mapping[int, int], grids: Sequence[Grid]) -> Held:
    """To what the next layout is held, so that tables of which a part did not keep to its page do.

    Parameters
    ----------
    layout : Layout
        By which the file was written.
    torn : mapping
        Table to its first part that did not keep to its page, from :func:`overfull`.
    grids : sequence of Grid
        All tables.

    Returns
    -------
    Held
        A table that was not cut, or whose head block was parted from its body, begins a page; the torn part of
        another one ends a line sooner, and not with the heading of a group. All else is left to be measured again.
    """
    breaks, fresh = dict(layout.held.breaks), set(layout.held.fresh)
    for table, part in torn.items():
        starts, body = layout.breaks.get(table, ()), grids[table].body
        if table not in fresh and (not starts or (part == 0 and grids[table].above)):
            fresh.add(table)
            breaks.pop(table, None)
            continue
        start = (0, *starts)[part]
        stop = starts[part] - 1 if part < len(starts) else len(body) - ENDS
        while stop - 1 > start and is_group(body[stop - 1]):
            stop -= 1
        if stop > start:
            breaks[table] = (*starts[:part], stop)
    return replace(layout.held, breaks=breaks, fresh=frozenset(fresh))
