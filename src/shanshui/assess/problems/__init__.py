"""Degradation, sensitivity, and what samples of water and soil tell (B.2-08, 09)."""
