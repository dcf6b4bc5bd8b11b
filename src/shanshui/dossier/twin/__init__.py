"""The HTML twin of the report (H.3): one self-contained page in which every number tells where it comes from."""

from shanshui.dossier.twin.write import Backing, backing_of, write_twin

__all__ = ["Backing", "backing_of", "write_twin"]
