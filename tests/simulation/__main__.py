"""Plays a simulated year and tells what happened to whom.

    python -m tests.simulation --clients 2000 --seed 1
    python -m tests.simulation --clients 40 --days 120 --told 5

The same seed plays the same year. It ends with 1 when the promise was broken at any midnight.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.simulation.stage import FIRST, staged
from tests.simulation.stories import told


def main() -> int:
    """Play a year as asked on the command line."""
    asked = _arguments()
    began, worked = time.monotonic(), time.process_time()
    with tempfile.TemporaryDirectory(prefix="loopplank-jaar-") as folder:
        url = f"sqlite:///{folder}/jaar.sqlite3"
        with staged(url, Path(folder), clients=asked.clients, seed=asked.seed) as year:
            year.play(FIRST, asked.days, print_at_once)
            size = sum(path.stat().st_size for path in Path(folder).glob("jaar.sqlite3*"))
            print_at_once(
                f"\n{asked.clients} cliënten, {asked.days} dagen vanaf {FIRST:%d-%m-%Y}, zaad"
                f" {asked.seed}: {time.monotonic() - began:.0f} s, waarvan"
                f" {time.process_time() - worked:.0f} s rekentijd; database {size >> 20} MB"
            )
            print_at_once(year.tally.told())
            for line in told(year.application.database, year.fate, asked.told):
                print_at_once(line)
    return 1 if year.tally.violations else 0


def print_at_once(line: str) -> None:
    """Print a line without waiting for more."""
    print(line, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--clients", type=int, default=200, help="how many clients")
    parser.add_argument("--days", type=int, default=365, help="how many days")
    parser.add_argument("--seed", type=int, default=1, help="which year")
    parser.add_argument("--told", type=int, default=0, help="tell the story of so many clients")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
