"""Chapter files: the program's own, the planner's, and their rendering into blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from jinja2 import TemplateError, TemplateSyntaxError

from shanshui.dossier.narrative.model import Block, Heading
from shanshui.dossier.narrative.names import Material, Names
from shanshui.dossier.narrative.sandbox import Sandbox, UnknownNameError, error_line
from shanshui.dossier.narrative.text import parse
from shanshui.dossier.narrative.views import Views
from shanshui.errors import DefectError
from shanshui.finding import Finding, Place
from shanshui.standard import closest

_MODE = re.compile(r"mode\s*[:：]\s*(\w+)")
Mode = Literal["extend", "replace"]


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
    offset : int
        Lines above the template in the file.
    """

    key: str
    mode: Mode
    text: str
    file: str
    offset: int = 0


def program_chapter(key: str) -> str:
    """The program's template for a chapter; empty where it has none."""
    source = files("shanshui.dossier.narrative").joinpath("chapters", f"{key}.md")
    return source.read_text(encoding="utf-8") if source.is_file() else ""


def read_own(folder: Path, known: frozenset[str]) -> tuple[tuple[OwnChapter, ...], tuple[Finding, ...]]:
    """Read the planner's chapter files.

    Parameters
    ----------
    folder : Path
        ``chapters`` in the project folder; it need not exist.
    known : frozenset of str
        Keys of chapters and sections.

    Returns
    -------
    chapters, findings
        In order of file name; files that are no text, name no section or state no known mode.
    """
    chapters, findings = [], []
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        file = f"{folder.name}/{path.name}"
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (UnicodeDecodeError, OSError) as error:
            findings.append(Finding("NARRATIVE-FILE", Place(file=file), got=str(error), subject=file))
            continue
        if path.stem not in known:
            near = closest(path.stem, known)
            findings.append(Finding("NARRATIVE-SECTION", Place(file=file), path.stem, near, file, words={"near": near}))
            continue
        first, _, rest = text.partition("\n")
        match = _MODE.fullmatch(first.strip())
        mode: Mode = "replace" if match and match.group(1) == "replace" else "extend"
        if match and match.group(1) not in ("extend", "replace"):
            findings.append(
                Finding("NARRATIVE-SYNTAX", Place(file=file, row=1), first.strip(), "extend | replace", file)
            )
        chapters.append(OwnChapter(path.stem, mode, rest if match else text, file, 1 if match else 0))
    return tuple(chapters), tuple(findings)


def render(
    text: str,
    material: Material,
    views: Views,
    file: str = "",
    offset: int = 0,
    more: Mapping[str, object] = MappingProxyType({}),
) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """Render a template into blocks.

    Parameters
    ----------
    text : str
        Template in the language of :mod:`shanshui.dossier.narrative.sandbox`.
    material, views : Material, Views
        What it may speak of.
    file : str
        The planner's file; empty for the program's own, whose faults are defects.
    offset : int
        Lines of the file above the template.
    more : mapping
        Further names that the template may use.

    Returns
    -------
    blocks, findings
        No blocks where the template cannot be rendered.
    """
    names = Names(material, views, file, offset)
    sandbox = Sandbox(names.wrap, {**names.all(), **more})
    try:
        rendered = sandbox.from_string(text).render()
    except (TemplateError, UnknownNameError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        if not file:
            raise DefectError(f"chapter template, line {error_line(error)}: {error}") from error
        return (), (*names.findings, _fault(error, file, offset))
    return parse(rendered, names.tokens), tuple(names.findings)


def _fault(error: Exception, file: str, offset: int) -> Finding:
    place = Place(file=file, row=offset + error_line(error) or None)
    subject = f"{file}:{place.row}"
    if isinstance(error, UnknownNameError):
        return Finding("NARRATIVE-SYNTAX", place, got=str(error), subject=subject)
    message = error.message if isinstance(error, TemplateSyntaxError) else str(error)
    return Finding("NARRATIVE-SYNTAX", place, got=message or type(error).__name__, subject=subject)


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
