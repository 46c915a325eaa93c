"""Looking is an act too: what of it the log keeps (NEN 7513), and how a client reads it back."""

from collections.abc import Mapping

from engine.domain.labels import Labelled


class Look(Labelled):
    """What somebody did to see personal data; the label is for the client, in plain Dutch."""

    LIST = "lijst", "zag u in een lijst"
    SEARCH = "zoeken", "zag u bij het zoeken"
    CASE = "casus", "bekeek uw casus"
    TASK = "taak", "bekeek een taak over u"
    DOCUMENT = "document", "opende een brief of stuk over u"
    ADDRESS = "adres", "bekeek uw geheime adres"
    EXPORT = "export", "maakte een bestand met uw gegevens"
    LOG = "logboek", "keek na wie uw gegevens zag"
    REFUSED = "geweigerd", "wilde iets zien, maar mocht dat niet"

    @property
    def action(self) -> str:
        """The action code of NEN 7513: R for reading, E for executing (a search, an export)."""
        return _ACTIONS.get(self, "R")


class Outcome(Labelled):
    """How it ended."""

    SUCCESS = "success", "gezien"
    REFUSED = "refused", "geweigerd"
    ERROR = "error", "mislukt"


_ACTIONS: Mapping[Look, str] = {Look.SEARCH: "E", Look.EXPORT: "E"}
