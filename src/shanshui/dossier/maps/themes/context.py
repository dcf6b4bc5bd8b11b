"""What a theme may look at, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from shanshui.dossier.maps.sheet import Entry, Group, HeldLayer, Isolines
from shanshui.dossier.maps.sheets import SheetEntry
from shanshui.dossier.maps.styles import StyleBook, Symbol
from shanshui.ledger import Facts, Quote
from shanshui.plan import Plan, Unit
from shanshui.standard import Standard

AREA_UNIT, AREA_PLACES = "km2", 2


@dataclass(frozen=True, slots=True)
class Context:
    """What a theme may look at.

    Parameters
    ----------
    plan, facts, standard, styles
        As everywhere.
    entry : SheetEntry
        The map.
    layer : HeldLayer
        The base layer that is drawn.
    year : int
        Year that the map shows.
    held : mapping of role to HeldLayer
        All layers that may be drawn.
    unit : Unit or None
        The restoration unit that the map is framed to.
    """

    plan: Plan
    facts: Facts
    standard: Standard
    styles: StyleBook
    entry: SheetEntry
    layer: HeldLayer
    year: int
    held: Mapping[str, HeldLayer]
    unit: Unit | None = None

    def say(self, key: str) -> str:
        """Words of the program under ``map.``."""
        return self.standard.label(f"map.{key}")

    def area(self, fact: str, unit: str = AREA_UNIT) -> Quote:
        """An area as maps print it."""
        return self.facts.quote(fact, unit, AREA_PLACES)

    def fill(self, color: str) -> Symbol:
        """A filled box in a colour."""
        return replace(self.styles.symbols["area"], color=color)


@dataclass(frozen=True, slots=True)
class Themed:
    """Colours of the base by code, and the first groups of the legend; where they hang on the land, limits and lines.

    A remark stands on the map's face.
    """

    colours: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    limits: tuple[float, ...] = ()
    isolines: tuple[Isolines, ...] = ()
    remark: str = ""


Theme = Callable[[Context], Themed]


def areas(context: Context, title: str, entries: tuple[Entry, ...]) -> Group:
    """Lines of the legend with an area each."""
    return Group(title, entries, context.say("unit.km2"))
