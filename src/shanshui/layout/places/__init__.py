"""Where everything lies (5.3.2, 3.2–3.6): areas, gaps and overlaps, townships and villages, what was there before."""
