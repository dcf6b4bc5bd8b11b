"""Measures against the library and their ground, and effects entered of them (5.4.4.2 a)."""

from decimal import Decimal

from whole import Broken, Edit, added, cell, computed, fact, on_disk

SLOPES = tuple(
    fact(f"subproject:L-02.slope.class{n}.share", share, "1")
    for n, share in enumerate(map(Decimal, ("0", "0", "0.1", "0.1", "0.8")), start=1)
)
"""Four fifths of L-02 steeper than 25°, so that half of that is too steep for tending."""


def effect(**values: str) -> Edit:
    """One effect of closure, correct but for what is named."""
    usual = {"measure": "closure", "quantity": "土壤侵蚀量", "year": "3", "kind": "倍数", "value": "0.6"}
    return added("effects", **usual | {"synthetic": "否", "source": "测试县封育监测"} | values)


BROKEN = {
    "MEASURE-LIBRARY": on_disk(cell("measures", "closure", library="封山育木")),
    "MEASURE-UNLINKED": on_disk(cell("measures", "bank", name="岸坡清理")),
    "MEASURE-SLOPE": computed(*SLOPES),
    "MEASURE-COVER": computed(
        *(
            fact(f"subproject:L-02.indicator.013.{cover}.area@2020", area, "m2")
            for cover, area in (("forest", Decimal(1000)), ("shrubland", Decimal(419000)))
        )
    ),
    "MEASURE-TOGETHER": Broken(
        edits=(
            added("measures", code="renewal", name="低效林改造", category="抚育与封育", modes="辅助再生", unit="公顷",
                  indicator="林地提质改造", soil="各类土壤", season="春季", effect="林分结构改善", care_cost="150",
                  source="测试县林地保护利用规划"),
            added("prices", measure="renewal", region="测试县", price="1.2", unit="万元/公顷", price_year="2020",
                  synthetic="否", source="测试省营造林定额"),
            cell("works", 3, quantity="15"),
            added("works", subproject="L-02", measure="renewal", mode="辅助再生", quantity="15", unit="公顷",
                  indicator="林地提质改造", synthetic="否", source="测试县林地保护利用规划"),
        ),
        tampers=(fact("subproject:L-02.area", Decimal(200000)),),
        also=frozenset({"G2-CASE"}),  # a measure more has no case that it was compared with
    ),
    "MEASURE-SEASON": on_disk(cell("measures", "thinning", season="夏季")),
    "MEASURE-MODE": on_disk(cell("measures", "thinning", library="巡护管护")),
    "MEASURE-PROBLEM": on_disk(cell("measures", "thinning", library="地质灾害治理")),
    "EFFECT-SOURCE": on_disk(effect(source="")),
    "EFFECT-UNIT": on_disk(effect(kind="增量", value="-3", unit="元/公顷")),
    "EFFECT-KIND": on_disk(effect(), effect(year="5", kind="增量", value="-3", unit="吨/(公顷·年)")),
    "EFFECT-INTERVAL": on_disk(effect(low="0.7", high="0.9")),
    "EFFECT-SIZE": on_disk(effect(value="60")),
}  # fmt: skip
