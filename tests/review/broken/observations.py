"""Observed values of indicators (table B.2)."""

from decimal import Decimal

from whole import Edit, added, cell, computed, fact, no_table, on_disk

_VALUE = {
    "subject": "unit:L", "indicator": "051", "kind": "现值", "value": "900", "unit": "t/(km2*a)", "date": "2020",
    "point": "上游坡面", "surveyor": "赵六", "organisation": "测试县水务局", "source": "水土保持监测", "basis": "实测",
}  # fmt: skip
_REFERENCE = _VALUE | {"kind": "参照值", "value": "500", "basis": "填报"}


def _pair(**values: str) -> tuple[Edit, Edit]:
    return added("observations", **_REFERENCE), added("observations", **(_VALUE | values))


BROKEN = {
    "OBSERVATION-NONE": on_disk(no_table("observations")),
    "OBSERVATION-INDICATOR": on_disk(added("observations", **(_REFERENCE | {"indicator": "099"}))),
    "OBSERVATION-SUBJECT": on_disk(added("observations", **(_REFERENCE | {"subject": "unit:Q"}))),
    "OBSERVATION-RECORD": on_disk(*_pair(surveyor="")),
    "OBSERVATION-UNIT": on_disk(*_pair(unit="t/a")),
    "OBSERVATION-RANGE": on_disk(cell("observations", 2, value="123")),
    "OBSERVATION-YEAR": on_disk(cell("observations", 2, date="2018-09")),
    "OBSERVATION-OLD": on_disk(added("observations", **(_VALUE | {"kind": "监测值", "date": "2011"}))),
    "OBSERVATION-FUTURE": on_disk(*_pair(date="2022-06")),
    "OBSERVATION-REFERENCE": on_disk(added("observations", **_VALUE)),
    "OBSERVATION-TWICE": on_disk(*_pair(), added("observations", **(_VALUE | {"value": "700", "date": "2020-08"}))),
    "OBSERVATION-COMPUTED": computed(fact("unit:L.indicator.031@2020", Decimal("0.7"))),
}
