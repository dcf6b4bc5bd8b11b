from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawn_tables import Rows, drawn
from shanshui.claims.cells import claims_of_tables
from shanshui.claims.model import Project, Span
from shanshui.claims.periods import periods
from shanshui.claims.project_names import names_in, project_key
from shanshui.claims.projects import projects
from shanshui.claims.quantities import quantities
from shanshui.documents import Document, Kind, read

PLANS = Path(__file__).parent / "plans"


def found(document: Document) -> tuple[Project, ...]:
    years = periods(document.text)
    return projects(document, claims_of_tables(document, quantities(document.text), years), years)


def plan(name: str) -> tuple[Project, ...]:
    return found(read(PLANS / f"{name}.txt"))


def years(project: Project) -> tuple[int, int] | None:
    return (project.period.first, project.period.last) if project.period is not None else None


def contents(project: Project) -> list[tuple[str, str]]:
    return [(claim.of.key or claim.attribute, claim.quantity.text) for claim in project.claims]


def box(*lines: str, title: str = "专栏3 水环境治理重点工程") -> Document:
    blocks: list[tuple[Kind, str]] = [("box", line) for line in (title, *lines)]
    return drawn([], before=blocks)


def section(*lines: tuple[Kind | str, str]) -> Document:
    return drawn([], before=lines)  # type: ignore[arg-type]


def test_numbered_items_of_a_box() -> None:
    first, second = found(
        box(
            "1、沙河镇护岸工程（2021年—2025年）",
            "护岸3.2km，蓄水池9口，总投资450万元。",
            "2、南岭造林项目（2026-2030）",
        )
    )
    assert (first.name.text, first.number, years(first)) == ("沙河镇护岸工程", "1", (2021, 2025))
    assert contents(first) == [("护岸", "3.2km"), ("蓄水池", "9口"), ("money", "450万元")]
    assert {claim.scope for claim in first.claims} == {"沙河镇护岸工程"}
    assert first.claims[2].role == "total"
    assert first.group == "专栏3 水环境治理重点工程"
    assert (second.name.text, years(second), second.claims) == ("南岭造林项目", (2026, 2030), ())
    assert [place.text for place in first.places] == ["沙河镇"]


def test_lists_inside_contents_are_no_items_and_their_numbers_no_amounts() -> None:
    first, second = found(
        box(
            "1、林场基础设施建设（2021—2025年）",
            "1.场部公路12公里；2.管护房300平方米。3.机井4眼。",
            "2、苗圃项目（2022—2024年）",
        )
    )
    assert contents(first) == [("场部公路", "12公里"), ("管护房", "300平方米"), ("机井", "4眼")]
    assert second.name.text == "苗圃项目"


def test_contents_on_the_line_of_the_name() -> None:
    one, two = found(
        box(
            "（1）石门乡坡耕地治理工程。建设期限2021—2023年。坡改梯3.2平方公里。",
            "（2）崩岗防治工程：治理崩岗18处，工期2026—2030年。",
        )
    )
    assert (one.name.text, years(one), contents(one)) == (
        "石门乡坡耕地治理工程",
        (2021, 2023),
        [("坡改梯", "3.2平方公里")],
    )
    assert (two.name.text, years(two), contents(two)) == ("崩岗防治工程", (2026, 2030), [("崩岗", "18处")])


def test_items_without_numbers() -> None:
    one, two = found(
        box(
            "东山矿山修复工程（2021—2025年）", "修复面积35公顷。", "西山湿地恢复项目（2023—2027年）", "恢复湿地12公顷。"
        )
    )
    assert [one.name.text, two.name.text] == ["东山矿山修复工程", "西山湿地恢复项目"]
    assert [contents(one), contents(two)] == [[("area", "35公顷")], [("湿地", "12公顷")]]


def test_years_of_the_title_hold_for_items_without_years() -> None:
    one, two = found(
        box("1、甲河治理工程", "2、乙河治理工程（2023—2024年）", title="专栏2 近期重大工程（2021—2025年）")
    )
    assert [years(one), years(two)] == [(2021, 2025), (2023, 2024)]


def test_an_item_without_years_has_none() -> None:
    *_, last = found(box("1、甲河治理工程（2021—2025年）", "2、乙河治理项目", "对乙河进行治理。"))
    assert last.period is None


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("专栏1 主要概念", ["1、生态修复是指协助退化生态系统恢复的过程。", "2、生态廊道是连通斑块的带状空间。"]),
        ("专栏5 生态问题", ["1、水土流失。面积广。", "2、石漠化。程度深。"]),
    ],
)
def test_boxes_of_other_things_hold_no_projects(title: str, lines: list[str]) -> None:
    assert found(box(*lines, title=title)) == ()


def test_safeguards_are_no_projects() -> None:
    names = [project.name.text for project in plan("tuolin")]
    assert names == [
        "柁林北山国家储备林建设项目",
        "东岭、西岭防护林建设项目",
        "清溪河水环境综合整治项目",
        "白沙河水环境综合整治项目",
        "砚池水环境综合整治项目",
        "柁林区农村生活污水治理项目",
    ]


