"""Every finding that the program can make has its wording."""

import re
from pathlib import Path

import shanshui
from shanshui.review import RULES
from shanshui.standard import load, load_topics

_CODE = re.compile(r"""["']([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)["']""")
NO_CODES = {"GCJ-02", "UTF-8", "ISO-8859-1", "L-01", "L-02"}
BY_MEDIUM = {"RECOUNT-DOCX", "RECOUNT-HTML", "RECOUNT-XLSX", "RECOUNT-GDB", "RECOUNT-MAP"}
"""Codes that the recount puts together from the kind of file that it reads."""


def _used() -> set[str]:
    package = Path(shanshui.__file__).parent
    return {code for path in package.rglob("*.py") for code in _CODE.findall(path.read_text(encoding="utf-8"))}


def test_every_code_in_the_program_stands_in_the_rules() -> None:
    assert sorted(_used() - set(load().rules) - NO_CODES) == []


def test_the_rules_word_no_code_that_nobody_tells() -> None:
    assert sorted(set(load().rules) - _used() - BY_MEDIUM) == []


def test_a_topic_of_rules_is_worded_in_the_file_of_its_name() -> None:
    for rule in RULES:
        topic = rule.check.__module__.rpartition(".")[2]
        assert rule.code in {record.code for record in load_topics()[topic]}, f"{rule.code} belongs in {topic}.csv"
