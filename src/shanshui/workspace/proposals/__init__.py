"""Proposals on disk: what would change in the tables, the folder they lie in, and how they are taken over."""

from shanshui.workspace.proposals.changes import Change, Clash, applied, combined, compared
from shanshui.workspace.proposals.entered import entered_tables
from shanshui.workspace.proposals.folder import FOLDER, Stored, read_proposal, write_proposal
from shanshui.workspace.proposals.report import Effort, LayerFile, PartReport, Report

__all__ = [
    "FOLDER",
    "Change",
    "Clash",
    "Effort",
    "LayerFile",
    "PartReport",
    "Report",
    "Stored",
    "applied",
    "combined",
    "compared",
    "entered_tables",
    "read_proposal",
    "write_proposal",
]
