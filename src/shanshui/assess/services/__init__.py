"""What ecosystems do (B.2-04, 05, 07): water, soil, wind, carbon."""
