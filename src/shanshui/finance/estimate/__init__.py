"""What the project costs: works at prices, fees, care, contingency (5.4.5.1, tables G.1–G.3)."""
