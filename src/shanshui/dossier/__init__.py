"""The dossier (clause 5.5, appendix H): report, annexed tables, maps, databases, manifest."""

from shanshui.dossier.stage import is_whole, run, seal

__all__ = ["is_whole", "run", "seal"]
