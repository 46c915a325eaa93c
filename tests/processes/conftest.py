"""Diagrams, shipped and random, played out."""

import tests.examples  # noqa: F401 - loads the profile
