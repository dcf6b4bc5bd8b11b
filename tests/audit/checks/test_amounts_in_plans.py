"""Invented plans that agree in every amount, and the same with one number changed."""

import tempfile
from functools import cache
from pathlib import Path

import pytest

from shanshui.audit.auditing import understand
from shanshui.audit.check import Check
from shanshui.audit.checks.amounts import dual_units, parts, percentages, same_facts, shares, sums
from shanshui.audit.checks.counting import counts
from shanshui.audit.checks.tabular import tables
from shanshui.audit.checks.works import booking, money
from shanshui.documents import read
from shanshui.finding import Finding
from shanshui.standard.rules import load_rules

TEXTS = Path(__file__).parents[1] / "texts"
TOPICS = (same_facts, parts, sums, tables, shares, percentages, dual_units, counts, money, booking)

PLANTED = {
    "amounts_yunshui.txt": (
        ("龙潭市级森林公园面积24.7", "龙潭市级森林公园面积27.4", "AUDIT-SUM"),
        ("全县398.6平方公里", "全县389.6平方公里", "AUDIT-FACT"),
        ("现有湿地1835.6", "现有湿地1853.6", "AUDIT-FACT"),
        ("63.03%", "60.33%", "AUDIT-SHARE"),
        ("25.34%", "35.34%", "AUDIT-SHARE"),
        ("46.8万亩", "48.6万亩", "AUDIT-DUAL"),
        ("永久基本农田31200公顷（46.8万亩）", "永久基本农田41200公顷（61.8万亩）", "AUDIT-WITHIN"),
        ("湿地公园面积4020公顷", "湿地公园面积6020公顷", "AUDIT-PART"),
        ("自然保护地3处", "自然保护地4处", "AUDIT-COUNT"),
        ("近期投资5.24", "近期投资5.42", "AUDIT-PHASES|AUDIT-SUM"),
        ("509.5平方公里，三个", "590.5平方公里，三个", "AUDIT-SUM"),
        ("重点工程4项", "重点工程5项", "AUDIT-COUNT"),
        ("中度侵蚀占25.61%", "中度侵蚀占26.51%", "AUDIT-SHARE"),
        ("34.99%、18.35%", "34.99%、13.85%", "AUDIT-SHARE"),
        ("水土流失面积151.2", "水土流失面积251.2", "AUDIT-ZONES"),
        ("“两廊”指", "“三廊”指", "AUDIT-COUNT"),
        ("湿地保护率达到60%", "湿地保护率达到160%", "AUDIT-OVER"),
        ("旱地26170", "旱地27160", "AUDIT-SUM"),
    ),
    "amounts_heshan.txt": (
        ("4.29万亩", "4.92万亩", "AUDIT-DUAL"),
        ("22.99%", "29.29%", "AUDIT-SHARE"),
        ("合计6596公顷", "合计6956公顷", "AUDIT-SUM"),
        ("水土流失治理13500万元", "水土流失治理15300万元", "AUDIT-SUM"),
        ("\t18250", "\t18520", "AUDIT-SUM"),
        ("\t22000", "\t20200", "AUDIT-SUM"),
        ("子项目9个", "子项目8个", "AUDIT-SUM"),
        ("41.64%", "46.14%", "AUDIT-SHARE"),
        ("乡村人口17.38", "乡村人口18.37", "AUDIT-SUM"),
        ("自然保护地2个", "自然保护地3个", "AUDIT-COUNT"),
    ),
    "amounts_balin.txt": (
        ("公顷（888万亩）", "公顷（808万亩）", "AUDIT-DUAL"),
        ("远期完成162", "远期完成126", "AUDIT-PHASES|AUDIT-SUM"),
        ("退化草原修复120", "退化草原修复102", "AUDIT-SUM"),
        ("五大工程", "六大工程", "AUDIT-COUNT"),
        ("盐渍化土地面积61.5", "盐渍化土地面积65.1", "AUDIT-SUM"),
        ("合计43200", "合计43020", "AUDIT-SUM"),
        ("25.93%", "29.53%", "AUDIT-SHARE"),
        ("41.78%", "47.18%", "AUDIT-SHARE"),
        ("森林面积21.3万公顷全部", "森林面积23.1万公顷全部", "AUDIT-FACT"),
        ("60.18%", "68.10%", "AUDIT-SHARE"),
    ),
}  # fmt: skip


@cache
def _told(name: str, old: str = "", new: str = "") -> tuple[Finding, ...]:
    text = (TEXTS / name).read_text(encoding="utf-8")
    assert not old or text.count(old) == 1, f"{old} stands {text.count(old)} times in {name}"
    return _findings(text.replace(old, new) if old else text)


def _findings(text: str) -> tuple[Finding, ...]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.txt"
        path.write_text(text, encoding="utf-8")
        reading = understand(read(path))
    checks = [check for topic in TOPICS for check in vars(topic).values() if isinstance(check, Check)]
    return tuple(finding for check in checks for finding in check(reading))


@pytest.mark.parametrize("name", sorted(PLANTED))
def test_a_plan_that_agrees_is_left_alone(name: str) -> None:
    assert [(finding.code, finding.got, finding.want) for finding in _told(name)] == []


@pytest.mark.parametrize(
    ("name", "old", "new", "code"), [(name, *fault) for name, faults in PLANTED.items() for fault in faults]
)
def test_one_number_changed_is_found(name: str, old: str, new: str, code: str) -> None:
    start = (TEXTS / name).read_text(encoding="utf-8").index(old)
    hits = [f for f in _told(name, old, new) if f.code.startswith(tuple(code.split("|")))]
    assert any(q.start < start + len(new) and start < q.end for finding in hits for q in finding.quotes)


def test_findings_are_worded() -> None:
    rules = load_rules()
    assert {f.code for name, faults in PLANTED.items() for old, new, _ in faults for f in _told(name, old, new)} <= set(
        rules
    )
