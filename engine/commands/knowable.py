"""The variables that nobody draws: what the engine itself gives a process.

The gate warns of a name that no form, diagram, handler or entry here fills in. A name that code
starts to give a process belongs in this list.
"""

GIVEN = frozenset(
    (
        # A signal comes in (engine/commands/signals.py).
        "signaalnummer",
        "signaalbron",
        "signaalsoort",
        "signaaldatum",
        "ethos",
        "veiligheidsrisico",
        "indicatie_geldig",
        "bsn_bekend",
        "open_casus",
        "eerder_gesloten",
        "eigen_regio",
        # What a signal says besides (engine/intake/judging.py).
        "aanbieder_agb",
        "aanbieder_naam",
        "aanbieder_bekend",
        "gemeente",
        "zzp_code",
        "einddatum_zorg",
        # A case is opened, or begins anew (engine/commands/messages.py, watchdog.py).
        "casusnummer",
        # Where the client is registered and stays (engine/commands/municipality.py).
        "gemeente_brp",
        "gemeente_verblijf",
        "centrumgemeente_brp",
        "centrumgemeente_verblijf",
        # The watchdog speaks up, and tells whether its repair helped (watchdog.py).
        "oorzaak",
        "oorzaak_tekst",
        "hersteld",
        # A standing process begins a round (engine/commands/rounds.py).
        "regio",
        "centrumgemeente",
        # The agenda of a municipal meeting is made (engine/jobs/internal.py).
        "casussen",
        "aantal_met_toestemming",
        "aantal_zonder_toestemming",
        # A letter was made, a message sent (handlers/).
        "laatste_brief",
        "bericht_verzonden",
    )
)
