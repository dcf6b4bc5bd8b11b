"""Names of places that belong to a county: a list that somebody gives, or a project folder."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from shanshui.claims.places import level_of
from shanshui.errors import UsageError
from shanshui.standard.sources import decoded

_NAME_HEADS = (
    "name",
    "名称",
    "地名",
    "行政村",
    "村",
    "村名",
    "乡镇",
    "乡镇名称",
    "行政村名称",
    "qxmc",
    "xzqmc",
    "zldwmc",
)
_WITHIN_HEADS = ("town", "township", "within", "所属乡镇", "所属", "上级", "乡镇", "乡镇名称", "所在乡镇")
_COMMITTEE = re.compile(r"(?:民委员会|村委会|委会|居民委员会|居委会|居委|委员会)$")


def read_gazetteer(path: Path) -> Mapping[str, str]:
    """Read a list of place names.

    Parameters
    ----------
    path : Path
        A project folder, whose layers of townships and villages are taken; or a file: a CSV with a column of names
        (``name``, 名称, 乡镇, 行政村) and perhaps one of what they lie in, or one name in each line.

    Returns
    -------
    mapping
        Name to the name of what it lies in, empty where that is not told; a name that lies in several of them has
        them joined with 、.

    Raises
    ------
    UsageError
        Where it is not there, is no text, or holds no name.
    """
    if path.is_dir():
        pairs = list(import_module("shanshui.audit.project_places").names_in(path))  # layers need much else
    elif path.is_file():
        text = decoded(path.read_bytes())
        if text is None:
            raise UsageError(f"{path.name} is no text; give a CSV or one name in each line, in UTF-8")
        pairs = list(_of_lines(list(csv.reader(text[0].splitlines()))))
    else:
        raise UsageError(f"there is no {path}; give a file of place names or a project folder")
    if not pairs:
        raise UsageError(f"{path.name} holds no name of a township or village")
    found: dict[str, list[str]] = {}
    for name, within in ((_plain(name), within) for name, within in pairs):
        known = found.setdefault(name, [])
        if within not in ("", name, *known):
            known.append(within)
    return MappingProxyType({name: "、".join(within) for name, within in found.items()})


def _plain(name: str) -> str:
    """A village by its own name, where a list has it by that of its committee.

    Examples
    --------
    >>> _plain("岔路村委会"), _plain("岔路村民委员会"), _plain("飞山社区居委会"), _plain("三江镇")
    ('岔路村', '岔路村', '飞山社区', '三江镇')
    """
    bare = _COMMITTEE.sub("", name)
    return bare if bare == name or bare.endswith(("村", "社区", "嘎查")) else f"{bare}村"


def _of_lines(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    head = [cell.strip().lower() for cell in rows[0]] if rows else []
    name = next((head.index(word) for word in _NAME_HEADS if word in head), None)
    within = next((head.index(word) for word in _WITHIN_HEADS if word in head and head.index(word) != name), None)
    body = rows if name is None else rows[1:]
    for row in body:
        cells = [cell.strip() for cell in row]
        own = cells[name or 0] if len(cells) > (name or 0) else ""
        if name is None:
            above = next((c for c in cells[1:] if level_of(c)), "")
        else:
            above = cells[within] if within is not None and within < len(cells) else ""
        if own and not own.isascii():
            yield own, above
            if above and level_of(above) == "township":
                yield above, ""
