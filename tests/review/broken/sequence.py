"""The order of works (5.4.2.4, H.1.7.2 a)."""

from county import LEFT, RIGHT
from review.broken.topology import site
from whole import Edit, added, cell, dropped, on_disk, project, shapes
from whole.layers import at


def shaping(category: str, **more: str) -> tuple[Edit, ...]:
    """The second of the two works of L-01 by another measure, at the same price."""
    return (
        added(
            "measures", code="shaping", name="微地形整理", category=category, modes="自然恢复", unit="公顷",
            slope_max="35", soil="各类土壤", season="冬季", effect="减缓坡面径流", care_cost="150",
            source="测试县水土保持规划", **more,
        ),
        added(
            "prices", measure="shaping", region="测试县", price="1.5", unit="万元/公顷", price_year="2020",
            synthetic="否", source="测试省水土保持工程定额",
        ),
        cell("works", 2, measure="shaping"),
    )  # fmt: skip


NEW = {"CARE-PRICE", "G2-CASE", "MEASURE-UNLINKED"}
"""What is said of a measure that nobody has compared yet, and whose effect nobody knows."""

GAPS = {"GAP-IDLE", "GAP-YEAR", "GAP-SUBPROJECT"}
"""Works move to other years; their money stays where it was."""

BROKEN = {
    "SEQ-CYCLE": on_disk(cell("subprojects", "L-01", after="L-01")),
    "SEQ-START": on_disk(cell("subprojects", "L-02", after="R-01")),
    "SEQ-END": on_disk(cell("subprojects", "L-01", after="L-02")),
    "SEQ-POSITION": on_disk(
        cell("subprojects", "L-02", position="源头控制", problems="森林退化、水土流失", start="2022"),
        cell("subprojects", "L-01", position="末端治理"),
        also={"MEASURE-PROBLEM"} | GAPS,  # tending a forest is not against the loss of soil
    ),
    "SEQ-UPSTREAM": on_disk(
        shapes("basins", [LEFT, RIGHT], code=["XH1", "XH2"], name=["小河下游", "小河上游"], downstream=["", "XH1"]),
        cell("subprojects", "R-02", start="2023", problems="河湖岸线受损、水土流失"),
        cell("units", "R", problems="耕地质量下降、河湖岸线受损、水土流失"),
        also={"ORDER-CIRCLE"} | GAPS,  # their places in the chain stand against the water
    ),
    # banks are no landslides, and the two meet
    "SEQ-SAFETY": on_disk(
        site("R-02", at(2100, 900, 2300, 2400)),
        cell("subprojects", "R-02", category="地质灾害防治", start="2023"),
        also={"CATEGORY-PROBLEM", "NAME-CATEGORY", "SUBPROJECT-OVERLAP"} | GAPS,
    ),
    "SEQ-WORKS": on_disk(*shaping("土石方与地形重塑"), also=NEW),
    "SEQ-EXCLUDES": on_disk(*shaping("抚育与封育", excludes="closure"), also=NEW),
    "SEQ-IDLE": on_disk(dropped("works", 2), cell("works", 1, quantity="40"), also=GAPS),
    "SEQ-EVEN": on_disk(dropped("works", 2), cell("works", 1, quantity="40", year="")),
    # the target of L-01 ends with its old years
    "SEQ-NONE": on_disk(
        project("parameters", {"sequence_subprojects": {"value": 4, "unit": "count", "source": "测试"}}),
        cell("subprojects", "L-01", end="2023"),
        cell("works", 2, year="2023"),
        cell("monitoring", "M-06", start="2021"),
        cell("monitoring", "M-07", start="2021"),
        cell("subprojects", "R-01", start="2021"),
        cell("subprojects", "R-02", start="2021", after=""),
        also={"PERIOD-TARGET"} | GAPS,
    ),
    "SEQ-SEASON": on_disk(cell("measures", "closure", category="植被营建", season="")),
}
