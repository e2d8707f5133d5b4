"""Finding knowledge items by meaning and by words: encoder, lexical index, hybrid ranking."""
