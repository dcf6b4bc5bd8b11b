"""What the tables of this stage quote: its own facts first, then those of earlier stages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from shanshui.ledger import Cell, Fact, Facts, Formula, Quote
from shanshui.ledger.fact import of_end
from shanshui.ledger.facts import quoted
from shanshui.plan import Plan, Subproject
from shanshui.quantity import convert, round_half_up
from shanshui.standard import Standard


@dataclass(frozen=True)
class Book:
    """Facts at hand, with the plan and the standard that say what to do with them.

    Parameters
    ----------
    plan : Plan
        What the planner entered.
    standard : Standard
        Specifications of tables, words.
    own : Facts
        Facts of this stage.
    earlier : Facts
        Facts of earlier stages.
    """

    plan: Plan
    standard: Standard
    own: Facts
    earlier: Facts

    @cached_property
    def groups(self) -> tuple[tuple[str, tuple[Subproject, ...]], ...]:
        """Sub-projects under their units, in the units' order; units that the plan does not have come last."""
        groups: dict[str, list[Subproject]] = {unit.code: [] for unit in self.plan.units}
        for sub in self.plan.subprojects:
            groups.setdefault(sub.unit, []).append(sub)
        return tuple((code, tuple(subs)) for code, subs in groups.items() if subs)

    @cached_property
    def _unit_names(self) -> Mapping[str, str]:
        return {unit.code: unit.name for unit in self.plan.units}

    def quote(self, key: str, unit: str = "", places: int | None = None, formula: Formula | None = None) -> Quote:
        """Quote a fact in a unit, rounded; the formula goes with it where there is a value."""
        quote = quoted(self._found(key), key, unit, places)
        if formula is None or quote.value is None:
            return quote
        return Quote(quote.fact, quote.value, quote.unit, quote.places, formula)

    def _found(self, key: str) -> Fact | None:
        """The fact of an id, first of this stage."""
        fact = self.own.found(key)
        return self.earlier.found(key) if fact is None else fact

    def number(self, key: str) -> Decimal | None:
        """Value of a fact [inner unit]; None where it is not known."""
        fact = self._found(key)
        return fact.value if fact is not None and isinstance(fact.value, Decimal) else None

    def known(self, key: str) -> bool:
        """Whether a fact has a value."""
        fact = self._found(key)
        return fact is not None and fact.value is not None

    def cell(self, key: str, unit: str = "", places: int | None = None, formula: Formula | None = None) -> Cell:
        """Quote a fact that may not be there, or an end of an interval; an empty cell where nobody knows of it."""
        fact = self._found(key)
        if fact is None or (fact.value is None and of_end(key)[1]):
            return ""
        quote = quoted(fact, key, unit, places)
        if formula is None or quote.value is None:
            return quote
        return Quote(quote.fact, quote.value, quote.unit, quote.places, formula)

    def wan(self, key: str, formula: Formula | None = None) -> Cell:
        """Quote money in whole 万元; an empty cell where nobody knows of it."""
        return self.cell(key, "wan_yuan", 0, formula)

    def term(self, vocabulary: str, code: str) -> str:
        """Printed word of a code; the code itself where the vocabulary does not know it."""
        return self.standard.word(vocabulary, code)

    def unit_name(self, code: str) -> str:
        """Name of a unit; its code where the plan does not have it."""
        return self._unit_names.get(code, code)


def sum_of(rows: Iterable[int], column: str) -> Formula | None:
    """Sum of one column over rows; none where there are no rows."""
    cells = tuple((row, column) for row in rows)
    return Formula("sum", cells) if cells else None


def percent_of(part: Decimal | None, whole: Decimal | None, share: Quote, cells: Formula) -> Formula | None:
    """A live percentage where it gives the printed share again; closing may have moved that by its last digit."""
    if part is None or not whole or not isinstance(share.value, Decimal) or share.places is None:
        return None
    return cells if round_half_up(convert(part / whole, "1", "%"), share.places) == share.value else None
