"""How hypothesis makes its examples: as slowly as the machine does, and reproducible.

Folders with property tests import this in their `conftest.py`, before the tests are read.
"""

from hypothesis import settings

settings.register_profile("suite", deadline=None, print_blob=True)
settings.load_profile("suite")
