"""What planners write in ``chapters/``: pictures, equations, loops without end; each fault with file and line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image

from dossier import report_case as rc
from shanshui.dossier.narrative import Material
from shanshui.dossier.narrative.chapters import MOST_BYTES, read_own, render_own
from shanshui.dossier.narrative.model import Block, Equation, FigureBlock, Paragraph, plain
from shanshui.dossier.narrative.own_blocks import MOST_PIXELS
from shanshui.dossier.narrative.sandbox import MODERATE, Limits
from shanshui.dossier.narrative.views import Views
from shanshui.finding import Finding
from shanshui.pipeline import digests
from shanshui.standard import describe
from shanshui.workspace.chapters import Chapters

KEY = "importance.need"
KNOWN = frozenset({KEY, "benefits.social"})


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    return rc.material(tmp_path_factory.mktemp("figures"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "chapters"
    (made / "pictures").mkdir(parents=True)
    Image.new("RGB", (40, 30), "green").save(made / "pictures" / "good.png")
    return made


def written(
    folder: Path, text: str, material: Material, limits: Limits = MODERATE
) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    (folder / f"{KEY}.md").write_text(text, encoding="utf-8")
    (chapter,), findings = read_own(folder, KNOWN, rc.STANDARD)
    blocks, told = render_own(chapter, material, Views(material.plan, material.facts, rc.STANDARD), limits)
    found = (*findings, *told)
    for finding in found:
        for lang in ("zh", "en"):
            words = describe(finding, lang)
            assert "{" not in words.remedy + words.text.replace(finding.got, "")
    return blocks, found


def said(blocks: tuple[Block, ...]) -> str:
    return "\n".join(plain(block.runs) for block in blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize(
    ("text", "code", "row", "got"),
    [
        ("一\n\n{{ nobody }}", "NARRATIVE-NAME", 3, "nobody"),
        ("{{ factt('scope.area') }}", "NARRATIVE-NAME", 1, "factt"),
        ("mode: extend\n{{ units[0].nothing }}", "NARRATIVE-NAME", 2, "nothing"),
        ("{{ units|list|pprint }}", "NARRATIVE-NAME", 1, "pprint"),
        ("一\n{{ equation('soil_los') }}", "NARRATIVE-NAME", 2, "soil_los"),
        ("{{ fact() }}", "NARRATIVE-CALL", 1, "fact"),
        ("\n{{ see_table('A', 'B') }}", "NARRATIVE-CALL", 2, "see_table"),
        ("面积{{ fact('scope.area' }}", "NARRATIVE-SYNTAX", 1, "花括号里的写法不完整"),
        ("{% if true %}\n面积", "NARRATIVE-SYNTAX", 2, "花括号或语句没有结束"),
        ("{{ units }}", "NARRATIVE-SYNTAX", 1, "a list is no text"),
        ("一\n@tabel mine 表\n", "NARRATIVE-LINE", 2, "@tabel mine 表"),
        ("# benefits.social\n一", "NARRATIVE-LINE", 1, "# benefits.social"),
        ("$$ a = b", "NARRATIVE-LINE", 1, "$$ a = b"),
        ("![图](pictures/good.png", "NARRATIVE-LINE", 1, "![图](pictures/good.png"),
        ("一\n@where a 说明\n", "NARRATIVE-LINE", 2, "a"),
        ("一\n\n$$ \\fracc{a}{b} $$", "NARRATIVE-EQUATION", 3, "\\fracc{a}{b}"),
        ("$$ a $$\n@where \\alpa 说明", "NARRATIVE-EQUATION", 2, "\\alpa"),
        (f"$$ {' + '.join('abcdefghijklmnopqrstuvwxyz')} $$", "NARRATIVE-EQUATION-WIDE", 1, "a + b"),
        (" \n", "NARRATIVE-EMPTY", None, ""),
    ],
)
def test_a_fault_is_told_with_file_and_line(
    folder: Path, material: Material, text: str, code: str, row: int | None, got: str
) -> None:
    _, findings = written(folder, text, material)
    finding = next(f for f in findings if f.code == code)
    assert (finding.place.file, finding.place.row) == (f"chapters/{KEY}.md", row)
    assert got in finding.got


def test_near_names_and_the_right_call_are_offered(folder: Path, material: Material) -> None:
    _, findings = written(
        folder, "{{ equation('soil_los') }}{{ words('project.county') }}$\n$$ \\fracc{a} $$", material
    )
    assert [f.words["near"] for f in findings] == ["soil_loss", "project.county_name", "\\frac"]
    _, findings = written(folder, "{{ number() }}", material)
    assert findings[0].want == "number(key, unit='', places=None)"


NESTED = "{% for a in subprojects %}" * 15 + "x" + "{% endfor %}" * 15


@pytest.mark.parametrize(
    ("text", "got"),
    [
        (NESTED, "循环"),
        ("{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}", "循环"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "循环"),
        ("{{ " + "(" * 400 + "1" + ")" * 400 + " }}", ""),
        ("{% set x = '" + "字" * 1000 + "' %}" + "{% set x = x ~ x %}" * 60 + "{{ x }}", "过长"),
        ("{% set x = '" + "字" * 1000 + "' %}" + "{% set x = x + x %}" * 60 + "{{ x }}", "过长"),
        ("{% set x = '字字' %}" + "{% set x = [x, x]|join %}" * 60 + "{{ x }}", "过长"),
        ("{% set x = ['字'] %}" + "{% set x = [x, x]|sum(start=[]) %}" * 60 + "{{ x|join }}", "过长"),
        ("{% for a in subprojects %}{% for b in units %}" * 3 + "字" * 5000 + "{% endfor %}" * 6, "过长"),
    ],
)
def test_what_would_not_end_is_stopped(folder: Path, material: Material, text: str, got: str) -> None:
    blocks, findings = written(folder, f"一\n{text}", material, Limits(20_000, 200_000))
    finding = next(f for f in findings if f.code in ("NARRATIVE-LIMIT", "NARRATIVE-SYNTAX"))
    assert finding.place.file == f"chapters/{KEY}.md"
    assert finding.place.row in (2, None)  # text between the statements belongs to no statement
    assert got in finding.got
    assert blocks == ()


@pytest.mark.parametrize("text", ["{{ '字' * 10 ** 9 }}", "{{ '字' * 1000000000 }}", "{{ '%1000000000d' % 1 }}"])
def test_words_are_no_numbers(folder: Path, material: Material, text: str) -> None:
    _, findings = written(folder, text, material)
    assert [f.code for f in findings] == ["NARRATIVE-SYNTAX"]


def _bomb(path: Path) -> None:
    side = int(MOST_PIXELS**0.5) + 100
    Image.new("1", (side, side)).save(path, "PNG", compress_level=1)


def _truncated(path: Path) -> None:
    Image.effect_noise((200, 200), 60).save(path, "PNG")
    path.write_bytes(path.read_bytes()[:9000])


def _linked(path: Path) -> None:
    outside = path.parents[2] / "secret.png"
    Image.new("RGB", (4, 4)).save(outside)
    path.symlink_to(outside)


@pytest.mark.parametrize(
    ("make", "got"),
    [
        (lambda path: None, "没有这个文件"),
        (Path.mkdir, "没有这个文件"),
        (lambda path: path.write_bytes(b"GIF89a"), "不是 PNG"),
        (lambda path: path.write_bytes(b""), "不是 PNG"),
        (lambda path: Image.new("RGB", (4, 4)).save(path, "BMP"), "不是 PNG"),
        (_truncated, "损坏"),
        (_bomb, "像素过多"),
        pytest.param(_linked, "chapters 文件夹内", marks=pytest.mark.skipif(os.name == "nt", reason="needs rights")),
    ],
)
def test_a_picture_that_is_none_becomes_a_dash(folder: Path, material: Material, make: object, got: str) -> None:
    make(folder / "pictures" / "x.png")  # type: ignore[operator]
    blocks, findings = written(folder, "前文。\n\n![照片](pictures/x.png)\n\n后文。", material)
    assert said(blocks).splitlines() == ["前文。", "—", "后文。"]
    (finding,) = findings
    assert (finding.code, finding.place.row) == ("NARRATIVE-PICTURE", 3)
    assert got in finding.got


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "pictures/\0.png", "a" * 5000, ""])
def test_paths_do_not_leave_the_folder(folder: Path, material: Material, path: str) -> None:
    _, findings = written(folder, f"![照片]({path})", material)
    assert [f.code for f in findings] == ["NARRATIVE-PICTURE"]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_picture_is_a_figure_with_title_and_key(folder: Path, material: Material, kind: str) -> None:
    Image.new("RGB", (40, 30), "green").save(folder / "pictures" / "x", kind)
    blocks, findings = written(folder, "![{{ base }}年的现场](pictures/x)", material)
    assert findings == ()
    assert blocks == (FigureBlock("pictures/x", "2020年的现场", folder / "pictures" / "x"),)


def test_pictures_stand_in_loops_with_the_number_of_their_line(folder: Path, material: Material) -> None:
    text = "{% for u in units %}\n![{{ u.name }}](pictures/{{ u.code }}.png)\n{% endfor %}"
    Image.new("RGB", (4, 4)).save(folder / "pictures" / "LJ.png")
    blocks, findings = written(folder, text, material)
    assert [block.key for block in blocks if isinstance(block, FigureBlock)] == ["pictures/LJ.png"]
    assert {(f.place.row, f.words["picture"]) for f in findings} == {
        (2, "pictures/QSJ.png"), (2, "pictures/BYH.png"),
    }  # fmt: skip


def test_an_equation_keeps_its_braces_and_its_symbols_quote_facts(folder: Path, material: Material) -> None:
    text = (
        "按{{ see_equation('mine') }}：\n\n$$ y_{{i}} = \\frac{a}{b} \\{ % # $$ mine\n"
        "@where y_{{i}} 第i项，{{ fact('scope.area', 'km²', 2) }}\n\n@where a 甲\n后文"
    ).replace("\\{ % # ", "")
    blocks, findings = written(folder, text, material)
    assert findings == ()
    (equation,) = (block for block in blocks if isinstance(block, Equation))
    assert (equation.key, equation.latex) == ("mine", r"y_{{i}} = \frac{a}{b}")
    assert [(symbol, plain(runs)) for symbol, runs in equation.where] == [
        ("y_{{i}}", "第i项，1619.15\u00a0km2"),
        ("a", "甲"),
    ]
    assert said(blocks).splitlines()[-1] == "后文"


@pytest.mark.parametrize(
    ("make", "got"),
    [
        (lambda path: path.write_bytes("中文".encode("gbk")), "不是 UTF-8"),
        (lambda path: path.write_bytes(b"\xff\xfe\x00"), "不是 UTF-8"),
        (Path.mkdir, "文件夹"),
        (lambda path: path.write_bytes(b"a" * (MOST_BYTES + 1)), "1 MB"),
    ],
)
def test_a_file_that_is_no_text_is_a_finding(folder: Path, make: object, got: str) -> None:
    make(folder / f"{KEY}.md")  # type: ignore[operator]
    chapters, (finding,) = read_own(folder, KNOWN, rc.STANDARD)
    assert chapters == ()
    assert (finding.code, finding.place.file) == ("NARRATIVE-FILE", f"chapters/{KEY}.md")
    assert got in finding.got
    assert set(Chapters(folder.parent)) <= {f"{KEY}.md"}


def test_another_picture_is_another_input_of_the_report(folder: Path) -> None:
    before = digests._chapters(folder.parent)
    Image.new("RGB", (40, 30), "red").save(folder / "pictures" / "good.png")
    assert digests._chapters(folder.parent) != before
    (folder / f"{KEY}.md").mkdir()
    assert digests._chapters(folder.parent)
    assert not digests._chapters(folder)
