"""Greenness and vegetation cover, of the present and of other years."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from shanshui.assess.fields.reading import at, dated_role, layer
from shanshui.assess.ground import Field, Ground, Missing, Recipe
from shanshui.geo.sweep import Step
from shanshui.geo.tallies import Spread
from shanshui.indicators.degradation import within
from shanshui.indicators.grading import graded
from shanshui.indicators.vegetation import cover_from_ndvi
from shanshui.ledger import Basis
from shanshui.plan.choices import Chosen
from shanshui.quantity import unit
from shanshui.standard.method.grades import scale

GREENNESS = Spread("ndvi", -1.0, 1.0, 2000, first=True)
"""Distribution of the present index over the scope: its ends are those of every year, so that years compare."""

LEAST_SPAN = 0.01
"""Between the ends of the index; where it is less, bare ground and closed vegetation cannot be told apart."""

GRASSLAND = 3
"""First-level class of HJ 1166."""

_ROUNDING = 0.005
"""Share by which a cover may pass 0 or 1 before it is no cover."""


def ndvi(ground: Ground, when: str) -> Field | Missing:
    """Vegetation index [1]."""
    role = dated_role(ground, "ndvi", when)
    return layer(ground, role) if role else Missing(("ndvi" if not when else f"ndvi_{when}",))


def fvc_layer(ground: Ground, when: str) -> Field | Missing:
    """Vegetation cover as a layer holds it, in the unit of the catalog."""
    role = dated_role(ground, "fvc", when)
    return layer(ground, role) if role else Missing(("fvc" if not when else f"fvc_{when}",))


def fvc(ground: Ground, when: str) -> Field | Missing:
    """Fraction of ground under vegetation, 0 to 1: the layer of cover, else from the index by HJ 1172 appendix B."""
    role = dated_role(ground, "fvc", when)
    if role:
        entry = ground.layers.entry(role)
        factor = 1.0 if entry is not None and _is_fraction(entry.unit) else 0.01
        return Field(
            Step((at("fvc_layer", when),), partial(fraction, factor=factor)), "1", "assess.fields.vegetation.fraction"
        )
    if not dated_role(ground, "ndvi", when):
        return Missing(("fvc", "ndvi") if not when else (f"fvc_{when}", f"ndvi_{when}"))
    bare, full, choices = ends(ground)
    if not full - bare > LEAST_SPAN:
        return Missing(why="ndvi_ends")
    own = all(chosen.own for chosen in choices)
    return Field(
        Step((at("ndvi", when),), partial(cover_from_ndvi, bare=bare, full=full)),
        "1",
        "indicators.vegetation.cover_from_ndvi",
        choices=choices,
        basis=Basis.MODELLED_CALIBRATED if own else Basis.MODELLED_UNCALIBRATED,
    )


def ends(ground: Ground) -> tuple[float, float, tuple[Chosen, ...]]:
    """Index of bare ground and of closed vegetation: the project's, else percentiles of the present over the scope.

    Returns
    -------
    bare, full : float
        NaN where neither is known.
    choices : tuple of Chosen
        What they rest on.
    """
    bare, full = ground.choice("fvc_bare_ndvi"), ground.choice("fvc_full_ndvi")
    share = ground.choice("fvc_percentile")
    found = ground.swept.get(GREENNESS)
    values, used = [], []
    for chosen, part in ((bare, share.number), (full, 1 - share.number)):
        if chosen.value is not None:
            values.append(chosen.number)
            used.append(chosen)
        else:
            values.append(found[0].quantile(0, 0, part) if found is not None else float("nan"))
            used.append(share)
    return values[0], values[1], tuple(dict.fromkeys(used))


def fraction(cells: NDArray[np.float64], factor: float) -> NDArray[np.float64]:
    """Cover as a fraction [1]; what lies beyond 0 and 1 by more than rounding is no data.

    Parameters
    ----------
    cells : float array, any shape
        Cover in its unit; NaN = no data.
    factor : float
        What turns it into a fraction.
    """
    share = cells * factor
    known = (share >= -_ROUNDING) & (share <= 1.0 + _ROUNDING)
    return np.where(known, np.clip(share, 0.0, 1.0), np.nan)


def fvc_class(_: Ground, when: str) -> Field:
    """Classes of cover, 1 (low) to 5 (high)."""
    found = scale("vegetation_cover")
    split = partial(graded, limits=found.limits, numbers=found.numbers, closed=found.closed)
    return Field(Step((at("fvc", when),), split), method="indicators.grading.graded", coded=True)


def grass_cover_class(_: Ground, __: str) -> Field:
    """Density of the present grassland as HJ 192 tells it apart: 1 dense, 2 medium, 3 thin; 0 for other ground."""
    found = scale("ei_grass")
    judge = partial(within, of=(GRASSLAND,), limits=found.limits, numbers=found.numbers)
    return Field(Step(("ecosystem_class", "fvc"), judge), method="indicators.degradation.within", coded=True)


def _is_fraction(stated: str) -> bool:
    try:
        return bool(stated.strip()) and unit(stated.strip()).code == "1"
    except KeyError:
        return False


RECIPES: dict[str, Recipe] = {
    "ndvi": ndvi,
    "fvc_layer": fvc_layer,
    "fvc": fvc,
    "fvc_class": fvc_class,
    "grass_cover_class": grass_cover_class,
}
