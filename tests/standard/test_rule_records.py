"""Every rule speaks both languages, and quotes only what a finding brings."""

import string

import pytest

from shanshui.errors import DefectError
from shanshui.finding import Finding
from shanshui.standard import describe, load, load_rules


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("rule", load_rules().values(), ids=lambda r: r.code)
def test_rule_is_whole(rule) -> None:
    texts = (rule.text_zh, rule.text_en, rule.remedy_zh, rule.remedy_en)
    assert all(texts)
    used = set().union(*map(placeholders, texts))
    assert used <= {"got", "want", "subject", *rule.words}
    assert placeholders(rule.text_zh) == placeholders(rule.text_en)
    assert placeholders(rule.remedy_zh) == placeholders(rule.remedy_en)


def test_labels_are_in_both_languages() -> None:
    for key, words in load().labels.items():
        assert words["zh"], key
        assert words["en"], key
        assert placeholders(words["zh"]) == placeholders(words["en"]), key
    assert load().label("finding.got", "en") == "got"
    with pytest.raises(DefectError, match=r"no\.such"):
        load().label("no.such")


def test_a_finding_is_put_into_words() -> None:
    finding = Finding("INPUT-COLUMN", got="quantitiy", words={"near": "quantity", "table": "works"}, waived="R1")
    english = describe(finding, "en")
    assert english.text == 'works has no column "quantitiy"; the nearest is quantity'
    assert (english.severity, english.waived) == ("error", "R1")
    assert "quantitiy" in describe(finding).text


def test_a_word_that_is_missing_is_a_dash() -> None:
    assert describe(Finding("INPUT-COLUMN", got="x"), "en").text == '— has no column "x"'


def test_english_words_stand_in_for_chinese_ones() -> None:
    finding = Finding("LAYER-NOCRS", words={"name": "高程", "name_en": "elevation"})
    assert "高程" in describe(finding, "zh").text
    assert "elevation" in describe(finding, "en").text


def test_braces_in_the_data_do_no_harm() -> None:
    finding = Finding("INPUT-NUMBER", got="{want}", words={"column": "{x"})
    assert '"{want}"' in describe(finding, "en").text


def test_unknown_codes_and_languages_are_refused() -> None:
    with pytest.raises(DefectError, match="NO-SUCH"):
        describe(Finding("NO-SUCH"))
    with pytest.raises(ValueError, match="fr"):
        describe(Finding("INPUT-NUMBER"), "fr")
