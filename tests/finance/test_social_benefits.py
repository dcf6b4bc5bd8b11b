"""People, labour and the survey of satisfaction: from tables only (5.4.5.3 c)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from finance.plans import make_plan, sub, unit_
from shanshui.finance.benefits.social import social_facts
from shanshui.ledger import Basis, Fact, Facts
from shanshui.plan import Plan
from shanshui.standard import Record, load

STANDARD = load()
COLUMNS = {"year": 2020, "unit": "person", "source": "年鉴", "synthetic": False}


def row(subject: str, value: str, indicator: str = "常住人口", **more: object) -> Record:
    return Record(
        "socioeconomy", {**COLUMNS, "subject": subject, "indicator": indicator, "value": Decimal(value), **more}
    )


def plan(*rows: Record, townships: tuple[str, ...] = ("T1", "T2")) -> Plan:
    found = make_plan(units=[unit_("A")], subprojects=[replace(sub("A1"), townships=townships)])
    return replace(found, records={"socioeconomy": rows})


def number(key: str, value: str, unit: str) -> Fact:
    return Fact(key, Decimal(value), unit, Basis.ENTERED, "", "x", "5.4.5.3 c")


def told(own: Plan, *facts: Fact) -> Mapping[str, Fact]:
    return {fact.id: fact for fact in social_facts(own, Facts(facts), STANDARD.label)}


def test_people_of_the_townships_touched() -> None:
    name = Fact("township:T2.name", "丁镇", "1", Basis.MEASURED, "", "x", "5.3.2.3")
    facts = told(plan(row("T1", "1200"), row("T1", "900", year=2010), row("丁镇", "0.3", unit="wan_person")), name)
    assert facts["scope.benefit.people"].value == 4200


def test_a_township_without_people_leaves_the_whole_unknown() -> None:
    facts = told(
        plan(row("T1", "1200")), Fact("scope.townships.inside", "T1、T2、T3", "1", Basis.MEASURED, "", "x", "5.3.2.3")
    )
    assert facts["scope.benefit.people"].value is None
    assert facts["scope.benefit.survey"].reason


def test_the_whole_county_where_every_township_is_touched() -> None:
    inside = Fact("scope.townships.inside", "T1、T2", "1", Basis.MEASURED, "", "x", "5.3.2.3")
    facts = told(plan(row("乙县", "50000", synthetic=True)), inside)
    assert facts["scope.benefit.people"].value == 50000
    assert facts["scope.benefit.people"].synthetic


def test_people_served_as_entered_come_first() -> None:
    facts = told(plan(row("乙县", "50000")), number("scope.performance.people_served", "23000", "person"))
    assert facts["scope.benefit.people"].value == 23000
    assert facts["scope.benefit.people"].inputs == ("scope.performance.people_served",)


@pytest.mark.parametrize(("people", "answers", "sent"), [("2000", 323, 404), ("1000000", 384, 480), ("1", 1, 2)])
def test_answers_for_a_survey(people: str, answers: int, sent: int) -> None:
    facts = told(plan(row("乙县", people), townships=()))
    assert facts["scope.benefit.survey"].value == answers
    assert facts["scope.benefit.survey.sent"].value == sent


def test_days_of_work_and_the_people_they_employ() -> None:
    facts = told(plan(), number("scope.effect.jobs", "125000", "d"), number("subproject:A1.effect.jobs", "125000", "d"))
    assert facts["scope.benefit.jobs"].value == facts["subproject:A1.benefit.jobs"].value == 125000
    assert facts["scope.benefit.jobs.persons"].value == 100  # 250 days a year, five years


def test_no_labour_told_is_no_labour_invented() -> None:
    facts = told(plan())
    assert facts["scope.benefit.jobs"].value is None
    assert facts["scope.benefit.jobs.persons"].reason


def test_income_per_person_beside_what_a_person_earns() -> None:
    rows = (row("乙县", "2000"), row("乙县", "10000", "居民人均可支配收入", unit="yuan"))
    facts = told(plan(*rows, townships=()), number("scope.effect.income", "400000", "yuan"))
    assert facts["scope.benefit.income.per_person"].value == 200
    assert facts["scope.benefit.income.share"].value == Decimal("0.02")
