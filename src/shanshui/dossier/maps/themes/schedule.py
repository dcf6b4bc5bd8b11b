"""When sub-projects are carried out (H.1.7.2 b)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from shanshui.dossier.maps.sheet import Entry, Group
from shanshui.dossier.maps.styles import StyleBook
from shanshui.dossier.maps.themes.context import AREA_PLACES, Context, Themed
from shanshui.plan import Plan, Subproject

SITE_UNIT = "hm2"


def schedule(context: Context) -> Themed:
    """Periods with number and area of their sub-projects; then each sub-project with its years."""
    say, colours = context.say, period_colours(context.plan, context.styles)
    sign = context.styles.symbols["subproject_area"]
    periods = tuple(
        Entry(
            replace(sign, color=colour),
            say("period").format(years=_written(*period)),
            (
                context.facts.quote(f"scope.scheduled.count@{period[0]}_{period[1]}", "count", 0),
                context.facts.quote(f"scope.scheduled.area@{period[0]}_{period[1]}", SITE_UNIT, AREA_PLACES),
            ),
        )
        for period, colour in colours.items()
    )
    same = (Entry(None, say("one_period")),) if len(periods) == 1 and len(context.plan.subprojects) > 1 else ()
    each = tuple(
        Entry(
            replace(sign, color=colours[sub.start, sub.end]),
            f"{number} {years(sub)} {sub.project_type}",
            (context.area(f"subproject:{sub.code}.area", SITE_UNIT),),
        )
        for number, sub in enumerate(context.plan.subprojects, start=1)
    )
    return Themed(
        (),
        (
            Group(say("group.periods"), (*periods, *same), columns=(say("unit.sites"), say("unit.hm2"))),
            Group(say("group.scheduled"), each, say("unit.hm2")),
        ),
    )


def period_colours(plan: Plan, styles: StyleBook) -> Mapping[tuple[int, int], str]:
    """Colour of each first and last year of sub-projects, early ones light, by even steps of the ramp."""
    ramp, found = styles.palettes["years"], sorted({(sub.start, sub.end) for sub in plan.subprojects})
    last = len(ramp) - 1
    if len(found) == 1:
        return {found[0]: ramp[last // 2]}
    return {period: ramp[round(n * last / (len(found) - 1))] for n, period in enumerate(found)}


def years(sub: Subproject) -> str:
    """Years in which a sub-project is carried out, as maps print them."""
    return _written(sub.start, sub.end)


def _written(start: int, end: int) -> str:
    return str(start) if start == end else f"{start}–{end}"
