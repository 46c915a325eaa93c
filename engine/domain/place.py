"""A capacity place: somewhere that a provider in the region can have somebody live."""

from engine.domain.labels import Labelled


class PlaceKind(Labelled):
    """What kind of place it is; a bridging place lasts three months at most."""

    HOME = "woonzorgplek", "Woonzorgplek"
    BRIDGING = "overbruggingsplek", "Overbruggingsplek"
    CRISIS = "crisisplek", "Crisisplek"
    LOW_THRESHOLD = "laagdrempelig", "Laagdrempelige Wlz-plek"


class PlaceStatus(Labelled):
    """Whether somebody can have it."""

    FREE = "vrij", "Vrij"
    RESERVED = "gereserveerd", "Gereserveerd"
    OCCUPIED = "bezet", "Bezet"
    OUT_OF_USE = "buiten-gebruik", "Buiten gebruik"

    @property
    def has_occupant(self) -> bool:
        """Whether a case can belong to it."""
        return self in {PlaceStatus.RESERVED, PlaceStatus.OCCUPIED}
