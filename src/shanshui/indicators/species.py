"""Species from records: how many, how many native, which are gained and lost (B.2-061 to B.2-064)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Sighting:
    """One record of a species.

    Parameters
    ----------
    name : str
        As written.
    year : int
        In which it was recorded.
    statuses : frozenset of str
        Its standings.
    native : bool or None
        None where it is not said.
    """

    name: str
    year: int
    statuses: frozenset[str] = frozenset()
    native: bool | None = None


@dataclass(frozen=True, slots=True)
class Species:
    """A species with all that its records say of it.

    Parameters
    ----------
    name : str
        As written first.
    statuses : frozenset of str
        Standings of any of its records.
    native : bool or None
        None where no record says it; alien where records differ.
    """

    name: str
    statuses: frozenset[str] = frozenset()
    native: bool | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What two inventories differ in: names, in the order of the alphabet."""

    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inventory:
    """Species of a place and time, by the plain form of their names."""

    species: Mapping[str, Species] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, keys: Iterable[str]) -> Inventory:
        """Those that have any of these standings."""
        wanted = frozenset(keys)
        return Inventory({name: one for name, one in self.species.items() if one.statuses & wanted})


def plain_name(text: str) -> str:
    """The form in which names of species are compared; empty where there is none.

    Examples
    --------
    >>> plain_name(" 猕猴（Macaca  mulatta）"), plain_name("Macaca  Mulatta ")
    ('猕猴', 'macaca mulatta')
    """
    whole = unicodedata.normalize("NFKC", text)
    return " ".join((_BRACKETS.sub(" ", whole).strip() or whole).split()).casefold()


def inventory(sightings: Iterable[Sighting], first: int, last: int) -> Inventory:
    """Species recorded in a span of years, each once.

    Parameters
    ----------
    sightings : iterable of Sighting
        Those without a name are left out.
    first, last : int
        Years of the span, both within it.
    """
    found: dict[str, Species] = {}
    for one in sightings:
        key = plain_name(one.name)
        if not key or not first <= one.year <= last:
            continue
        known = found.get(key, Species(one.name.strip()))
        said = [native for native in (known.native, one.native) if native is not None]
        found[key] = Species(known.name, known.statuses | one.statuses, all(said) if said else None)
    return Inventory(found)


def richness(species: Inventory) -> int:
    """Number of species.

    References
    ----------
    TD/T 1068 B.2-061; HJ 1173-2021 7.5.
    """
    return len(species.species)


def native_species(species: Inventory) -> int:
    """Number of species that are said to be native.

    References
    ----------
    TD/T 1068 B.2-062.
    """
    return sum(one.native is True for one in species.species.values())


def change(before: Inventory, now: Inventory) -> Change:
    """Species that are new, and those that were not recorded again.

    References
    ----------
    TD/T 1068 B.2-063, B.2-064.
    """
    gained = sorted(now.species[key].name for key in now.species.keys() - before.species.keys())
    lost = sorted(before.species[key].name for key in before.species.keys() - now.species.keys())
    return Change(tuple(gained), tuple(lost))