def test_headings_that_are_projects() -> None:
    upper, middle, watch, *rows = plan("heishui")
    assert (upper.name.text, upper.number, years(upper)) == ("上游封山育林子项目", "4.2.1", (2022, 2024))
    assert contents(upper)[:2] == [("封山育林", "1860公顷"), ("补植补播", "240公顷")]
    assert contents(middle) == [
        ("生态护岸", "8.6km"), ("清淤疏浚", "12.4万立方米"), ("人工湿地", "3处"), ("money", "2475万元"),
    ]  # fmt: skip
    assert years(watch) == (2022, 2026)
    assert [row.name.key for row in rows] == [upper.name.key, middle.name.key]


def test_a_plan_of_boxes() -> None:
    told = {project.name.text: years(project) for project in plan("qingshan")}
    assert told == {
        "石门乡坡耕地治理工程": (2021, 2023),
        "云台镇小流域综合治理工程": (2022, 2025),
        "两河镇崩岗防治工程": (2026, 2030),
        "历史遗留矿山生态修复工程": (2021, 2025),
        "绿色矿山建设工程": (2021, 2035),
    }


TABLES: list[Rows] = [
    [
        ["序号", "项目名称", "建设内容及规模", "建设期限", "总投资（万元）", "责任单位"],
        ["1", "沙河整治工程", "护岸3.2km，清淤2万立方米", "2021—2023年", "450", "水利局"],
        ["2", "南岭造林项目", "造林120公顷", "2022—2025年", "96", "林业局"],
        ["合计", "<", "", "", "546", ""],
    ],
    [
        ["重点任务", "工程名称", "开工年份", "完工年份", "投资估算 万元", "主要建设内容"],
        ["水环境", "沙河整治工程", "2021", "2023", "450", "护岸3.2km，清淤2万立方米"],
        ["林业", "南岭造林项目", "2022年", "2025年", "96", "造林120公顷"],
        ["总计", "<", "<", "<", "546", "—"],
    ],
]


@pytest.mark.parametrize("rows", TABLES)
def test_tables_of_projects(rows: Rows) -> None:
    one, two = found(drawn(rows))
    assert (one.name.text, years(one)) == ("沙河整治工程", (2021, 2023))
    assert sorted(claim.quantity.value for claim in one.claims) == [3200, 20000, 4_500_000]
    assert (two.name.text, years(two), len(two.claims)) == ("南岭造林项目", (2022, 2025), 2)


def test_sub_projects_below_their_unit() -> None:
    rows: Rows = [
        ["保护修复单元", "子项目", "实施地点", "工程量（hm²）", "投资预算（万元）", "<"],
        ["^", "^", "^", "^", "总额", "中央财政"],
        ["上游单元", "封山育林", "云台镇", "120", "90", "60"],
        ["^", "退化林修复", "石门乡", "80", "70", "50"],
        ["^", "小计", "", "200", "160", "110"],
    ]
    one, two = found(drawn(rows, heads=2))
    assert [(p.name.text, p.group) for p in (one, two)] == [("封山育林", "上游单元"), ("退化林修复", "上游单元")]
    assert [claim.quantity.value for claim in two.claims] == [800_000, 700_000, 500_000]


def test_several_names_in_one_item() -> None:
    one, two, three = found(box("4、甲村垃圾焚烧场、乙村垃圾焚烧场、丙村垃圾焚烧场（2021—2025年）", "处理能力30吨。"))
    assert [p.name.text for p in (one, two, three)] == ["甲村垃圾焚烧场", "乙村垃圾焚烧场", "丙村垃圾焚烧场"]
    assert {years(p) for p in (one, two, three)} == {(2021, 2025)}
    assert [len(p.claims) for p in (one, two, three)] == [1, 0, 0]


@pytest.mark.parametrize(
    "name",
    [
        "水土流失、石漠化综合治理工程",
        "归溪（甲村、乙村）清洁小流域工程",
        "河道治理、岸坡整治、生态护岸工程",
        "东岭、西岭防护林建设项目",
    ],
)
def test_one_name_that_holds_a_list(name: str) -> None:
    assert names_in(name, Span(0, len(name))) == (Span(0, len(name)),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲省乙市丙丁县沙河镇供排水改造项目", "沙河镇供排水改造工程"),
        ("石漠化综合治理工程", "石漠化治理项目"),
        ("“两山”示范基地建设工程", "两山示范基地"),
        ("水土保持林建设", "水保林建设工程"),
    ],
)
def test_the_same_project_has_one_key(one: str, other: str) -> None:
    assert project_key(one) == project_key(other)


def test_other_projects_have_other_keys() -> None:
    names = ["甲村供水工程", "乙村供水工程", "甲村排水工程", "甲村供水工程（二水厂）扩建"]
    assert len({project_key(name) for name in names}) == 4


@given(st.lists(st.text("1、（2021—5年）工程项目治理km2。；\n专栏重点甲乙", max_size=30), max_size=8))
def test_any_box_is_read(lines: list[str]) -> None:
    for project in found(box(*(line or "。" for line in lines))):
        assert 0 <= project.span.start <= project.name.span.start < project.name.span.end
        assert all(project.span.start <= c.quantity.span.start < c.quantity.span.end for c in project.claims)
