"""Other fees (table G.3)."""

from whole import added, cell, on_disk, project

BROKEN = {
    "FEE-BASIS": on_disk(added("fees", code="legal", parent="前期工作费", name="法律咨询费", source="合同")),
    "FEE-GROUPS": on_disk(cell("fees", "management", parent="前期工作费", name="档案整理费")),
    "FEE-CARE": on_disk(cell("fees", "watch", parent="前期工作费", name="设备购置费")),
    "FEE-CONTINGENCY": on_disk(cell("fees", "reserve", parent="监测与管护费", name="管护准备费")),
    "FEE-BOTH": on_disk(cell("fees", "supervision", rate="2", amount="4")),
    "FEE-BASE": on_disk(cell("fees", "supervision", base="")),
    "FEE-SOURCE": on_disk(cell("fees", "supervision", source="")),
    "FEE-TWICE": on_disk(cell("fees", "survey", name="现场查勘费"), cell("fees", "design", name="现场查勘费")),
    "FEE-PLACED": on_disk(cell("fees", "supervision", name="招标代理费")),
    "FEE-RATE": on_disk(cell("fees", "survey", rate="0.6")),
    "FEE-AMOUNT": on_disk(cell("fees", "design", name="招标代理费")),
    "FEE-SHARE": on_disk(project("parameters", {"other_fees_share": {"value": 5, "unit": "%", "source": "县财政局"}})),
}
