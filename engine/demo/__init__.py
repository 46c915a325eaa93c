"""The demo: three regions, people for every role, and some two hundred fictitious clients.

The cases are not painted on: staff that the computer plays receives signals, fills in the real
forms and lets the real timers run: half a year and more in half a minute.
"""

from engine.demo.staff import PASSWORD, REGIONS
from engine.demo.stage import furnish, prepare, remove, welcome

__all__ = ["PASSWORD", "REGIONS", "furnish", "prepare", "remove", "welcome"]
