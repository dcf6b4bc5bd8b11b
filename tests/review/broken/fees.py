"""Other fees (table G.3)."""

from whole import Edit, added, cell, on_disk, project


def slices(*lines: tuple[float, float | str, float], kind: str = "工程监理费") -> tuple[Edit, ...]:
    """A province's rate by slices."""
    return tuple(
        added("fee_rates", kind=kind, method="差额累进", lower=str(lower), upper=str(upper), value=str(value),
              source="测试省取费标准", synthetic="否")
        for lower, upper, value in lines
    )  # fmt: skip


BROKEN = {
    "FEE-BASIS": on_disk(added("fees", code="legal", parent="前期工作费", name="法律咨询费", source="合同")),
    "FEE-GROUPS": on_disk(cell("fees", "management", parent="前期工作费", name="档案整理费")),
    "FEE-CARE": on_disk(
        cell("fees", "watch", parent="前期工作费", name="设备购置费"),
        *(cell("aftercare", code, cost="") for code in ("L-01", "L-02", "R-01", "R-02")),
        *(cell("measures", code, care_cost="") for code in ("closure", "thinning", "levelling")),
    ),
    "FEE-CONTINGENCY": on_disk(cell("fees", "reserve", parent="监测与管护费", name="管护准备费")),
    "FEE-BOTH": on_disk(cell("fees", "supervision", rate="2", amount="4")),
    "FEE-BASE": on_disk(cell("fees", "supervision", base="")),
    "FEE-SOURCE": on_disk(cell("fees", "supervision", source="")),
    "FEE-TWICE": on_disk(cell("fees", "survey", name="现场查勘费"), cell("fees", "design", name="现场查勘费")),
    "FEE-PLACED": on_disk(cell("fees", "supervision", name="招标代理费")),
    "FEE-RATE": on_disk(cell("fees", "survey", rate="0.6")),
    "FEE-PERCENT": on_disk(*slices((0, 500, 120), (500, "", 1), kind="图审费"), cell("fees", "survey", name="图审费")),
    "FEE-AMOUNT": on_disk(cell("fees", "design", name="招标代理费")),
    "FEE-PUBLISHED": on_disk(cell("fees", "survey", rate="")),
    "FEE-LINES": on_disk(*slices((0, 500, 1.2), (600, "", 1))),
    "FEE-METHODS": on_disk(*slices((0, 500, 1.2), (500, "", 1)), cell("fee_rates", 2, method="上限费率")),
    "FEE-KIND": on_disk(*slices((0, "", 1.2), kind="图纸审查费")),
    "FEE-SHARE": on_disk(project("parameters", {"other_fees_share": {"value": 5, "unit": "%", "source": "县财政局"}})),
}
