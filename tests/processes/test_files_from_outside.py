"""Where the procedure wants a document from outside, the form asks for a file.

UT05, UT34, UT41 and UT42.
"""

from tests.processes.casework import Answers, Casework, Footprint
from tests.processes.stories.casus_afsluiten import CLOSING
from tests.processes.stories.laatste_aanbieder_bevragen import answer, provider
from tests.processes.stories.toestemming_regelen import ASKED
from tests.processes.telling import within

PROVEN: Answers = {**CLOSING, "afsluitgrond": "niet-verzekerd", "bewijs_soort": "svb"}


def asked_on(manner: str) -> Casework:
    case = within("toestemming-regelen", Footprint())
    return case.do("toestemming-vragen", **ASKED, wijze=manner)


def test_a_provider_that_ended_the_care_alone_gives_its_documents() -> None:
    case = provider(Footprint(), "beantwoord")
    told: Answers = {**answer(), "reden_geen_zorg": "eenzijdig-beeindigd"}
    assert case.problems("antwoord-vastleggen", told) == {"stukken_beeindiging"}
    assert not case.problems("antwoord-vastleggen", {**told, "stukken_beeindiging": ["brief"]})
    assert not case.problems("antwoord-vastleggen", answer())


def test_consent_on_paper_needs_the_signed_form() -> None:
    case = asked_on("schriftelijk")
    assert "formulier" in case.problems("toestemming-vastleggen", {"resultaat": "gegeven"})
    assert not case.problems("toestemming-vastleggen", {"resultaat": "geweigerd"})
    case.do("toestemming-vastleggen", resultaat="gegeven", formulier="ondertekend")
    assert "ondertekend.pdf" in str(case.value("formulier"))


def test_consent_in_words_needs_no_form() -> None:
    case = asked_on("mondeling")
    assert "formulier" not in case.problems("toestemming-vastleggen", {"resultaat": "gegeven"})


def test_who_confirms_a_closing_sees_the_evidence_itself() -> None:
    case = within("casus-afsluiten", Footprint())
    case.do("afsluiten-voorstellen", **PROVEN, bewijsstukken=["besluit"])
    shown = {field.key: field for field in case.page("afsluiten-bevestigen", {})}
    assert [file.name for file in shown["bewijsstukken"].files] == ["besluit.pdf"]
    assert shown["bewijsstukken"].read_only


def test_evidence_from_a_register_asks_for_no_document() -> None:
    # Regel 10: alleen wat nodig is.
    case = within("casus-afsluiten", Footprint())
    asked = {field.key for field in case.page("afsluiten-voorstellen", CLOSING)}
    assert "bewijsstukken" not in asked
    assert "bewijsstukken" in {f.key for f in case.page("afsluiten-voorstellen", PROVEN)}
