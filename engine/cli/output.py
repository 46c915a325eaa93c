"""What a verb says on the terminal."""

import sys


def say(text: str) -> None:
    """Print one line: the answer to the command."""
    sys.stdout.write(f"{text}\n")


class ProgressBar:
    """A bar on stderr: redrawn in a terminal, a line per tenth elsewhere."""

    _WIDTH = 40

    def __init__(self) -> None:
        self._tenths = -1
        self._live = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        """Show how much is done."""
        tenths = 10 * done // total if total else 10
        if not self._live and tenths == self._tenths:
            return
        self._tenths = tenths
        filled = self._WIDTH * done // total if total else self._WIDTH
        bar = f"[{'#' * filled}{'.' * (self._WIDTH - filled)}] {done} van {total}"
        end = "\n" if not self._live or done >= total else ""
        sys.stderr.write(f"\r{bar}{end}" if self._live else f"{bar}\n")
        sys.stderr.flush()
