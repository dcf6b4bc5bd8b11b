"""What tables C and the report say of a target in words."""

from __future__ import annotations

import pytest

from dossier import report_case as rc
from shanshui.finance.targets.targets import summary_facts
from shanshui.finding import Place
from shanshui.plan import Plan, plan_from
from shanshui.standard import Raw, Record, load

STANDARD = load()


def plan(indicator: str, target: str, unit: str) -> Plan:
    cells: dict[str, Raw] = {
        "subject": "scope", "indicator": indicator, "kind": "引导性", "horizon": "5年", "target": target, "unit": unit,
    }  # fmt: skip
    made: Record | None
    made, _ = STANDARD.inputs["targets"].parse(cells, Place(file="tables/targets.csv", row=2))
    assert made is not None
    return plan_from(rc.PROJECT, {"targets": (made,)})


@pytest.mark.parametrize(
    ("indicator", "target", "unit", "words"),
    [
        ("031", "89", "%", "森林覆盖率 89%"),
        ("012", "0.5", "个/km2", "景观破碎度 0.5 个/km²"),
        ("耕地质量等别", "6", "", "耕地质量等别 6"),
        ("031", "不低于现状", "", "不低于现状"),
    ],
)
def test_an_indicator_is_called_by_its_name(indicator: str, target: str, unit: str, words: str) -> None:
    (fact,) = summary_facts(plan(indicator, target, unit), STANDARD)
    assert (fact.id, fact.value) == ("scope.target.guiding_5", words)
