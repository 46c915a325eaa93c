"""What all tests share: examples are found in random order, failures print how to repeat them."""

from hypothesis import settings

settings.register_profile("suite", deadline=None, print_blob=True)
settings.load_profile("suite")
