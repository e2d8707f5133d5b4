"""Which features and which classifier recognise intents best: every choice trained and scored side by side."""
