"""Budgets of sources and capacities per year (5.4.5.2, 5.4.4.2 a)."""

from whole import Edit, added, on_disk


def budget(**cells: str) -> Edit:
    return added("budgets", **{"synthetic": "否", "basis": "县财政中期规划", **cells})


def capacity(**cells: str) -> Edit:
    return added("capacities", **{"synthetic": "否", "source": "近三年完成量", **cells})


BROKEN = {
    "BUDGET-SUM": on_disk(
        budget(source="中央财政", amount="200"),
        budget(source="中央财政", year="2021", amount="101"),
        budget(source="中央财政", year="2022", amount="100"),
    ),
    "BUDGET-YEAR": on_disk(budget(source="地方财政", year="2024", amount="100")),
    "BUDGET-IDLE": on_disk(
        budget(source="地方财政", year="2021", amount="200", categories="湿地保护修复"),
        budget(source="地方财政", amount="200"),
    ),
    "BUDGET-EXCEEDED": on_disk(budget(source="中央财政", year="2022", amount="73.9")),
    "BUDGET-CATEGORY": on_disk(budget(source="社会资本", amount="10", categories="森林保护修复")),
    "CAPACITY-UNIT": on_disk(capacity(category="抚育与封育", amount="10", unit="千米")),
    "CAPACITY-YEAR": on_disk(capacity(category="抚育与封育", year="2024", amount="100", unit="公顷")),
    "CAPACITY-EXCEEDED": on_disk(capacity(category="抚育与封育", amount="299", unit="亩")),
}
"""Central money of 2022 is 74, private money goes to erosion control only, 20 ha are closed in each of two years."""
