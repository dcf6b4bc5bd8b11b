"""Small doings with words: full-width forms, and the known name closest to a mistyped one."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")


@lru_cache(maxsize=1 << 14)
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


def without_control(text: str) -> str:
    """Text without control characters, which mean nothing and which no document may hold.

    Examples
    --------
    >>> without_control("上" + chr(1) + "游")
    '上游'
    """
    return _CONTROL.sub("", text)


def without_hidden(text: str) -> str:
    """Text without signs that take no room: joiners and direction marks, which copying from a page brings along.

    Examples
    --------
    >>> without_hidden("L-01" + chr(0x200B))
    'L-01'
    """
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


@lru_cache(maxsize=1 << 14)
def plain(text: str) -> str:
    """Text as it is compared: half width, without blanks, in one case.

    Examples
    --------
    >>> plain("ＣＯＤ "), plain("㎎/L")
    ('cod', 'mg/l')
    """
    return "".join(narrow(text).split()).casefold()


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
