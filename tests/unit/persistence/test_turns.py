"""Turns: first come, first served, one at a time."""

import threading
from itertools import count

from engine.persistence.turns import Turns


def wait_for(turns: Turns, length: int) -> None:
    while len(turns._waiting) < length:  # noqa: SLF001 - nothing tells from outside who waits
        threading.Event().wait(0.001)


def test_threads_go_in_the_order_in_which_they_came() -> None:
    turns, gone = Turns(), list[int]()
    assert turns.take(timeout=0)

    def go(number: int) -> None:
        assert turns.take(timeout=5)
        gone.append(number)
        turns.give()

    threads = [threading.Thread(target=go, args=[number]) for number in range(8)]
    for number, thread in zip(count(1), threads, strict=False):
        thread.start()
        wait_for(turns, number)
    turns.give()
    for thread in threads:
        thread.join()

    assert gone == list(range(8))


def test_who_waits_in_vain_leaves_the_queue() -> None:
    turns = Turns()
    assert turns.take(timeout=0)
    assert not turns.take(timeout=0.001)

    turns.give()

    assert turns.take(timeout=0)
