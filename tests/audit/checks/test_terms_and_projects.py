"""Invented plans are silent as they stand; each planted fault is found under its code."""

from __future__ import annotations

import pytest

from audit.checks.read_text import by_severity, changed, found_in, plan
from shanshui.audit.check import Check
from shanshui.audit.checks.structure import repetition
from shanshui.audit.checks.targets import indicator_units, indicators
from shanshui.audit.checks.times import dates, durations, phases, project_periods, schedules
from shanshui.audit.checks.works import projects
from shanshui.audit.reading import Frame, Reading
from shanshui.documents import Block, Document
from shanshui.standard import load_rules

TOPICS = (dates, durations, schedules, project_periods, projects, indicators, indicator_units, phases, repetition)
_PASTE = (
    "全县水土流失主要分布在白石乡、桐木镇和茶岭镇，坡耕地多，雨季集中，表土随径流进入"
    "岚江，下游河床逐年淤高，两岸农田时常受淹。北部废弃采石场边坡裸露，遇大雨有碎石滚落"
)


@pytest.mark.parametrize("name", ["terms_lanchuan", "terms_wuping", "terms_hailing"])
def test_a_plan_that_agrees_with_itself_is_silent(name: str) -> None:
    assert found_in(plan(name), *TOPICS) == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("terms_lanchuan", "基准年为2020年", "基准年为2022年", "AUDIT-DATE-BASE"),
        ("terms_lanchuan", "远期为2026—2035年", "远期为2028—2035年", "AUDIT-DATE-NEIGHBOURS"),
        ("terms_lanchuan", "远期为2026—2035年", "远期为2025—2035年", "AUDIT-DATE-SHARED"),
        ("terms_lanchuan", "近期为2021—2025年", "近期为2022—2025年", "AUDIT-DATE-PHASE"),
        ("terms_lanchuan", "“十四五”时期（2021—2025年）", "“十四五”时期（2021—2026年）", "AUDIT-DATE-FIVE-YEARS"),
        ("terms_lanchuan", "（2026—2030年）以巩固为主", "（2025—2030年）以巩固为主", "AUDIT-DATE-FIVE-YEARS"),
        ("terms_lanchuan", "于2028年开展中期评估", "于2038年开展中期评估", "AUDIT-DATE-EVALUATION"),
        ("terms_lanchuan", "修复规划（2021—2035年）", "修复规划（2021—2030年）", "AUDIT-DATE-TITLE"),
        ("terms_lanchuan", "坚持“一江", "规划期为2021—2030年。坚持“一江", "AUDIT-DATE-TERM"),
        ("terms_wuping", "（2023年1月—2025年12月）", "（2023年1月—2022年12月）", "AUDIT-DATE-REVERSED"),
        ("terms_wuping", "期限为3年（", "期限为5年（", "AUDIT-DATE-LENGTH"),
        ("terms_wuping", "2025年底前完成", "2025年13月底前完成", "AUDIT-DATE-IMPOSSIBLE"),
        ("terms_lanchuan", "复垦项目（2026—2030年）", "复垦项目（2026—2040年）", "AUDIT-PERIOD-OUTSIDE"),
        ("terms_lanchuan", "喷播12公顷", "喷播12公顷，项目实施期（2022—2028年）", "AUDIT-PERIOD-BODY"),
        ("terms_lanchuan", "复绿项目（2021—2025年）", "复绿项目（2024—2028年）", "AUDIT-PERIOD-ACROSS"),
        ("terms_lanchuan", "复绿项目（2021—2025年）", "复绿项目（2018—2025年）", "AUDIT-PERIOD-EARLY"),
        ("terms_lanchuan", "水源涵养林项目（2026—2035年）", "水源涵养林项目", "AUDIT-PERIOD-MISSING"),
        ("terms_lanchuan", "4、岚江源头水源涵养林项目", "4、桐木镇侵蚀沟治理项目", "AUDIT-PROJECT-TWICE"),
        ("terms_lanchuan", "4、岚江源头水源涵养林项目", "4、桐木镇侵蚀沟治理项目", "AUDIT-PROJECT-PERIOD"),
        ("terms_lanchuan", "湿地主要分布", _PASTE + "。湿地主要分布", "AUDIT-REPEAT"),
        (
            "terms_lanchuan",
            "分工负责。",
            "分工负责，县林业局、县水务局、县林业局、县财政局每季会商。",
            "AUDIT-LIST-TWICE",
        ),
        (
            "terms_wuping",
            "采用格宾石笼和抛石护脚，护岸后缘栽植乌桕和枫杨各一行",
            "疏通水系，种植芦苇、菖蒲、香蒲等挺水植物，清除外来水葫芦，建设巡护步道",
            "AUDIT-REPEAT-PROJECT-LIKELY",
        ),
        ("terms_lanchuan", "59.50", "57.90", "AUDIT-TARGET-BELOW"),
        ("terms_lanchuan", "61.00", "58.90", "AUDIT-TARGET-FALLS"),
        ("terms_lanchuan", "\t1260\n\t1100", "\t1260\n\t1400", "AUDIT-TARGET-BELOW-LIKELY"),
        ("terms_lanchuan", "[9600]", "[3600]", "AUDIT-TARGET-FALLS"),
        ("terms_lanchuan", "[9600]", "[4200]", "AUDIT-TARGET-SAME"),
        ("terms_lanchuan", "\t52.4\n\t55\n\t60", "\t100\n\t100\n\t100", "AUDIT-BASE-DONE"),
        ("terms_lanchuan", "\t59.50\n\t61.00", "\t上级下达\n\t上级下达", "AUDIT-BINDING-EMPTY"),
        ("terms_lanchuan", "\t59.50\n\t61.00", "\t—\n\t—", "AUDIT-BINDING-EMPTY"),
        ("terms_lanchuan", "\t52.4\n\t55\n\t60", "\t-\n\t明显改善\n\t持续改善", "AUDIT-VAGUE"),
        ("terms_lanchuan", "水土保持林150公顷，封山", "水土保持林110公顷，封山", "AUDIT-PHASE-SHORT"),
        ("terms_lanchuan", "森林覆盖率\n\t%", "森林覆盖率\n\t公顷", "AUDIT-UNIT-NAME"),
        ("terms_lanchuan", "治理面积\n\t公顷", "治理面积\n\t个", "AUDIT-UNIT-NAME"),
        ("terms_lanchuan", "治理面积\n\t公顷", "治理面积\n\t岚江", "AUDIT-UNIT-NOUN"),
        ("terms_lanchuan", "\t52.4\n\t55\n\t60", "\t52.4\n\t[55]\n\t[60]", "AUDIT-UNIT-BRACKETS"),
        ("terms_wuping", "退化湿地修复面积\n\t亩", "退化湿地修复面积\n\t", "AUDIT-UNIT-NONE"),
    ],
)
def test_a_planted_fault_is_found(name: str, old: str, new: str, code: str) -> None:
    found = found_in(changed(plan(name), old, new), *TOPICS)
    assert code in {finding.code for finding in found}
    assert all(finding.quotes for finding in found)
    for finding in found:
        assert set(load_rules()[finding.code].words) <= set(finding.words), finding.code


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("terms_lanchuan", "\t59.50\n\t61.00", "\t58.31\n\t58.31"),
        ("terms_lanchuan", "复垦项目（2026—2030年）", "复垦项目（2028—2032年）"),
        ("terms_lanchuan", "喷播12公顷", "喷播12公顷，2023年前完成清运"),
        ("terms_lanchuan", "谷坊36座", "其中2022—2023年修建谷坊36座"),
        ("terms_wuping", "期限为3年（", "期限为36个月（"),
        ("terms_lanchuan", "县林业局、县水务局、县财政局", "县林业局（林长办）、县水务局（河长办）、县财政局"),
        ("terms_lanchuan", "4、龙塘乡石桥村污水处理站", "4、龙塘乡石桥村污水处理站（二期）"),
        ("terms_lanchuan", "\t1260\n", "\t-\n"),
    ],
)
def test_a_lawful_change_stays_silent(name: str, old: str, new: str) -> None:
    found = found_in(changed(plan(name), old, new), *TOPICS)
    assert by_severity(found)["error"] == set()
    assert by_severity(found)["warning"] == set()


