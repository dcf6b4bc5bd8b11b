"""Field survey forms (table B.1)."""

from whole import added, cell, no_table, on_disk

_FORM = {
    "form": "F-09", "date": "2020-10-20", "place": "甲二村林地", "recorder": "张三", "organisation": "测试规划院",
    "scale": "保护修复单元", "problem": "森林退化", "cause": "林分过密", "response": "森林抚育",
}  # fmt: skip

BROKEN = {
    "SURVEY-NONE": on_disk(no_table("field_surveys")),
    "SURVEY-SCALE": on_disk(cell("field_surveys", "F-03", scale="场地（子项目）")),
    # the unit on the right has a form, two samples and an observed value
    "SURVEY-UNIT": on_disk(
        cell("field_surveys", "F-02", longitude="109.105", latitude="26.586"),
        cell("field_surveys", "F-04", longitude="109.105", latitude="26.575"),
        *(cell("samples", row, longitude="109.105", latitude="26.576") for row in (1, 2, 3)),
        cell("observations", 2, subject="scope"),
    ),
    "SURVEY-INCOMPLETE": on_disk(cell("field_surveys", "F-01", organisation="")),
    "SURVEY-ANALYSIS": on_disk(cell("field_surveys", "F-01", cause="")),
    "SURVEY-VALUE": on_disk(cell("field_surveys", "F-01", measured="")),
    "SURVEY-RANGE": on_disk(cell("field_surveys", "F-01", value="155")),
    "SURVEY-FUTURE": on_disk(cell("field_surveys", "F-01", date="2021-10-12")),
    "SURVEY-OLD": on_disk(cell("field_surveys", "F-01", date="2012-10-12")),
    "SURVEY-POSITION": on_disk(cell("field_surveys", "F-01", longitude="109.205")),
    "SURVEY-PROBLEM": on_disk(cell("field_surveys", "F-02", problem="水质下降")),
    "SURVEY-TWICE": on_disk(added("field_surveys", **(_FORM | {"form": "F-03"}))),
}
