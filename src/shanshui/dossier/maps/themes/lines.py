"""Control lines (生态保护红线、永久基本农田、城镇开发边界、自然保护地) and what sub-projects share with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shanshui.dossier.maps.sheet import Entry, Group
from shanshui.dossier.maps.themes.context import Context, Themed, areas
from shanshui.dossier.maps.themes.cover import landcover, landuse
from shanshui.dossier.maps.themes.schedule import SITE_UNIT

LINES: Mapping[str, tuple[str, ...]] = {
    "ecological_redline": ("ecological_redline",),
    "permanent_farmland": ("permanent_farmland",),
    "urban_boundary": ("urban_boundary",),
    "protected_areas": ("protected_core", "protected_general"),
}
"""Control lines of the facts by the layer they come from."""

_SIGNS: Mapping[str, str] = {"protected_core": "protected_core_fill"}
"""Signs that are not called as their layer."""

FILLED = ("ecological_redline", "permanent_farmland", "urban_boundary")
"""The three lines that a spatial plan draws."""


def control_lines(context: Context) -> Themed:
    """The three control lines, filled, with their areas in the scope."""
    return Themed((), (_filled(context),))


def lines_on_landuse(context: Context) -> Themed:
    """The three control lines over present land use."""
    below = landuse(context)
    return Themed(below.colours, (_filled(context), *below.groups))


def lines_on_landcover(context: Context) -> Themed:
    """The three control lines over land cover."""
    below = landcover(context)
    return Themed(below.colours, (_filled(context), *below.groups))


def _filled(context: Context) -> Group:
    entries = tuple(
        Entry(
            context.styles.symbols[f"{role}_fill"],
            context.say(f"sign.{role}"),
            (context.area(f"scope.overlap.{role}.area"),),
        )
        for role in FILLED
        if role in context.held
    )
    return areas(context, context.say("group.control"), entries)


def overlaps(context: Context) -> Themed:
    """Control lines with their areas in the scope, and how much of each lies in which sub-project."""
    lines = areas(context, context.say("group.control"), tuple(_outlined(context)))
    keys = [key for role, parts in LINES.items() for key in parts if role in context.held]
    shared = (
        Group(context.say("group.overlaps").format(line=context.say(f"line.{key}")), entries, context.say("unit.hm2"))
        for key in keys
        if (entries := tuple(_shared(context, key)))
    )
    return Themed((), (lines, *shared))


def _outlined(context: Context) -> Iterator[Entry]:
    for role, keys in LINES.items():
        for key in keys if role in context.held else ():
            sign = context.styles.symbols[_SIGNS.get(key, f"{role}_fill")]
            quote = context.area(f"scope.overlap.{key}.area")
            if len(keys) == 1 or quote.value:
                yield Entry(sign, context.say(f"line.{key}"), (quote,))


def _shared(context: Context, key: str) -> Iterator[Entry]:
    """One line for each sub-project that shares ground with a control line."""
    for number, sub in enumerate(context.plan.subprojects, start=1):
        fact = f"subproject:{sub.code}.overlap.{key}.area"
        if context.facts.number(fact):
            yield Entry(None, f"{number} {sub.project_type}", (context.area(fact, SITE_UNIT),))
