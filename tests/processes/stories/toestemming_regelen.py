"""Asking for consent: on paper or in words, given, given in part, or refused."""

from tests.processes.casework import Answers, Casework, Footprint
from tests.processes.telling import story, within

ASKED: Answers = {"ontvangers": ["gemeente"], "gegevenscategorieen": ["contact"]}


def consented(case: Casework) -> Casework:
    """Give consent in words."""
    case.do("toestemming-vragen", **ASKED, wijze="mondeling")
    return case.do("toestemming-vastleggen", resultaat="gegeven")


@story
def consent_on_paper_in_part(f: Footprint) -> Casework:
    case = within("toestemming-regelen", f)
    case.do("toestemming-vragen", **ASKED, wijze="schriftelijk")
    return case.do("toestemming-vastleggen", resultaat="deels", formulier="ondertekend", **ASKED)


@story
def consent_refused(f: Footprint) -> Casework:
    case = within("toestemming-regelen", f)
    case.do("toestemming-vragen", **ASKED, wijze="mondeling")
    return case.do("toestemming-vastleggen", resultaat="geweigerd")
