"""Risks (H.1.8.2)."""

from whole import added, cell, dropped, no_table, on_disk

BROKEN = {
    "RISK-NONE": on_disk(no_table("risks")),
    "RISK-KIND": on_disk(dropped("risks", "RK3")),
    "RISK-INCOMPLETE": on_disk(cell("risks", "RK2", procedure="")),
    "RISK-TRIGGER": on_disk(cell("risks", "RK2", trigger="情况不好")),
    "RISK-TWICE": on_disk(
        added(
            "risks",
            code="RK4",
            name="苗木成活率低",
            kind="技术风险",
            trigger="成活率低于设计值",
            response="当年补植",
            responsible="测试县林业局",
            procedure="验收未通过的限期补植",
        ),
    ),
}
