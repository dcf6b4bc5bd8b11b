"""Certificates of control lines: what they say, that another reckoning bears them out, and what it finds where not."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import shapely

import county
import staged
from shanshui.ledger import Facts
from shanshui.review.recount.certificates import Drawn, certificate_findings, drawn_by, recheck
from shanshui.standard import load
from shanshui.workspace.certificates import DELIVERED
from shanshui.workspace.layers import subprojects

W, S = county.WEST, county.SOUTH
Record = dict[str, Any]


def catalog(root: Path, *roles: str, secret: str = "") -> None:
    """Name vector layers in the catalog."""
    more = {role: ", secrecy: secret" if role == secret else "" for role in roles}
    lines = "".join(f"  {role}: {{file: layers/{role}.gpkg{end}}}\n" for role, end in more.items())
    path = root / "catalog.yaml"
    path.write_text(path.read_text(encoding="utf-8") + lines, encoding="utf-8")


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> tuple[staged.Run, str, Drawn]:
    """L-01 shares a border with the redline, L-02 lies in a reserve but for its core, R-01 in farmland."""
    root = county.write(tmp_path_factory.mktemp("certified") / "county")
    roles = ("ecological_redline", "protected_areas", "permanent_farmland", "urban_boundary")
    catalog(root, *roles, secret="protected_areas")
    county.vector(root, "ecological_redline", [shapely.box(W, S, W + 100, S + 3000)])
    core, general = shapely.box(W, S + 1900.25, W + 1500, S + 2900.5), shapely.box(W, S + 1400, W + 1500, S + 1900.25)
    county.vector(root, "protected_areas", [core, general], name=["a", "a"], zone=["核心区", "一般控制区"])
    fields = [shapely.box(W + 2000, S + 900, W + 2300, S + 1600), shapely.box(W + 2300, S + 900, W + 2700, S + 1600)]
    county.vector(root, "permanent_farmland", fields)
    county.vector(root, "urban_boundary", [shapely.box(W + 2599.5, S, W + 2900, S + 3000)])
    done = staged.run(root, "survey", "layout")
    text = (root / "work" / "certificates.json").read_text(encoding="utf-8")
    return done, text, drawn_by(done.plan, done.layers, load())


def changed(text: str, edit: Callable[[Record], None]) -> str:
    record = json.loads(text)
    edit(record)
    return json.dumps(record)


def own(record: Record, code: str, line: str) -> Record:
    (sub,) = [one for one in record["subprojects"] if one["code"] == code]
    (found,) = [one for one in sub["verdicts"] if one["line"] == line]
    return found


def test_verdicts(certified: tuple[staged.Run, str, Drawn]) -> None:
    done, text, drawn = certified
    said = {
        code: {line: own(json.loads(text), code, line)["verdict"] for line in drawn.lines} for code in drawn.subprojects
    }
    assert said == {
        "L-01": {"protected_core": "outside", "ecological_redline": "touching", "protected_general": "outside",
                 "permanent_farmland": "outside", "urban_boundary": "outside"},
        "L-02": {"protected_core": "partial", "ecological_redline": "touching", "protected_general": "partial",
                 "permanent_farmland": "outside", "urban_boundary": "outside"},
        "R-01": {"protected_core": "outside", "ecological_redline": "outside", "protected_general": "outside",
                 "permanent_farmland": "within", "urban_boundary": "sliver"},
    }  # fmt: skip
    for code, verdicts in said.items():
        for line, word in verdicts.items():
            assert done.facts.text(f"subproject:{code}.overlap.{line}.verdict") == word
    assert done.facts.number("scope.certificates.count") == 15
    exact = sum(own(json.loads(text), c, line)["means"] == "exact" for c, lines in said.items() for line in lines)
    assert done.facts.number("scope.certificates.exact") == exact > 0


def test_another_reckoning_bears_them_out(certified: tuple[staged.Run, str, Drawn]) -> None:
    _, text, drawn = certified
    assert recheck(text, drawn) == ()


def test_intervals_are_those_of_the_border(certified: tuple[staged.Run, str, Drawn]) -> None:
    """L-02 shares 600 m by 299.75 m with the core: a border of 1799.5 m, each metre good to 5 m."""
    done, _, _ = certified
    fact = done.facts["subproject:L-02.overlap.protected_core.area"]
    assert isinstance(fact.value, Decimal)
    assert float(fact.value) == pytest.approx(600 * 299.75, rel=1e-3)
    assert fact.low is not None
    assert fact.high is not None
    assert float(fact.high - fact.value) == pytest.approx(1799.5 * 5, rel=1e-6)
    assert float(fact.value - fact.low) == pytest.approx(1799.5 * 5, rel=1e-6)
    touching = done.facts["subproject:L-01.overlap.ecological_redline.area"]
    assert (touching.value, touching.low) == (0, 0)
    assert float(touching.high or 0) == pytest.approx(700 * 5)
    within = done.facts["subproject:R-01.overlap.permanent_farmland.area"]
    assert within.value == within.high == done.facts.number("subproject:R-01.area")


def test_nothing_of_a_secret_layer_but_numbers(certified: tuple[staged.Run, str, Drawn]) -> None:
    _, text, drawn = certified
    assert json.loads(text)["lines"]["protected_core"]["secrecy"] == "secret"
    assert "coordinates" not in text
    for line in drawn.lines.values():
        for number in shapely.get_coordinates(list(line.polygons)).ravel():
            assert f"{number:.2f}".rstrip("0").rstrip(".") not in text


def put(key: str, value: object, code: str = "L-02", line: str = "protected_core") -> Callable[[Record], None]:
    return lambda record: own(record, code, line).__setitem__(key, value)


def dropped_feature(record: Record) -> None:
    own(record, "L-02", "protected_core")["features"].clear()


def dropped_subproject(record: Record) -> None:
    record["subprojects"].pop()


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (put("verdict", "outside"), "verdict"),
        (put("contact", "apart"), "contact"),
        (put("covered", True), "covered"),
        (put("plane", ["100", "200"]), "plane"),
        (put("area", "100000"), "area"),
        (put("ellipsoid", ["1", "2"]), "ellipsoid"),
        (put("interval", ["0", "1"]), "interval"),
        (put("features", [[2, "5", "10"]]), "features.2"),
        (put("exact", "1/3", line="ecological_redline"), "exact"),
        (dropped_feature, "features.1"),
        (dropped_subproject, "subprojects"),
        (lambda record: record.__setitem__("schema", 99), "schema"),
        (lambda record: record["tolerances"].__setitem__("sliver_area", "5"), "sliver_area"),
        (lambda record: record["lines"]["protected_core"].__setitem__("geometry", "0"), "geometry"),
        (lambda record: record["subprojects"][0].__setitem__("geometry", "0"), "geometry"),
        (lambda record: record.pop("lines"), "json"),
        (put("plane", ["nothing", "200"]), "json"),
    ],
)
def test_what_does_not_hold_is_found(
    certified: tuple[staged.Run, str, Drawn], edit: Callable[[Record], None], what: str
) -> None:
    _, text, drawn = certified
    assert what in [fault.what for fault in recheck(changed(text, edit), drawn)]


def test_ground_that_moved_is_found(certified: tuple[staged.Run, str, Drawn]) -> None:
    _, text, drawn = certified
    moved = dict(drawn.subprojects) | {"L-01": shapely.box(W + 99.999, S + 100, W + 700, S + 800)}
    faults = recheck(text, replace(drawn, subprojects=moved))
    assert {"geometry", "contact", "verdict"} <= {fault.what for fault in faults if fault.subproject == "L-01"}
    assert not [fault for fault in faults if fault.subproject != "L-01"]


def test_no_json() -> None:
    empty = Drawn(county.EPSG, {}, {}, {"sliver_area": Fraction(1)})
    (fault,) = recheck("no certificate", empty)
    assert fault.what == "json"


def test_a_dossier_is_checked(certified: tuple[staged.Run, str, Drawn], tmp_path: Path) -> None:
    done, text, _ = certified
    folder = tmp_path / "dossier" / "数据库"
    folder.mkdir(parents=True)

    def found(facts: Facts = done.facts) -> list[str]:
        return [
            f.words["what"] for f in certificate_findings(tmp_path / "dossier", facts, done.plan, done.layers, load())
        ]

    assert found() == ["file"]
    assert found(Facts()) == []
    (folder / DELIVERED).write_text(text, encoding="utf-8", newline="\n")
    assert found() == []
    (folder / DELIVERED).write_text(changed(text, put("verdict", "within")), encoding="utf-8", newline="\n")
    assert found() == ["sha256", "verdict"]


def test_check_writes_nothing(small_county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from shanshui import pipeline

    catalog(small_county, "ecological_redline")
    county.vector(small_county, "ecological_redline", [county.LEFT])
    before = sorted(path.relative_to(small_county) for path in small_county.rglob("*"))
    pipeline.check(small_county)
    assert sorted(path.relative_to(small_county) for path in small_county.rglob("*")) == before


def test_centres(small_county: Path) -> None:
    rows = [list(row) for row in county.TABLES["subprojects"]]
    rows[0] += ["longitude", "latitude"]
    for row, at in zip(rows[1:], (("", ""), ("", ""), ("109.127", "26.577")), strict=True):
        row += at
    county.table(small_county, "subprojects", rows)
    county.vector(small_county, "subprojects", [shapely.box(W + 100, S, W + 700, S + 800)] * 2, code=["L-01", "L-02"])
    catalog(small_county, "ecological_redline", "urban_boundary", "permanent_farmland")
    placed = staged.run(small_county, "survey")
    centre = subprojects(placed.plan, placed.layers)["R-01"].geometry
    x, y = centre.x, centre.y
    county.vector(small_county, "ecological_redline", [shapely.box(x, y - 5, x + 50, y + 5)])
    county.vector(small_county, "urban_boundary", [centre.buffer(30)])
    county.vector(small_county, "permanent_farmland", [shapely.box(x + 1e-6, y, x + 9, y + 9)])
    done = staged.run(small_county, "survey", "layout")
    words = ("ecological_redline", "touching"), ("urban_boundary", "within"), ("permanent_farmland", "outside")
    for line, word in words:
        assert done.facts.text(f"subproject:R-01.overlap.{line}.verdict") == word
    text = (small_county / "work" / "certificates.json").read_text(encoding="utf-8")
    drawn = drawn_by(done.plan, done.layers, load())
    assert recheck(text, drawn) == ()
    wrong = changed(text, put("verdict", "outside", "R-01", "urban_boundary"))
    assert [fault.what for fault in recheck(wrong, drawn)] == ["verdict"]
