"""What tables say of sub-projects in the same words: place, modes, measures, scale (tables C, E.2, G.2, G.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from decimal import Decimal

from shanshui.finance.book import Book, sum_of
from shanshui.ledger import Cell, Quote
from shanshui.plan import Measure, Work

PLACES = {
    "core_protected": "reserve_core",
    "other_redline": "redline_other",
    "general_ecological": "ecological_general",
    "farmland_permanent": "farmland_permanent",
    "other_agricultural": "farmland_other",
    "urban": "urban_inside",
}
"""Location class of table C for each control zone."""
_AND = "、"


class Described:
    """What table C and those that repeat it say of sub-projects; look-ups are made once.

    Parameters
    ----------
    book : Book
        Facts, plan and standard.
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        self._measures: Mapping[str, Measure] = {m.code: m for m in book.plan.measures}
        self._works: dict[str, list[tuple[int, Work]]] = {}
        for number, work in enumerate(book.plan.works, start=2):
            self._works.setdefault(work.subproject, []).append((work.place.row or number, work))

    def works(self, code: str) -> list[tuple[int, Work]]:
        """Works of a sub-project with their rows."""
        return self._works.get(code, [])

    def location(self, code: str) -> Cell:
        """Location class of a sub-project: that of the strictest zone it touches."""
        fact = f"subproject:{code}.zone"
        zone = self.book.cell(fact)
        if not isinstance(zone, Quote) or not isinstance(zone.value, str):
            return ""
        return Quote(fact, self.book.term("location_class_c", PLACES.get(zone.value, zone.value)))

    def modes(self, code: str) -> str:
        """Modes of a sub-project's works, in the vocabulary's order."""
        return self.mode_names({work.mode for _, work in self.works(code)})

    def mode_names(self, used: Set[str]) -> str:
        """Printed words of modes, in the vocabulary's order."""
        order = list(self.book.standard.vocabularies.get("mode", {}))
        known = sorted(used, key=lambda mode: order.index(mode) if mode in order else len(order))
        return _AND.join(self.book.term("mode", mode) for mode in known)

    def measures(self, code: str) -> str:
        """Names of a sub-project's measures."""
        return _AND.join(self.measure_name(m) for m in dict.fromkeys(work.measure for _, work in self.works(code)))

    def measure_name(self, code: str) -> str:
        """Name of a measure; its code where the plan does not have it."""
        return self._measures[code].name if code in self._measures else code

    def indicators(self, code: str) -> list[str]:
        """Keys of the indicators that a sub-project adds to, in the standard's order."""
        used = {work.indicator for _, work in self.works(code)}
        known = [key for key in self.book.standard.performance if key in used]
        return [key for key in known if self.book.known(f"subproject:{code}.performance.{key}")]

    def indicator_names(self, code: str) -> str:
        """Names of those indicators as table C gives them."""
        performance = self.book.standard.performance
        return _AND.join(performance[k].name_c or performance[k].name_d for k in self.indicators(code))

    def scale(self, code: str) -> Cell:
        """Scale of a sub-project: one number, or several in words; the works where it adds to no indicator."""
        if self.book.known(f"subproject:{code}.performance.scale"):
            return self.book.quote(f"subproject:{code}.performance.scale")
        keys, works = self.indicators(code), self.works(code)
        if len(keys) == 1:
            indicator = self.book.standard.performance[keys[0]]
            fact = f"subproject:{code}.performance.{keys[0]}"
            return self.book.quote(fact, indicator.unit, indicator.decimals)
        if len(works) == 1:
            row, work = works[0]
            places = places_of(work.unit, work.quantity)
            return self.book.quote(f"subproject:{code}.work.{row}.quantity", work.unit, places)
        return ""


def places_of(unit: str, quantity: Decimal | None) -> int:
    """Decimals that a quantity of work is printed with: two, none for whole pieces.

    Examples
    --------
    >>> places_of("hm2", Decimal(3)), places_of("count", Decimal(3)), places_of("count", Decimal("2.5"))
    (2, 0, 2)
    """
    return 0 if unit == "count" and (quantity is None or quantity == quantity.to_integral_value()) else 2


def budget_sums(book: Book, subject: str, columns: Mapping[str, str], rows: Iterable[int]) -> dict[str, Cell]:
    """Money of a unit or the scope under each column, as a live sum of rows."""
    listed = tuple(rows)
    return {column: book.wan(f"{subject}.{attribute}", sum_of(listed, column)) for column, attribute in columns.items()}
