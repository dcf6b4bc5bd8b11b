"""What a portfolio is chosen from, and what it must keep to: places, options, money, capacity, targets, order.

A place is a sub-project, an option one measure in it. Everything is named by text, so that an answer can be read, and
measured in floats of one unit each: money in yuan, the others as the caller has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NO_BENEFITS: Mapping[str, float] = MappingProxyType({})

Demand = tuple[str, ...]
"""Name of something demanded: a kind of :data:`KINDS`, and whose it is."""

KINDS = ("place", "years", "budget", "capacity", "target", "order", "works_order", "exclusion", "ceiling")
"""Kinds of demands, in the order in which one would rather keep them."""


@dataclass(frozen=True, slots=True)
class Place:
    """A sub-project.

    Parameters
    ----------
    name : str
        Its code.
    category : str
        What funds ask for.
    years : tuple of int
        Years in which it may be worked on; any of the task's where empty.
    needed : bool
        Whether it must be done.
    barred : frozenset of str
        Funds that it may not have.
    longest : int
        Years from the first of its works to the last at most; 0 for any.
    """

    name: str
    category: str = ""
    years: tuple[int, ...] = ()
    needed: bool = False
    barred: frozenset[str] = frozenset()
    longest: int = 0


@dataclass(frozen=True, slots=True)
class Option:
    """A measure in a sub-project; amounts are those of the whole of it.

    Parameters
    ----------
    name, place : str
        Its own name, and its sub-project's.
    cost : float
        [yuan].
    benefits : mapping of quantity to float
        What it brings.
    uses : mapping of pool to float
        What it takes of each capacity in the years it is worked on.
    years : tuple of int
        Years that suit it (season, care); any where empty.
    scalable : bool
        Whether any share may be done; else all or nothing.
    least : float
        Share below which a scalable one is not worth while.
    needed : bool
        Whether it is done wherever its sub-project is, and then whole.
    pieces : int
        Equal parts that it consists of, of which only whole ones are done in a year: 1 for what is done in one year;
        0 where any share may be.
    """

    name: str
    place: str
    cost: float
    benefits: Mapping[str, float] = field(default_factory=lambda: NO_BENEFITS)
    uses: Mapping[str, float] = field(default_factory=lambda: NO_BENEFITS)
    years: tuple[int, ...] = ()
    scalable: bool = False
    least: float = 0.0
    needed: bool = False
    pieces: int = 0


@dataclass(frozen=True, slots=True)
class Cap:
    """Money that a fund gives at most, in one year or in all, to some categories of sub-projects or to all.

    A fund gives nothing that none of its caps covers.
    """

    fund: str
    amount: float
    year: int | None = None
    categories: frozenset[str] = frozenset()

    @property
    def demand(self) -> Demand:
        """Its name."""
        return ("budget", self.fund, str(self.year or ""), "|".join(sorted(self.categories)))

    def covers(self, category: str, year: int) -> bool:
        """Whether it is about a sub-project of this category in this year."""
        return self.year in (None, year) and (not self.categories or category in self.categories)


@dataclass(frozen=True, slots=True)
class Pool:
    """How much of something can be done in a year: of one, or of each where no year is named."""

    name: str
    amount: float
    year: int | None = None

    @property
    def demand(self) -> Demand:
        """Its name."""
        return ("capacity", self.name, str(self.year or ""))


@dataclass(frozen=True, slots=True)
class Floor:
    """What some sub-projects (all where none is named) must bring of a quantity together, by a year or at all."""

    name: str
    quantity: str
    least: float
    places: frozenset[str] = frozenset()
    by: int | None = None

    @property
    def demand(self) -> Demand:
        """Its name."""
        return ("target", self.name)


@dataclass(frozen=True, slots=True)
class Order:
    """One sub-project starts no later than another, and ends no later where asked for.

    With ``binding`` the later one is not done without the earlier; else the order holds where both are done.
    """

    before: str
    after: str
    ends: bool = False
    binding: bool = False

    @property
    def demand(self) -> Demand:
        """Its name."""
        return ("order", self.before, self.after)


@dataclass(frozen=True, slots=True)
class Task:
    """A portfolio to be chosen.

    Parameters
    ----------
    years : tuple of int
        Years of works, one after the other.
    places, options : tuple
        Sub-projects, and measures in them.
    weights : mapping of quantity to float
        How much all of a quantity that any option offers is worth.
    worth : mapping of year to float
        What a benefit that begins in a year counts; 1 where not named.
    caps : tuple of Cap
        None at all: money is no object.
    works_order : tuple of (str, str)
        Options of which the second never runs ahead of the first: what is still to do of the first is at no time a
        larger share than what is still to do of the second.
    exclusions : tuple of tuple of str
        Options of which no two are done.
    token : float
        Share of the least cost of an ordered sub-project that must be worked in its first and last year, so that a
        start is a start.
    """

    years: tuple[int, ...]
    places: tuple[Place, ...]
    options: tuple[Option, ...]
    weights: Mapping[str, float]
    worth: Mapping[int, float] = field(default_factory=lambda: MappingProxyType({}))
    caps: tuple[Cap, ...] = ()
    pools: tuple[Pool, ...] = ()
    floors: tuple[Floor, ...] = ()
    orders: tuple[Order, ...] = ()
    works_order: tuple[tuple[str, str], ...] = ()
    exclusions: tuple[tuple[str, ...], ...] = ()
    token: float = 0.05

    def __post_init__(self) -> None:
        if not self.years or self.years != tuple(range(self.years[0], self.years[0] + len(self.years))):
            raise ValueError(f"years are {self.years}; give every year from the first to the last")
        if not 0 < self.token <= 1:
            raise ValueError(f"token is {self.token}; without a share above 0 a start could be one without works")
        places, options = {place.name for place in self.places}, {option.name for option in self.options}
        if len(places) < len(self.places) or len(options) < len(self.options):
            raise ValueError("two places or two options bear one name")
        named = {option.place for option in self.options} | {p for floor in self.floors for p in floor.places}
        named |= {name for order in self.orders for name in (order.before, order.after)}
        if named - places:
            raise ValueError(f"no place is named {', '.join(sorted(named - places))}")
        chosen = {name for group in (*self.works_order, *self.exclusions) for name in group}
        if chosen - options:
            raise ValueError(f"no option is named {', '.join(sorted(chosen - options))}")

    @property
    def funds(self) -> tuple[str, ...]:
        """Funds in the order of their first cap."""
        return tuple(dict.fromkeys(cap.fund for cap in self.caps))

    def pays(self, fund: str, place: Place, year: int) -> bool:
        """Whether a fund may pay for a sub-project in a year."""
        mine = (cap for cap in self.caps if cap.fund == fund)
        return fund not in place.barred and any(cap.covers(place.category, year) for cap in mine)

    def offered(self) -> Mapping[str, float]:
        """All that the options offer of each weighted quantity."""
        return {q: sum(option.benefits.get(q, 0.0) for option in self.options) for q in self.weights}

    def demands(self) -> Iterator[Demand]:
        """Names of all demands, the ones that one would rather keep first."""
        yield from (("place", place.name) for place in self.places if place.needed)
        yield from (("years", place.name) for place in self.places if place.years or place.longest)
        yield from dict.fromkeys(cap.demand for cap in self.caps)
        yield from dict.fromkeys(pool.demand for pool in self.pools)
        yield from dict.fromkeys(floor.demand for floor in self.floors)
        yield from dict.fromkeys(order.demand for order in self.orders)
        yield from (("works_order", *pair) for pair in self.works_order)
        yield from (("exclusion", *group) for group in self.exclusions)


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is done when, and who pays.

    Parameters
    ----------
    work : mapping of (option, year) to float
        Share of the whole of an option that is done in a year, above 0.
    money : mapping of (place, year, fund) to float
        [yuan], above 0; empty where money is no object.
    """

    work: Mapping[tuple[str, int], float]
    money: Mapping[tuple[str, int, str], float] = field(default_factory=lambda: MappingProxyType({}))
