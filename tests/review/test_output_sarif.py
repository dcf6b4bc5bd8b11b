"""SARIF: what version 2.1.0 demands, held to by hand, and lines that an editor can open."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

import whole
from shanshui.finding import NOWHERE, Finding, Place
from shanshui.plan import Ruling
from shanshui.review import sarif, waived
from shanshui.review.output.sarif import findings_sarif
from shanshui.standard import load

WAIVER = Ruling("R9", "waiver", "UNIT-OVERLAP", "", "", "界线已协商", "某人", "2021-06-01", NOWHERE)
RULED = replace(whole.plan(), rulings=(WAIVER,))
FOUND = waived(
    (
        Finding("MODE-ZONE", Place("tables/works.csv", "works", 3, "quantity"), "重建", "", "w3", words={"name": "甲"}),
        Finding("UNIT-OVERLAP", Place(layer="units", feature="L"), "2 公顷", subject="unit:L"),
        Finding("COST-CONTROL", Place("project.yaml", column="base_year"), "1", "2", "scope"),
        Finding("RECOUNT-DOCX", Place("报告/方 案.docx", paragraph=12), "1", "2", "p12"),
        Finding("INVENTORY-GAP", subject="inventory:x"),
    ),
    RULED.rulings,
)


def log_of(root: Path, lang: str = "zh") -> Any:
    return json.loads(sarif("某县工程", FOUND, load(), RULED, root, lang))


def by_rule(log: Any) -> dict[str, Any]:
    return {result["ruleId"]: result for result in log["runs"][0]["results"]}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_log_has_what_the_schema_demands(small_county: Path, lang: str) -> None:
    log = log_of(small_county, lang)
    assert log["version"] == "2.1.0"
    assert set(log) == {"$schema", "version", "runs"}
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"]
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    codes = [rule["id"] for rule in driver["rules"]]
    assert len(codes) == len(set(codes))
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note", "none")
    assert len(run["results"]) == len(FOUND)
    for result in run["results"]:
        assert codes[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note", "none")
        assert result["message"]["text"]
        assert set(result["partialFingerprints"]) == {"shanshuiFinding/v1"}
        for location in result.get("locations", []):
            physical = location.get("physicalLocation")
            if physical:
                assert physical["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]
                assert not physical["artifactLocation"]["uri"].startswith("/")
                region = physical.get("region", {"startLine": 1})
                assert all(isinstance(number, int) and number >= 1 for number in region.values())
                assert region.get("endColumn", 10**9) >= region.get("startColumn", 1)
            for logical in location.get("logicalLocations", []):
                assert logical["fullyQualifiedName"]
    fingerprints = {result["partialFingerprints"]["shanshuiFinding/v1"] for result in run["results"]}
    assert fingerprints == {finding.id for finding in FOUND}


def test_a_row_is_a_line_and_a_column_its_characters(small_county: Path) -> None:
    place = by_rule(log_of(small_county))["MODE-ZONE"]["locations"][0]
    region = place["physicalLocation"]["region"]
    line = (small_county / "tables" / "works.csv").read_text(encoding="utf-8").splitlines()[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "30"
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "works/3/quantity"


def test_a_key_of_a_yaml_file_is_a_line(small_county: Path) -> None:
    place = by_rule(log_of(small_county))["COST-CONTROL"]["locations"][0]["physicalLocation"]
    lines = (small_county / "project.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[place["region"]["startLine"] - 1] == "base_year: 2020"


def test_places_that_are_no_lines(small_county: Path) -> None:
    results = by_rule(log_of(small_county))
    unit = results["UNIT-OVERLAP"]["locations"][0]
    assert "physicalLocation" not in unit
    assert unit["logicalLocations"][0] == {"name": "L", "fullyQualifiedName": "units/L", "kind": "resource"}
    report = results["RECOUNT-DOCX"]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert report["uriBaseId"] == "DOSSIER"
    assert unquote(report["uri"]) == "报告/方 案.docx"
    assert " " not in report["uri"]
    assert "locations" not in results["INVENTORY-GAP"]


def test_levels_and_suppressions(small_county: Path) -> None:
    results = by_rule(log_of(small_county))
    for code, result in results.items():
        assert result["level"] == load().rules[code].severity
    (suppression,) = results["UNIT-OVERLAP"]["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert suppression["justification"] == "界线已协商 某人 2021-06-01 R9"
    assert [code for code, result in results.items() if "suppressions" in result] == ["UNIT-OVERLAP"]


def test_messages_come_in_both_languages(small_county: Path) -> None:
    zh, en = (by_rule(log_of(small_county, lang))["MODE-ZONE"] for lang in ("zh", "en"))
    assert zh["message"]["text"].startswith(en["properties"]["text_zh"])
    assert en["message"]["text"].startswith(zh["properties"]["text_en"])


def test_without_the_files_a_row_is_still_a_line() -> None:
    log = json.loads(findings_sarif("x", FOUND, load()))
    region = by_rule(log)["MODE-ZONE"]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3}


def test_check_writes_it_beside_its_findings(small_county: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "findings.sarif"
    command = [sys.executable, "-m", "shanshui", "check", str(small_county), "--json", "--sarif"]
    done = subprocess.run([*command, str(target)], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    told = {finding["id"] for finding in json.loads(done.stdout)["findings"]}
    results = json.loads(target.read_text(encoding="utf-8"))["runs"][0]["results"]
    assert {result["partialFingerprints"]["shanshuiFinding/v1"] for result in results} == told
    assert [path.name for path in target.parent.iterdir()] == ["findings.sarif"]


def test_check_does_not_write_it_over_a_source(small_county: Path) -> None:
    before = (small_county / "project.yaml").read_bytes()
    command = [sys.executable, "-m", "shanshui", "check", str(small_county), "--sarif"]
    done = subprocess.run([*command, str(small_county / "project.yaml")], capture_output=True, check=False)
    assert done.returncode == 2
    assert (small_county / "project.yaml").read_bytes() == before
