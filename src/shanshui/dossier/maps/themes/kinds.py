"""Kinds that the layers name themselves: soil, rock, aquifers, vegetation."""

from __future__ import annotations

from itertools import count

from shanshui.dossier.maps.sheet import Entry
from shanshui.dossier.maps.themes.context import Context, Themed, areas

PALETTE = "kinds"
_PALER = 0.45
"""How much of a colour is left when the ramp is used a second time."""


def first_kind(role: str) -> str:
    """The fact that is there where a layer names kinds at all."""
    return f"layer:{role}.kind1.code"


def kinds(context: Context) -> Themed:
    """Kinds of the base layer from the largest to the smallest, with their areas in the scope.

    Serves a base of kind ``areas`` whose field tells the kinds, and one of kind ``cells``; the facts
    ``layer:<role>.kind<n>`` of the survey tell which there are. Its heading is ``map.group.<role>``.
    """
    role, entries, codes = context.layer.role, [], []
    for number in count(1):
        stem = f"layer:{role}.kind{number}"
        code = context.facts.text(f"{stem}.code")
        if not code:
            break
        colour = ramp_colour(context.styles.palettes[PALETTE], number)
        codes.append((code, colour))
        entries.append(Entry(context.fill(colour), context.facts.text(f"{stem}.name"), (context.area(f"{stem}.area"),)))
    return Themed(tuple(codes), (areas(context, context.say(f"group.{role}"), tuple(entries)),))


def ramp_colour(ramp: tuple[str, ...], number: int) -> str:
    """Colour of a number from 1 on; the ramp's own, then a paler round, and so on.

    Examples
    --------
    >>> ramp_colour(("#000000", "#ff0000"), 2), ramp_colour(("#000000", "#ff0000"), 3)
    ('#ff0000', '#8c8c8c')
    """
    rounds, place = divmod(number - 1, len(ramp))
    kept = _PALER**rounds
    parts = (int(ramp[place][i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (part - 255) * kept):02x}" for part in parts)
