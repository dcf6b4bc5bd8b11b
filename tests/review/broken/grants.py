"""Central money (H.1.9.2 b)."""

from whole import Broken, added, cell, computed, fact, on_disk, project

YI = 10**8
MOSTLY_CENTRAL = (49, 1, 48, 1, 27, 1, 26, 1)
"""Amounts of the last rows of the funding table, which add up as before."""


def under(version: str) -> dict[str, dict[str, str]]:
    """The version of the funding rules that a project applies under, as a parameter."""
    return {"funding_rules": {"value": version, "source": "县财政局"}}


BROKEN = {
    "FUND-LIABLE": on_disk(
        cell("subprojects", "L-01", liable_party="某矿业公司"),
        cell("aftercare", "L-01", body="某矿业公司"),
    ),
    "FUND-POWER": on_disk(
        cell("subprojects", "R-02", category="城镇与村庄生态修复", department="农业农村"),
        also={"NAME-CATEGORY"},  # its name still speaks of the river bank
    ),
    "FUND-BANNED": on_disk(
        cell("measures", "bank", name="河岸广场建设"),
        also={"MEASURE-UNLINKED"},  # no measure of the library is called so
    ),
    "FUND-SHOWY": on_disk(cell("subprojects", "R-02", content="恢复河岸缓坡与植被，设置景观灯")),
    "FUND-TWICE": on_disk(
        added("earlier_works", name="乙二村河岸生态修复工程", kind="生态保护修复工程", state="正在实施", area="乙二村",
              start="2020", end="2022", investment="80", central="50", extent="10", result="在建", experience="在建",
              source="测试县水务局"),
        also={"PAST-UNMAPPED"},  # the layer of past projects does not hold it
    ),
    "FUND-LOCAL": computed(fact("scope.funding.local", 0)),
    "FUND-LOCAL-SHARE": on_disk(
        project("parameters", {"local_share_least": {"value": 60, "unit": "%", "source": "某省规定"}})
    ),
    "GRANT-AREA": Broken(
        edits=(
            project("parameters", under("2024-02")),
            project("name.project_type", "历史遗留废弃矿山生态修复工程"),
        ),
        tampers=(
            fact("scope.cost.total", 6 * YI),
            fact("scope.cost.control_total", 6 * YI),
            fact("scope.funding.local", 2 * YI),
        ),
    ),
    "GRANT-VERSION": on_disk(project("parameters", under("2023"))),
    "GRANT-TOTAL": on_disk(project("parameters", under("2024-02"))),
    "GRANT-SHARE": on_disk(
        project("parameters", under("2026-01")),
        *(cell("funding", row, amount=str(amount)) for row, amount in enumerate(MOSTLY_CENTRAL, start=13)),
    ),
    "GRANT-AMOUNT": Broken(
        edits=(project("parameters", under("2026-01")),),
        tampers=(fact("scope.funding.central", 30 * YI), fact("scope.funding.total", 50 * YI)),
    ),
    "GRANT-AMOUNT-UNSURE": Broken(
        edits=(project("parameters", under("2021-11")),),
        tampers=(
            fact("scope.cost.total", 15 * YI),
            fact("scope.cost.control_total", 15 * YI),
            fact("scope.funding.total", 15 * YI),
            fact("scope.funding.central", 6 * YI),
        ),
        also=frozenset({"FUND-LOCAL-SHARE"}),
    ),
    "GRANT-YEARS": on_disk(
        project("parameters", under("2026-01")),
        project("build_years", [2021, 2024]),
        also={"PERIOD-IDLE", "PERIOD-TARGET", "MONITOR-END"},  # nothing else is planned for the year put on
    ),
}  # fmt: skip
