"""Measuring speed beside Rasa's default on the same data: ``make bench``."""
