"""Monitoring (5.4.1.3, H.1.8.1)."""

from decimal import Decimal

from whole import added, cell, computed, dropped, fact, no_table, on_disk

BROKEN = {
    # Targets of indicators and points go on naming what is no longer there.
    "MONITOR-NONE": on_disk(no_table("monitoring")),
    "MONITOR-SCALE": on_disk(
        dropped("monitoring", "M-04", "M-05", "M-06", "M-07"), cell("targets", 18, point="甲一村坡面")
    ),
    "MONITOR-UNIT": on_disk(
        dropped("monitoring", "M-03"), *(cell("targets", row, point="乙乡") for row in (3, 16, 17))
    ),
    "MONITOR-SUBPROJECT": on_disk(dropped("monitoring", "M-07")),
    "MONITOR-SUBJECT": on_disk(
        added(
            "monitoring",
            code="M-08",
            name="远处样地",
            scale="子项目",
            subject="subproject:X-01",
            longitude="109.12",
            latitude="26.57",
            indicator="植被盖度",
            method="样方调查",
            frequency="每年一次",
            start="2021",
            end="2026",
            responsible="测试县林业局",
            synthetic="否",
        ),
    ),
    "MONITOR-LEVEL": on_disk(cell("monitoring", "M-04", scale="保护修复单元")),
    "MONITOR-INCOMPLETE": on_disk(cell("monitoring", "M-04", method="")),
    "MONITOR-FREQUENCY": on_disk(cell("monitoring", "M-04", frequency="不定期")),
    "MONITOR-INDICATOR": on_disk(cell("monitoring", "M-04", indicator="033")),
    "MONITOR-PATTERN": on_disk(cell("monitoring", "M-01", indicator="041")),
    "MONITOR-PLACE": on_disk(cell("monitoring", "M-04", longitude="")),
    "MONITOR-OUTSIDE": on_disk(cell("monitoring", "M-04", latitude="27.567")),
    "MONITOR-STRAY": on_disk(cell("monitoring", "M-04", latitude="26.586")),
    "MONITOR-POWER": computed(
        fact("unit:L.monitoring.vegetation_cover.plots", 2, "count"),
        fact("unit:L.monitoring.vegetation_cover.detectable", Decimal("0.4"), "1"),
        fact("unit:L.monitoring.vegetation_cover.wanted", Decimal("0.08"), "1"),
    ),
    "MONITOR-TWICE": on_disk(
        added(
            "monitoring",
            code="M-08",
            name="封育坡面",
            scale="子项目",
            subject="subproject:L-01",
            longitude="109.105",
            latitude="26.567",
            indicator="坡面覆盖度",
            method="样方调查",
            frequency="每年一次",
            start="2021",
            end="2026",
            responsible="测试县水务局",
            synthetic="否",
        ),
    ),
    "MONITOR-COUNT": on_disk(
        added(
            "targets",
            subject="scope",
            indicator="monitor_points",
            kind="约束性",
            aspect="规模",
            baseline="0",
            target="12",
            unit="个",
            year="2023",
            horizon="工程期末",
            method="竣工验收",
            point="全部子项目",
            responsible="测试县自然资源局",
            source="测试县监测方案",
            synthetic="否",
        ),
    ),
    "MONITOR-YEARS": on_disk(cell("monitoring", "M-04", end="2020")),
    "MONITOR-START": on_disk(cell("monitoring", "M-04", start="2022")),
    "MONITOR-END": on_disk(cell("monitoring", "M-04", end="2023")),
}
