"""Facts on finished maps: each TIFF's image description lists what it prints, by fact."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from shanshui.errors import DataError
from shanshui.finding import Place
from shanshui.review.recount.judge import Print

_DESCRIPTION = 270
"""TIFF tag ImageDescription."""


def map_prints(path: Path, file: str) -> Iterator[Print]:
    """Facts that a map prints.

    Parameters
    ----------
    path : Path
        A TIFF; its description is JSON, fact id to printed text. One without is a map without numbers.
    file : str
        What findings call it.

    Raises
    ------
    DataError
        Where the file is no image, or its description is no such JSON.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # maps are large; only tags are read
            with Image.open(path) as image:
                description = getattr(image, "tag_v2", {}).get(_DESCRIPTION, "")
        printed = json.loads(description) if description else {}
    except (UnidentifiedImageError, OSError, ValueError) as error:
        raise DataError("RECOUNT-FILE", str(error)) from error
    if not isinstance(printed, dict):
        raise DataError("RECOUNT-FILE", description[:40])
    for fact, text in printed.items():
        yield Print(str(fact), str(text), Place(file=file), tabular=True, medium="MAP")
