"""Pictures of the report as data of the page: small enough that the whole file opens at once."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, UnidentifiedImageError

WIDEST = 1600
"""Width beyond which no picture is kept [pixels]."""

TOGETHER = 16
"""So many pictures keep the full width; where there are more, all are made smaller so that the file does not grow."""

LEAST = 900
"""Width below which no picture is made [pixels]."""

QUALITY = 74
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the page: its address with all its content, width and height [pixels]."""

    address: str
    width: int
    height: int


def pictures(paths: Iterable[Path]) -> Mapping[Path, Picture]:
    """Make pictures of files; those that cannot be read are left out, Word's writer tells of them.

    Parameters
    ----------
    paths : iterable of Path
        JPEG or PNG files.
    """
    wanted = tuple(dict.fromkeys(paths))
    width = max(LEAST, round(WIDEST * min(1.0, (TOGETHER / max(1, len(wanted))) ** 0.5)))
    with ThreadPoolExecutor(WORKERS) as pool:
        made = pool.map(lambda path: _picture(path, width), wanted)
        return {path: found for path, found in zip(wanted, made, strict=True) if found is not None}


def _picture(path: Path, width: int) -> Picture | None:
    try:
        with Image.open(path) as given:
            given.draft("RGB", (width, width))  # a JPEG is decoded at the size that is needed
            flat = _on_white(given)
    except (UnidentifiedImageError, OSError, SyntaxError, ZeroDivisionError, Image.DecompressionBombError):
        return None
    if flat.width > width:
        flat = flat.resize((width, max(1, round(flat.height * width / flat.width))), Image.Resampling.LANCZOS)
    stream = io.BytesIO()
    flat.save(stream, "JPEG", quality=QUALITY, optimize=True, progressive=False)
    content = base64.b64encode(stream.getvalue()).decode()
    return Picture(f"data:image/jpeg;base64,{content}", flat.width, flat.height)


def _on_white(given: Image.Image) -> Image.Image:
    """The picture without transparency."""
    if given.mode not in ("RGBA", "LA", "P", "PA"):
        return given.convert("RGB")
    clear = given.convert("RGBA")
    sheet = Image.new("RGB", clear.size, "white")
    sheet.paste(clear, mask=clear.getchannel("A"))
    return sheet
