"""Small doings with words: full-width forms, and the known name closest to a mistyped one."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable


def narrow(text: str) -> str:
    """Text with full-width letters, digits and brackets in their plain form.

    Examples
    --------
    >>> narrow("１２．５（亩）")
    '12.5(亩)'
    """
    kept = text.replace("²", "\ue002").replace("³", "\ue003").replace("…", "\ue004")
    plain = unicodedata.normalize("NFKC", kept)
    return plain.replace("\ue002", "²").replace("\ue003", "³").replace("\ue004", "…")


def closest(name: str, known: Iterable[str]) -> str:
    """The known name most like a mistyped one; empty where none comes near.

    Examples
    --------
    >>> closest("quantitiy", ["quantity", "unit"]), closest("工程数量", ["工程量"]), closest("xyz", ["ab"])
    ('quantity', '工程量', '')
    """
    by_plain = {narrow(k).casefold(): k for k in known}
    match = difflib.get_close_matches(narrow(name).strip().casefold(), by_plain, n=1, cutoff=0.5)
    return by_plain[match[0]] if match else ""
