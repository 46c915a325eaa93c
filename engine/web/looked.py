"""Every page that shows somebody's data is noted in the log of looks, before it is sent.

A page says what it showed with `showing`; the note is written when the page is ready, in one
insert. When the note cannot be written the page is not sent. Being refused is noted too.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from flask import Flask, Response, g, request

from engine.commands.reading import NoteLook
from engine.domain.ids import parse_uuid
from engine.domain.reading import Look, Outcome
from engine.errors import EngineError
from engine.web import failures
from engine.web.request import actor, context, session

_FORBIDDEN = 403
_REFUSED = frozenset({_FORBIDDEN, 404})
_IDS: Mapping[str, str] = {
    "case_id": "care_case",
    "task_id": "user_task",
    "document_id": "document",
}


def showing(  # noqa: PLR0913 - the fields of one log row
    look: Look,
    *,
    region: str = "",
    case_id: UUID | None = None,
    object_kind: str = "",
    object_id: UUID | None = None,
    cases: Iterable[UUID | None] = (),
    question: str = "",
) -> None:
    """Say what this page shows. Said twice, the last one counts."""
    g.look = NoteLook(
        look=look,
        region=region,
        case_id=case_id,
        object_kind=object_kind,
        object_id=object_id,
        shown=tuple(dict.fromkeys(one for one in cases if one is not None)),
        question=question,
        address=address(),
    )


def address() -> str:
    """Give where the browser is."""
    return request.remote_addr or ""


def install(app: Flask) -> None:
    """Note what every page showed."""
    app.after_request(_note)


def _note(response: Response) -> Response:
    refused = response.status_code in _REFUSED
    found = _refusal(response.status_code) if refused else g.pop("look", None)
    if found is None or session() is None:
        return response
    try:
        context().door.execute(actor(), found)
    except EngineError as error:  # what cannot be noted is not shown
        return failures.answer(failures.describe(error))
    return response


def _refusal(status: int) -> NoteLook | None:
    """Note that somebody asked for one thing by its id, or for a page of another role."""
    given = request.view_args or {}
    kind = next((name for name in _IDS if name in given), None)
    wanted = parse_uuid(str(given[kind])) if kind else None
    if kind is None or wanted is None:
        return _of_another_role() if status == _FORBIDDEN else None
    return NoteLook(
        look=Look.REFUSED,
        outcome=Outcome.REFUSED,
        case_id=wanted if kind == "case_id" else None,
        object_kind=_IDS[kind],
        object_id=wanted,
        address=address(),
    )


def _of_another_role() -> NoteLook:
    return NoteLook(
        look=Look.REFUSED,
        outcome=Outcome.REFUSED,
        object_kind=(request.endpoint or "")[:30],
        address=address(),
    )
