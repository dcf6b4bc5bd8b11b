"""Two versions of a plan: what was mended, what is new, what stays, which facts have changed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from audit.made import Made
from audit.shown import PLAN, audited, plan
from shanshui.audit.auditing import Audited
from shanshui.audit.comparison import compare
from shanshui.audit.output import audit_json, summary
from shanshui.standard import load

TWO = ("1250平方千米", "1200平方千米")
SHARE = ("66.67%", "800平方千米")


def test_the_same_document_has_only_staying_findings(tmp_path: Path) -> None:
    one = audited(plan(tmp_path), TWO, SHARE)
    compared = compare(one, one)
    assert [new.id for _, new in compared.staying] == [finding.id for finding in one.findings]
    assert (compared.mended, compared.new, compared.facts) == ((), (), ())


def test_mended_and_new_findings_are_told(tmp_path: Path) -> None:
    before = audited(plan(tmp_path, name="旧.txt"), TWO)
    later = PLAN.replace("1250", "1200").replace("到2025年", "近期到2026年") + "\n附则：林地面积另计810平方千米。\n"
    after = audited(plan(tmp_path, later), ("林地面积另计810平方千米",))
    compared = compare(before, after)
    assert compared.mended == before.findings
    assert compared.new == after.findings
    assert compared.before == "旧.txt"


def test_a_fault_whose_number_was_changed_without_mending_stays(tmp_path: Path) -> None:
    before = audited(plan(tmp_path, name="旧.txt"), TWO)
    after = audited(plan(tmp_path, PLAN.replace("1250", "1270")), ("1270平方千米", "1200平方千米"))
    assert before.findings[0].id != after.findings[0].id
    compared = compare(before, after)
    assert compared.staying == ((before.findings[0], after.findings[0]),)
    assert not compared.new


def test_likeness_does_not_join_other_codes_nor_one_finding_twice(tmp_path: Path) -> None:
    document = plan(tmp_path)
    before = audited(document, TWO)
    other = audited(document, TWO, code="AUDIT-SUM")
    assert len(compare(before, other).mended) == 1
    doubled = audited(plan(tmp_path, PLAN.replace("1250", "1260")), ("1260平方千米",), ("1260平方千米", "1200平方千米"))
    compared = compare(before, doubled)
    assert (len(compared.staying), len(compared.new)) == (1, 1)


def stated(amount: str) -> Audited:
    said = Made()
    said.say(f"耕地面积为[{amount}]。", {"of": "耕地", "attribute": "area"})
    said.say("林地面积为[90公顷]。", {"of": "林地", "attribute": "area"})
    reading = said.reading()
    return Audited(reading.document, reading, ())


def test_facts_that_have_changed() -> None:
    (change,) = compare(stated("120公顷"), stated("125公顷")).facts
    assert (change.of, change.attribute) == ("耕地", "area")
    assert [claim.quantity.text for claim in (*change.before, *change.after)] == ["120公顷", "125公顷"]
    assert compare(stated("120公顷"), stated("1.2平方千米")).facts == ()  # the same in another unit


def test_a_fact_that_is_stated_nowhere_else_has_not_changed() -> None:
    before, after = stated("120公顷"), stated("120公顷")
    fewer = replace(after, reading=replace(after.reading, claims=after.reading.claims[:1]))
    assert compare(before, fewer).facts == ()


def test_json_and_terminal_tell_it(tmp_path: Path) -> None:
    before = audited(plan(tmp_path, name="旧.txt"), TWO, SHARE)
    after = audited(plan(tmp_path, PLAN.replace("1250", "1260")), ("1260平方千米", "1200平方千米"))
    compared = compare(before, after)
    data = json.loads(audit_json(after, load(), compared))
    told = data["compared"]
    assert [finding["id"] for finding in told["mended"]] == [before.findings[1].id]
    assert told["staying"] == [{"before": before.findings[0].id, "id": after.findings[0].id}]
    assert told["new"] == []
    lines = [line.plain for line in summary(after, load(), compared)]
    assert "旧.txt" in lines[0]
    assert any("【1260平方千米】" in line for line in lines)
