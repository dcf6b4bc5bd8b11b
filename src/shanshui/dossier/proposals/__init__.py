"""The page of a proposal: what was chosen and why, what would change, what it is worth."""

from shanshui.dossier.proposals.page import proposal_page

__all__ = ["proposal_page"]
