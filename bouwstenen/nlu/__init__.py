"""Rasa graph components: the pipeline of ``config.yml`` besides Rasa's own."""
