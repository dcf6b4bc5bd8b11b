"""Values of rasters that point to a wrong unit or to a file that is no real data."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from shanshui.finding import Finding
from shanshui.geo.zonal import Counts, Statistics
from shanshui.plan import Plan, limit
from shanshui.quantity import convert, exact, printed, unit
from shanshui.standard import LayerRole
from shanshui.workspace.layers import Layers

RAIN = "precipitation"


def strange_values(role: str, found: Statistics, known: LayerRole, layers: Layers, plan: Plan) -> Iterator[Finding]:
    """Values in the scope that cannot be, are the same everywhere, or are of another unit than they say.

    Parameters
    ----------
    role : str
        Of a raster of values.
    found : Statistics
        Of its cells in the scope, also of those that cannot be.
    known : LayerRole
        Least and greatest value that can be.
    layers : Layers
        For what the catalog says of its unit.
    plan : Plan
        Its limit ``rain_mean``.
    """
    low, high, mean = float(found.minimum[0]), float(found.maximum[0]), float(found.mean[0])
    fault, entry = layers.fault(role), layers.entry(role)
    if np.isnan(low) or entry is None:
        return
    stated_unit = entry.unit.strip()
    symbol = unit(known.unit).symbol if known.unit not in ("", "1") else ""
    if known.min is not None and known.max is not None:
        if low < known.min or high > known.max:
            got, want = f"{low:.6g}–{high:.6g} {symbol}".strip(), f"{known.min}–{known.max} {symbol}".strip()
            yield fault("LAYER-RANGE", got, want)
        elif low == high:
            yield fault("LAYER-FLAT", f"{low:g} {symbol}".strip())
    if known.unit == "m" and not stated_unit:
        yield fault("LAYER-UNITLESS", f"{low:.6g}–{high:.6g}", symbol, column="unit")
    elif known.unit == "m" and unit(stated_unit).code != "m":
        stated = unit(stated_unit)
        words = {"factor": printed(convert(Decimal(1), stated.code, "m"), None), "unit": stated.name_zh}
        yield fault("LAYER-CONVERTED", "", f"{low:.6g}–{high:.6g} {symbol}", **words, unit_en=stated.symbol)
    most = limit(plan.project, "rain_mean")
    if role == RAIN and entry.scale == 1.0 and exact(mean) > most:
        yield fault("LAYER-RAIN", f"{mean:.0f} {symbol}", f"≤ {printed(most, None)} {symbol}", tenth=f"{mean / 10:.0f}")


def one_class(role: str, counts: Counts, layers: Layers) -> Iterator[Finding]:
    """Land cover of a single class on all of the scope."""
    present = counts.of(0)
    if len(present) == 1:
        yield layers.fault(role)("LAYER-ONE-CLASS", str(next(iter(present))), "≥ 2")
