"""Modes and measures: which are permitted, suit the ground, and what they do (5.4.4.1, 5.4.4.2)."""
