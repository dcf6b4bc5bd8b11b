"""Maps as files: TIFF with position and quoted facts, JPEG, and a small picture for the report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from PIL import Image

from shanshui.dossier.maps.paper import View
from shanshui.ledger import Quote
from shanshui.quantity import unit

JPEG_QUALITY = 88
PREVIEW_WIDTH = 1600
LONGEST_NAME = 200
_FORBIDDEN = str.maketrans({c: "_" for c in '<>:"/\\|?*'} | {chr(c): None for c in range(32)})


def file_name(title: str) -> str:
    """A title as a file's name, without what file systems forbid, at most :data:`LONGEST_NAME` bytes.

    Examples
    --------
    >>> file_name("甲/乙: 图?")
    '甲_乙_ 图_'
    """
    plain = title.translate(_FORBIDDEN).strip(" .")
    return plain.encode()[:LONGEST_NAME].decode(errors="ignore").rstrip(" .") or "_"


def quoted(quotes: Sequence[Quote]) -> str:
    """Compact JSON of what a map prints: fact id to printed text with its unit, for the recount to hold it to both."""
    return json.dumps({q.fact: _with_unit(q) for q in quotes}, ensure_ascii=True, separators=(",", ":"))


def _with_unit(quote: Quote) -> str:
    return quote.text if quote.value is None else f"{quote.text} {unit(quote.unit).symbol}".strip()


def read_quotes(tiff: Path) -> dict[str, str]:
    """What a map prints, from its TIFF: fact id to printed text with its unit."""
    with rasterio.open(tiff) as picture:
        text = picture.tags().get("TIFFTAG_IMAGEDESCRIPTION", "{}")
    return {str(k): str(v) for k, v in json.loads(text).items()}


def write_tiff(
    path: Path, page: NDArray[np.uint8], view: View, epsg: int, east: float, quotes: Sequence[Quote]
) -> None:
    """Write a page as GeoTIFF: RGB, deflate, resolution tag, position of the frame, quoted facts.

    Parameters
    ----------
    path : Path
        File to write.
    page : uint8 array, shape (rows, columns, 3)
        The page.
    view : View
        Where its frame lies.
    epsg : int
        CRS that the file declares.
    east : float
        Added to the view's eastings to come into that CRS [m].
    quotes : sequence of Quote
        Kept as JSON in the ImageDescription tag.
    """
    transform = rasterio.Affine.translation(east, 0) @ view.page_transform
    rows, columns, _ = page.shape
    with rasterio.open(
        path, "w", driver="GTiff", width=columns, height=rows, count=3, dtype="uint8", crs=f"EPSG:{epsg}",
        transform=transform, photometric="RGB", interleave="pixel", compress="deflate", predictor=2, zlevel=6,
        num_threads="2", blockysize=128,
    ) as tiff:  # fmt: skip
        tiff.update_tags(
            TIFFTAG_XRESOLUTION=str(view.dpi),
            TIFFTAG_YRESOLUTION=str(view.dpi),
            TIFFTAG_RESOLUTIONUNIT="2",
            TIFFTAG_IMAGEDESCRIPTION=quoted(quotes),
        )
        tiff.write(np.moveaxis(page, 2, 0))


def write_jpeg(path: Path, page: NDArray[np.uint8], dpi: int) -> None:
    """Write a page as JPEG of :data:`JPEG_QUALITY`."""
    Image.fromarray(page).save(path, format="JPEG", quality=JPEG_QUALITY, dpi=(dpi, dpi), subsampling=1)


def write_preview(path: Path, page: NDArray[np.uint8], dpi: int) -> None:
    """Write a page :data:`PREVIEW_WIDTH` pixels wide, for the report."""
    rows, columns, _ = page.shape
    width = min(PREVIEW_WIDTH, columns)
    small = Image.fromarray(page).resize(
        (width, round(rows * width / columns)), Image.Resampling.LANCZOS, reducing_gap=3.0
    )
    there = max(round(dpi * width / columns), 1)
    small.save(path, format="JPEG", quality=90, dpi=(there, there), subsampling=0)
