"""Revenue and private finance (5.4.5.3 a)."""

from whole import added, cell, on_disk, project

SHARE = {"upkeep_share": {"value": 13, "unit": "%", "source": "县财政局"}}
"""So much upkeep after the revenue has ended that the net flows change sign twice."""

BROKEN = {
    "RETURN-SOURCE": on_disk(cell("revenues", 1, source="")),
    "RETURN-EARLY": on_disk(cell("revenues", 1, start="2022")),
    "RETURN-INTERVAL": on_disk(cell("revenues", 1, low="1.3")),
    "RETURN-YEARS": on_disk(cell("revenues", 1, end="2060")),
    "RETURN-UNIT": on_disk(cell("revenues", 1, amount="12000", low="", high="")),
    "RETURN-SHORT": on_disk(cell("revenues", 1, amount="0.5", low="", high="")),
    "RETURN-NEGATIVE": on_disk(
        added(
            "effects", measure="thinning", quantity="固碳量", kind="增量", value="0.5", low="0.4", high="0.6",
            unit="t/(hm²·a)", source="测试县林业局样地监测",
        ),
    ),
    "RETURN-RATES": on_disk(
        project("parameters", SHARE),
        cell("revenues", 1, amount="60", low="", high="", end="2027"),
        added(
            "revenues", subproject="R-01", kind="产业收入", name="粮食增产", amount="95", end="2027",
            receiver="农户和集体", source="测试县农业农村局",
        ),
    ),
}  # fmt: skip
