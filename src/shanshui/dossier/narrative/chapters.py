"""Chapter files: the program's own, the planner's, and their rendering into blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from jinja2 import TemplateError

from shanshui.dossier.narrative.model import Block, Heading
from shanshui.dossier.narrative.names import Material, Names
from shanshui.dossier.narrative.own_blocks import OwnBlocks
from shanshui.dossier.narrative.own_faults import FAULTS, fault
from shanshui.dossier.narrative.own_lines import Unchecked, prepared
from shanshui.dossier.narrative.sandbox import MODERATE, UNLIMITED, Limits, Sandbox, error_line
from shanshui.dossier.narrative.text import parse
from shanshui.dossier.narrative.views import Views
from shanshui.errors import DefectError
from shanshui.finding import Finding, Place
from shanshui.quantity import EMPTY
from shanshui.standard import Standard, closest

_MODE = re.compile(r"mode\s*[:：]\s*(\w+)")
Mode = Literal["extend", "replace"]
Findings = tuple[Finding, ...]
MOST_BYTES = 1_000_000
"""Longest file of a planner's chapter; a whole report has a tenth of it."""


@dataclass(frozen=True, slots=True)
class OwnChapter:
    """A chapter file of the planner.

    Parameters
    ----------
    key : str
        Section or chapter of the outline: the file's name without ending.
    mode : {"extend", "replace"}
        Whether it follows the program's text or stands in its place.
    text : str
        Template.
    file : str
        Path in the project folder.
    folder : Path
        In which it lies, and its pictures.
    offset : int
        Lines above the template in the file.
    """

    key: str
    mode: Mode
    text: str
    file: str
    folder: Path
    offset: int = 0


def program_chapter(key: str) -> str:
    """The program's template for a chapter; empty where it has none."""
    source = files("shanshui.dossier.narrative").joinpath("chapters", f"{key}.md")
    return source.read_text(encoding="utf-8") if source.is_file() else ""


def read_own(folder: Path, known: frozenset[str], standard: Standard) -> tuple[tuple[OwnChapter, ...], Findings]:
    """Read the planner's chapter files.

    Parameters
    ----------
    folder : Path
        ``chapters`` in the project folder; it need not exist.
    known : frozenset of str
        Keys of chapters and sections.
    standard : Standard
        Words for what is wrong with a file.

    Returns
    -------
    chapters, findings
        In order of file name; findings for files that are no text, are too long, say nothing, name no section or state
        no known mode.
    """
    chapters, findings = [], list[Finding]()
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        file = f"{folder.name}/{path.name}"
        text, problem = _text_of(path)
        if problem:
            findings.append(Finding("NARRATIVE-FILE", Place(file=file), got=standard.label(problem), subject=file))
        elif path.stem not in known:
            near = closest(path.stem, known)
            words = {"near": near or EMPTY}
            findings.append(Finding("NARRATIVE-SECTION", Place(file=file), path.stem, near, file, words=words))
        else:
            chapter, faults = _chapter_of(path, text)
            chapters.append(chapter)
            findings += faults
    return tuple(chapters), tuple(findings)


def _text_of(path: Path) -> tuple[str, str]:
    """Text of a file, or the key of the words for what is wrong with it."""
    try:
        if not path.is_file():
            return "", "report.file.folder"
        if path.stat().st_size > MOST_BYTES:
            return "", "report.file.long"
        return path.read_text(encoding="utf-8-sig"), ""
    except UnicodeDecodeError:
        return "", "report.file.encoding"
    except OSError:
        return "", "report.file.closed"


def _chapter_of(path: Path, text: str) -> tuple[OwnChapter, Findings]:
    file = f"{path.parent.name}/{path.name}"
    first, _, rest = text.partition("\n")
    match = _MODE.fullmatch(first.strip())
    mode: Mode = "replace" if match and match.group(1) == "replace" else "extend"
    findings: Findings = ()
    if match and match.group(1) not in ("extend", "replace"):
        place = Place(file=file, row=1)
        findings = (Finding("NARRATIVE-SYNTAX", place, first.strip(), "extend | replace", file),)
    body = rest if match else text
    if not body.strip():
        findings += (Finding("NARRATIVE-EMPTY", Place(file=file), subject=file),)
    return OwnChapter(path.stem, mode, body, file, path.parent, 1 if match else 0), findings


def render(
    text: str,
    material: Material,
    views: Views,
    more: Mapping[str, object] = MappingProxyType({}),
    own: frozenset[str] = frozenset(),
) -> tuple[tuple[Block, ...], Findings]:
    """Render a template of the program into blocks.

    Parameters
    ----------
    text : str
        Template in the language of :mod:`shanshui.dossier.narrative.sandbox`.
    material, views : Material, Views
        What it may speak of.
    more : mapping
        Further names that the template may use.
    own : frozenset of str
        Sections that the planner has written something for, on which the program does not say what is missing.

    Returns
    -------
    blocks, findings
        Findings of facts that are missing.

    Raises
    ------
    DefectError
        Where the template cannot be rendered.
    """
    names = Names(material, views, own=own)
    sandbox = Sandbox(names.wrap, {**names.all(), **more}, UNLIMITED)
    try:
        rendered = sandbox.rendered(text)
    except (TemplateError, *FAULTS) as error:
        raise DefectError(f"chapter template, line {error_line(error)}: {error}") from error
    blocks = parse(rendered, names.tokens)
    return tuple(block for block in blocks if not isinstance(block, Unchecked)), tuple(names.findings)


def render_own(
    chapter: OwnChapter, material: Material, views: Views, limits: Limits = MODERATE
) -> tuple[tuple[Block, ...], Findings]:
    """Render a planner's chapter into blocks.

    Parameters
    ----------
    chapter : OwnChapter
        As it was read.
    material, views : Material, Views
        What it may speak of.
    limits : Limits
        How much it may do.

    Returns
    -------
    blocks, findings
        No blocks where the template cannot be rendered; a dash for each picture and equation that is no good.
    """
    names = Names(material, views, chapter.file, chapter.offset)
    sandbox = Sandbox(names.wrap, names.all(), limits)
    try:
        rendered = sandbox.rendered(prepared(chapter.text, chapter.offset))
    except (TemplateError, *FAULTS) as error:
        told = fault(error, chapter.file, chapter.offset, sandbox.known(), material.standard)
        return (), (*names.findings, told)
    check = OwnBlocks(chapter.folder, chapter.file, material.standard)
    blocks = tuple(check.checked(parse(rendered, names.tokens)))
    return blocks, (*names.findings, *check.findings)


def by_section(blocks: tuple[Block, ...]) -> Mapping[str, tuple[Block, ...]]:
    """Blocks under the section key that stands above them; those above the first under the empty key."""
    found: dict[str, list[Block]] = {"": []}
    key = ""
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            key = block.key
            found.setdefault(key, [])
        else:
            found[key].append(block)
    return {name: tuple(group) for name, group in found.items()}
