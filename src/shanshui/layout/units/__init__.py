"""Catchments, the choice of scope and units on them, and scores of what was drawn (5.3.2, 5.4.1.1)."""
