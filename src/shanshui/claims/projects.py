"""Projects that a document names: in boxes, in lists below headings, as headings, in tables."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from shanshui.claims.contents import amounts
from shanshui.claims.items import Item, headed_items, items_of, zones
from shanshui.claims.model import Claim, Named, Period, Project, Span
from shanshui.claims.places import places
from shanshui.claims.project_names import names_in, project_name
from shanshui.claims.project_tables import projects_of_tables
from shanshui.documents import Document


def projects(document: Document, claims: Sequence[Claim], periods: Sequence[Period]) -> tuple[Project, ...]:
    """Every project and sub-project, in order.

    Parameters
    ----------
    document : Document
        Of any kind.
    claims : sequence of Claim
        Of its cells: a table of projects takes them over.
    periods : sequence of Period
        All of its text, in order.

    Returns
    -------
    tuple of Project
        One for each name, also where an item joins several by 、; the contents of such an item belong to the first.
        The same project may come more than once, in a box and in a table: keys of names are then equal.
    """
    found = [*_of_items(document, periods), *projects_of_tables(document, claims, periods)]
    return tuple(sorted(_with_places(document, found), key=lambda project: project.name.span.start))


def _of_items(document: Document, periods: Sequence[Period]) -> Iterator[Project]:
    taken: list[Span] = []
    for zone in zones(document, periods):
        for item in items_of(document, zone, periods):
            taken.append(item.name)
            yield from _projects(document.text, zone.title, item)
    taken.extend(Span(table.start, table.end) for table in document.tables)
    taken.sort(key=lambda span: span.start)
    for title, item in headed_items(document, taken, periods):
        yield from _projects(document.text, title, item)


def _projects(text: str, group: str, item: Item) -> Iterator[Project]:
    names = names_in(text, item.name)
    for place, name in enumerate(names):
        named = project_name(text, name)
        span = Span(name.start, max(item.body.end, name.end)) if len(names) == 1 else name
        contents = amounts(text, item.body, named.text) if place == 0 else ()
        yield Project(named, item.number, group, item.period, span, contents)


def _with_places(document: Document, found: Sequence[Project]) -> Iterator[Project]:
    if not found:
        return
    named = places(document)
    starts = [place.span.start for place in named]
    for project in found:
        first, last = bisect_left(starts, project.span.start), bisect_left(starts, project.span.end)
        inside: tuple[Named, ...] = named[first:last]
        yield Project(project.name, project.number, project.group, project.period, project.span, project.claims, inside)
