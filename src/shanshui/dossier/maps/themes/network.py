"""The ecological network: sources and corridors over the quality of habitats, and how well it joins (H.1.3.4 c)."""

from __future__ import annotations

from shanshui.dossier.maps.sheet import FIELD, Entry, Group
from shanshui.dossier.maps.themes.context import AREA_UNIT, Context, Themed, areas
from shanshui.dossier.maps.themes.cover import classes

_INDICES = ("alpha", "beta", "gamma")
_INDEX_PLACES = 2


def network(context: Context) -> Themed:
    """Number and area of the sources, number and length of the corridors, indices, and what lies below them."""
    say, below = context.say, classes(context)
    counted = (_counted(context, "sources", "area", AREA_UNIT), _counted(context, "corridors", "length", "km"))
    parts = (
        Group(say("group.network"), tuple(entry for entry in counted if entry), say("unit.network")),
        Group(say("group.network_indices"), tuple(_index(context, name) for name in _INDICES if _known(context, name))),
        areas(context, say("group.network_units"), tuple(_units(context))),
    )
    return Themed(below.colours, (*(group for group in parts if group.entries), *below.groups))


def _counted(context: Context, kind: str, attribute: str, unit: str) -> Entry | None:
    """How many there are and what they come to; None where there are none."""
    quotes = (
        context.facts.quote(f"scope.network.{kind}.count", "count", 0),
        context.facts.quote(f"scope.network.{kind}.{attribute}", unit, 2),
    )
    role = f"{FIELD}network_{kind}"
    if role not in context.held:
        return None
    return Entry(context.styles.symbols[f"network_{kind}"], context.say(f"sign.{role}"), quotes)


def _known(context: Context, name: str) -> bool:
    return context.facts.number(f"scope.network.{name}") is not None


def _index(context: Context, name: str) -> Entry:
    quote = context.facts.quote(f"scope.network.{name}", "1", _INDEX_PLACES)
    return Entry(None, context.say(f"network.{name}"), (quote,))


def _units(context: Context) -> list[Entry]:
    """Area of the sources in each restoration unit."""
    told = ((unit, f"unit:{unit.code}.network.sources.area") for unit in context.plan.units)
    return [
        Entry(None, unit.natural_unit, (context.area(fact),))
        for unit, fact in told
        if context.facts.number(fact) is not None
    ]
