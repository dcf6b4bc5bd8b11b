"""All that was understood of a document, as a list: each entry with the words that it was read from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from shanshui.audit.comparison import when
from shanshui.audit.output.passages import shortened
from shanshui.audit.reading import Reading
from shanshui.claims.model import Claim, Enumeration, Indicator, Period, Project, Span
from shanshui.standard.language.attributes import attribute_words

KINDS = ("claim", "indicator", "project", "list", "period", "coordinates", "place")
"""Ends the label ``audit.extract.<kind>``."""


@dataclass(frozen=True, slots=True)
class Extract:
    """One thing that was understood.

    Parameters
    ----------
    kind : str
        One of ``KINDS``.
    title, detail : str
        What it is about; what the text says of it.
    spans : tuple of Span
        The words it was read from, in order.
    """

    kind: str
    title: str
    detail: str
    spans: tuple[Span, ...]


def extracts(reading: Reading, phase: Callable[[str], str]) -> tuple[Extract, ...]:
    """Everything understood, kind by kind, each in the order of the document.

    Parameters
    ----------
    reading : Reading
        The document, understood.
    phase : callable
        From the code of a phase to its word.
    """
    return (
        *(_claim(claim, phase) for claim in reading.claims),
        *(_indicator(indicator) for indicator in reading.indicators),
        *(_project(project) for project in reading.projects),
        *(_list(one) for one in reading.lists),
        *(Extract("period", period.text, _years(period), (period.span,)) for period in reading.periods),
        *(
            Extract(
                "coordinates", one.text, " – ".join(dict.fromkeys((f"{one.low:.4f}°", f"{one.high:.4f}°"))), (one.span,)
            )
            for one in reading.coordinates
        ),
        *(
            Extract("place", place.text, reading.gazetteer.get(place.key, ""), (place.span,))
            for place in reading.places
        ),
    )


def _claim(claim: Claim, phase: Callable[[str], str]) -> Extract:
    spans = _ordered((claim.of.span, claim.quantity.span))
    years = phase(claim.phase) if claim.first is None and claim.phase else when(claim)
    thing = claim.of.text or claim.of.key
    measured = _measured().get(claim.attribute, "")
    named = (claim.scope if claim.scope != thing else "", thing, measured if not thing.endswith(measured) else "")
    share = f"（{claim.whole}）" if claim.whole else ""
    return Extract("claim", _joined(*named) or claim.quantity.text, _joined(claim.quantity.text + share, years), spans)


@cache
def _measured() -> Mapping[str, str]:
    """The shortest word for each attribute."""
    return {word.key: word.word for word in attribute_words()}  # the longest come first


def _indicator(indicator: Indicator) -> Extract:
    values = (f"{year or ''} {text}".strip() for year, text, _ in indicator.values if text)
    return Extract("indicator", indicator.name.text, _joined(*values, indicator.unit), (indicator.row,))


def _project(project: Project) -> Extract:
    years = project.period.text if project.period is not None else ""
    spans = _ordered((project.name.span, *((project.period.span,) if project.period is not None else ())))
    amounts = [claim.quantity.text for claim in project.claims]
    return Extract("project", project.name.text, _joined(years, "、".join(amounts[:8])), spans)


def _list(one: Enumeration) -> Extract:
    count = one.count.text if one.count is not None else ""
    items = "、".join(shortened(item.text) for item in one.items)
    spans = _ordered((*((one.count.span,) if one.count is not None else ()), *(item.span for item in one.items)))
    return Extract("list", _joined(count, one.noun), items, spans or (one.span,))


def _years(period: Period) -> str:
    return str(period.first) if period.first == period.last else f"{period.first}—{period.last}"


def _joined(*parts: str) -> str:
    return "　".join(part for part in parts if part)


def _ordered(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Those that hold words, in order, each once."""
    return tuple(sorted({span for span in spans if span.end > span.start}, key=lambda span: span.start))


def numbered(found: Iterable[Extract], at: Callable[[int], int]) -> Iterator[list[object]]:
    """Extracts as the page's script takes them: number of the kind, title, detail, then beginnings and ends."""
    for one in found:
        ends = [at(place) for span in one.spans for place in (span.start, span.end)]
        yield [KINDS.index(one.kind), shortened(one.title), shortened(one.detail), *ends]
