"""Townships, villages and coordinates (5.3.2.3, H.1.7.2 b)."""

from county import RIGHT
from review.broken.topology import site
from whole import cell, on_disk, shapes
from whole.layers import at, point

BROKEN = {
    "PLACE-TOWNSHIP-UNKNOWN": on_disk(cell("subprojects", "L-01", townships="000001109")),
    "PLACE-UNIT-AWAY": on_disk(cell("units", "L", townships="000001101、000001102")),
    "PLACE-UNIT-LEFT": on_disk(cell("units", "L", townships="")),
    "PLACE-TOWNSHIP-AWAY": on_disk(cell("subprojects", "L-01", townships="000001101、000001102")),
    "PLACE-TOWNSHIP-UNLISTED": on_disk(
        shapes(
            "townships",
            [at(0, 0, 400, 3000), at(400, 0, 1500, 3000), RIGHT],
            code=["000001101", "000001103", "000001102"],
            name=["甲乡", "丙乡", "乙乡"],
        ),
        cell("units", "L", townships="000001101、000001103"),
        also={"BENEFIT-PEOPLE"},  # nobody counted the people of the new township
    ),
    "PLACE-TOWNSHIP-UNIT": on_disk(
        shapes(
            "townships",
            [at(0, 0, 660, 3000), at(660, 0, 1600, 3000), at(1600, 0, 3000, 3000)],
            code=["000001101", "000001103", "000001102"],
            name=["甲乡", "丙乡", "乙乡"],
        ),
        cell("units", "R", townships="000001102、000001103"),
        cell("subprojects", "L-01", townships="000001101、000001103"),
    ),
    "PLACE-REGION": on_disk(cell("subprojects", "L-01", region="测试县乙乡")),
    "PLACE-SITE-UNKNOWN": on_disk(cell("subprojects", "L-01", sites="甲三村")),
    "PLACE-SITE-AWAY": on_disk(
        shapes(
            "villages",
            [point(2900, 2900), point(400, 1800), point(2200, 600), point(2200, 1900)],
            name=["甲一村", "甲二村", "乙一村", "乙二村"],
            code=["V1", "V2", "V3", "V4"],
        )
    ),
    "PLACE-SAME": on_disk(
        site("L-02", at(100, 800, 700, 1500)),
        cell("subprojects", "L-01", longitude="109.10810", latitude="26.57303"),
        cell("subprojects", "L-02", longitude="109.10810", latitude="26.57303"),
    ),
}
