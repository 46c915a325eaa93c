"""A designer who uploads a table sees what is wrong with it, by rule number and cell."""

from io import BytesIO

import pytest

from engine.domain.access import Role
from tests.integration.web.rows import ROTTERDAM
from tests.integration.web.site import Site, words
from tests.unit.decisions.tables import decision, definitions, table

HOME = f"/processen/{ROTTERDAM}/beslistabel/tarief/"
OVERLAP = table("UNIQUE", ["n"], ["u"], ["< 5", "1"], ["[3..9]", "2"], ["> 9", "3"])
GAP = table("UNIQUE", ["n"], ["u"], ["< 5", "1"], ["[5..9]", "2"], ["> 20", "3"])
NO_FEEL = table("UNIQUE", ["n"], ["u"], ["< 5", "1"], [">= 5", "2 +"])
NOT_ALLOWED = table(
    "UNIQUE", ["k"], ["u"], ['"rood"', "1"], ['"paars"', "2"], allowed={"k": '"rood", "wit"'}
)


@pytest.mark.parametrize(
    ("wrong", "said", "may_publish"),
    [
        (OVERLAP, "Regels 1 en 2 passen allebei bij n: 3 of tussen 3 en 5.", False),
        (GAP, "Geen enkele regel past bij n: tussen 9 en 20 of 20.", True),
        (NO_FEEL, "regel 2, kolom 'u':", False),
        (NOT_ALLOWED, "regel 2, kolom 'k': \"paars\" mag hier niet staan.", False),
    ],
)
def test_an_uploaded_table_says_what_is_wrong_by_rule_and_cell(
    small_site: Site, wrong: str, said: str, *, may_publish: bool
) -> None:
    designer = small_site.person("dana", Role.PROCESS_DESIGNER)
    source = BytesIO(definitions(decision("tarief", wrong)))
    sent = designer.post(f"/processen/{ROTTERDAM}/bestand", {"bestand": (source, "tarief.dmn")})
    assert sent.location == HOME

    page = designer.get(HOME)

    assert said in words(page)
    assert ("Publiceren voor" in page.text) is may_publish
