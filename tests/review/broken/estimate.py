"""The estimate (5.4.5.1, tables G.1 and G.2), and what care costs (H.1.8.3)."""

from whole import added, cell, computed, fact, on_disk, project

WAN = 10_000

BROKEN = {
    "COST-CONTROL": on_disk(project("control_total.value", 300)),
    "COST-CONTROL-UNIT": on_disk(project("control_total.unit", "元")),
    "COST-CONTROL-SOURCE": on_disk(project("control_total.source", None)),
    "COST-ITEM-TWICE": on_disk(
        added("control_items", code="K-1", name="上游水土流失治理", subprojects="L-01、L-01", source="测试省规划"),
    ),
    "COST-ITEM-REASON": on_disk(
        added("control_items", code="K-1", name="下游水库", amount="20", source="测试省规划"),
    ),
    "COST-ITEM-BLANK": on_disk(
        added("control_items", code="K-1", name="下游水库", quantity="1", unit="个", reason="不属于生态修复",
              source="测试省规划"),
    ),
    "COST-ITEM-EXCEEDS": on_disk(
        added("control_items", code="K-1", name="上游治理", subprojects="L-01", amount="66", source="测试省规划"),
        added("control_items", code="K-2", name="下游水库", amount="200", reason="不属于生态修复", source="测试省规划"),
    ),
    "COST-ZERO": computed(fact("subproject:L-01.cost.construction", 0)),
    "COST-NO-WORK": on_disk(
        added("works", subproject="L-02", measure="thinning", mode="辅助再生", quantity="0", unit="公顷", year="2022",
              indicator="林地提质改造",
              source="测试县林地保护利用规划"),
    ),
    "COST-SHARE": on_disk(project("parameters", {"cost_share": {"value": 30, "unit": "%", "source": "县财政局"}})),
    "COST-HECTARE": computed(fact("subproject:L-01.cost.construction", 300 * WAN)),
    "CARE-COST": on_disk(cell("aftercare", "R-02", cost="2")),
    "CARE-COUNTED": on_disk(cell("fees", "watch", name="监测费", rate="0.4")),
    "CARE-PART": on_disk(cell("aftercare", "R-02", cost="")),
    "CARE-PRICE": on_disk(cell("aftercare", "L-01", cost="0.45")),
}  # fmt: skip
