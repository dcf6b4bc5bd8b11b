"""Putting sentences together of clauses that may be missing: no comma is left without what it joins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Undefined

from shanshui.dossier.narrative.sandbox import NOTHING, OPEN
from shanshui.ledger import Facts

Clause = str | Undefined


@dataclass(frozen=True, slots=True)
class Phrases:
    """What templates join words and quotations with.

    Parameters
    ----------
    facts : Facts
        What sentences compare.
    wrap : callable
        Turns words of the plan into a mark.
    fact : callable
        Quotes a fact by key, unit and decimals.
    """

    facts: Facts
    wrap: Callable[[object], str]
    fact: Callable[[str, str, int | None], str]

    def all(self) -> Mapping[str, Callable[..., object]]:
        """The functions by name."""
        functions: tuple[Callable[..., object], ...] = (
            self.clauses,
            self.sentence,
            self.listing,
            self.series,
            self.said,
            self.moved,
            self.alike,
            self.peaks,
            self.reason,
        )
        return {function.__name__: function for function in functions}

    def said(self, value: object) -> str:
        """Words of the plan, to stand within a clause."""
        return self.wrap(value)

    def clauses(self, *parts: Clause) -> str:
        """The clauses that there are, with commas between them; nothing where there is none."""
        return "，".join(_there(parts)) or NOTHING

    def sentence(self, *parts: Clause) -> str:
        """The same with a full stop."""
        found = _there(parts)
        return f"{'，'.join(found)}。" if found else NOTHING

    def listing(self, *parts: Clause, opening: str = "") -> str:
        """Clauses of equal weight with semicolons between them, after an opening, with a full stop."""
        found = _there(parts)
        return f"{opening}{'；'.join(found)}。" if found else NOTHING

    def series(self, words: Iterable[object]) -> str:
        """Words in a row: ``甲``, ``甲和乙``, ``甲、乙和丙``; nothing where there is none."""
        marked = [word if isinstance(word, str) and OPEN in word else self.wrap(word) for word in words]
        marked = [word for word in marked if word != NOTHING]
        if len(marked) < 2:
            return marked[0] if marked else NOTHING
        return f"{'、'.join(marked[:-1])}和{marked[-1]}"

    def moved(
        self, first: str, second: str, unit: str = "", places: int | None = None, up: str = "升至", down: str = "降至"
    ) -> str:
        """How a quantity went from one fact to another: ``由3.20%升至4.10%``; ``保持在3.20%`` where print shows none.

        Nothing where one of them is unknown.
        """
        before, after = self.facts.number(first), self.facts.number(second)
        if before is None or after is None:
            return NOTHING
        if self.alike(first, second, unit, places):
            return f"保持在{self.fact(second, unit, places)}"
        return f"由{self.fact(first, unit, places)}{up if after > before else down}{self.fact(second, unit, places)}"

    def alike(self, first: str, second: str, unit: str = "", places: int | None = None) -> bool:
        """Whether print shows no difference between two facts."""
        return self.facts.quote(first, unit, places).text == self.facts.quote(second, unit, places).text

    def peaks(self, stem: str, years: Sequence[str], unit: str = "", places: int | None = None) -> tuple[str, ...]:
        """The years in which a fact by year prints greatest; none where it is known of no year."""
        known = {y: value for y in years if (value := self.facts.number(f"{stem}@{y}")) is not None}
        top = max(known, key=lambda year: known[year], default="")
        return tuple(year for year in known if self.alike(f"{stem}@{year}", f"{stem}@{top}", unit, places))

    def reason(self, key: str) -> str:
        """Why a fact has no value; nothing where it has one, or nobody says why."""
        found = self.facts.get(key)
        return self.wrap(found.reason) if found is not None and found.value is None and found.reason else NOTHING


def _there(parts: Iterable[Clause]) -> list[str]:
    return [part for part in parts if isinstance(part, str) and part not in ("", NOTHING)]
