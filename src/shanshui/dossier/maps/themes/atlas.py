"""One restoration unit on a sheet of its own: its ground, its facts, its sub-projects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from shanshui.dossier.maps.sheet import Entry, Group
from shanshui.dossier.maps.styles import StyleBook
from shanshui.dossier.maps.themes.context import Context, Themed, areas
from shanshui.dossier.maps.themes.cover import ECOSYSTEMS, ecosystem_colours, landuse
from shanshui.dossier.maps.themes.schedule import SITE_UNIT, years
from shanshui.plan import Plan, Unit

FACTS = (
    ("area", "km2", 2),
    ("elevation.mean", "m", 0),
    ("slope.mean", "deg", 1),
    ("cost.total", "wan_yuan", 0),
    ("monitoring.points", "", 0),
)
"""Attributes of a unit that its sheet prints, with unit and places."""


def unit_on_landcover(context: Context) -> Themed:
    """A unit over its ecosystems, with the areas that they have in it."""
    table, unit = context.standard.classes[ECOSYSTEMS], _unit(context)
    found = [(c, f"unit:{unit.code}.indicator.013.{c.name_en}.area@{context.year}") for c in table.level(1)]
    entries = tuple(
        Entry(context.fill(c.color), c.name, (context.area(fact),)) for c, fact in found if context.facts.number(fact)
    )
    ground = areas(context, context.say("group.landcover"), entries)
    return Themed(ecosystem_colours(context.standard, context.layer.classes), _groups(context, unit, ground))


def unit_on_landuse(context: Context) -> Themed:
    """A unit over its land use."""
    themed = landuse(context)
    ground = tuple(Entry(entry.symbol, entry.label) for entry in themed.groups[0].entries)
    return Themed(themed.colours, _groups(context, _unit(context), Group(themed.groups[0].title, ground)))


def unit_on_relief(context: Context) -> Themed:
    """A unit over the light on its land alone."""
    return Themed((), _groups(context, _unit(context), Group("", ())))


def _unit(context: Context) -> Unit:
    if context.unit is None:
        raise ValueError(f"map {context.entry} is framed to a restoration unit; compose it with one")
    return context.unit


def _groups(context: Context, unit: Unit, ground: Group) -> tuple[Group, ...]:
    return Group(context.say("group.unit_facts"), _facts(context, unit)), ground, _sites(context, unit)


def _facts(context: Context, unit: Unit) -> tuple[Entry, ...]:
    """What is known of a unit: numbers, then its problems and its goal in words."""
    say = context.say
    numbers = tuple(
        Entry(None, say(f"unit.{attribute}"), (context.facts.quote(f"unit:{unit.code}.{attribute}", how, places),))
        for attribute, how, places in FACTS
        if f"unit:{unit.code}.{attribute}" in context.facts
    )
    terms = context.standard.vocabularies["ecosystem_problem"]
    problems = say("and").join(terms[code].zh if code in terms else code for code in unit.problems)
    told = (("unit.problems", problems), ("unit.goal", unit.goal))
    return (*numbers, *(Entry(None, say(key).format(words=words)) for key, words in told if words))


def _sites(context: Context, unit: Unit) -> Group:
    """The unit's sub-projects by their numbers in the lists, with years and areas."""
    sign, colours = context.styles.symbols["subproject_area"], site_colours(context.plan, context.styles)
    entries = tuple(
        Entry(
            replace(sign, color=colours[sub.code]),
            f"{n} {years(sub)} {sub.project_type}",
            (context.area(f"subproject:{sub.code}.area", SITE_UNIT),),
        )
        for n, sub in enumerate(context.plan.subprojects, start=1)
        if sub.unit == unit.code
    )
    return Group(context.say("group.subprojects"), entries, context.say("unit.hm2"))


def site_colours(plan: Plan, styles: StyleBook) -> Mapping[str, str]:
    """Colour of each sub-project, by its place in its unit."""
    palette = styles.palettes["sites"]
    found: dict[str, str] = {}
    for unit in plan.units:
        own = (sub.code for sub in plan.subprojects if sub.unit == unit.code)
        found |= {code: palette[n % len(palette)] for n, code in enumerate(own)}
    return found
