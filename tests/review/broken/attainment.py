"""Whether targets are within reach and make sense."""

from decimal import Decimal

from shanshui.ledger import Basis
from whole import added, cell, computed, fact, on_disk

_OUTPUT = {"subject": "scope", "kind": "约束性", "aspect": "规模", "baseline": "0", "year": "2023",
           "horizon": "工程期末", "method": "竣工验收", "point": "M-01", "responsible": "测试县林业局",
           "source": "测试县国土空间生态修复规划",
           "synthetic": "否"}  # fmt: skip
STATE = _OUTPUT | {"aspect": "质量", "baseline": "88", "unit": "%", "indicator": "031"}

BROKEN = {
    "TARGET-SHORT": on_disk(cell("targets", 1, target="31")),
    "TARGET-IDLE": on_disk(added("targets", **_OUTPUT, indicator="grass_new", target="5", unit="公顷")),
    "TARGET-UNIT": on_disk(cell("targets", 11, unit="公顷")),
    "TARGET-OVER": on_disk(cell("targets", 14, target="112"), cell("targets", 15, target="113")),
    "TARGET-LOW": on_disk(cell("targets", 4, target="80")),
    "TARGET-WORSE": on_disk(added("targets", **STATE, target="85")),
    "TARGET-STILL": on_disk(added("targets", **STATE, target="88")),
    "TARGET-STEP": on_disk(cell("targets", 15, target="88.5")),
    "TARGET-SUM": on_disk(
        added(
            "targets", **_OUTPUT | {"subject": "subproject:L-02"}, indicator="forest_improved", target="29", unit="公顷"
        )
    ),
    "TARGET-AREA": on_disk(added("targets", **_OUTPUT, indicator="scope", target="9.5", unit="平方千米")),
    # More ground than there is cannot be had by works either.
    "TARGET-ROOM": on_disk(cell("targets", 1, target="3000"), also={"TARGET-SHORT"}),
    "TARGET-CARE": on_disk(cell("targets", 11, target="5")),
    "TARGET-PEOPLE": on_disk(
        added("targets", **_OUTPUT | {"aspect": "效益"}, indicator="people_served", target="12", unit="万人")
    ),
    "FACT-UNCALIBRATED": computed(
        fact("scope.performance.forest_improved", Decimal(300000), basis=Basis.MODELLED_UNCALIBRATED)
    ),
}
