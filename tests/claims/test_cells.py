from decimal import Decimal

import pytest

from drawn_tables import Rows, drawn
from shanshui.claims.cells import claims_of_tables
from shanshui.claims.model import Claim
from shanshui.claims.periods import periods
from shanshui.claims.quantities import quantities
from shanshui.documents import Document


def read(document: Document) -> tuple[Claim, ...]:
    return claims_of_tables(document, quantities(document.text), periods(document.text))


def told(claim: Claim) -> tuple[str, str, str, Decimal, str]:
    return claim.of.key, claim.attribute, claim.scope, claim.quantity.value, claim.role


INDICATORS: Rows = [
    ["序号", "指标", "单位", "现状", "规划目标", "<", "属性"],
    ["^", "^", "^", "2020年", "2025年", "2035年", "^"],
    ["1", "森林覆盖率", "%", "58.2", "[60]", "62.5", "约束性"],
    ["2", "新增治理面积", "公顷", "—", "[1200]", "国家下发任务", "预期性"],
]
LAND: Rows = [
    ["乡镇", "耕地面积（公顷）", "林地（hm²）", "占比（%）"],
    ["云台镇", "820.5", "4,310.2", "61.5"],
    ["石门乡", "410.0", "2700.8", "38.5"],
    ["合  计", "1230.5", "7011.0", "100"],
]
MONEY: Rows = [
    ["子项目", "资金预算（万元）", "<", "<", "工程量"],
    ["^", "总额", "中央财政", "地方财政", "^"],
    ["上游封育", "900", "600", "300", "120公顷"],
    ["河道修复", "500", "300", "200", "8.6km"],
    ["小计", "1400", "900", "500", ""],
    ["监测评估", "100", "100", "0", "14个"],
    ["总计", "1500", "1000", "500", ""],
]


def test_heads_above_heads_tell_year_and_phase() -> None:
    claims = read(drawn(INDICATORS, heads=2))
    assert [(c.of.text, c.first, c.phase, c.role, c.quantity.bracketed) for c in claims] == [
        ("森林覆盖率", 2020, "base", "base", False),
        ("森林覆盖率", 2025, "", "target", True),
        ("森林覆盖率", 2035, "", "target", False),
        ("新增治理面积", 2025, "", "target", True),
    ]
    assert claims[3].quantity.value == 12_000_000
    assert claims[3].quantity.dimension == "m2"
    assert claims[0].attribute == "cover"


def test_a_second_line_of_heads_is_found_where_the_reader_saw_one() -> None:
    assert read(drawn(INDICATORS, heads=1)) == read(drawn(INDICATORS, heads=2))


def test_a_head_that_names_a_thing_makes_the_row_its_scope() -> None:
    claims = read(drawn(LAND))
    assert told(claims[0]) == ("耕地", "area", "云台镇", Decimal("8205000.0"), "part")
    assert told(claims[4]) == ("林地", "area", "石门乡", Decimal("27008000.0"), "part")
    assert (claims[6].role, claims[6].scope, claims[6].of.key) == ("total", "", "耕地")
    assert claims[0].group == claims[3].group == claims[6].group != claims[1].group


def test_sums_and_what_they_sum_up_bear_one_group() -> None:
    claims = read(drawn(MONEY, heads=2))
    central = [claim for claim in claims if claim.of.key == "中央财政"]
    assert [(claim.role, claim.scope) for claim in central] == [
        ("part", "上游封育"), ("part", "河道修复"), ("total", ""), ("part", "监测评估"), ("total", ""),
    ]  # fmt: skip
    assert len({claim.group for claim in central}) == 1


@pytest.mark.parametrize("head", ["单位投资（万元/hm²）", "平均海拔（m）", "覆盖率（%）", "单价（元）"])
def test_rates_are_no_parts(head: str) -> None:
    rows: Rows = [["单元", head], ["甲区", "10"], ["乙区", "20"], ["合计", "15"]]
    assert [claim.role for claim in read(drawn(rows))] == ["amount", "amount", "total"]


@pytest.mark.parametrize("text", ["-", "—", "/", "国家下发任务", "", "2021—2025年", "……", "保持良好", "XX"])
def test_what_is_no_number_is_no_claim(text: str) -> None:
    assert (
        read(drawn([["指标", "单位", "目标值"], ["森林面积", "公顷", text], ["草地面积", "公顷", "5"]]))[0].of.key
        == "草地"
    )


@pytest.mark.parametrize(
    ("head", "beside", "above", "want"),
    [
        ("面积（公顷）", "", "", 30000),
        ("面积", "公顷", "", 30000),
        ("面积", "", "公顷", 30000),
        ("面积", "", "公顷、万元", 30000),
        ("投资", "", "公顷、万元", 30000),
        ("面积 hm²", "", "", 30000),
        ("面积/亩", "", "", 2000),
    ],
)
def test_units_stand_in_heads_in_columns_and_above(head: str, beside: str, above: str, want: int) -> None:
    rows: Rows = [["单元", "单位", head], ["甲区", beside, "3"], ["乙区", beside, "4"]]
    assert read(drawn(rows, unit=above))[0].quantity.value == want


def test_a_unit_in_the_name_of_the_row() -> None:
    rows: Rows = [["绩效目标指标", "目标值", "2023年", "2024年"], ["新增林地面积（公顷）", "30", "10", "20"]]
    claims = read(drawn(rows))
    assert [(c.of.key, c.quantity.value, c.last) for c in claims] == [
        ("新增林地", 300000, None), ("新增林地", 100000, 2023), ("新增林地", 200000, 2024),
    ]  # fmt: skip


def test_a_table_on_its_side_reads_as_one_upright() -> None:
    upright: Rows = [
        ["指标", "单位", "2020年", "2025年"],
        ["森林面积", "公顷", "10", "12"],
        ["草地面积", "公顷", "7", "8"],
    ]
    turned = [list(row) for row in zip(*upright, strict=True)]
    values = [(c.of.key, c.first, c.quantity.value) for c in read(drawn(upright))]
    assert sorted(values) == sorted((c.of.key, c.first, c.quantity.value) for c in read(drawn(turned)))


def test_the_year_of_a_caption_counts_where_the_head_has_none() -> None:
    rows: Rows = [["地类", "面积（公顷）", "比例（%）"], ["耕地", "10", "25"], ["林地", "30", "75"]]
    claims = read(drawn(rows, caption="表2-1 2020年某县土地利用现状表"))
    assert {claim.first for claim in claims} == {2020}
    assert [claim.role for claim in claims] == ["amount", "share", "amount", "share"]


def test_tables_of_one_row_or_column_have_no_claims() -> None:
    assert read(drawn([["面积", "3公顷"]])) == ()
    assert read(drawn([["面积"], ["3公顷"]])) == ()
    assert read(drawn([])) == ()


def test_a_column_of_years_holds_no_amounts() -> None:
    rows: Rows = [
        ["指标", "现状值", "目标值", "单位", "目标年份"],
        ["湿地面积", "41.2", "43.0", "km²", "2035"],
        ["造林面积", "0", "2024", "hm²", "2030"],
    ]
    assert [str(claim.quantity.low) for claim in read(drawn(rows))] == ["41.2", "43.0", "0", "2024"]
