"""How large a figure is set."""

from __future__ import annotations

from pathlib import Path

from docx.image.image import Image
from docx.shared import Emu

from shanshui.dossier.report.styles import text_width
from shanshui.standard import Typography

FIGURE_SHARE = 0.72
"""Part of the page's height that a figure may take."""


def picture_size(path: Path, typography: Typography, scale: float = 1.0) -> tuple[Emu, Emu]:
    """Width and height of a figure: as wide as the text, unless it would become too tall.

    Parameters
    ----------
    path : Path
        Picture.
    typography : Typography
        Paper and margins.
    scale : float
        Part of that size at which it is set.

    Raises
    ------
    UnrecognizedImageError
        Where the file is no picture.
    OSError
        Where it cannot be read.
    ZeroDivisionError
        Where it has no size.
    """
    page, width = typography.page, Emu(round(text_width(typography) * 635 * scale))
    height = Emu(round((page.height - page.top - page.bottom) * 36000 * FIGURE_SHARE * scale))
    image = Image.from_file(str(path))
    fitting: tuple[Emu, Emu] = min(image.scaled_dimensions(width=width), image.scaled_dimensions(height=height))
    return fitting
