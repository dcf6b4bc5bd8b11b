"""Sediment that reaches the channels: share of the soil loss that is delivered, and yield."""

from __future__ import annotations

from functools import partial

from shanshui.assess.fields.soil_loss import MODULUS, everywhere
from shanshui.assess.ground import Field, Ground, Missing, Recipe
from shanshui.geo.sweep import Input, Step
from shanshui.indicators.soil_loss import actual_loss
from shanshui.ledger import Basis

RATIO = "sediment_delivery"


def sediment_delivery(ground: Ground, _: str) -> Field | Missing:
    """Share of its loss that a cell hands on to a channel [1]: by connectivity, or one for all."""
    way, value = ground.choice(RATIO), ground.choice("sediment_delivery_ratio")
    error = ground.choice("sediment_delivery_error")
    if way.word == "ratio":
        if value.value is None:
            return Missing(why="delivery_ratio")
        step = Step(("elevation",), partial(everywhere, value=value.number))
        return Field(step, "1", "project", choices=(way, value, error), basis=Basis.ENTERED)
    if RATIO not in ground.kept:
        return Missing(tuple(dict.fromkeys(role for gap in ground.missing("erosion") for role in gap.roles)))
    parts = tuple(ground.choice(f"{RATIO}_{key}") for key in ("k", "ic0", "max"))
    return Field(
        Input(ground.kept[RATIO]),
        "1",
        "indicators.soil_loss.delivery_ratio",
        ("layer:dem",),
        (way, *parts, error),
        Basis.MODELLED_UNCALIBRATED,
    )


def sediment_yield(_: Ground, __: str) -> Field:
    """Loss that reaches a channel [t/(km²·a)]."""
    return Field(Step(("erosion", RATIO), actual_loss), MODULUS, "indicators.soil_loss.actual_loss")


RECIPES: dict[str, Recipe] = {RATIO: sediment_delivery, "sediment_yield": sediment_yield}
