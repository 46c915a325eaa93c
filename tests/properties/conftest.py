"""Rules that hold for any value: tried with many examples, and tests that take long."""

import tests.examples  # noqa: F401 - loads the profile
