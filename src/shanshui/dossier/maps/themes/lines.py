"""Control lines (生态保护红线、永久基本农田、城镇开发边界、自然保护地) and what sub-projects share with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shanshui.dossier.maps.sheet import Entry, Group
from shanshui.dossier.maps.themes.context import Context, Themed, areas
from shanshui.dossier.maps.themes.cover import landcover, landuse
from shanshui.dossier.maps.themes.schedule import SITE_UNIT
from shanshui.ledger import Quote
from shanshui.plan import Subproject

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
    return Themed((), (lines, _shared(context)))


def _outlined(context: Context) -> Iterator[Entry]:
    for role, keys in LINES.items():
        for key in keys if role in context.held else ():
            sign = context.styles.symbols[_SIGNS.get(key, f"{role}_fill")]
            quote = context.area(f"scope.overlap.{key}.area")
            if len(keys) == 1 or quote.value:
                yield Entry(sign, context.say(f"line.{key}"), (quote,))


def _shared(context: Context) -> Group:
    """One line for each sub-project that shares ground with a control line, a column for each line that is shared."""
    say, facts = context.say, context.facts
    named = {n: sub for n, sub in enumerate(context.plan.subprojects, start=1)}
    parts = [key for role, keys in LINES.items() for key in keys if role in context.held]
    met = [key for key in parts if any(facts.number(_common(sub, key)) for sub in named.values())]
    entries = (
        Entry(None, f"{n} {sub.project_type}", tuple(_quoted(context, _common(sub, key)) for key in met))
        for n, sub in named.items()
    )
    heads = tuple(say(f"column.{key}") for key in met)
    return Group(say("group.overlaps"), tuple(e for e in entries if e.told()), say("unit.hm2"), heads)


def _common(sub: Subproject, key: str) -> str:
    """Fact that tells the ground a sub-project shares with a control line."""
    return f"subproject:{sub.code}.overlap.{key}.area"


def _quoted(context: Context, fact: str) -> Quote | None:
    return context.area(fact, SITE_UNIT) if context.facts.number(fact) else None
