"""The project beside its upper plan: facts, and tables S.8 and S.9 (4.1.2)."""
