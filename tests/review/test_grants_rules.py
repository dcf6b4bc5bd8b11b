"""Versions of the funding rules, ways of paying, and words that central money must not pay for."""

from __future__ import annotations

from itertools import product

import pytest

from shanshui.finding import NOWHERE
from shanshui.plan import Subproject
from shanshui.plan.grants import same_years, stem
from shanshui.standard import Record, load
from shanshui.standard.judging.funding_rules import bands, load_funding_methods, load_funding_rules, version_of
from shanshui.standard.judging.rule_words import hits, load_rule_words

INTEGRATED = "山水林田湖草沙一体化保护和修复工程"


@pytest.mark.parametrize(
    ("month", "version"),
    [
        ("", ""),
        ("2021-10", ""),
        ("2021-11", "2021-11"),
        ("2024-01", "2021-11"),
        ("2025-12", "2024-02"),
        ("2031-01", "2026-01"),
    ],
)
def test_the_latest_version_before_submission_holds(month: str, version: str) -> None:
    assert version_of(month) == version


@pytest.mark.parametrize(
    ("version", "kind", "programme", "count"),
    [
        ("2024-02", INTEGRATED, "integrated", 3),
        ("2024-02", "历史遗留废弃矿山生态修复工程", "mine", 1),
        ("2026-01", INTEGRATED, "integrated", 1),
        ("2026-01", f"跨省{INTEGRATED}", "integrated_joint", 1),
    ],
)
def test_a_project_belongs_to_the_programme_of_its_type(version: str, kind: str, programme: str, count: int) -> None:
    found = bands(version, kind)
    assert {band.programme for band in found} == {programme}
    assert len(found) == count


def test_other_projects_and_unknown_versions_have_no_programme() -> None:
    assert bands("2024-02", "国土综合整治工程") == ()
    assert bands("", INTEGRATED) == ()


def test_bands_of_a_version_follow_one_another() -> None:
    for version, programme in {(rule.version, rule.programme) for rule in load_funding_rules()}:
        found = [rule for rule in load_funding_rules() if (rule.version, rule.programme) == (version, programme)]
        assert [band.below_total for band in found[:-1]] == [band.min_total for band in found[1:]]
        assert all(band.max_share is None or 0 < band.max_share <= 1 for band in found)


def test_every_source_has_a_word_on_every_way_of_paying() -> None:
    vocabularies = load().vocabularies
    assert set(load_funding_methods()) == set(product(vocabularies["funding_source"], vocabularies["funding_method"]))
    assert all(any(pair.fits for (s, _), pair in load_funding_methods().items() if s == source)
               for source in vocabularies["funding_source"])  # fmt: skip


def test_word_lists_are_there_and_categories_exist() -> None:
    assert {"showy", "showy_alike", "local_matter", "repayment"} <= set(load_rule_words())
    assert {word.word for word in load_rule_words()["local_matter"]} <= set(load().vocabularies["subproject_category"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("建设村民广场", ["广场"]),
        ("拆除违建广场，恢复湿地", []),
        ("不建设广场、雕塑", []),
        ("恢复湿地；配套雕塑", ["雕塑"]),
        ("拆除旧房，建设广场", ["广场"]),
    ],
)
def test_a_word_counts_unless_the_same_clause_takes_it_away(text: str, found: list[str]) -> None:
    assert [word.word for word, _ in hits("showy", [text])] == found


def test_a_wetland_park_is_no_showy_park() -> None:
    assert [word.word for word, _ in hits("showy_alike", ["修复湿地公园岸线，新建城市公园"])] == ["公园"]


@pytest.mark.parametrize(
    ("start", "end", "same"),
    [(2015, 2019, False), (2015, 2021, True), (2023, None, True), (None, None, True), (2024, 2025, False)],
)
def test_years_overlap(start: int | None, end: int | None, same: bool) -> None:
    record = Record("earlier_works", {"start": start, "end": end})
    assert same_years(record, SUB) is same


def test_the_stem_of_a_name_is_what_stands_before_its_ending() -> None:
    assert stem("河岸 生态修复项目") == stem("河岸生态修复工程") == "河岸生态修复"


SUB = Subproject(
    "S1", "U1", "某县甲乡", "河岸生态修复项目", "river", "water", "某县水务局", (), "某村", 2021, 2023, 3, "", "", (),
    "", None, None, None, "", "", NOWHERE,
)  # fmt: skip
