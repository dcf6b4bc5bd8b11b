"""Targets (5.3.3): who has them, and whether each can be measured, printed and held to account."""

from whole import added, cell, dropped, no_table, on_disk, project

_STATE = {"kind": "约束性", "aspect": "质量", "baseline": "55", "target": "70", "unit": "%", "year": "2023",
          "method": "样方调查", "point": "M-04", "responsible": "测试县水务局", "source": "测试县水土保持规划",
          "synthetic": "否"}  # fmt: skip

BROKEN = {
    # Table D has nothing to fill its outputs with.
    "TARGET-NONE": on_disk(no_table("targets"), also={"CRITERION-UNKNOWN"}),  # alternatives reach for nothing
    "TARGET-OVERALL": on_disk(project("overall_target", None)),
    "TARGET-INCOMPLETE": on_disk(cell("targets", 14, method="")),
    "TARGET-SUBJECT": on_disk(
        added("targets", subject="subproject:L-09", indicator="坡面覆盖度", horizon="工程期末", **_STATE)
    ),
    "TARGET-NAME": on_disk(added("targets", subject="scope", indicator="森林覆盖率", horizon="工程期末", **_STATE)),
    "TARGET-TWICE": on_disk(added("targets", subject="scope", indicator="quality_rate", **_STATE | {"target": "96"})),
    "TARGET-TEXT": on_disk(
        added("targets", subject="scope", indicator="岸坡稳定", horizon="工程期末", **_STATE | {"target": "基本稳定"})
    ),
    "TARGET-CHOICE": on_disk(cell("targets", 8, target="良好")),
    "TARGET-REQUIRED": on_disk(dropped("targets", 5)),
    "TARGET-KIND": on_disk(
        added("targets", subject="scope", indicator="坡面覆盖度", horizon="10年", **_STATE | {"year": "2033"})
    ),
    "TARGET-ASPECT": on_disk(cell("targets", 18, aspect="")),
    "TARGET-GUIDING": on_disk(dropped("targets", 14, 14)),
    "TARGET-PAIR": on_disk(dropped("targets", 15)),
    "TARGET-SUBPROJECT": on_disk(dropped("targets", 18)),
    "TARGET-UNTOLD": on_disk(dropped("targets", 1)),
    "TARGET-POINT": on_disk(cell("targets", 3, point="M-08")),
    "TARGET-UNMONITORED": on_disk(
        added("targets", subject="scope", indicator="081", horizon="工程期末", **_STATE | {"point": "下游断面"})
    ),
}
