"""The level of prices: chained indices from the year of a price to the year of the estimate (clause 5.4.5.1 b)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanshui.plan.money import PriceIndex
from shanshui.plan.regions import nearness
from shanshui.quantity import convert

_PER_CENT = convert(Decimal(1), "%", "1")


@dataclass(frozen=True, slots=True)
class Level:
    """What a price of one year is multiplied by to be one of another.

    Parameters
    ----------
    factor : Decimal or None
        None where the price has no year, or a year of the index is missing.
    missing : tuple of int
        Years without an index that the chain would need.
    indices : tuple of PriceIndex
        The rows of the chain, year after year.
    """

    factor: Decimal | None
    missing: tuple[int, ...] = ()
    indices: tuple[PriceIndex, ...] = ()

    @property
    def synthetic(self) -> bool:
        """Whether a row of the chain is made up."""
        return any(row.synthetic for row in self.indices)


def price_level(indices: Sequence[PriceIndex], category: str, region: str, told: int | None, wanted: int) -> Level:
    """Chain the indices between two years.

    Parameters
    ----------
    indices : sequence of PriceIndex
        Price level of a year, that of the year before being 100.
    category : str
        Category of the measure; an index of it comes before one of all categories.
    region : str
        The project's region, as :func:`shanshui.plan.regions.nearness` reads it; of one category the nearest counts.
    told, wanted : int or None, int
        Year of the price, and the year that it is wanted for.

    Returns
    -------
    Level
        Later years multiply, earlier ones divide; the factor is 1 where the two years are the same.

    References
    ----------
    TD/T 1068 5.4.5.1 b.
    """
    if told is None:
        return Level(None)
    years = range(min(told, wanted) + 1, max(told, wanted) + 1)
    found = {year: _index_of(indices, category, region, year) for year in years}
    missing = tuple(year for year, row in found.items() if row is None)
    rows = tuple(row for row in found.values() if row is not None)
    if missing:
        return Level(None, missing)
    factor = Decimal(1)
    for row in rows:
        factor *= row.index * _PER_CENT
    return Level(factor if told <= wanted else 1 / factor, (), rows)


def _index_of(indices: Sequence[PriceIndex], category: str, region: str, year: int) -> PriceIndex | None:
    """The index of a year: of the category before one of all, of the nearest region, of those the first entered."""
    best: tuple[tuple[bool, int], PriceIndex] | None = None
    for row in indices:
        near = nearness(row.region, region)
        if row.year != year or near is None or row.category not in ("", category) or row.index <= 0:
            continue
        rank = (bool(row.category), near)
        if best is None or rank > best[0]:
            best = (rank, row)
    return None if best is None else best[1]
