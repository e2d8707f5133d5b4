"""The website channel: what the widget talks with; ``docs/website-channel.md`` is the contract."""
