"""Names of files from names of projects, maps and tables: such as every file system takes (H.2.1)."""

from __future__ import annotations

import unicodedata

from shanshui.finding import Finding, Place
from shanshui.plan import Project

LONGEST = 200
"""Bytes of a name in UTF-8 without what is put behind it; file systems take 255 in all."""

_TAIL = 90
"""Bytes that are kept of the end of a name that is too long: names of maps differ there."""
_ELLIPSIS = "…"
_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³")})
"""Names that Windows keeps for devices, whatever follows them after a point."""


def file_name(title: str) -> str:
    """A title as a file's name.

    Parameters
    ----------
    title : str
        Any text.

    Returns
    -------
    str
        Without what file systems forbid, control and invisible signs; not hidden, not a device of Windows; at most
        :data:`LONGEST` bytes, of a longer one both ends.

    Examples
    --------
    >>> file_name("甲/乙: 图?"), file_name("..CON.txt"), file_name("")
    ('甲_乙_ 图_', '_CON.txt', '_')
    """
    kept = "".join(_letter(letter) for letter in unicodedata.normalize("NFC", title))
    plain = _shortened(" ".join(kept.split())).strip(" .")
    return f"_{plain}" if not plain or plain.partition(".")[0].strip().casefold() in _RESERVED else plain


def _letter(letter: str) -> str:
    if letter in _FORBIDDEN:
        return "_"
    kind = unicodedata.category(letter)
    if letter.isspace():
        return " "
    return "" if kind in ("Cc", "Cf", "Cs", "Co", "Cn") else letter


def _shortened(name: str) -> str:
    coded = name.encode()
    if len(coded) <= LONGEST:
        return name
    head = coded[: LONGEST - _TAIL - len(_ELLIPSIS.encode())].decode(errors="ignore")
    return head + _ELLIPSIS + coded[-_TAIL:].decode(errors="ignore")


def name_findings(project: Project) -> tuple[Finding, ...]:
    """Where the files of the dossier cannot bear the project's name as it is."""
    name = project.name
    made = file_name(name)
    if made == name:
        return ()
    return (Finding("NAME-FILE", Place(file="project.yaml", column="name"), name, made, "project.name"),)
