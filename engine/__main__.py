"""`python -m engine` is `loopplank`."""

import sys

from engine.cli import main

sys.exit(main())
