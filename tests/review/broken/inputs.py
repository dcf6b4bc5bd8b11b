"""What the plan rests on: made-up rows, parameters, rulings, replies, secret layers."""

from shanshui.finding import Finding
from whole import Edit, added, catalog, cell, no_table, on_disk, project


def _ruling(**values: str) -> Edit:
    told = {"id": "R1", "kind": "豁免提示", "reason": "专家组同意", "by": "张三", "date": "2021-03-01"}
    return added("rulings", **(told | values))


_GONE = no_table("field_surveys")
_ID = Finding("SURVEY-NONE", subject="field_surveys").id
_REPLY = {"finding": _ID, "reply": "已补做调查", "status": "已修改", "by": "张三", "date": "2021-03-01"}
_FACT = {"kind": "改写计算值", "subject": "scope.area", "unit": "km2"}

BROKEN = {
    "SYNTHETIC-INPUT": on_disk(cell("works", "L-01", synthetic="是")),
    "SYNTHETIC-UNMARKED": on_disk(cell("works", "L-01", source="示例工程量")),
    "REVIEW-NUMBER": on_disk(catalog("dem", secrecy="涉密"), project("map_review_number", "")),
    "PARAMETER-LIMIT": on_disk(project("parameters.sliver_area", {"value": 1, "unit": "km", "source": "规划院"})),
    "PARAMETER-UNKNOWN": on_disk(
        project("parameters.silver_area", {"value": 1, "unit": "hm2", "source": "测试规划院"})
    ),
    "PARAMETER-SOURCE": on_disk(project("parameters.sliver_area", {"value": 1, "unit": "hm2"})),
    "RULING-UNKNOWN": on_disk(_ruling(kind="改写计算值", subject="scope.aera", value="9", unit="km2")),
    # a waiver that is wanted: the county without forms has the finding it waives
    "RULING-FUTURE": on_disk(_GONE, _ruling(subject="SURVEY-NONE", date="2021-05"), also={"SURVEY-NONE"}),
    "RULING-TWICE": on_disk(
        _GONE, _ruling(subject="SURVEY-NONE"), _ruling(id="R2", subject="SURVEY-NONE"), also={"SURVEY-NONE"}
    ),
    "RULING-OVERRIDE": on_disk(_ruling(value="9", **(_FACT | {"unit": "t"}))),
    "REPLY-FINDING": on_disk(added("replies", **(_REPLY | {"finding": "SURVEY-NONE"}))),
    "WAIVER-IDLE": on_disk(_ruling(subject="SURVEY-NONE")),
    "REPLY-STANDS": on_disk(_GONE, added("replies", **_REPLY), also={"SURVEY-NONE"}),
}
