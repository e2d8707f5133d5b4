"""What helps an editor of ``knowledge/``: remarks on what may be better, and a preview of an item."""
