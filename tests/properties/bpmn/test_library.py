"""Compiled diagrams are shared by threads."""

from concurrent.futures import ThreadPoolExecutor

from tests.processes.constructs import CONSTRUCTS
from tests.processes.plays import Player


def test_threads_share_a_bundle_without_meeting() -> None:
    def play(turn: int) -> bool:
        return Player(CONSTRUCTS[turn % len(CONSTRUCTS)]).play() is not None

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(play, range(len(CONSTRUCTS))))
