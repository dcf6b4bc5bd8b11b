"""Waivers: a ruling takes a finding out of the count, and the finding stays in sight."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shanshui.finding import NOWHERE, Finding
from shanshui.plan import Ruling
from shanshui.remarks import verdict
from shanshui.review import Case, run_rules, waived
from whole import fact

WAIVER = Ruling("R2", "waiver", "UNIT-GAP", "", "", "专家组同意", "某人", "2021-03-01", NOWHERE)


@pytest.fixture(scope="module")
def gap(case: Case) -> Case:
    """The county with two hectares that no unit covers."""
    return fact("scope.gap", 20_000)(case)


def ruled(case: Case, ruling: Ruling) -> Case:
    return replace(case, plan=replace(case.plan, rulings=(ruling,)))


@pytest.mark.parametrize("subject", ["UNIT-GAP", "UNIT-GAP:scope", "id"])
def test_a_ruling_waives_and_the_finding_stays(subject: str, gap: Case) -> None:
    (finding,) = run_rules(gap)
    assert not verdict([finding])
    key = finding.id if subject == "id" else subject
    (same,) = run_rules(ruled(gap, replace(WAIVER, subject=key)))
    assert (same.id, same.waived) == (finding.id, "R2")
    assert verdict([same])


@pytest.mark.parametrize(
    "idle",
    [{"by": " "}, {"reason": ""}, {"kind": "choice"}, {"subject": "UNIT-OVERLAP"}, {"subject": "UNIT-GAP:unit:L"}],
    ids=["no name", "no reason", "other kind", "other rule", "other subject"],
)
def test_a_ruling_that_does_not_fit_waives_nothing(idle: dict[str, str], gap: Case) -> None:
    found = run_rules(ruled(gap, replace(WAIVER, **idle)))
    assert [finding.waived for finding in found if finding.code == "UNIT-GAP"] == [""]
    assert not verdict(found)


def test_a_number_that_is_printed_wrongly_cannot_be_waived() -> None:
    (finding,) = waived([Finding("RECOUNT-DOCX")], [replace(WAIVER, subject="RECOUNT-DOCX")])
    assert finding.waived == ""
