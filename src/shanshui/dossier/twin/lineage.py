"""What the page knows of each number: the facts printed and all they rest on, as columns over one list of words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from shanshui.ledger import Fact, Facts, Source, of_end
from shanshui.quantity import EMPTY, convert, printed, round_half_up, unit
from shanshui.standard import Standard, cited
from shanshui.standard.method.equations import Equation, equation_of

_OUTER = {"m2": "hm2", "yuan": "wan_yuan"}
"""Unit that a reader expects in place of the inner one, of facts that the report does not print."""

_SHOWN = 4
"""Digits of such a number that count."""


@dataclass
class Words:
    """Every text once, by its place."""

    places: dict[str, int] = field(default_factory=lambda: {"": 0})

    def place(self, text: str) -> int:
        """Where a text stands in the list; the empty one is 0."""
        return self.places.setdefault(text, len(self.places))


@dataclass(frozen=True, slots=True)
class Shown:
    """The facts of a page, and the sources at the end of their lineages, in order of their ids."""

    facts: tuple[Fact, ...]
    sources: tuple[Source, ...]

    def places(self) -> Mapping[str, int]:
        """Place of each fact; that of a source counts down from -1."""
        facts = {fact.id: n for n, fact in enumerate(self.facts)}
        return facts | {source.id: -1 - n for n, source in enumerate(self.sources)}


def shown(quoted: Iterable[str], facts: Facts, sources: Mapping[str, Source]) -> Shown:
    """The facts that a page tells of: those printed, and whatever they rest on.

    Parameters
    ----------
    quoted : iterable of str
        Ids that the report prints, also ends of intervals.
    facts : Facts
        The ledger.
    sources : mapping of id to Source
        Files at the ends of lineages.
    """
    found: dict[str, Fact] = {}
    ends: set[str] = set()
    waiting = [key for key in quoted if key]
    while waiting:
        key = waiting.pop()
        if key in found or key in ends:
            continue
        fact = facts.found(key)
        if fact is None:
            ends.add(key)
            continue
        found[key] = fact
        waiting.extend(fact.inputs)
    kept = sorted(ends & sources.keys())
    return Shown(tuple(found[key] for key in sorted(found)), tuple(sources[key] for key in kept))


def columns(page: Shown, name: Callable[[Fact], str], standard: Standard, words: Words) -> dict[str, object]:
    """The facts as columns: numbers are places in the list of words.

    Parameters
    ----------
    page : Shown
        The facts of the page.
    name : callable
        A fact in words.
    standard : Standard
        Words of bases; this edition's numbers of clauses.
    words : Words
        The list, to which new texts are added.
    """
    places, facts, put = page.places(), page.facts, words.place
    here = standard.concordance.here
    return {
        "id": [fact.id for fact in facts],
        "name": [put(name(fact)) for fact in facts],
        "value": [_exact(fact) for fact in facts],
        "shown": [_rounded(fact) for fact in facts],
        "unit": [put(unit(fact.unit).symbol) for fact in facts],
        "basis": [put(standard.term("basis", fact.basis)) for fact in facts],
        "method": [put(fact.method) for fact in facts],
        "equation": [put(_equation(fact)) for fact in facts],
        "clause": [put(here(fact.clause)) for fact in facts],
        "source": [put(fact.source) for fact in facts],
        "reason": [put(fact.reason) for fact in facts],
        "made": [n for n, fact in enumerate(facts) if fact.synthetic],
        "interval": {n: _interval(fact) for n, fact in enumerate(facts) if _interval(fact)},
        "inputs": [[places[key] for key in fact.inputs if key in places] for fact in facts],
    }


def equations(page: Shown) -> tuple[Equation, ...]:
    """Every equation by which a fact of the page came about, in the order of their keys."""
    found = {one.key: one for fact in page.facts if (one := equation_of(fact.method, fact.attribute)) is not None}
    return tuple(found[key] for key in sorted(found))


def _equation(fact: Fact) -> str:
    found = equation_of(fact.method, fact.attribute)
    return "" if found is None else found.key


def clauses(page: Shown, standard: Standard) -> dict[str, tuple[str, str, str]]:
    """Number, title and wording of the clauses of the code that facts cite, by citation, several joined by lines."""
    found = {}
    for citation in sorted({standard.concordance.here(fact.clause) for fact in page.facts} - {""}):
        known = [standard.clauses[n] for n in cited(citation, standard.clauses) if n in standard.clauses]
        if known:
            titles, wordings = [clause.title for clause in known], [clause.wording for clause in known]
            found[citation] = (" · ".join(clause.number for clause in known), "；".join(titles), "\n".join(wordings))
    return found


def _exact(fact: Fact) -> str:
    """Value without rounding, never in powers of ten; empty where there is none."""
    if fact.value is None or isinstance(fact.value, str):
        return fact.value or ""
    return f"{fact.value:f}"


def _rounded(fact: Fact) -> str:
    """Value and unit as a reader of a list wants them; empty where they are the value itself."""
    if not isinstance(fact.value, Decimal):
        return fact.value or EMPTY
    outer = _OUTER.get(fact.unit, fact.unit)
    return f"{_digits(fact.value, fact.unit, outer)} {unit(outer).symbol}".strip()


def _digits(value: Decimal, inner: str, outer: str) -> str:
    number = convert(value, inner, outer)
    places = max(0, min(_SHOWN, _SHOWN - number.adjusted())) if number else 0
    return printed(round_half_up(number, places).normalize(), None)


def _interval(fact: Fact) -> str:
    if fact.low is None or fact.high is None:
        return ""
    outer = _OUTER.get(fact.unit, fact.unit)
    ends = (_digits(end, fact.unit, outer) for end in (fact.low, fact.high))
    return f"{' – '.join(ends)} {unit(outer).symbol}".strip()


def source_lines(
    sources: Sequence[Source], name: Callable[[Source], str], licences: Mapping[str, str]
) -> list[list[str]]:
    """Of each source: id, name, file, provider, date, licence, whether it was made up, hash of its content."""
    return [
        [
            source.id,
            name(source),
            source.path,
            source.provider,
            source.date,
            licences.get(source.id, ""),
            "1" if source.synthetic else "",
            source.sha256[:12],
        ]
        for source in sources
    ]


def whole(fact: str) -> str:
    """The fact of which an id names an end of the interval; the id itself else."""
    return of_end(fact)[0]
