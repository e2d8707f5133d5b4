"""Running Rasa: start-up, the tracker store, and the few places where Rasa itself is adapted."""
