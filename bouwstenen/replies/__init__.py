"""The reply contract: what every answer carries, and its rendering as plain text."""

from bouwstenen.replies.models import Button, Message, Progress, Reply, ReplyItem, ReplySource

__all__ = ["Button", "Message", "Progress", "Reply", "ReplyItem", "ReplySource"]
