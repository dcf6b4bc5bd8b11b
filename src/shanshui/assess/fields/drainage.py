"""Flow over the surface, and the slope factor LS that rests on it."""

from __future__ import annotations

from functools import partial
from typing import Any

from shanshui.assess.fields.relief import ROLE
from shanshui.assess.ground import Field, Ground, Missing, Recipe
from shanshui.geo.sweep import Input, Step
from shanshui.indicators.slope_length import slope_factor, slope_factor_of_length
from shanshui.ledger import Basis

BY_LENGTH = "flow_length"


def _kept(ground: Ground, name: str, unit: str, method: str, coded: bool = False) -> Field | Missing:
    if name not in ground.kept:
        return Missing((ROLE,))
    return Field(Input(ground.kept[name]), unit, method, (f"layer:{ROLE}",), coded=coded)


def flow_direction(ground: Ground, _: str) -> Field | Missing:
    """Neighbour that each cell drains to: 1 east, 2 south-east, ... 8 north-east, 9 an outlet."""
    return _kept(ground, "flow_direction", "1", "geo.flow.drain", coded=True)


def flow_accumulation(ground: Ground, _: str) -> Field | Missing:
    """Cells that drain through each cell, itself counted."""
    return _kept(ground, "flow_accumulation", "count", "geo.flow.accumulate")


def flow_length(ground: Ground, _: str) -> Field | Missing:
    """Longest way that water takes to the middle of a cell [m]."""
    return _kept(ground, BY_LENGTH, "m", "geo.flow.longest")


def ls(ground: Ground, _: str) -> Field | Missing:
    """Slope length and steepness LS [1]; 0 in channels."""
    method, cap, channel = (ground.choice(key) for key in ("ls_method", "slope_length_cap", "channel_area"))
    bounds: dict[str, Any] = {"cell": ground.grid.cell, "cap": cap.number, "channel": channel.number}
    if method.word == BY_LENGTH:
        needs: tuple[str, ...] = ("elevation_around", BY_LENGTH, "flow_accumulation")
        step = Step(needs, partial(slope_factor_of_length, **bounds))
    else:
        step = Step(("elevation_around", "flow_accumulation"), partial(slope_factor, **bounds))
    name = "slope_factor_of_length" if method.word == BY_LENGTH else "slope_factor"
    return Field(
        step,
        "1",
        f"indicators.slope_length.{name}",
        choices=(method, cap, channel),
        basis=Basis.MODELLED_UNCALIBRATED,
    )


RECIPES: dict[str, Recipe] = {
    "flow_direction": flow_direction,
    "flow_accumulation": flow_accumulation,
    "flow_length": flow_length,
    "ls": ls,
}
