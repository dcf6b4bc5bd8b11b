"""What the plan refers to (5.2.2.2 d)."""

from whole import added, cell, dropped, no_table, on_disk

BROKEN = {
    # P02 and P03 of the inventory rest on the table, and sub-projects want the standards of their kind
    "SOURCE-NONE": on_disk(no_table("policies"), also={"INVENTORY-CLAIMED"}),
    "SOURCE-KIND": on_disk(dropped("policies", 1)),
    "SOURCE-CODE": on_disk(
        cell(
            "policies", "国土空间生态保护修复工程实施方案编制规程", name="土地整治项目规划设计规范", number="TD/T 1012"
        )
    ),
    "SOURCE-SPATIAL": on_disk(dropped("policies", "测试县国土空间总体规划")),
    "SOURCE-RESTORATION": on_disk(dropped("policies", "测试县国土空间生态修复规划")),
    "SOURCE-INCOMPLETE": on_disk(cell("policies", "测试县国土空间总体规划", relevance="")),
    "SOURCE-TWICE": on_disk(
        added(
            "policies",
            name="《测试县国土空间总体规划》",
            kind="规划",
            issuer="测试县人民政府",
            relevance="空间管控依据",
        )
    ),
    "SOURCE-FUTURE": on_disk(cell("policies", "测试县国土空间总体规划", date="2022-12")),
    "SOURCE-UNLISTED": on_disk(cell("subprojects", "L-01", upper_plan="《测试县水土保持规划》水土流失治理重点工程")),
}
