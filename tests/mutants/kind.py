"""What a kind of fault is: how it is planted, which findings name it, and which follow from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random

from mutants.folder import Folder
from shanshui.finding import Finding


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where a finding may point at the fault; only the parts that are filled must agree."""

    table: str = ""
    row: int | None = None
    layer: str = ""
    feature: str = ""
    subject: str = ""
    file: str = ""

    def marks(self, finding: Finding) -> bool:
        """Whether a finding points here."""
        place = finding.place
        return (
            (not self.table or self._in_table(finding))
            and (self.row is None or place.row == self.row)
            and (not self.layer or self.layer in (place.layer, finding.subject.removeprefix("layer:").split(".")[0]))
            and (not self.feature or place.feature == self.feature)
            and (not self.subject or finding.subject == self.subject or finding.subject.startswith(f"{self.subject}."))
            and (not self.file or place.file == self.file)
        )

    def _in_table(self, finding: Finding) -> bool:
        return self.table == finding.place.sheet or finding.place.file == f"tables/{self.table}.csv"


Plant = Callable[[Folder, Random], tuple[Spot, ...]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fault.

    Parameters
    ----------
    name : str
        Of its function.
    plant : callable
        Plants one fault by the dice and says where a finding may point at it; no spot means anywhere.
    accepts : frozenset of str
        Codes that name the fault.
    follows : frozenset of str
        Codes of what the fault brings about elsewhere.
    why : str
        Why it must be found.
    """

    name: str
    plant: Plant
    accepts: frozenset[str]
    follows: frozenset[str]
    why: str

    @property
    def harmless(self) -> bool:
        """Whether nothing is wrong with the county afterwards."""
        return not self.accepts


def kind(accepts: Iterable[str], follows: Iterable[str] = ()) -> Callable[[Plant], Kind]:
    """Make a kind of a function that plants it."""

    def made(plant: Plant) -> Kind:
        why = " ".join((plant.__doc__ or "").split())
        return Kind(plant.__name__, plant, frozenset(accepts), frozenset(follows), why)

    return made


def harmless(follows: Iterable[str] = ()) -> Callable[[Plant], Kind]:
    """A change that leaves the county as correct as it was; ``follows`` names notes that are in order."""
    return kind((), follows)
