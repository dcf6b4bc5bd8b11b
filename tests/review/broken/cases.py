"""Comparison cases (5.2.4, table G.2)."""

from whole import cell, on_disk

BROKEN = {
    "CASE-INCOMPLETE": on_disk(cell("cases", "邻县坡面封育工程", year="")),
    "CASE-UNIT": on_disk(cell("cases", "邻县坡面封育工程", unit="万元/个")),
    "CASE-OLD": on_disk(cell("cases", "邻县坡面封育工程", year="2005")),
    "CASE-LATE": on_disk(cell("cases", "邻县坡面封育工程", year="2022")),
    "CASE-OWN": on_disk(cell("cases", "邻县土地整治工程", name="测试县乙乡土地综合整治项目")),
    "CASE-SCALE": on_disk(cell("cases", "邻县土地整治工程", scale="平整 60 公顷，投资 300 万元")),
    "CASE-SIMILARITY": on_disk(cell("cases", "邻县土地整治工程", similarity="")),
}
