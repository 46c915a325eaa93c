"""A small bounded memory."""

from engine.commands.remembered import Remembered


class Maker:
    """Makes a value and remembers how often."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def make(self) -> str:
        self.made.append(self.wanted)
        return self.wanted

    wanted = ""


def test_a_value_is_made_once_and_the_one_that_was_used_longest_ago_is_forgotten() -> None:
    maker, memory = Maker(), Remembered[str, str](2)

    for key in ("a", "b", "a", "c", "a", "b"):
        maker.wanted = key
        memory.get(key, maker.make)

    assert maker.made == ["a", "b", "c", "b"]
