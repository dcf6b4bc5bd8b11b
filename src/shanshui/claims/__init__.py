"""What a text claims: quantities with their units, what each is of, when and where, lists, projects, indicators."""
