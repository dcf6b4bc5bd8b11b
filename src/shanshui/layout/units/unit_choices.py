"""What a project wants of its units: how much each demand counts, how large they are, how many (5.4.1.1 b)."""

from __future__ import annotations

from dataclasses import dataclass

from shanshui.optimisation.partition_graph import Limits, Weights
from shanshui.plan.choices import choice
from shanshui.plan.model import Project


@dataclass(frozen=True, slots=True)
class Wanted:
    """How large units are, and how many.

    Parameters
    ----------
    limits : Limits
        Of the area of a unit [m²].
    least, most : int
        Of their number.
    """

    limits: Limits
    least: int
    most: int


def weights_of(project: Project) -> Weights:
    """How much distance and borders count, by the choices ``units_weight_<name>`` and ``units_spared_<line>``."""
    distance, border, ridge, town = (
        choice(project, f"units_{key}").number
        for key in ("weight_distance", "weight_border", "spared_ridge", "spared_town")
    )
    return Weights(max(distance, 0.0), max(border, 0.0), min(max(ridge, 0.0), 1.0), min(max(town, 0.0), 1.0))


def wanted(project: Project, area: float) -> Wanted:
    """Limits of units by the choices ``units_share_<end>`` and ``units_count_<end>``.

    Parameters
    ----------
    project : Project
        Its choices.
    area : float
        Of the scope [m²].
    """
    share = {key: choice(project, f"units_share_{key}").number for key in ("least", "most")}
    count = {key: max(round(choice(project, f"units_count_{key}").number), 1) for key in ("least", "most")}
    least = max(min(share.values()), 0.0) * area
    return Wanted(Limits(least, max(max(share.values()) * area, least)), min(count.values()), max(count.values()))
