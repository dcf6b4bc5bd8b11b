"""The report's text: templates that quote facts, rendered into a numbered document."""

from shanshui.dossier.narrative.compose import compose
from shanshui.dossier.narrative.model import Document, Figure
from shanshui.dossier.narrative.names import Material
from shanshui.dossier.narrative.source_views import Source, source_of

__all__ = ["Document", "Figure", "Material", "Source", "compose", "source_of"]
