"""Society and economy, and earlier works (H.1.3.3 a, H.1.3.5)."""

from whole import added, cell, dropped, on_disk

_PEOPLE = {"subject": "测试县", "year": "2020", "unit": "万人", "source": "测试县统计年鉴"}
_WORK = {
    "name": "测试县甲乡水土流失综合治理项目", "kind": "生态保护修复工程", "state": "正在实施", "area": "小河上游",
    "start": "2020", "end": "2022", "investment": "50", "central": "0", "extent": "5", "source": "测试县水务局",
}  # fmt: skip

BROKEN = {
    "SOCIETY-THEME": on_disk(dropped("socioeconomy", 2)),
    "SOCIETY-AREA": on_disk(cell("socioeconomy", 5, value="8.2")),
    "SOCIETY-SHARE": on_disk(
        added("socioeconomy", **(_PEOPLE | {"indicator": "森林覆盖率", "value": "152", "unit": "%"}))
    ),
    "SOCIETY-URBAN": on_disk(added("socioeconomy", **(_PEOPLE | {"indicator": "城镇人口", "value": "0.84"}))),
    "EARLIER-INCOMPLETE": on_disk(cell("earlier_works", "小河防洪工程", experience="")),
    "EARLIER-YEARS": on_disk(cell("earlier_works", "小河防洪工程", end="2015")),
    "EARLIER-CENTRAL": on_disk(cell("earlier_works", "小河防洪工程", central="3000"), also={"PAST-CENTRAL"}),
    # a work that the layer of past projects does not draw is said there
    "EARLIER-SAME": on_disk(added("earlier_works", **_WORK), also={"PAST-UNMAPPED"}),
}
