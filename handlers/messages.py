"""Short messages by e-mail: to a mail server, or as files into a folder (demo, tests).

A diagram sends one with topic `bericht.sturen` and the inputs `aan`, `onderwerp` and `tekst`. Write
no personal data in a message: name the case by its number. A second try has the same Message-ID
and, in a folder, the same file name, so that nobody reads a message twice.
"""

import hashlib
import smtplib
import ssl
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Final

from engine.errors import ExecutionError
from engine.service_tasks import (
    BpmnError,
    HandlerSettings,
    RetryLater,
    ServiceTaskCall,
    ServiceTaskResult,
    service_task,
)

TOPIC: Final = "bericht.sturen"
UNDELIVERABLE: Final = "bericht-onbestelbaar"
"""The BPMN error when the mail server refuses the recipient for good."""

_AGAIN = timedelta(minutes=5)
_SERVER_REFUSES_FOR_GOOD = 500


@service_task(TOPIC)
def send_message(call: ServiceTaskCall) -> ServiceTaskResult:
    """Send one message, or nothing when there is nobody to send it to.

    Raises `RetryLater` when the mail server cannot be reached, `BpmnError` when it refuses the
    recipient, `ExecutionError` when no way of sending was set.
    """
    if not call.text("aan").strip():
        return ServiceTaskResult(variables={"bericht_verzonden": False})
    message = _message(call)
    if call.settings.outbox_folder is not None:
        _put(call.settings.outbox_folder, message, _digest(call))
    elif call.settings.smtp_host is not None:
        _send(call.settings, call.settings.smtp_host, message)
    else:
        raise ExecutionError("Stel een mailserver in (LOOPPLANK_SMTP_HOST) of een map voor post.")
    return ServiceTaskResult(variables={"bericht_verzonden": True})


def _message(call: ServiceTaskCall) -> EmailMessage:
    message = EmailMessage()
    message["From"] = call.settings.sender
    message["To"] = _one_line(call.text("aan"))
    message["Subject"] = _one_line(call.text("onderwerp", "Bericht van het zorgkantoor"))
    message["Date"] = format_datetime(call.now)
    message["Message-ID"] = f"<{_digest(call)}@loopplank.invalid>"
    message.set_content(call.text("tekst"))
    return message


def _one_line(text: str) -> str:
    return " ".join(text.split())[:300]


def _digest(call: ServiceTaskCall) -> str:
    return hashlib.sha256(call.idempotency_key.encode()).hexdigest()[:24]


def _put(folder: Path, message: EmailMessage, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f"{name}.part"
    partial.write_bytes(message.as_bytes())
    partial.replace(folder / f"{name}.eml")


def _send(settings: HandlerSettings, host: str, message: EmailMessage) -> None:
    try:
        with smtplib.SMTP(host, settings.smtp_port, timeout=_seconds(settings)) as server:
            if settings.smtp_tls:
                server.starttls(context=ssl.create_default_context())
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password or "")
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as refused:
        raise _refusal(refused) from refused
    except (smtplib.SMTPException, OSError) as trouble:
        raise RetryLater(
            _AGAIN, f"De mailserver is niet bereikbaar ({type(trouble).__name__})."
        ) from trouble


def _refusal(refused: smtplib.SMTPRecipientsRefused) -> BpmnError | RetryLater:
    codes = [code for code, _text in refused.recipients.values()]
    if all(code >= _SERVER_REFUSES_FOR_GOOD for code in codes):
        return BpmnError(UNDELIVERABLE, "De mailserver weigert de ontvanger.")
    return RetryLater(_AGAIN, "De mailserver neemt het bericht nu niet aan.")


def _seconds(settings: HandlerSettings) -> float:
    return settings.timeout.total_seconds()
