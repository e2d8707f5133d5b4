"""Rasa actions: thin classes over the pure functions of :mod:`bouwstenen.dialogue`."""
