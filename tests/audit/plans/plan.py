"""A generated plan: its text and the places of its numbers and names."""

from __future__ import annotations

from dataclasses import dataclass

from audit.plans.sections import written
from audit.plans.world import World, world
from audit.plans.writing import Mark, Slot


@dataclass(frozen=True)
class Plan:
    """A plan, consistent by construction.

    Parameters
    ----------
    seed : int
        What it was made of.
    world : World
        The county.
    text : str
        As a text file has it.
    slots : tuple of Slot
        Its numbers in order.
    marks : tuple of Mark
        Names, periods and cells in order.
    """

    seed: int
    world: World
    text: str
    slots: tuple[Slot, ...]
    marks: tuple[Mark, ...]


def plan(seed: int) -> Plan:
    """The plan of a seed, always the same."""
    county = world(seed)
    writer = written(county)
    return Plan(seed, county, writer.text(), tuple(writer.slots), tuple(writer.marks))
