"""Which land covers there are, and which of them tells the present state."""

from __future__ import annotations

from shanshui.workspace.layers import Layers

LANDCOVER = "landcover"


def cover_years(layers: Layers, base_year: int) -> tuple[tuple[str, int], ...]:
    """Land covers by year; the undated one stands for the base year, and of two of one year the first counts."""
    dated = layers.series(LANDCOVER)
    if layers.usable(LANDCOVER) and LANDCOVER not in dict(dated):
        dated = ((LANDCOVER, base_year), *dated)
    by_year: dict[int, str] = {}
    for role, year in dated:
        by_year.setdefault(year, role)
    return tuple((role, year) for year, role in sorted(by_year.items()))


def present_year(layers: Layers, base_year: int) -> int | None:
    """Year of the land cover that tells the present state: the base year, else the nearest before, else the first."""
    years = [year for _, year in cover_years(layers, base_year)]
    before = [year for year in years if year <= base_year]
    return max(before) if before else min(years, default=None)
