"""Each rule on the whole county, which it passes, and on one that breaks just this rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import pytest

import whole
from shanshui import pipeline
from shanshui.review import RULES, Case, run_rules
from shanshui.review.rules import TOPICS
from shanshui.standard import describe


def _broken() -> Mapping[str, whole.Broken]:
    found: dict[str, whole.Broken] = {}
    for path in sorted(Path(__file__).with_name("broken").glob("*.py")):
        topic: dict[str, whole.Broken] = import_module(f"review.broken.{path.stem}").BROKEN
        assert not found.keys() & topic.keys(), f"{path.stem} breaks a rule that another topic has broken"
        found |= topic
    return found


BROKEN = _broken()
TOPIC_OF = {rule.code: name for name, topic in TOPICS.items() for rule in topic}


def test_the_whole_county_has_no_finding(known: Counter[str], case: Case) -> None:
    assert dict(known) == {}
    assert [describe(finding).text for finding in run_rules(case)] == []


def test_what_a_build_has_inspected_is_not_inspected_again(county: Path, inspected: Path) -> None:
    told: list[tuple[str, str]] = []
    kept = pipeline.check(county, lambda stage, what: told.append((stage, what)), inspected)
    assert ("survey", "kept") in told
    assert kept.findings == pipeline.check(county).findings


def test_every_rule_is_broken() -> None:
    assert sorted({rule.code for rule in RULES} - BROKEN.keys()) == []


def test_every_rule_comes_once() -> None:
    assert len(TOPIC_OF) == len(RULES)


def test_every_rule_is_broken_under_its_topic() -> None:
    for code in BROKEN.keys() & TOPIC_OF.keys():
        assert code in import_module(f"review.broken.{TOPIC_OF[code]}").BROKEN, f"{code} belongs in {TOPIC_OF[code]}.py"


@pytest.mark.parametrize("code", sorted(BROKEN))
def test_broken_county_breaks_just_this_rule(
    code: str, county: Path, inspected: Path, case: Case, known: Counter[str], tmp_path: Path
) -> None:
    broken = BROKEN[code]
    if broken.edits:
        root = whole.copied(county, tmp_path / "county")
        for edit in broken.edits:
            edit(root)
        found = Counter(whole.codes_of(root, inspected)) if not broken.tampers else Counter()
        case = whole.case_of(root) if broken.tampers else case
    if broken.tampers:
        for tamper in broken.tampers:
            case = tamper(case)
        found = Counter(whole.codes_in(run_rules(case)))
    new = found - known
    assert code in new
    assert set(new) - {code} <= broken.also
