"""Cover, title page and contents (H.3.1, figures H.1 and H.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shanshui.dossier.dates import written_date
from shanshui.dossier.narrative.model import Heading
from shanshui.dossier.report.styles import style_id
from shanshui.dossier.report.xml import Element, el, field_runs, paragraph, text_run
from shanshui.plan import Plan
from shanshui.standard import Standard, Typography

DEEPEST = 3
"""Lowest level of headings in the contents."""


@dataclass(frozen=True, slots=True)
class Title:
    """What stands on cover and title page.

    Parameters
    ----------
    lines : tuple of str
        The report's title, broken where its parts end.
    project : str
        Full name of the project.
    applicant, compiler, submitted : str
        As entered.
    notice : str
        Further words at the foot of the title page, such as that the plan is a proposal.
    stamps : tuple of str
        Words stamped on the cover: 示例, 草案.
    """

    lines: tuple[str, ...]
    project: str
    applicant: str
    compiler: str
    submitted: str
    notice: str = ""
    stamps: tuple[str, ...] = ()

    @property
    def full(self) -> str:
        """The report's title in one line."""
        return "".join(self.lines)


def title_of(plan: Plan, standard: Standard, draft: bool, synthetic: bool) -> Title:
    """What stands on cover and title page of a plan's report.

    Parameters
    ----------
    plan : Plan
        Its project names the report.
    standard : Standard
        Words of stamps and title.
    draft : bool
        Whether an error keeps it from being final.
    synthetic : bool
        Whether anything in it rests on made-up data.
    """
    project = plan.project
    parts = (
        project.region,
        f"{project.ecological_zone}{project.natural_unit}",
        project.project_type,
        standard.label("report.title_tail"),
    )
    stamps = [standard.label("report.stamp.synthetic")] if synthetic else []
    stamps += [standard.label("stamp.draft")] if draft else []
    return Title(
        tuple(part for part in parts if part),
        project.name,
        project.applicant or standard.typography.empty,
        project.compiler or standard.typography.empty,
        written_date(project.submitted, standard) or standard.typography.empty,
        project.notice,
        tuple(stamps),
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: the heading, its bookmark, and the page it stands on."""

    heading: Heading
    bookmark: str
    page: str = ""


def cover(title: Title, labels: Mapping[str, str]) -> Iterator[Element]:
    """The cover by figure H.1."""
    for stamp in title.stamps:
        width = el("ind", left=7700, right=0, firstLine=0)
        yield paragraph("Stamp", text_run(stamp), indent=width)
    room = 3600 - 700 * len(title.stamps)
    yield _title("CoverTitle", title.lines, room)
    lines = (
        labels["report.cover.applicant"].format(name=title.applicant),
        labels["report.cover.compiler"].format(name=title.compiler),
        title.submitted,
    )
    for n, line in enumerate(lines):
        yield paragraph("CoverLine", text_run(line), spacing=_before(3000 if n == 0 else 0))


def title_page(title: Title, labels: Mapping[str, str]) -> Iterator[Element]:
    """The title page by figure H.2."""
    yield _title("TitlePageTitle", title.lines, 1500, new_page=True)
    lines = (
        labels["report.title_page.project"].format(name=title.project),
        labels["report.title_page.applicant"].format(name=title.applicant),
        labels["report.title_page.submitted"].format(name=title.submitted),
    )
    hanging = 5 * 14 * 20
    for n, line in enumerate(lines):
        indent = el("ind", left=900 + hanging, right=900, hanging=hanging)
        yield paragraph("TitlePageLine", text_run(line), spacing=_before(1600 if n == 0 else 0), indent=indent)
    if title.notice:
        yield paragraph("Notice", text_run(title.notice), spacing=_before(1000), indent=el("ind", left=900, right=900))


def _title(style: str, lines: Sequence[str], before: int, new_page: bool = False) -> Element:
    runs: list[Element] = []
    for n, line in enumerate(lines):
        if n:
            runs.append(el("r", el("br")))
        runs.append(text_run(line))
    extra = {"page": el("pageBreakBefore")} if new_page else {}
    return paragraph(style, *runs, **extra, spacing=_before(before))


def _before(twips: int) -> Element:
    return el("spacing", before=twips)


def contents(entries: Sequence[Entry], heading: str, typography: Typography) -> Iterator[Element]:
    """The contents: a real field whose entries and page numbers are already there."""
    yield paragraph("ContentsTitle", text_run(heading))
    shown = [entry for entry in entries if entry.heading.level <= DEEPEST]
    for n, entry in enumerate(shown):
        before = _field_start() if n == 0 else []
        after = [el("r", el("fldChar", fldCharType="end"))] if n == len(shown) - 1 else []
        style = style_id(f"toc {entry.heading.level}")
        yield paragraph(style, *before, _link(entry, typography), *after)
    yield paragraph("TableEnd")  # bears the section's end: within the field, readers lose the page numbers


def _field_start() -> list[Element]:
    runs = field_runs(f'TOC \\o "1-{DEEPEST}" \\h \\z \\u', "")
    return runs[:3]


def _link(entry: Entry, typography: Typography) -> Element:
    words = heading_words(entry.heading, typography)
    number = field_runs(f"PAGEREF {entry.bookmark} \\h", entry.page)
    return el("hyperlink", text_run(words), el("r", el("tab")), *number, anchor=entry.bookmark, history=1)


def heading_words(heading: Heading, typography: Typography) -> str:
    """Number and title of a heading, one space between them (H.3.3.1 a)."""
    return f"{heading.number}{typography.number_gap if heading.number else ''}{heading.title}"
