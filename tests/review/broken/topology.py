"""Scope, units and sub-projects on the ground (3.2–3.6, 5.4.1.1)."""

from shapely import MultiPolygon

from county import LEFT, RIGHT, SCOPE
from whole import Edit, added, cell, computed, fact, on_disk, project, shapes
from whole.layers import SITES, at

UNITS = ("L", "R")
TOWNS = {"code": ["000001101", "000001102"], "name": ["甲乡", "乙乡"]}
HOLE = at(1200, 1800, 1400, 2000)
STRIP = at(0, 1300, 1500, 1400)


def sites(**moved: object) -> Edit:
    """Sub-projects with other boundaries; None takes one out."""
    drawn = {code: shape for code, shape in {**SITES, **moved}.items() if shape is not None}
    return shapes("subprojects", list(drawn.values()), code=list(drawn))


def site(code: str, shape: object) -> Edit:
    """One sub-project with another boundary."""
    return sites(**{code: shape})


def units(left: object, right: object) -> Edit:
    return shapes("units", [left, right], code=list(UNITS))


BROKEN = {
    "SCOPE-AREA": on_disk(project("declared_area.value", 10)),
    "UNIT-GAP": on_disk(units(at(0, 0, 1450, 3000), RIGHT)),
    "UNIT-OVERLAP": on_disk(units(at(0, 0, 1550, 3000), RIGHT)),
    "UNIT-OUTSIDE": on_disk(units(at(-50, 0, 1500, 3000), RIGHT)),
    "SUBPROJECT-OUTSIDE": on_disk(site("L-01", at(1200, 100, 1800, 800)), also={"MONITOR-STRAY"}),
    "SUBPROJECT-OUTSIDE-GUESS": on_disk(
        site("L-01", None),
        cell("subprojects", "L-01", longitude="109.119", latitude="26.56934", extent="42"),
        also={"MONITOR-STRAY"},
    ),
    "SUBPROJECT-OVERLAP": on_disk(site("R-02", at(2100, 900, 2300, 2400))),
    "SCOPE-HOLES": on_disk(
        shapes("scope", [SCOPE.difference(HOLE)], name=["小河流域"]),
        units(LEFT.difference(HOLE), RIGHT),
        project("declared_area.value", 8.96),
    ),
    "SCOPE-SURVEY": on_disk(shapes("survey_area", [at(50, 0, 3000, 3000)]), also={"SURVEY-AREA"}),
    "SCOPE-TOWNSHIP": on_disk(shapes("townships", [at(20, 0, 1500, 3000), RIGHT], **TOWNS)),
    "UNIT-PARTS": on_disk(units(LEFT.difference(STRIP), RIGHT.union(STRIP))),
    # a unit that was just drawn has nothing of what a unit needs
    "UNIT-SIZE": on_disk(
        shapes("units", [LEFT.difference(HOLE), RIGHT, HOLE], code=["L", "R", "M"]),
        added("units", code="M", natural_unit="小河中游", focus="水土流失治理", goal="侵蚀减少", problems="水土流失"),
        also={"MONITOR-UNIT", "SURVEY-UNIT", "TARGET-GUIDING", "UNIT-EMPTY", "UNIT-INCOMPLETE"},
    ),
    "SUBPROJECT-SMALL": on_disk(site("R-02", at(2200, 1900, 2215, 1915)), also={"PLACE-CELL"}),
    "SUBPROJECT-WHOLE": computed(fact("unit:L.area", 425_000)),
    # an empty cell of its table is missed there too
    "SUBPROJECT-PARTS": on_disk(
        site("L-01", MultiPolygon([at(100, 100, 400, 800), at(450, 100, 750, 800)])),
        cell("subprojects", "L-01", sites=""),
        also={"SUBPROJECT-INCOMPLETE"},
    ),
    "SUBPROJECT-EXTENT": on_disk(cell("subprojects", "L-01", extent="50")),
    "SUBPROJECT-WORKS": on_disk(site("L-02", at(100, 1500, 600, 2000))),
    "AFFECTED-ZERO": computed(fact("affected_area.area", 0)),
    "IMPLEMENTATION-SMALL": computed(fact("implementation_area.area", 40_000)),
    "CENTRE-BOUNDARY": on_disk(cell("subprojects", "L-01", longitude="109.11422", latitude="26.58382")),
    # in another unit is here in another township
    "CENTRE-UNIT": on_disk(
        site("L-01", None),
        cell("subprojects", "L-01", longitude="109.12614", latitude="26.57109"),
        also={"PLACE-TOWNSHIP-AWAY", "MONITOR-STRAY"},
    ),
}
