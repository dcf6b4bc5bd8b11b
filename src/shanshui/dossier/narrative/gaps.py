"""What a section owes the reader: said in its place, and one finding for each section (H.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shanshui.dossier.narrative.sandbox import NOTHING
from shanshui.finding import NOWHERE, Finding
from shanshui.standard import Standard

CODE = "SECTION-EMPTY"


@dataclass(frozen=True, slots=True)
class Gaps:
    """The function of templates that says what is missing.

    Parameters
    ----------
    standard : Standard
        Outline and words.
    own : frozenset of str
        Sections that the planner has written something for: nothing is missing there.
    findings : list of Finding
        What the template has found so far; a section's finding grows with each gap.
    wrap : callable
        Turns words into a mark.
    """

    standard: Standard
    own: frozenset[str]
    findings: list[Finding]
    wrap: Callable[[object], str]

    def missing(self, section: str, what: str, wanted: str) -> str:
        """What a section owes the reader and nobody brought; nothing where the planner wrote on it.

        Parameters
        ----------
        section : str
            Key in the outline.
        what : str
            What H.1 asks for, as words.
        wanted : str
            Where it is to be entered.
        """
        if section in self.own:
            return NOTHING
        told = next((f for f in self.findings if f.code == CODE and f.subject == section), None)
        if told is None:
            self.findings.append(self._finding(section, what, wanted))
        else:
            wants = told.want if wanted in told.want else f"{told.want}；{wanted}"
            grown = self._finding(section, f"{told.words['what']}；{what}", wants)
            self.findings[self.findings.index(told)] = grown
        return self.wrap(self.standard.label("report.missing").format(what=what, wanted=wanted))

    def _finding(self, section: str, what: str, wanted: str) -> Finding:
        found = next(one for chapter in self.standard.outline for one in chapter.all_sections() if one.key == section)
        words = {"section": f"{found.number} {found.title}".strip(), "what": what}
        return Finding(CODE, NOWHERE, want=wanted, subject=section, words=words)
