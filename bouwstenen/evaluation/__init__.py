"""Measuring quality: sets of questions, their scores, typing errors and retrieval."""
