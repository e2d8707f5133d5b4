"""The channels, and the guard between every channel and the assistant."""
