"""What was on the ground before: past projects and abandoned mines (H.1.3.5 a, 5.4.4.1 g)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import shapely

from shanshui.geo.overlay import Cover, polygonal
from shanshui.layout.control.verdicts import around, spread_of
from shanshui.layout.ground import Ground
from shanshui.ledger import Basis, Fact, listed
from shanshui.plan import Project, touch
from shanshui.workspace.layers import Layers, measured_on

PAST, MINES = "past_projects", "mines"
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class PastProject:
    """A project that was here before.

    Parameters
    ----------
    name : str
        As the layer names it; its features together are one project.
    year : int or None
        Last year that its features name.
    funding : str
        Where its money came from, in the layer's words.
    """

    name: str
    year: int | None
    funding: str


def history_facts(project: Project, ground: Ground, layers: Layers) -> Iterator[Fact]:
    """Past projects that touch the scope, what sub-projects share with them, and with abandoned mines [m²].

    Parameters
    ----------
    project : Project
        Its own limits of a sliver.
    ground : Ground
        Where the sub-projects lie.
    layers : Layers
        Past projects and mines.
    """
    yield from _past_facts(project, ground, layers)
    mines = layers.vector(MINES)
    if mines is None:
        return
    cover = Cover(mines.geometry.to_numpy())
    shapes = ground.with_area()
    parts = [cover.shared(shape.geometry) for shape in shapes]
    for shape, part, size in zip(shapes, parts, ground.sizes(parts), strict=True):
        sources = [*shape.sources, f"layer:{MINES}"]
        basis = Basis.MODELLED_UNCALIBRATED if shape.origin == "circle" else Basis.MEASURED
        told = measured_on(layers, sources, "layout.places.history.history_facts", "5.4.4.1 g", basis=basis)
        interval = around(size, spread_of(part.length, project), max(ground.areas[f"subproject:{shape.code}"], size))
        yield told.fact(f"subproject:{shape.code}", "mines.area", size, "m2", interval=interval)


def _past_facts(project: Project, ground: Ground, layers: Layers) -> Iterator[Fact]:
    frame = layers.vector(PAST)
    if frame is None or "name" not in frame.columns:
        return
    groups = [(_described(rows), polygonal(shapely.union_all(rows.geometry.to_numpy()))) for rows in _by_name(frame)]
    known = [(past, area) for past, area in groups if shapely.intersects(area, ground.scope)]
    told = measured_on(layers, [f"layer:{PAST}"], "layout.places.history.history_facts", "H.1.3.5 a")
    for number, (past, _) in enumerate(known, start=1):
        yield told.fact(f"past:{number}", "name", past.name)
        if past.year is not None:
            yield told.fact(f"past:{number}", "year", past.year)
        if past.funding:
            yield told.fact(f"past:{number}", "funding", past.funding)
    cover = Cover([area for _, area in known])
    for shape in ground.with_area():
        hits, cut = cover.pieces(shape.geometry)
        whole = ground.areas[f"subproject:{shape.code}"]
        each = zip(hits, cut, ground.sizes(cut), strict=True)
        found = [(int(hit) + 1, part, size) for hit, part, size in each if size > touch(project, whole)]
        basis = Basis.MODELLED_UNCALIBRATED if shape.origin == "circle" else Basis.MEASURED
        sources = [*shape.sources, f"layer:{PAST}"]
        told = measured_on(layers, sources, "layout.places.history.history_facts", "H.1.3.5 a", basis=basis)
        for number, part, size in found:
            interval = around(size, spread_of(part.length, project), max(whole, size))
            yield told.fact(f"subproject:{shape.code}", f"past.p{number}.area", size, "m2", interval=interval)
        if found:
            yield told.fact(f"subproject:{shape.code}", "past", listed(str(number) for number, *_ in found))


def _by_name(frame: gpd.GeoDataFrame) -> Iterator[gpd.GeoDataFrame]:
    for _, rows in frame.groupby(frame["name"].astype(str), sort=False):
        yield rows


def _described(rows: gpd.GeoDataFrame) -> PastProject:
    years = [int(year) for text in _texts(rows, "year") for year in _YEAR.findall(text)]
    funding = listed(dict.fromkeys(_texts(rows, "funding")))
    return PastProject(str(rows["name"].iloc[0]).strip(), max(years, default=None), funding)


def _texts(rows: gpd.GeoDataFrame, column: str) -> list[str]:
    values = rows[column].dropna() if column in rows.columns else ()
    return [text for value in values if (text := str(value).strip())]
