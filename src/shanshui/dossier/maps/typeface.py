"""Typefaces of the maps: which families are at hand, and how wide words become."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.patheffects import AbstractPathEffect, Normal, withStroke

from shanshui.dossier.fonts import own_folder
from shanshui.dossier.maps.styles import StyleBook, TextStyle

_WORD = re.compile(r"[（《“]*(?:[!-~]+|.)[，。、；：）》”)]*\s*")
"""What a line is never broken in: a Chinese character or a run of others, with its marks."""


@cache
def families(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the wanted families that are installed, in order; DejaVu Sans where none is."""
    _register(own_folder())
    known = {entry.name for entry in fontManager.ttflist}
    return tuple(name for name in wanted if name in known) or ("DejaVu Sans",)


@cache
def _register(folder: Path) -> None:
    """Tell matplotlib of the fonts that come with the program; once."""
    known = {entry.fname for entry in fontManager.ttflist}
    for file in sorted(folder.glob("*.otf")) + sorted(folder.glob("*.ttf")):
        if str(file) not in known:
            fontManager.addfont(file)


def missing_faces(styles: StyleBook) -> tuple[str, ...]:
    """Chinese faces (``hei``, ``song``) of which no family is installed."""
    return tuple(face for face in ("hei", "song") if families(styles.faces[face]) == ("DejaVu Sans",))


def font(style: TextStyle, styles: StyleBook, size: float | None = None) -> FontProperties:
    """The font of a text style: Latin letters and digits from their own family."""
    latin = families(styles.faces[f"latin_{style.face}"])[:1]
    chinese = families(styles.faces[style.face])[:1]
    return FontProperties(family=[*latin, *chinese], weight="bold" if style.bold else "normal", size=size or style.size)


def effects(style: TextStyle) -> Sequence[AbstractPathEffect]:
    """The rim around letters, where the style has one."""
    if not style.halo:
        return ()
    return withStroke(linewidth=2 * style.halo_width * 72 / 25.4, foreground=style.halo), Normal()


def wrapped(text: str, width: float) -> tuple[str, ...]:
    """Break words into lines; Chinese may break anywhere but at a mark, other words only between them.

    Parameters
    ----------
    text : str
        Words in one paragraph.
    width : float
        Longest line in Chinese characters.

    Examples
    --------
    >>> wrapped("坐标系CGCS2000（三度带），北", 7)
    ('坐标系', 'CGCS2000（三', '度带），北')
    """
    lines, line, used = [], "", 0.0
    for word in _WORD.findall(text):
        wide = sum(map(_width, word))
        if line and used + wide > width:
            lines.append(line.rstrip())
            line, used = "", 0.0
        line, used = line + word, used + wide
    return (*lines, line)


_NARROWER = (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52)
"""Shares of the width that lines may take, tried one after the other."""

_SHORTEST = 0.3
"""Least length of the last line, as a share of the width."""


def balanced(text: str, width: float) -> tuple[str, ...]:
    """Break words into as few lines as ``width`` [Chinese characters] allows, without a letter or two at the end.

    Examples
    --------
    >>> balanced("全域遥感监测：生态系统，每年一次", 15)
    ('全域遥感监测：生态系', '统，每年一次')
    """
    lines = wrapped(text, width)
    tries = (wrapped(text, width * share) for share in _NARROWER)
    even = (tried for tried in tries if sum(map(_width, tried[-1])) >= _SHORTEST * width)
    return next((tried for tried in even if len(tried) == len(lines)), lines)


def _width(sign: str) -> float:
    """Width of a letter in Chinese characters, on the safe side."""
    return (0.7 if sign.isupper() else 0.5) if sign.isascii() else 1.0
