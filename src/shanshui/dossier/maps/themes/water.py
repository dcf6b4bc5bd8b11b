"""Rivers, standing waters, and the basins that drain into them."""

from __future__ import annotations

from collections.abc import Mapping

from shanshui.dossier.maps.sheet import Entry, Group
from shanshui.dossier.maps.themes.context import Context, Themed, areas
from shanshui.dossier.maps.themes.kinds import kinds

WATER = ("1101", "1102", "1103", "1104")
"""Classes of GB/T 21010 that are open water: rivers, lakes, reservoirs, ponds."""


def basins(context: Context) -> Themed:
    """Basins with their areas, waters with theirs."""
    themed = kinds(context)
    return Themed(themed.colours, (_waters(context), *themed.groups))


def rivers(context: Context) -> Themed:
    """Waters alone, over relief."""
    return Themed((), (_waters(context),))


def streams(context: Context) -> Themed:
    """Streams by how many cells drain through them."""
    limits, colours = context.entry.limits, context.styles.palettes["streams"]
    names = [f"≥{limit:g}" for limit in limits]
    entries = tuple(Entry(context.fill(c), name) for name, c in zip(names, colours[1:], strict=True))
    codes = tuple((str(n), colour) for n, colour in enumerate(colours, start=1))
    return Themed(codes, (Group(context.say("group.streams"), entries), _waters(context)))


def _waters(context: Context) -> Group:
    """Open water by the land survey, with its areas."""
    layer, classes = context.held.get("water_bodies"), context.standard.classes["gbt21010"].classes
    facts: Mapping[str, str] = {}
    if layer is not None:
        year = layer.date[:4] if layer.date[:4].isdecimal() else str(context.year)
        facts = {code: f"scope.landuse.{code}.area@{year}" for code in WATER}
    entries = tuple(
        Entry(context.styles.symbols[f"water_{code}"], classes[code].name, (context.area(fact),))
        for code, fact in facts.items()
        if context.facts.number(fact)
    )
    return areas(context, context.say("group.water"), entries)
