"""Dutch language: cleaning text, recognising groups, places, roles, negation and other languages."""
