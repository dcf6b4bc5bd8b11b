"""What the sums of a pass come to as facts of every place: means of values, areas of codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from shanshui.assess.ground import Ground
from shanshui.assess.places import Spot
from shanshui.geo.areas import scale_to
from shanshui.geo.tallies import Codes, Tally, Values
from shanshui.ledger import Fact
from shanshui.quantity import exact, round_half_up

PLACES = 6
"""Decimals to which means are kept."""


def found_in(ground: Ground, tally: Tally) -> Iterator[tuple[Spot, Any, int]]:
    """Every place with what a tally came to; nothing where it could not be had."""
    if tally in ground.swept:
        yield from ground.places.each(ground.swept[tally])


def mean_facts(
    ground: Ground, name: str, attribute: str, clause: str, when: str | int = "", unit: str = "1"
) -> Iterator[Fact]:
    """Mean of a field over the known ground of every place; nothing for a place without any.

    Parameters
    ----------
    ground : Ground
        After a pass with ``Values(name)``.
    name : str
        The field.
    attribute, unit, when : str
        Of the facts.
    clause : str
        Clause that asks for them.
    """
    for spot, found, n in found_in(ground, Values(name)):
        if found.count[n]:
            told = ground.told(name, clause, *spot.rests_on)
            value = round_half_up(exact(float(found.mean[n])), PLACES)
            yield told.fact(spot.subject, attribute, value, unit, when)


def area_facts(
    ground: Ground, name: str, numbers: Sequence[int], attribute: str, clause: str, when: str | int = ""
) -> Iterator[Fact]:
    """Area of each code in every place [m2], scaled to the area of the place; nothing for a place without any.

    Parameters
    ----------
    ground : Ground
        After a pass with ``Codes(name)``.
    name : str
        The field.
    numbers : sequence of int
        Its codes, all that are told.
    attribute : str
        Of the facts, with ``{}`` for the code.
    clause : str
        Clause that asks for them.
    when : str or int
        Year.
    """
    for spot, counts, n in found_in(ground, Codes(name)):
        cells = counts.of(n)
        known = [cells.get(number, 0) for number in numbers]
        if not any(known):
            continue
        others = sum(cells.values()) - sum(known) + int(counts.empty[n])
        told = ground.told(name, clause, *spot.rests_on)
        *areas, _ = scale_to([*known, others], spot.area)
        for number, area in zip(numbers, areas, strict=True):
            yield told.fact(spot.subject, attribute.format(number), area, "m2", when)
