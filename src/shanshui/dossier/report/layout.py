"""What a layout of the report has shown: on which page each heading stands, and at which line a table goes over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

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
    """

    pages: Mapping[str, str] = field(default_factory=dict)
    breaks: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    fresh: frozenset[int] = frozenset()


def heading_name(position: int) -> str:
    """Bookmark of the heading at a position (from 1) among all headings."""
    return f"{_HEADING}{position:06d}"


def line_name(table: int, line: int) -> str:
    """Bookmark of a line of a table's body, in files that are laid out to find the ends of pages."""
    return f"_Line{table}x{line}"


def part_names(table: int, part: int) -> tuple[str, str]:
    """Bookmarks of the caption and of the last line of a part of a table."""
    return f"_Part{table}x{part}", f"_End{table}x{part}"


def layout_of(places: Mapping[str, Spot], tables: Sequence[int], page: Page) -> Layout:
    """Read the ends of pages from where bookmarks came to stand.

    Parameters
    ----------
    places : mapping
        Bookmark to where it stands in a file that was written to be measured.
    tables : sequence of int
        Lines of the body of each table.
    page : Page
        Its margins tell which captions begin a page.
    """
    breaks, fresh = {}, set()
    for table, lines in enumerate(tables):
        spots = [places.get(line_name(table, line)) for line in range(lines)]
        pages = [spot.page if spot is not None else -1 for spot in spots]
        found = tuple(n for n in range(1, lines) if pages[n] > max(pages[:n]) >= 0)
        if found:
            breaks[table] = found
        caption = places.get(part_names(table, 0)[0])
        if caption is not None and caption.below <= _top(page, caption.wide) + NEAR:
            fresh.add(table)
    return Layout(printed_pages(places), breaks, frozenset(fresh))


def _top(page: Page, wide: bool) -> float:
    """Upper margin [pt]; on a page that lies on its side the binding margin is above."""
    return (page.left if wide else page.top) * 72 / 25.4


def printed_pages(places: Mapping[str, Spot]) -> Mapping[str, str]:
    """Printed page number of each heading."""
    first = places.get(FIRST_HEADING)
    if first is None:
        return {}
    headings = sorted(name for name in places if name.startswith(_HEADING))
    return {name: str(places[name].page - first.page + 1) for name in headings}


def overfull(places: Mapping[str, Spot], layout: Layout, tables: Sequence[int]) -> tuple[int, ...]:
    """Tables of which a part does not keep to its page.

    Parameters
    ----------
    places : mapping
        Bookmark to where it stands in the finished file.
    layout : Layout
        By which that was written.
    tables : sequence of int
        Lines of the body of each table.
    """
    found = []
    for table in range(len(tables)):
        names = [part_names(table, part) for part in range(len(layout.breaks.get(table, ())) + 1)]
        spots = [(places.get(start), places.get(end)) for start, end in names]
        if any(start is None or end is None or start.page != end.page for start, end in spots):
            found.append(table)
    return tuple(found)
