"""Where the money comes from and when (5.4.5.2, H.1.9.2, table G.4)."""
