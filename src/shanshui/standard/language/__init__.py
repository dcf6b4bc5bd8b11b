"""Words of plans as data: measure words, hedges, attributes, synonyms, endings; one typed reader for each file."""
