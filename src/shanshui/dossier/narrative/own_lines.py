r"""Lines that planners write and the template language must leave alone: pictures, equations and their symbols.

A picture is ``![title](pictures/x.png)``, an equation ``$$ latex $$`` with a key behind it where sentences refer to it,
and below it ``@where symbol explanation`` for each symbol. Each keeps the number of its line, so that a fault is told
where it stands; braces of LaTeX are hidden from the template language until the text is rendered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from shanshui.dossier.narrative.model import Run

LINE, LINE_END = "\ue002", "\ue003"
_LEFT, _RIGHT = "\ue004", "\ue005"
_PRIVATE = re.compile("[\ue000-\ue005]")
_EQUATION = re.compile(r"\$\$(.*?)\$\$\s*(\S*)")
_PICTURE = re.compile(r"!\[(.*)\]\((.*)\)")
_WHERE = re.compile(r"@where\s+(\S+)\s*(.*)", re.DOTALL)

_DIRECTIVES = frozenset({"table", "unit", "note", "widths", "wide", "where"})
"""What may follow an at-sign at the beginning of a line."""

Kind = Literal["picture", "equation", "where", "unreadable"]


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One such line as it came out of the template.

    Parameters
    ----------
    kind : str
        Of it; ``unreadable`` where it begins like one and does not go on like one.
    line : int
        Of the file.
    first : str
        Title of a picture, LaTeX of an equation or symbol, or the line itself.
    second : str
        Path of a picture, key of an equation, or explanation of a symbol still as text of the mark-up.
    """

    kind: Kind
    line: int
    first: str
    second: str = ""


@dataclass(frozen=True, slots=True)
class OwnPicture:
    """A picture of the planner, not yet looked at."""

    line: int
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class OwnEquation:
    """An equation of the planner, not yet read; ``where`` holds line, LaTeX and words of each symbol."""

    line: int
    latex: str
    key: str
    where: tuple[tuple[int, str, tuple[Run, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line that begins like one of the mark-up and is none: half a picture, an unknown ``@`` word, a section."""

    line: int
    text: str


Unchecked = OwnPicture | OwnEquation | Unreadable
"""What a planner wrote and nobody has checked yet."""


def prepared(text: str, offset: int = 0) -> str:
    """A planner's template with the numbers of such lines before them, and their LaTeX hidden.

    Parameters
    ----------
    text : str
        As it stands in the file.
    offset : int
        Lines of the file above it.
    """
    lines = _PRIVATE.sub("", text).split("\n")
    return "\n".join(_marked(line, number) for number, line in enumerate(lines, start=offset + 1))


def _marked(line: str, number: int) -> str:
    bare = line.strip()
    if bare.startswith("$$"):
        return f"{LINE}{number}{LINE_END}{_hidden(bare)}"
    if bare.startswith("@where"):
        found = _WHERE.match(bare)
        return f"{LINE}{number}{LINE_END}" + (f"@where {_hidden(found[1])} {found[2]}" if found else bare)
    odd = bare.startswith("@") and bare[1:].partition(" ")[0] not in _DIRECTIVES
    return f"{LINE}{number}{LINE_END}{bare}" if odd or bare.startswith(("![", "# ")) else line


def _hidden(latex: str) -> str:
    return latex.replace("{", _LEFT).replace("}", _RIGHT)


def own_line(line: str) -> OwnLine | None:
    """What a rendered line is; None where it is an ordinary one."""
    if not line.startswith(LINE):
        return None
    number, _, rest = line[1:].partition(LINE_END)
    text = rest.replace(_LEFT, "{").replace(_RIGHT, "}").strip()
    patterns: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        ("equation", _EQUATION), ("picture", _PICTURE), ("where", _WHERE),
    )  # fmt: skip
    for kind, pattern in patterns:
        found = pattern.fullmatch(text)
        if found is not None:
            return OwnLine(kind, int(number), found[1].strip(), found[2].strip())
    return OwnLine("unreadable", int(number), text)
