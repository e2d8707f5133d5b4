"""How much somebody may do, and how many may be there at once."""

from __future__ import annotations

from collections import OrderedDict


class Buckets:
    """A token bucket for each name.

    Args:
        burst: how many are let through at once.
        interval: seconds after which one more is let through.
        most: names that are kept; what was used longest ago goes first.
    """

    def __init__(self, burst: int, interval: float, most: int = 20_000) -> None:
        self._burst = burst
        self._interval = interval
        self._most = most
        #: The moment at which each bucket is full again; who is not here has a full one.
        self._full: OrderedDict[str, float] = OrderedDict()

    def take(self, name: str, now: float) -> float:
        """Take one from a bucket.

        Args:
            name: whose bucket.
            now: seconds on a clock that only goes forward.

        Returns:
            0 when it was there, and otherwise the seconds to wait; waiting costs nothing.
        """
        full = max(self._full.get(name, now), now)
        wait = full - now - (self._burst - 1) * self._interval
        if wait > 1e-9:
            return wait
        self._full[name] = full + self._interval
        self._full.move_to_end(name)
        while len(self._full) > self._most:
            self._full.popitem(last=False)
        return 0.0


class Connections:
    """The connections that are open, for each address and together.

    Args:
        each: how many one address may have.
        total: how many there may be.
    """

    def __init__(self, each: int, total: int) -> None:
        self._each = each
        self._total = total
        self._open: dict[str, set[str]] = {}
        self._addresses: dict[str, str] = {}

    def enter(self, connection: str, address: str) -> bool:
        """Count a connection, and tell whether there was room for it."""
        if len(self._addresses) >= self._total or len(self._open.get(address, ())) >= self._each:
            return False
        self._addresses[connection] = address
        self._open.setdefault(address, set()).add(connection)
        return True

    def leave(self, connection: str) -> None:
        """Count a connection no longer; for one that was never counted nothing happens."""
        address = self._addresses.pop(connection, None)
        if address is None:
            return
        self._open[address].discard(connection)
        if not self._open[address]:
            del self._open[address]
