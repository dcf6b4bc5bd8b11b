"""Words for two sides that leave nothing between them: 有居民, 无居民; 男, 女."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class Complement:
    """Two words by which something is taken apart into all that there is.

    Parameters
    ----------
    one, other : str
        The words, as they stand before or in the names of the two parts.
    but : tuple of str
        What they may stand before without meaning that: 有林地 and 无林地 leave 疏林地 between them.
    """

    one: str
    other: str
    but: tuple[str, ...] = ()


@cache
def _rows() -> tuple[Complement, ...]:
    return read_csv(Complement, data_folder() / "language" / "complements.csv")


def are_complements(one: str, other: str) -> bool:
    """Whether two names are of the two sides of one thing, in either order.

    Examples
    --------
    >>> are_complements("有居民海岛", "无居民海岛"), are_complements("男性受访者", "女性")
    (True, True)
    >>> are_complements("有林地", "无林地"), are_complements("造林", "护岸")
    (False, False)
    """
    return any(_opposed(row, *names) for row in _rows() for names in ((one, other), (other, one)))


def _opposed(row: Complement, one: str, other: str) -> bool:
    if row.one not in one or row.other not in other or other in one:
        return False
    rests = (one.replace(row.one, "", 1), other.replace(row.other, "", 1))
    short, long = sorted(rests, key=len)
    return long not in row.but and (long.startswith(short) or long.endswith(short))
