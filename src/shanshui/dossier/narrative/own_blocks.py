"""Pictures and equations that planners bring: looked at before the report holds them, a dash where they are no good."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from shanshui.dossier.formulas import FormulaError, breadth_of, read_latex, read_lines
from shanshui.dossier.formulas.signs import COMMANDS
from shanshui.dossier.narrative.model import Block, Equation, FigureBlock, Paragraph, Words
from shanshui.dossier.narrative.own_lines import OwnEquation, OwnPicture, Unchecked, Unreadable
from shanshui.finding import Finding, Place
from shanshui.quantity import EMPTY
from shanshui.standard import Standard, closest

FORMATS = ("PNG", "JPEG", "TIFF")
MOST_PIXELS = 80_000_000
"""Pixels of a picture that is taken: an A3 sheet at 600 dpi; more serves no print and fills the memory."""

_NUMBER_ROOM = 3.5
"""Room that the number of an equation takes at the right [em]; as much stays free at the left."""


@dataclass
class OwnBlocks:
    """Checks what one chapter file brings.

    Parameters
    ----------
    folder : Path
        The folder of chapters, in which pictures lie.
    file : str
        The chapter file, for findings.
    standard : Standard
        Words and typography.
    """

    folder: Path
    file: str
    standard: Standard
    findings: list[Finding] = field(default_factory=list)

    def checked(self, blocks: Iterable[Block | Unchecked]) -> Iterator[Block]:
        """Blocks of the report; what is no good becomes a dash and a finding."""
        for block in blocks:
            if isinstance(block, OwnPicture):
                yield self._picture(block)
            elif isinstance(block, OwnEquation):
                yield self._equation(block)
            elif isinstance(block, Unreadable):
                self._report("NARRATIVE-LINE", block.line, block.text)
                yield _DASH
            else:
                yield block

    def _report(self, code: str, line: int, got: str, **words: str) -> None:
        place = Place(file=self.file, row=line)
        self.findings.append(Finding(code, place, got, subject=f"{self.file}:{line}", words=words))

    def _picture(self, own: OwnPicture) -> Block:
        path = self.folder / own.path
        try:
            problem = self._fault(path) if own.path else "missing"
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
            problem = "broken"
        if problem:
            words = self.standard.label(f"report.picture.{problem}")
            self._report("NARRATIVE-PICTURE", own.line, words, picture=own.path)
            return _DASH
        return FigureBlock(own.path, own.title, path)

    def _fault(self, path: Path) -> str:
        """What is wrong with a picture: key of the words for it; empty where nothing is."""
        if not path.resolve().is_relative_to(self.folder.resolve()):
            return "outside"
        if not path.is_file():
            return "missing"
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            try:
                with Image.open(path) as picture:
                    if picture.format not in FORMATS:
                        return "format"
                    if picture.width * picture.height > MOST_PIXELS:
                        return "large"
                    picture.load()
            except (Image.DecompressionBombError, Image.DecompressionBombWarning):
                return "large"
            except UnidentifiedImageError:
                return "format"
        return ""

    def _equation(self, own: OwnEquation) -> Block:
        try:
            lines = read_lines(own.latex)
        except FormulaError as error:
            self._unread(own.line, error)
            return _DASH
        typography = self.standard.typography
        size, page = typography.styles["equation"].size, typography.page
        room = (page.width - page.left - page.right) / 25.4 * 72 / size - 2 * _NUMBER_ROOM
        if any(breadth_of(line) > room for line in lines):
            self._report("NARRATIVE-EQUATION-WIDE", own.line, own.latex)
        where = []
        for line, symbol, runs in own.where:
            try:
                read_latex(symbol)
            except FormulaError as error:
                self._unread(line, error)
            else:
                where.append((symbol, runs))
        return Equation(own.key or f"{self.file}:{own.line}", own.latex, tuple(where))

    def _unread(self, line: int, error: FormulaError) -> None:
        near = closest(error.name, COMMANDS) if error.name else ""
        self._report("NARRATIVE-EQUATION", line, error.where, near=f"\\{near}" if near else EMPTY)


_DASH = Paragraph((Words(EMPTY),))
