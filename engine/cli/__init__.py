"""The command line: `loopplank VERB …`; the manual names each verb.

A verb is a module-level function that takes the parsed arguments and returns an exit code: 0 done,
1 refused (the message is a Dutch sentence on stderr), 2 wrong usage. Settings come from the
environment (`LOOPPLANK_…`), arguments only say what to do.
"""

import logging
import os
import sys
from collections.abc import Sequence

from engine.cli.verbs import parser
from engine.errors import EngineError, Invalid
from engine.settings import Settings

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb."""
    parsed = parser().parse_args(arguments)
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    try:
        code: int = parsed.run(parsed, Settings.from_environment(os.environ))
    except EngineError as error:
        _refuse(error)
        return 1
    except OSError as error:
        sys.stderr.write(f"{error.filename or 'loopplank'}: {error.strerror or error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def _refuse(error: EngineError) -> None:
    sys.stderr.write(f"{error.message}\n")
    if isinstance(error, Invalid):
        for place, messages in error.problems.items():
            sys.stderr.write(f"  {place}: {' '.join(messages)}\n")
