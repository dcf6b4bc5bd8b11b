"""Maps as files: TIFF with position and quoted facts, JPEG, and a small picture for the report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from PIL import Image
from rasterio.transform import Affine

from shanshui.geo.quiet import quiet
from shanshui.ledger import Quote
from shanshui.quantity import unit

JPEG_QUALITY = 88
PREVIEW_WIDTH = 1600


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


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page lies on the ground.

    Parameters
    ----------
    transform : Affine
        From its column and row to coordinates [m].
    epsg : int
        CRS that the files declare.
    """

    transform: Affine
    epsg: int


def write_tiff(path: Path, page: Image.Image, dpi: int, position: Position | None, quotes: Sequence[Quote]) -> None:
    """Write a page as TIFF: RGB, deflate, resolution tags, quoted facts, and GeoTIFF tags where it has a position.

    Parameters
    ----------
    path : Path
        File to write.
    page : Image
        The page, RGB.
    dpi : int
        Its pixels per inch.
    position : Position or None
        None for a picture that is no plan.
    quotes : sequence of Quote
        Kept as JSON in the ImageDescription tag.
    """
    columns, rows = page.size
    place = {} if position is None else {"crs": f"EPSG:{position.epsg}", "transform": position.transform}
    bands = np.moveaxis(np.asarray(page), 2, 0)
    with quiet():
        tiff = rasterio.open(
            path, "w", driver="GTiff", width=columns, height=rows, count=3, dtype="uint8", photometric="RGB",
            interleave="pixel", compress="deflate", zlevel=3, blockysize=128, **place,
        )  # fmt: skip
    with tiff:
        tiff.update_tags(
            TIFFTAG_XRESOLUTION=str(dpi),
            TIFFTAG_YRESOLUTION=str(dpi),
            TIFFTAG_RESOLUTIONUNIT="2",
            TIFFTAG_IMAGEDESCRIPTION=quoted(quotes),
        )
        tiff.write(bands)


def write_world(picture: Path, position: Position) -> None:
    """Write the world file beside a picture: ``.tfw`` beside ``.tif``, ``.jgw`` beside ``.jpg``.

    Its last two lines tell the middle of the upper left pixel, where the tags of a GeoTIFF tell its corner.
    """
    to = position.transform
    x, y = to @ (0.5, 0.5)
    lines = "".join(f"{value:.10f}\n" for value in (to.a, to.d, to.b, to.e, x, y))
    ending = picture.suffix[1] + picture.suffix[-1] + "w"
    picture.with_suffix(f".{ending}").write_text(lines, encoding="ascii")


def write_jpeg(path: Path, page: Image.Image, dpi: int) -> None:
    """Write a page as JPEG of :data:`JPEG_QUALITY`."""
    page.save(path, format="JPEG", quality=JPEG_QUALITY, dpi=(dpi, dpi), subsampling=1)


def write_preview(path: Path, page: Image.Image, dpi: int) -> None:
    """Write a page, a whole number of times smaller and about :data:`PREVIEW_WIDTH` pixels wide, for the report."""
    times = max(round(page.width / PREVIEW_WIDTH), 1)
    there = max(round(dpi / times), 1)
    page.reduce(times).save(path, format="JPEG", quality=90, dpi=(there, there), subsampling=0)
