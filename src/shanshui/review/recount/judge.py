"""Whether a number that stands in a finished file is the ledger's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from shanshui.finding import Finding, Place
from shanshui.ledger import Fact, Table
from shanshui.quantity import EMPTY, convert, printed, round_half_up, unit

UNITS = (
    "1", "%", "permille", "m", "km", "mm", "m2", "hm2", "km2", "mu", "wan_mu", "m3", "yuan", "wan_yuan", "yi_yuan",
    "t", "count", "person", "wan_person", "a", "deg", "degC", "m3/a", "m3/d", "t/a", "t/(km2*a)", "t/(hm2*a)", "mm/a",
    "count/km2", "wan_yuan/hm2", "wan_yuan/km", "wan_yuan/count", "yuan/hm2", "yuan/m2", "yuan/m", "yuan/m3",
    "yuan/count", "yuan/t", "yuan/(t/a)", "yuan/(m3/a)", "wan_yuan/t", "d",
    "wan_m3/a", "wan_t/a", "m/hm2",
)  # fmt: skip
"""Units that a dossier prints."""

_NUMBER = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?")
_NAMED = re.compile(r"[（(]([^（）()]+)[）)]|[:：]\s*(\S+)\s*$|^\s*([^\s（）()：:]+)\s*$", re.MULTILINE)
_FULL = 9
"""Decimals from which on a value counts as not rounded."""


@dataclass(frozen=True, slots=True)
class Print:
    """A fact as it was read back from a finished file.

    Parameters
    ----------
    fact : str
        Id that the file names as its source.
    text : str
        What a reader sees.
    place : Place
        Where.
    unit : str
        Unit code, where the place tells it; empty else.
    after : str
        Words that follow the number; its unit where they begin with one.
    near : tuple of str
        Words that stand over and beside a cell, the nearest first, one line for each other cell; the first
        that name a unit settle it.
    tabular : bool
        True in a table, where rounding may have been closed so that parts add up.
    medium : str
        ``DOCX``, ``HTML``, ``XLSX``, ``MAP`` or ``GDB``; ends the finding's code.
    """

    fact: str
    text: str
    place: Place
    unit: str = ""
    after: str = ""
    near: tuple[str, ...] = ()
    tabular: bool = False
    medium: str = "DOCX"


def judge(
    prints: Iterable[Print],
    facts: Mapping[str, Fact],
    tables: Mapping[str, Table],
    terms: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> Iterator[Finding]:
    """Compare what was read back with the ledger.

    Parameters
    ----------
    prints : iterable of Print
        From all files.
    facts : mapping
        The ledger's facts by id.
    tables : mapping
        Computed tables; what they recorded for a fact settles how far closing may have moved it.
    terms : mapping, optional
        Printed words by code, for facts whose value is a code.

    Yields
    ------
    Finding
        ``RECOUNT-<medium>`` where the number is another one, ``RECOUNT-FACT`` where the ledger has no such fact.
    """
    closed = _closed(tables)
    nth: dict[tuple[str, str], int] = {}
    for read in prints:
        key = (read.place.file, read.fact)
        nth[key] = nth.get(key, 0) + 1
        subject = f"{read.place.file}:{read.fact}:{nth[key]}"
        fact = facts.get(read.fact)
        if fact is None and read.text == EMPTY:
            continue  # nothing is claimed; the stage that wanted the fact has said that it is missing
        if fact is None:
            yield Finding("RECOUNT-FACT", read.place, read.text, read.fact, subject, (read.fact,))
        elif not agrees(read, fact, closed.get(read.fact), terms):
            want = expected(read, fact)
            words = {"fact": read.fact}
            yield Finding(f"RECOUNT-{read.medium}", read.place, read.text, want, subject, (read.fact,), words)


def agrees(
    read: Print,
    fact: Fact,
    closed: frozenset[str] | None = None,
    terms: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> bool:
    """Whether the text is the fact's value, rounded half up to the decimals printed.

    Parameters
    ----------
    read : Print
        What stands there.
    fact : Fact
        What the ledger says.
    closed : frozenset of str, optional
        Texts that computed tables recorded for the fact; None where no table quotes it.
    terms : mapping, optional
        Printed words by code.

    Notes
    -----
    In a table a number may be one unit of its last digit off, where closing moved it: then it must be
    one that a computed table recorded. Where no unit stands by the number any unit of its kind will do, but
    then only nothing is 0: every amount is 0 in a unit that is large enough. A ratio has none larger than its own.
    """
    if fact.value is None:
        return not _NUMBER.search(read.text)
    if isinstance(fact.value, str):
        said = {fact.value, *terms.get(fact.value, ()), *(closed or ())}
        return any(words in read.text for words in said)
    may_close = read.tabular and closed is not None and read.text in closed
    units = _units(read, fact.unit)
    values = [convert(fact.value, fact.unit, outer) for outer in units]
    return any(
        _fits(seen, value, may_close)
        for seen in map(_decimal, _NUMBER.findall(read.text))
        for value in values
        if seen or not value or len(units) == 1 or (fact.unit == "1" and value == fact.value)
    )


def expected(read: Print, fact: Fact) -> str:
    """What should stand there, in the unit of the place and with its decimals."""
    if not isinstance(fact.value, Decimal):
        return fact.value or printed(None, None)
    numbers = [_decimal(text) for text in _NUMBER.findall(read.text)]
    places = _places(numbers[0]) if numbers else 2
    candidates = [convert(fact.value, fact.unit, outer) for outer in _units(read, fact.unit)]
    if not numbers:
        return printed(candidates[0], places)
    return printed(min(candidates, key=lambda value: abs(value - numbers[0])), places)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _fits(seen: Decimal, value: Decimal, may_close: bool) -> bool:
    places = _places(seen)
    if places > _FULL:
        return abs(seen - value) <= abs(value) * Decimal("1e-9")
    step = Decimal(1).scaleb(-places)
    return seen == round_half_up(value, places) or (may_close and abs(seen - value) < step)


def _places(number: Decimal) -> int:
    return max(0, -int(number.as_tuple().exponent))


def _units(read: Print, inner: str) -> tuple[str, ...]:
    """Units that the number may stand in: the one it is followed by, else those named near, else all of its kind."""
    possible = _same_kind(inner)
    if read.unit:
        return (read.unit,) if read.unit in possible else (inner,)
    words = _flat(_NUMBER.split(read.text)[-1] + read.after)
    followed = [(len(name), code) for name, code in _names(possible).items() if words.startswith(name)]
    if followed:
        return (max(followed)[1],)
    return next((named for near in read.near if (named := _named(near, possible))), possible)


def _named(words: str, possible: tuple[str, ...]) -> tuple[str, ...]:
    """Units that words name in brackets, behind a colon, or as a line of their own."""
    names = _names(possible)
    pieces = (_flat(next(filter(None, found))) for found in _NAMED.findall(words))
    return tuple(dict.fromkeys(names[piece] for piece in pieces if piece in names))


@cache
def _same_kind(inner: str) -> tuple[str, ...]:
    found = [inner]
    for code in UNITS:
        try:
            convert(Decimal(1), inner, code)
        except ValueError:
            continue
        if code != inner:
            found.append(code)
    return tuple(found)


@cache
def _names(codes: tuple[str, ...]) -> Mapping[str, str]:
    """Units by every name that a reader may see for them."""
    specs = [unit(code) for code in codes]
    return {_flat(name): u.code for u in reversed(specs) for name in (u.symbol, u.name_zh, *u.aliases) if name}


def _flat(words: str) -> str:
    """Words without blanks, raised digits on the line: a report sets the 2 of km² as superscript."""
    return "".join(words.split()).replace("²", "2").replace("³", "3")


def _closed(tables: Mapping[str, Table]) -> Mapping[str, frozenset[str]]:
    texts: dict[str, set[str]] = {}
    for table in tables.values():
        for quote in table.quotes():
            texts.setdefault(quote.fact, set()).add(quote.text)
    return {fact: frozenset(found) for fact, found in texts.items()}
