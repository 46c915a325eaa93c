"""Two checks: did a provider end care carefully, and is refusing care a conscious choice."""

from engine.commands.recording.recording import Recording

_TERMINATION = frozenset(
    {
        "aanbieder",
        "formeel_geinformeerd",
        "alternatief_gezocht",
        "einddatum_aangekondigd",
        "toelichting",
        "brieftekst",
    }
)


def termination(of: Recording) -> None:
    """Record whether a provider ended care carefully (D6); the table's answer is known by now."""
    answers = of.answers
    of.work.unit.file.add_termination_check(
        of.row(
            provider=of.provider()[0] or of.known.text("aanbieder", "dossierhouder", most=200),
            formally_informed=answers.agrees("formeel_geinformeerd"),
            alternative_sought=answers.agrees("alternatief_gezocht"),
            checklist=of.given(*_TERMINATION),
            announced_end_on=answers.day("einddatum_aangekondigd"),
            conclusion=of.answers.text("conclusie", most=40)
            or of.known.text("zorgvuldigheid", "conclusie_beeindiging", most=40),
            note=answers.text("toelichting"),
        )
    )


def refusal(of: Recording) -> None:
    """Record whether refusing is a conscious choice, or (four eyes) that a colleague agrees."""
    answers = of.answers
    if answers.text("akkoord") and not answers.text("conclusie"):
        if answers.agreed("akkoord"):
            of.work.unit.file.confirm_refusal_check(
                of.case_id, by=of.work.actor.user_id, at=of.work.now
            )
        return
    of.work.unit.file.add_refusal_check(
        of.row(
            spoken_in_person=answers.agrees("persoonlijk_gesproken"),
            right_explained=answers.agrees("recht_uitgelegd"),
            consequences_explained=answers.agrees("gevolgen_uitgelegd"),
            advocate_offered=answers.agrees("oco_aangeboden"),
            representative_consulted=answers.agrees("vertegenwoordiger_geraadpleegd"),
            alternatives=answers.listed("alternatieven_besproken"),
            safety_net=answers.text("vangnet", most=40),
            capacity_doubt=answers.text("signaal_wilsbekwaamheid", most=40),
            serious_harm=answers.agrees("signaal_ernstig_nadeel"),
            conclusion=answers.text("conclusie", most=40),
            motivation=answers.text("motivering"),
            client_involved=answers.text("client_betrokken", most=10),
        )
    )
