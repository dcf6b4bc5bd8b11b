"""Kinds of land that erosion tells apart, their C by cover (HJ 1173 table A.1), and the codes that mean them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv

COVER_LIMITS = (0.1, 0.3, 0.5, 0.7, 0.9)
"""Cover at which the second to the sixth column begin; the standard leaves open to which a limit belongs."""

DRY = "dry"


@dataclass(frozen=True, slots=True)
class CoverKind:
    """One kind of land.

    Parameters
    ----------
    number : int
        Code of its cells, from 1.
    key, name_zh, name_en : str
        For program and readers.
    lt10, to30, to50, to70, to90, gt90 : Decimal or None
        C at a cover below 10 %, 10 to 30 %, ...; none of a kind whose C is a formula.
    source, certainty : str
        Where they come from, and how sure they are.
    """

    number: int
    key: str
    name_zh: str
    name_en: str
    source: str
    lt10: Decimal | None = None
    to30: Decimal | None = None
    to50: Decimal | None = None
    to70: Decimal | None = None
    to90: Decimal | None = None
    gt90: Decimal | None = None
    certainty: Certainty = "C"

    @property
    def factors(self) -> tuple[float, ...]:
        """C by class of cover; zeros of a kind whose C is a formula."""
        return tuple(float(c or 0) for c in (self.lt10, self.to30, self.to50, self.to70, self.to90, self.gt90))


@dataclass(frozen=True, slots=True)
class CoverCode:
    """A code of a classification that means a kind of land.

    Parameters
    ----------
    classification, code : str
        Which one; codes that are not listed go by their class of HJ 1166.
    kind : str
        Key of the kind.
    source, certainty : str
        Where that comes from, and how sure it is.
    """

    classification: str
    code: str
    kind: str
    source: str
    certainty: Certainty = "C"


@dataclass(frozen=True, slots=True)
class WindCover:
    """How fast wind erosion falls with cover on a kind of land.

    Parameters
    ----------
    kind : str
        Key of the kind.
    coefficient : Decimal
        a in C = exp(−a · SC).
    source, certainty : str
        Where it comes from, and how sure it is.
    """

    kind: str
    coefficient: Decimal
    source: str
    certainty: Certainty = "C"


@cache
def load_cover_kinds() -> Mapping[str, CoverKind]:
    """All kinds by key."""
    return keyed(
        read_csv(CoverKind, data_folder() / "method" / "cover_kinds.csv"), lambda row: row.key, "cover_kinds.csv"
    )


@cache
def load_cover_codes() -> Mapping[tuple[str, int], CoverKind]:
    """Kinds by classification and code, as a number that a raster bears."""
    rows = read_csv(CoverCode, data_folder() / "method" / "cover_kind_codes.csv")
    kinds = load_cover_kinds()
    return MappingProxyType({(row.classification, int(row.code)): kinds[row.kind] for row in rows})


@cache
def load_wind_cover() -> Mapping[str, WindCover]:
    """Coefficients by key of the kind; a kind that is not listed does not erode by wind."""
    return keyed(
        read_csv(WindCover, data_folder() / "method" / "wind_cover.csv"), lambda row: row.kind, "wind_cover.csv"
    )
