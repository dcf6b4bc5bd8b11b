"""Control zones (5.4.4.1)."""

from whole import Edit, added, cell, on_disk, shapes
from whole.layers import SITES, at

CORNER = at(600, 2100, 800, 2300)
"""Ground of which one hectare lies in L-02."""

REDLINE = at(900, 2300, 1400, 2900)
OUTSIDE = {"ZONE-OVERLAP-PROTECTED"}
"""What is said beside each fault in a protected area that no redline encloses."""
REBUILT = OUTSIDE | {"MEASURE-MODE"}
"""The same, where a measure that only tends is entered as one that rebuilds."""


def line(role: str, *more: object) -> Edit:
    old = {"ecological_redline": [REDLINE], "permanent_farmland": [at(1800, 1100, 2050, 1450)]}.get(role, [])
    return shapes(role, [*old, *more])


def reserve(core: object) -> Edit:
    drawn = [at(900, 2600, 1400, 2900), at(900, 2300, 1400, 2600), core]
    return shapes("protected_areas", drawn, name=["小河源保护区"] * 3, zone=["core", "general", "core"])


def rebuilt(code: str, measure: str) -> tuple[Edit, Edit]:
    """Works of a sub-project by reconstruction."""
    return cell("works", code, mode="生态重建"), cell("measures", measure, modes="辅助再生、生态重建")


BROKEN = {
    "MODE-ZONE": on_disk(reserve(SITES["L-02"]), *rebuilt("L-02", "thinning"), also=REBUILT),
    "MODE-ZONE-AVOID": on_disk(reserve(CORNER.buffer(50)), *rebuilt("L-02", "thinning"), also=REBUILT),
    "MODE-ZONE-EXCEPTION": on_disk(reserve(SITES["L-02"]), also=OUTSIDE),
    "ZONE-OVERLAP-FARMLAND": on_disk(line("permanent_farmland", CORNER.buffer(50))),
    "ZONE-OVERLAP-REDLINE": on_disk(line("ecological_redline", CORNER.buffer(50))),
    "ZONE-OVERLAP-URBAN": on_disk(line("urban_boundary", CORNER.buffer(50))),
    "ZONE-OVERLAP-PROTECTED": on_disk(
        shapes(
            "protected_areas",
            [at(900, 2600, 1400, 2900), at(900, 2300, 1400, 2600), CORNER.buffer(50)],
            name=["小河源保护区"] * 3,
            zone=["core", "general", "general"],
        )
    ),
    # forest becomes grassland where the plan keeps forest
    "ZONE-DOCUMENT": on_disk(
        added(
            "landuse_changes",
            subproject="L-02",
            before="0301",
            after="0404",
            area="5",
            year="2023",
            synthetic="否",
            source="测试县林地保护利用规划",
        )
    ),
    "ZONE-CORE-UNKNOWN": on_disk(shapes("protected_areas", [REDLINE], name=["小河源保护区"])),
    "ZONE-MEASURE": on_disk(
        reserve(SITES["L-01"]), cell("measures", "closure", category="土石方与地形重塑"), also=OUTSIDE
    ),
    "ZONE-GRAIN": on_disk(
        line("permanent_farmland", SITES["R-01"]), cell("measures", "levelling", category="植被营建")
    ),
    # who works in the redline is also told that he does
    "ZONE-MEASURE-EXCEPTION": on_disk(
        line("ecological_redline", SITES["R-02"]), also={"ZONE-DOCUMENT", "ZONE-OVERLAP-REDLINE"}
    ),
    "ZONE-CATEGORY": on_disk(line("urban_boundary", SITES["R-01"]), also={"ZONE-OVERLAP-URBAN"}),
    # what is taken asks for its schemes
    "ZONE-FARMLAND-TAKEN": on_disk(
        cell("occupations", "R-01", farmland_taken="2", farmland_redrawn="2"), also={"LAND-DOCUMENT", "ZONE-DOCUMENT"}
    ),
    "ZONE-MINE": on_disk(shapes("mines", [at(200, 200, 400, 400)], name=["小河砂场"])),
    # fencing slopes is no mine restoration, by its name and price
    "ZONE-STANDARD": on_disk(
        cell("subprojects", "L-01", category="矿山生态修复"),
        also={"CATEGORY-DEPARTMENT", "COST-HECTARE", "NAME-CATEGORY"},
    ),
    "MODE-NATURAL": on_disk(*rebuilt("L-02", "thinning"), *rebuilt("R-01", "levelling"), also={"MEASURE-MODE"}),
}
