"""What the panel gets: page, comment matrix, SARIF, and how each clause was met."""
