"""Standing processes: they run without a case, round after round, one in every place.

A process says where by its property `staand`: once in each region, or once for each
centrumgemeente of the region (docs/adr/0018-standing-processes.md).
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

STANDING = "staand"
"""The name of the property of the process."""

_SEPARATOR = ":"


class Standing(StrEnum):
    """Where a standing process runs."""

    REGION = "regio"
    MUNICIPALITY = "centrumgemeente"


def standing_of(properties: Mapping[str, str]) -> Standing | None:
    """Tell where a process stands, by its properties; None for a process that comes and goes."""
    found = properties.get(STANDING, "").strip().lower()
    return Standing(found) if found in set(Standing) else None


def places(kind: Standing, region: str, municipalities: Iterable[str]) -> tuple[str, ...]:
    """Give the business key of every place in a region: "5509", or "5509:Utrecht"."""
    if kind is Standing.REGION:
        return (region,)
    return tuple(f"{region}{_SEPARATOR}{name}" for name in municipalities)


def municipalities_state(region: str) -> str:
    """Name the value of `app_state` that holds a region's centrumgemeenten."""
    return f"centrumgemeenten:{region}"


def municipality_of(place: str) -> str | None:
    """Give the centrumgemeente of a place, if it has one."""
    return place.partition(_SEPARATOR)[2] or None
