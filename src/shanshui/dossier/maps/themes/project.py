"""What the project plans: units, sub-projects, their layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from shanshui.dossier.maps.sheet import Entry, Group
from shanshui.dossier.maps.styles import StyleBook
from shanshui.dossier.maps.themes.context import Context, Themed, areas
from shanshui.dossier.maps.themes.cover import ecosystem_colours
from shanshui.plan import Plan

SITE_UNIT = "hm2"


def layout(context: Context) -> Themed:
    """Scope, implementation area and units with their areas; sub-projects by unit with theirs."""
    say, fill = context.say, context.fill
    colours = unit_colours(context.plan, context.styles)
    whole = (
        Entry(context.styles.symbols["scope"], say("scope"), (context.area("scope.area"),)),
        Entry(
            replace(context.styles.symbols["subproject_area"], color="#bdbdbd"),
            say("implementation_area"),
            (context.area("implementation_area.area"),),
        ),
    )
    units = tuple(
        Entry(fill(colours[u.code]), u.natural_unit, (context.area(f"unit:{u.code}.area"),)) for u in context.plan.units
    )
    sites = tuple(
        Entry(
            replace(context.styles.symbols["subproject_area"], color=colours.get(s.unit, "#cccccc")),
            f"{n} {s.project_type}",
            (context.area(f"subproject:{s.code}.area", SITE_UNIT),),
        )
        for n, s in enumerate(context.plan.subprojects, start=1)
    )
    return Themed(
        (),
        (
            areas(context, say("group.areas"), (*whole, *units)),
            Group(say("group.subprojects"), sites, say("unit.hm2")),
        ),
    )


def layout_on_landcover(context: Context) -> Themed:
    """The layout over land cover."""
    return replace(layout(context), colours=ecosystem_colours(context.standard, context.layer.classes))


def unit_colours(plan: Plan, styles: StyleBook) -> Mapping[str, str]:
    """Colour of each restoration unit, by its place in the table."""
    palette = styles.palettes["units"]
    return {unit.code: palette[n % len(palette)] for n, unit in enumerate(plan.units)}
