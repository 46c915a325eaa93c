"""A lock that lets threads in in the order in which they came.

Python's own lock lets in whoever the scheduler wakes first. Under load that leaves somebody waiting
while others go twice: a second of patience where a tenth was needed.
"""

import threading
from collections import deque


class Turns:
    """One thread at a time, first come first served."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._is_taken = False

    def take(self, timeout: float) -> bool:
        """Wait for a turn. False: it did not come within so many seconds."""
        with self._mutex:
            if not self._is_taken:
                self._is_taken = True
                return True
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        return mine.acquire(timeout=timeout) or not self._withdrew(mine)

    def give(self) -> None:
        """End this turn; whoever waits longest is next."""
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False

    def _withdrew(self, mine: threading.Lock) -> bool:
        """Leave the queue; False when the turn came at the last moment after all."""
        with self._mutex:
            if mine not in self._waiting:
                return False
            self._waiting.remove(mine)
            return True
