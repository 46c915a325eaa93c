"""What must hold at every midnight, asked of the rows in plain SQL.

Nothing here uses the engine, its lists or the watchdog: a mistake that they share cannot hide
what these sentences see. Each gives the numbers of what breaks it; none should ever give any.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, text

from engine.persistence.types import UtcDateTime

_LONGEST_WAIT = timedelta(days=187)  # six months (D12), and Easter after it

SENTENCES: Mapping[str, str] = {
    "Elke open casus heeft een open taak of een termijn van ten hoogste zes maanden": """
        SELECT c.number FROM care_case c WHERE c.closed_at IS NULL
        AND NOT EXISTS (
          SELECT 1 FROM user_task t JOIN process_instance p ON p.id = t.instance_id
          WHERE t.case_id = c.id AND t.status = 'open' AND p.status = 'running')
        AND NOT EXISTS (
          SELECT 1 FROM job j JOIN process_instance p ON p.id = j.instance_id
          WHERE j.case_id = c.id AND j.state = 'ready' AND p.status = 'running'
          AND j.due_at <= :furthest)""",
    "Elk lopend proces heeft een open taak of een termijn": """
        SELECT i.id FROM process_instance i WHERE i.status = 'running'
        AND NOT EXISTS (
          SELECT 1 FROM user_task t WHERE t.instance_id = i.id AND t.status = 'open')
        AND NOT EXISTS (
          SELECT 1 FROM job j WHERE j.instance_id = i.id AND j.state = 'ready'
          AND j.due_at <= :furthest)""",
    "Elk open signaal ligt bij iemand of is een casus": """
        SELECT s.number FROM signal s WHERE s.status = 'ontvangen' AND s.case_id IS NULL
        AND NOT EXISTS (
          SELECT 1 FROM user_task t WHERE t.signal_id = s.id AND t.status = 'open')
        AND NOT EXISTS (
          SELECT 1 FROM job j JOIN process_instance p ON p.id = j.instance_id
          WHERE p.signal_id = s.id AND p.status = 'running' AND j.state = 'ready')""",
    "Geen termijn blijft liggen": """
        SELECT j.element_id FROM job j JOIN process_instance p ON p.id = j.instance_id
        WHERE j.kind = 'timer' AND j.state = 'ready' AND p.status = 'running'
        AND j.due_at < :now AND j.attempts = 0""",
    "Geen casus is dicht zonder grond": """
        SELECT c.number FROM care_case c WHERE c.closed_at IS NOT NULL
        AND coalesce(c.closing_ground, '') = ''""",
    "Elke gesloten casus is door twee mensen gesloten": """
        SELECT c.number FROM care_case c WHERE c.closed_at IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM user_task a JOIN user_task b ON b.case_id = a.case_id
          WHERE a.case_id = c.id AND a.status = 'completed' AND b.status = 'completed'
          AND a.element_id = 'afsluiten-voorstellen' AND b.element_id = 'afsluiten-bevestigen'
          AND a.completed_by <> b.completed_by)""",
    "Niemand heeft twee open casussen": """
        SELECT c.client_id FROM care_case c WHERE c.closed_at IS NULL
        GROUP BY c.client_id HAVING count(*) > 1""",
}


def broken(connection: Connection, now: datetime) -> dict[str, list[str]]:
    """Give every sentence that does not hold, with what breaks it."""
    moments = {"furthest": now + _LONGEST_WAIT, "now": now - timedelta(minutes=1)}
    found = {}
    for sentence, query in SENTENCES.items():
        asked = {name: moment for name, moment in moments.items() if f":{name}" in query}
        typed = text(query).bindparams(*(bindparam(name, type_=UtcDateTime) for name in asked))
        rows = connection.execute(typed, asked).all()
        if rows:
            found[sentence] = [str(row[0]) for row in rows]
    return found
