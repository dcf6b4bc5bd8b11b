"""Habitats and species (B.2-06)."""
