"""Bouwstenen-assistent: the plain Python package behind the Rasa assistant."""

__version__ = "0.1.0"
