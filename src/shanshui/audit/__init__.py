"""The auditor (5.6): anybody's plan read, and shown where it contradicts itself."""
