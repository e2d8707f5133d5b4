"""The conversation: pure functions from state, request and knowledge to an answer and a new state."""
