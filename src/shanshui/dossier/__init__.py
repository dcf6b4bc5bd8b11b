"""The dossier (clause 5.5, appendix H): report, annexed tables, maps, databases, manifest."""
