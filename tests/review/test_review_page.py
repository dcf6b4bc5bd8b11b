"""The page on the review lists every topic of rules, in the order they run, with the beginnings of its codes."""

from __future__ import annotations

import re
from pathlib import Path

from shanshui.review.rules import TOPICS
from shanshui.standard import load_topics

PAGE = (Path(__file__).parents[2] / "docs" / "review.md").read_text(encoding="utf-8")
LISTED = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$", PAGE, re.MULTILINE)


def test_every_topic_is_listed() -> None:
    assert [name for name, _ in LISTED] == list(TOPICS)


def test_topics_tell_how_their_codes_begin() -> None:
    for name, begin in LISTED:
        told = re.findall(r"`(\w+)`", begin)
        assert told == list(dict.fromkeys(rule.code.partition("-")[0] for rule in TOPICS[name])), name


def test_topics_without_rules_are_named() -> None:
    told = PAGE.partition("tell faults of their own (")[2].partition(")")[0]
    others = {name for name in load_topics().keys() - TOPICS.keys() if not name.startswith("audit_")}
    assert set(re.findall(r"`(\w+)`", told)) == others
