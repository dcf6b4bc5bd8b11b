"""What sub-projects share with the control lines, proven, and what follows from it (5.4.2.3, H.1.7.1 b)."""
