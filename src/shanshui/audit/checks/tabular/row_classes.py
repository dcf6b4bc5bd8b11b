"""What the text tells class by class, held against the rows of a table that bear the class: 石灰岩5个、114.34公顷."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanshui.audit.amounts import shown
from shanshui.audit.check import check, fault
from shanshui.audit.checks.tabular.tables import adds
from shanshui.audit.interval import Interval, interval, is_count, is_exact, total
from shanshui.audit.matrix import Matrix, matrices
from shanshui.audit.reading import Reading
from shanshui.audit.rows import by_sentence
from shanshui.claims.model import Quantity
from shanshui.claims.sentences import sentences
from shanshui.finding import Finding
from shanshui.standard.language.totals import is_subtotal, is_total

_CLASS = re.compile(r"[一-龥]{2,12}")
_THING = re.compile("[一-龥]{2}")
_MOST_CLASSES = 12
_BREAK = re.compile("[。；\n]")
_IN_TURN = re.compile("分别|依次")
_REACH = 40
"""Characters behind the name of a class in which its amounts stand, at most."""


@dataclass(frozen=True, slots=True)
class _Told:
    """An amount that a sentence tells of a class, with what the rows of the class make."""

    quantity: Quantity
    name: str
    parts: tuple[Quantity, ...]
    made: Interval

    @property
    def fits(self) -> bool:
        """Whether the rows make the amount."""
        return self.made.meets(interval(self.quantity))


@check("AUDIT-ROW-CLASS", "AUDIT-ROW-CLASS-LIKELY")
def classes_of_rows(reading: Reading) -> Iterator[Finding]:
    """Amounts told class by class are the sums of the rows of each class, where the text has most of them right.

    Notes
    -----
    Where all the other classes of the sentence fit, the one that does not is an error; where only half of them or
    more do it is likely.
    """
    sentence_list = by_sentence(reading.quantities, sentences(reading.document))
    starts = [sentence.start for sentence, _ in sentence_list]
    for matrix in matrices(reading):
        for classes in _classifications(matrix):
            told_in: dict[int, list[tuple[int, str]]] = {}
            for name in classes:
                for found in re.finditer(re.escape(name), reading.document.text):
                    place = bisect_right(starts, found.start()) - 1
                    if place >= 0 and found.end() <= sentence_list[place][0].end:
                        told_in.setdefault(place, []).append((found.start(), name))
            for place, names in told_in.items():
                if len({name for _, name in names}) > 1:
                    own = sentence_list[place][1]
                    yield from _of_sentence(matrix, classes, sorted(names), own, reading)


def _classifications(matrix: Matrix) -> Iterator[Mapping[str, Sequence[int]]]:
    """Columns of words that several rows share, as rows by word."""
    rows = [row for row in matrix.rows if row not in matrix.sums]
    for column in range(matrix.grid.table.columns):
        found: dict[str, list[int]] = {}
        for row in rows:
            found.setdefault("".join(matrix.grid.text(row, column).split()), []).append(row)
        plain = all(_CLASS.fullmatch(name) and not is_total(name) and not is_subtotal(name) for name in found)
        if plain and 1 < len(found) <= _MOST_CLASSES and len(found) < len(rows):
            yield found


def _of_sentence(
    matrix: Matrix,
    classes: Mapping[str, Sequence[int]],
    names: Sequence[tuple[int, str]],
    own: Sequence[Quantity],
    reading: Reading,
) -> Iterator[Finding]:
    """What one sentence tells of classes, kind by kind and column by column."""
    told = list(_amounts(names, own, reading.document.text))
    for dimension in dict.fromkeys(quantity.dimension for quantity, _ in told):
        alike = [(quantity, name) for quantity, name in told if quantity.dimension == dimension]
        if len({name for _, name in alike}) < len(alike) or len(alike) < len({name for _, name in names}):
            continue
        readings = list(_columns(matrix, classes, alike, dimension))
        if _twice(told) or _counts_rows(matrix, alike, reading.document.text):
            readings.extend(_row_counts(classes, alike))
        best = max(readings, key=lambda one: sum(t.fits for t in one), default=())
        wrong = [one for one in best if not one.fits]
        fitting = len(best) - len(wrong)
        if not wrong or fitting < len(wrong) or (fitting == 1 and not _twice(told)):
            continue
        telling = _twice(told) or not all(is_count(one.quantity) for one in best)
        code = "AUDIT-ROW-CLASS" if len(wrong) == 1 and fitting > 1 and telling else "AUDIT-ROW-CLASS-LIKELY"
        for one in wrong:
            want = shown(one.made.middle, one.quantity)
            words = {"name": one.name, "table": matrix.caption, "parts": "+".join(part.text for part in one.parts)}
            spans = [one.quantity.span, *(part.span for part in one.parts)]
            yield fault(code, reading, spans, one.quantity.text, want, words)


def _amounts(names: Sequence[tuple[int, str]], own: Sequence[Quantity], text: str) -> Iterator[tuple[Quantity, str]]:
    """The exact amounts that follow the name of a class, up to the next name or the end of its clauses; or in turn."""
    first, (last, final) = names[0][0], names[-1]
    given = _IN_TURN.search(text, last + len(final), last + len(final) + _REACH)
    if given is not None and not any(first < quantity.span.start < given.start() for quantity in own):
        behind = [quantity for quantity in own if quantity.span.start >= given.end() and is_exact(quantity)]
        for dimension in dict.fromkeys(quantity.dimension for quantity in behind):
            alike = [quantity for quantity in behind if quantity.dimension == dimension]
            if len(alike) == len(names):
                yield from zip(alike, (name for _, name in names), strict=True)
        return
    for number, (start, name) in enumerate(names):
        end = names[number + 1][0] if number + 1 < len(names) else start + len(name) + _REACH
        end = min(end, start + len(name) + _REACH)
        stop = _BREAK.search(text, start, end)
        end = stop.start() if stop is not None else end
        for quantity in own:
            if start < quantity.span.start and quantity.span.end <= end and quantity.word and is_exact(quantity):
                yield quantity, name


def _columns(
    matrix: Matrix, classes: Mapping[str, Sequence[int]], told: Sequence[tuple[Quantity, str]], dimension: str
) -> Iterator[tuple[_Told, ...]]:
    """What the rows of each class make, for each column of a dimension."""
    for column in matrix.columns:
        if not adds(matrix, column):
            continue
        held = {
            name: [matrix.numbers[row, column] for row in rows if (row, column) in matrix.numbers]
            for name, rows in classes.items()
        }
        alike = all(_same_kind(q, dimension) for quantities in held.values() for q in quantities)
        if alike and all(held[name] for _, name in told):
            yield tuple(
                _Told(quantity, name, tuple(held[name]), total(interval(q) for q in held[name]))
                for quantity, name in told
            )


def _row_counts(
    classes: Mapping[str, Sequence[int]], told: Sequence[tuple[Quantity, str]]
) -> Iterator[tuple[_Told, ...]]:
    """How many rows each class has, for what is counted."""
    if all(is_count(quantity) for quantity, _ in told):
        counts = {name: Interval(Decimal(len(rows)), Decimal(len(rows))) for name, rows in classes.items()}
        yield tuple(_Told(quantity, name, (), counts[name]) for quantity, name in told)


def _counts_rows(matrix: Matrix, told: Sequence[tuple[Quantity, str]], text: str) -> bool:
    """Whether what is counted is what the rows are: 个图斑 of a table of 图斑."""
    words = matrix.caption + "".join("".join(head) for head in matrix.heads)
    things = {text[quantity.span.end : quantity.span.end + 2] for quantity, _ in told}
    return len(things) == 1 and _THING.fullmatch(min(things)) is not None and min(things) in words


def _same_kind(quantity: Quantity, dimension: str) -> bool:
    return quantity.dimension == dimension or (is_count(quantity) and quantity.dimension in ("", "1"))


def _twice(told: Sequence[tuple[Quantity, str]]) -> bool:
    """Whether classes are told of in more than one kind of amount, so that they are surely those of the table."""
    return len({quantity.dimension for quantity, _ in told}) > 1
