from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.test_numerals import spelt
from shanshui.claims.model import Quantity
from shanshui.claims.quantities import quantities
from shanshui.quantity import convert


def one(text: str) -> Quantity:
    (found,) = quantities(text)
    return found


def shown(text: str) -> list[str]:
    return [found.text for found in quantities(text)]


@pytest.mark.parametrize(
    ("text", "value", "dimension"),
    [
        ("总面积1，234.5公顷", "12345000", "m2"),
        ("总面积1,234.5 hm²", "12345000", "m2"),
        ("投资1 200万元", "12000000", "yuan"),
        ("流域面积２０平方公里", "20000000", "m2"),
        ("占地3㎡", "3", "m2"),
        ("建设高标准农田6万亩", "40000000", "m2"),
        ("投资5千万元", "50000000", "yuan"),
        ("库容1.2亿立方米", "120000000", "m3"),
        ("输沙12.5×10⁴t", "125000", "t"),
        ("输沙12.5×10^4 t", "125000", "t"),
        ("输沙12.5×104t", "125000", "t"),
        ("侵蚀模数1500t/(km²·a)", "1500", "t/(km2*a)"),
        ("侵蚀模数1500吨/（平方公里·年）", "1500", "t/(km2*a)"),
        ("侵蚀模数15t/hm2·a", "1500", "t/(km2*a)"),
        ("单价1500元/亩", "2.25", "yuan/m2"),
        ("每亩栽植120株/亩", "0.18", "株/m2"),
        ("日处理500m³/d", "182625", "m3/a"),
        ("盐度35‰", "3.5", "%"),
        ("提高2.3个百分点", "2.3", "%"),
        ("占百分之六十四点五", "64.5", "%"),
        ("占三分之一", "33.33333333333333333333333333", "%"),
        ("占五成以上", "50", "%"),
        ("约占3/4，", "75", "%"),
        ("蓄水池十二口", "12", "口"),
        ("牲畜1.5万头", "15000", "头"),
        ("受益3万人", "30000", "person"),
        ("历时18个月", "1.5", "a"),
        ("最低气温-5.2℃", "-5.2", "degC"),
        ("坡度25°以上", "25", "deg"),
        ("二百三十一个图斑", "231", "个"),
        ("七大类资源", "7", "大类"),
        ("四大重点任务", "4", "大"),
        ("人口密度200人/平方公里", "200", "person/km2"),
    ],
)
def test_an_amount_is_read(text: str, value: str, dimension: str) -> None:
    found = one(text)
    assert found.value == Decimal(value)
    assert found.dimension == dimension


@pytest.mark.parametrize(
    "text",
    [
        "一是统一思想，进一步推进三江镇万亩良田建设",
        "第三次全国国土调查",
        "见表2-1和图3",
        "国发〔2022〕2号",
        "执行GB 3838-2002、TD/T 1068—2022和DB52/T 1234.1-2019",
        "2021年至2025年，2021-2025",
        "2021年3月15日、5月",
        "东经101°20′35″～102°05′10″",
        "\n3、石漠化治理\n4.1 概述\n（三）建设内容",
        "电话0855-1234567，手机13800000000",
        "比例尺1:50000，坡比1：1.5",
        "按20年一遇标准设防",
        "CGCS2000坐标系，5G基站，4A级景区，PM2.5，φ600管",
        "《百村千项行动方案3.0》",
        "十四五时期",
        "数十公里、数百人，二十大精神，一二三产业融合",
        "两岸、一带、一体化、三级管理、二期工程",
    ],
)
def test_what_is_no_amount_is_left_out(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("约380公顷", "about"),
        ("节约380公顷", ""),
        ("380公顷左右", "about"),
        ("位于500米左右岸", ""),
        ("近380公顷", "about"),
        ("不低于64%", "at_least"),
        ("达到64%以上", "at_least"),
        ("至少64%", "at_least"),
        ("≥64%", "at_least"),
        ("不超过380公顷", "at_most"),
        ("控制在5%以内", "at_most"),
        ("超过380公顷", "over"),
        ("380余公顷", "over"),
        ("30多处", "over"),
        ("10余万亩", "over"),
        ("不足3%", "under"),
        ("面积达380公顷", ""),
        ("10公顷（含）以上", "at_least"),
    ],
)
def test_hedges_make_a_bound(text: str, bound: str) -> None:
    assert one(text).bound == bound


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("5～10公顷", "5", "10"),
        ("5公顷～10公顷", "5", "10"),
        ("5%-10%", "5", "10"),
        ("海拔268m—1308m", "268", "1308"),
        ("3至5个", "3", "5"),
        ("3-5万亩", "3", "5"),
        ("3万～5万亩", "3", "5"),
        ("二三个", "2", "3"),
        ("pH 6.5-8.5", "6.5", "8.5"),
        ("-5～3℃", "-5", "3"),
    ],
)
def test_a_range_is_one_amount(text: str, low: str, high: str) -> None:
    found = one(text)
    assert (found.low, found.high) == (Decimal(low), Decimal(high))
    assert found.is_range


