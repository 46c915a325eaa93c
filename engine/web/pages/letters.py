"""A letter as it would become, from a task's answers that are not sent yet; nothing is kept."""

from flask import Blueprint, Response, request

from engine.commands.previews import PreviewLetter
from engine.domain.ids import TaskId
from engine.domain.reading import Look
from engine.errors import NotFound
from engine.service_tasks import handler_for
from engine.web.looked import showing
from engine.web.request import actor, context, id_from
from engine.web.security import DOCUMENT, policy
from engine.web.task_form import answers

blueprint = Blueprint("letters", __name__, url_prefix="/taken")


@blueprint.post("/<task_id>/brief")
@policy(DOCUMENT)
def preview(task_id: str) -> Response:
    """Show the letter that completing the task with these answers would make."""
    raw = answers(request.form.to_dict(flat=False))
    command = PreviewLetter(task_id=TaskId(id_from(task_id)), raw=raw)
    letter = context().door.execute(actor(), command)
    showing(
        Look.DOCUMENT,
        region=letter.region,
        case_id=letter.case_id,
        object_kind="user_task",
        object_id=command.task_id,
    )
    made = handler_for(letter.call.topic)(letter.call).documents
    if not made:
        raise NotFound("Bij deze taak hoort geen brief.")
    response = Response(made[0].content, mimetype=made[0].media_type)
    response.headers["Content-Disposition"] = 'inline; filename="voorbeeld.pdf"'
    return response
