"""The order of the stages, and nothing else: what runs, what is kept from the last build, what is published."""

from shanshui.pipeline.accepting import Accepted, accept
from shanshui.pipeline.build_folder import JOURNAL, settle
from shanshui.pipeline.building import build
from shanshui.pipeline.checking import check
from shanshui.pipeline.county import County, read_county
from shanshui.pipeline.outcome import Outcome, Progress, quiet
from shanshui.pipeline.preparing import Prepared, prepared
from shanshui.pipeline.proposing import Proposed, propose
from shanshui.pipeline.stages import CHECKED, STAGES

__all__ = [
    "CHECKED",
    "JOURNAL",
    "STAGES",
    "Accepted",
    "County",
    "Outcome",
    "Prepared",
    "Progress",
    "Proposed",
    "accept",
    "build",
    "check",
    "prepared",
    "propose",
    "quiet",
    "read_county",
    "settle",
]
