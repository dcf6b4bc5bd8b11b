"""Faults in the boundaries of scope, units and sub-projects."""

from __future__ import annotations

from random import Random

import geopandas as gpd
import pandas as pd
import shapely
from shapely import affinity
from shapely.geometry import Polygon, box

from mutants.consequences import BARE, BOUNDED, PLACED
from mutants.folder import Folder
from mutants.kind import Spot, kind


def _some(folder: Folder, role: str, dice: Random) -> str:
    return str(dice.choice(sorted(folder.frame(role)["code"])))


def _about(kind_of: str, code: str) -> tuple[Spot, ...]:
    return Spot(subject=f"{kind_of}:{code}"), Spot(layer=f"{kind_of}s", feature=code)


@kind({"SUBPROJECT-OUTSIDE"}, PLACED)
def polygon_moved_out_of_its_unit(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A sub-project lies in its unit."""
    code = _some(folder, "subprojects", dice)
    shape = folder.shape("subprojects", code)
    unit = next(line["unit"] for line in folder.lines("subprojects") if line["code"] == code)
    west, _, east, _ = folder.shape("units", unit).bounds
    way = dice.choice((1, -1)) * (east - west) * dice.uniform(0.7, 1.5)
    folder.move("subprojects", code, affinity.translate(shape, way, 0))
    return _about("subproject", code)


@kind({"SUBPROJECT-OVERLAP"}, PLACED)
def polygon_moved_onto_another(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Sub-projects lie apart."""
    one, other = dice.sample(sorted(folder.frame("subprojects")["code"]), 2)
    shape, goal = folder.shape("subprojects", one), folder.shape("subprojects", other).centroid
    at = shape.centroid
    near = dice.uniform(-100, 100)
    folder.move("subprojects", one, affinity.translate(shape, goal.x - at.x + near, goal.y - at.y - near))
    return Spot(subject="scope"), *_about("subproject", one), *_about("subproject", other)


@kind({"UNIT-GAP"}, BOUNDED)
def unit_shrunk(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Units fill the scope."""
    code = _some(folder, "units", dice)
    folder.move("units", code, folder.shape("units", code).buffer(-dice.uniform(20, 80), join_style="mitre"))
    return Spot(subject="scope"), *_about("unit", code)


@kind({"UNIT-OVERLAP"}, BOUNDED)
def unit_grown(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Units lie apart."""
    code = _some(folder, "units", dice)
    folder.move("units", code, folder.shape("units", code).buffer(dice.uniform(20, 80), join_style="mitre"))
    return Spot(subject="scope"), *_about("unit", code)


@kind({"UNIT-OUTSIDE"}, BOUNDED)
def unit_beyond_the_scope(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Units lie in the scope."""
    frame = folder.frame("units")
    south = min(shape.bounds[1] for shape in frame.geometry)
    code = str(dice.choice([c for c, s in zip(frame["code"], frame.geometry, strict=True) if s.bounds[1] == south]))
    west, low, east, _ = folder.shape("units", code).bounds
    more = box(west, low - dice.uniform(50, 400), east, low)
    folder.move("units", code, shapely.union_all([folder.shape("units", code), more]))
    return _about("unit", code)


@kind({"SCOPE-PARTS"}, BOUNDED)
def scope_split(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """The scope is one closed polygon."""
    frame = folder.frame("scope")
    west, south, east, north = frame.total_bounds
    at, wide = dice.uniform(0.3, 0.7) * (east - west) + west, dice.uniform(10, 60)
    parts = shapely.MultiPolygon([box(west, south, at - wide / 2, north), box(at + wide / 2, south, east, north)])
    folder.draw("scope", frame.set_geometry([parts], crs=frame.crs))
    return Spot(layer="scope"), Spot(subject="scope")


@kind({"SCOPE-AREA"}, BOUNDED)
def scope_of_another_version(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """The scope has the area that was declared."""
    frame = folder.frame("scope")
    way = dice.choice((1, -1)) * dice.uniform(60, 200)
    folder.draw("scope", frame.set_geometry(frame.geometry.buffer(way, join_style="mitre")))
    return (Spot(subject="scope"),)


@kind({"MODE-ZONE", "MODE-ZONE-AVOID"}, PLACED | {"MODE-NATURE", "MODE-NATURAL", "MEASURE-UNUSED", "MEASURE-MODE"})
def reconstruction_in_the_core(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """The core of a reserve forbids all but to conserve and let regenerate."""
    lines = folder.lines("works")
    number = folder.pick("works", dice)
    code = lines[number - 1]["subproject"]
    measure = next(n for n, m in enumerate(folder.lines("measures"), 1) if m["code"] == lines[number - 1]["measure"])
    modes = folder.line("measures", measure)["modes"]
    folder.put("measures", measure, modes=f"{modes}；生态重建")
    for n, line in enumerate(lines, start=1):
        if line["subproject"] == code:
            folder.put("works", n, mode="生态重建")
    reserves = folder.frame("protected_areas")
    core = dice.choice(list(reserves.geometry[reserves["zone"] == "core"])).centroid
    shape = folder.shape("subprojects", code)
    folder.move("subprojects", code, affinity.translate(shape, core.x - shape.centroid.x, core.y - shape.centroid.y))
    return _about("subproject", code)


def _onto(folder: Folder, role: str, dice: Random, *departments: str) -> tuple[Spot, ...]:
    goal = dice.choice(list(folder.frame(role).geometry)).centroid
    lines = folder.lines("subprojects")
    code = dice.choice([line["code"] for line in lines if line["department"] in departments])
    shape = folder.shape("subprojects", code)
    folder.move("subprojects", code, affinity.translate(shape, goal.x - shape.centroid.x, goal.y - shape.centroid.y))
    return _about("subproject", code)


@kind({"MODE-ZONE", "MODE-ZONE-EXCEPTION", "ZONE-OVERLAP-FARMLAND"}, PLACED)
def polygon_moved_onto_farmland(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Permanent basic farmland is kept from forestry and water works; to level it is lawful."""
    return _onto(folder, "permanent_farmland", dice, "林业草原", "水利")


@kind({"MODE-ZONE", "MODE-ZONE-EXCEPTION", "ZONE-OVERLAP-REDLINE"}, PLACED)
def polygon_moved_into_the_redline(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Works in the redline are told."""
    return _onto(folder, "ecological_redline", dice, "农业农村", "水利", "林业草原")


@kind({"MODE-ZONE", "ZONE-OVERLAP-URBAN"}, PLACED)
def polygon_moved_into_the_town(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Works within the urban boundary are told."""
    return _onto(folder, "urban_boundary", dice, "农业农村", "水利", "林业草原")


@kind({"LAYER-GEOMETRY"}, PLACED)
def polygon_crosses_itself(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A boundary that crosses itself encloses nothing certain."""
    code = _some(folder, "subprojects", dice)
    west, south, east, north = folder.shape("subprojects", code).bounds
    folder.move("subprojects", code, Polygon([(west, south), (east, north), (east, south), (west, north)]))
    return _about("subproject", code)


@kind({"SUBPROJECT-GEOMETRY"}, BARE)
def polygon_deleted(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Each sub-project lies somewhere."""
    code = _some(folder, "subprojects", dice)
    frame = folder.frame("subprojects")
    folder.draw("subprojects", frame[frame["code"] != code])
    return _about("subproject", code)


@kind({"UNIT-GAP"}, BOUNDED)
def unit_polygon_misses_a_corner(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Units fill the scope."""
    code = _some(folder, "units", dice)
    shape = folder.shape("units", code)
    west, south, _, _ = shape.bounds
    wide = dice.uniform(150, 500)
    folder.move("units", code, shape.difference(box(west, south, west + wide, south + wide)))
    return Spot(subject="scope"), *_about("unit", code)


@kind({"LAYER-UNMATCHED"}, BARE)
def polygon_of_another_code(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Features bear the codes of their table."""
    role = dice.choice(("subprojects", "units"))
    frame = folder.frame(role)
    at = dice.randrange(len(frame))
    frame.loc[at, "code"] = f"{frame.loc[at, 'code']}X"
    folder.draw(role, frame)
    return (Spot(layer=role),)


@kind({"LAYER-CODELESS"}, BARE)
def polygon_without_code(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Features bear the codes of their table."""
    frame = folder.frame("subprojects")
    frame.loc[dice.randrange(len(frame)), "code"] = ""
    folder.draw("subprojects", frame)
    return (Spot(layer="subprojects"),)


@kind({"LAYER-DUPLICATE"}, PLACED | BOUNDED)
def polygon_doubled(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Each code stands once in a layer."""
    role = dice.choice(("subprojects", "units"))
    frame = folder.frame(role)
    at = dice.randrange(len(frame))
    folder.draw(role, gpd.GeoDataFrame(pd.concat([frame, frame.iloc[[at]]], ignore_index=True), crs=frame.crs))
    return (Spot(layer=role),)


KINDS = tuple(value for value in vars().values() if type(value).__name__ == "Kind")
