"""What the program would choose: scope, units, measures, portfolio, alternatives, monitoring; the planner decides."""

from shanshui.layout.proposals.proposal import PARTS, Chart, Effort, Proposal, Run, Said, Series

__all__ = ["PARTS", "Chart", "Effort", "Proposal", "Run", "Said", "Series"]
