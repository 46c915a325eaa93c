"""Running the public conformance cases of DMN."""

import argparse

from engine.cli.output import say
from engine.decisions.tck import run
from engine.settings import Settings


def dmn_tck(arguments: argparse.Namespace, _settings: Settings) -> int:
    """Run the cases in TCK format under a folder; 1 when any of them fails."""
    report = run(arguments.folder)
    for line in report.lines():
        say(line)
    return int(report.failed > 0)
