"""Land that changes its class, and land that structures take (F.1, F.2)."""

from whole import added, cell, dropped, no_table, on_disk, shapes
from whole.layers import at

FOREST = (
    cell("works", "L-02", indicator="新增林地"),
    cell("measures", "thinning", indicator="新增林地"),
    cell("targets", 1, indicator="forest_new"),
)
CHANGE = {
    "subproject": "L-02",
    "before": "0301",
    "after": "0307",
    "year": "2023",
    "synthetic": "否",
    "source": "测试县林地保护利用规划",
}

BROKEN = {
    # thinning counted as new forest reaches more than the target asks for, on ground that is forest already
    "LAND-NONE": on_disk(*FOREST, no_table("landuse_changes"), also={"TARGET-EASY", "LAND-SHORT"}),
    "LAND-MISSING": on_disk(*FOREST, also={"TARGET-EASY", "LAND-SHORT"}),
    "LAND-AMOUNT": on_disk(*FOREST, added("landuse_changes", **CHANGE, area="10"), also={"TARGET-EASY"}),
    "LAND-ZERO": on_disk(cell("landuse_changes", "R-01", area="0")),
    "LAND-YEAR": on_disk(cell("landuse_changes", "R-01", year="2021")),
    # fields that become forest depart from the plan's land use as well
    "LAND-ARABLE": on_disk(cell("landuse_changes", "R-01", after="0301"), also={"ZONE-DOCUMENT"}),
    "LAND-FARMLAND": on_disk(
        shapes("permanent_farmland", [at(1800, 200, 2100, 500)]),
        cell("landuse_changes", "R-01", after="0301"),
        cell("occupations", "R-01", arable_added="10", farmland_taken="", farmland_redrawn=""),
        also={"ZONE-DOCUMENT"},
    ),
    "LAND-DOCUMENT": on_disk(dropped("attestations", "H.1.7.1 b")),
    "LAND-OCCUPIED": on_disk(cell("occupations", "R-01", land_area="60")),
}
