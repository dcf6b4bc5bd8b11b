"""State of vegetation and quality of ecosystems (B.2-02, 03)."""