def test_from_one_amount_to_another_is_no_range() -> None:
    assert shown("由100公顷增加到200公顷，从3处到5处") == ["100公顷", "200公顷", "3处", "5处"]


@pytest.mark.parametrize("text", ["[3330]", "〔3330〕", "［3330］公顷", "【3330公顷】"])
def test_brackets_are_kept(text: str) -> None:
    assert one(text).bracketed
    assert one(text).low == 3330


@pytest.mark.parametrize(
    ("text", "step"), [("380", "1"), ("380.18", "0.01"), ("38万", "10000"), ("1.50亿元", "0.01"), ("三万亩", "10000")]
)
def test_the_step_is_one_in_the_last_printed_digit(text: str, step: str) -> None:
    assert one(text).step == Decimal(step)


def test_the_grain_is_the_step_in_the_dimension() -> None:
    assert one("380.18km2").grain == 10000


def test_slogans_count() -> None:
    assert [(q.low, q.word) for q in quantities("构建“一核、两带、四片”格局")] == [(1, "核"), (2, "带"), (4, "片")]


def test_markers_in_a_sentence_do_not_hide_amounts() -> None:
    assert shown("建设内容：1.步道5.2公里；2.机井9眼。3、水池21套。4.线路13公里") == [
        "5.2公里",
        "9眼",
        "21套",
        "13公里",
    ]


def test_a_number_without_measure_word_has_no_unit() -> None:
    found = one("建成16土壤监测样板")
    assert (found.low, found.unit, found.word) == (16, "", "")


def test_lists_of_three_digit_numbers_are_no_groups() -> None:
    assert shown("面积分别为123，456公顷") == ["123", "456公顷"]


UNITS = {
    "公顷": "hm2",
    "km²": "km2",
    "平方公里": "km2",
    "万亩": "wan_mu",
    "m": "m",
    "千米": "km",
    "万元": "wan_yuan",
    "%": "%",
}


@given(st.decimals(min_value="0.01", max_value=10**6, places=2), st.sampled_from(sorted(UNITS)), st.integers(0, 3))
def test_printed_amounts_are_read_back(value: Decimal, word: str, dress: int) -> None:
    plain = (
        f"{value}",
        f"{value:,}",
        f"{value}".translate(str.maketrans("0123456789.", "０１２３４５６７８９．")),
        f"{value}",
    )
    text = f"其中面积为{plain[dress]}{' ' * (dress == 0)}{word}，其余另计"
    found = one(text)
    assert found.low == value
    assert found.unit == UNITS[word]
    assert found.value == convert(value, found.unit, found.dimension)
    assert text[found.span.start : found.span.end] == found.text


@given(st.integers(2, 9999), st.sampled_from(["个", "处", "座", "口", "公里", "公顷"]))
def test_spoken_amounts_are_read_back(number: int, word: str) -> None:
    assert one(f"新建设施{spelt(number)}{word}。").low == number


@given(
    st.text(alphabet="0123456789.,，～-—至[]〔〕（）万亿余多公顷亩个%约以上十百二三年月°′E东经近期×^ \n\t", max_size=80)
)
def test_amounts_of_any_text_stand_in_order_and_apart(text: str) -> None:
    found = quantities(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(text[q.span.start : q.span.end] == q.text and q.low <= q.high and q.step > 0 for q in found)


def test_a_plus_before_a_number_in_a_cell() -> None:
    assert [q.low for q in quantities("旱地\t+7.75\t－3.20")] == [Decimal("7.75"), Decimal("-3.20")]