def _all(reading: Reading) -> list[str]:
    checks = [value for topic in TOPICS for value in vars(topic).values() if isinstance(value, Check)]
    return [finding.code for check in checks for finding in check(reading)]


@pytest.mark.parametrize("text", ["", "\n\n", "、、、，，。", "（（（（年年年—", "2021—2021—2021年月日"])
def test_odd_texts_break_nothing(text: str) -> None:
    document = Document("odd.txt", "txt", text, (Block("paragraph", 0, len(text)),) if text else ())
    assert _all(Reading(document)) == []


def test_a_standard_may_repeat_in_its_annex_what_its_body_says() -> None:
    text = changed(plan("terms_lanchuan"), "湿地主要分布", _PASTE + "。湿地主要分布")
    blocks, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            blocks.append(Block("paragraph", start, start + len(line.rstrip())))
        start += len(line)
    document = Document("code.txt", "txt", text, tuple(blocks))
    assert "AUDIT-REPEAT" in _all(Reading(document, Frame("planning")))
    assert "AUDIT-REPEAT" not in _all(Reading(document, Frame("code")))


def test_sums_are_certain_where_other_targets_are_the_sums_of_their_projects() -> None:
    text = plan("terms_lanchuan")
    assert found_in(text, phases) == ()
    wrong = changed(text, "封山育林700公顷", "封山育林760公顷")
    assert {finding.code for finding in found_in(wrong, phases)} <= {"AUDIT-PHASE-OVER", "AUDIT-PHASE-SUM"}
    assert found_in(wrong, phases) != ()


def test_a_sum_that_lacks_one_project_names_its_period() -> None:
    wrong = changed(plan("terms_lanchuan"), "坡面治理项目（2021—2025年）", "坡面治理项目（2026—2030年）")
    found = found_in(wrong, phases)
    assert found
    assert all("2026—2030年" in {quote.text for quote in finding.quotes} for finding in found)
    assert all("白石乡坡面治理项目" in finding.words["sum"] for finding in found)
