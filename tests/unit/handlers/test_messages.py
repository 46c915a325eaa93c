import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import pytest

from engine.errors import ExecutionError
from engine.service_tasks import BpmnError, HandlerSettings, RetryLater, ServiceTaskCall
from handlers.messages import TOPIC, send_message

CALL = ServiceTaskCall(
    topic=TOPIC,
    idempotency_key="taak-1",
    now=datetime(2026, 3, 2, 9, tzinfo=UTC),
    inputs={"aan": "tafel@voorbeeld.invalid", "onderwerp": "Agenda", "tekst": "Casus 2026-0001"},
)
BY_MAIL = replace(CALL, settings=HandlerSettings(smtp_host="mail.invalid", smtp_tls=False))


def into(folder: Path, call: ServiceTaskCall = CALL) -> ServiceTaskCall:
    return replace(call, settings=HandlerSettings(outbox_folder=folder))


class MailServer:
    """Stands in for the outside world: keeps what it gets, or raises what it is told."""

    def __init__(self, trouble: Exception | None = None) -> None:
        self.trouble = trouble
        self.received: list[EmailMessage] = []

    def send_message(self, message: EmailMessage) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.received.append(message)

    @contextmanager
    def connection(self, *_place: object, timeout: float) -> Iterator["MailServer"]:
        assert timeout > 0
        yield self


def serve(monkeypatch: pytest.MonkeyPatch, server: MailServer) -> MailServer:
    monkeypatch.setattr(smtplib, "SMTP", server.connection)
    return server


def test_a_message_lands_in_the_folder_of_the_demo(tmp_path: Path) -> None:
    send_message(into(tmp_path))
    (sent,) = tmp_path.glob("*.eml")
    assert message_from_bytes(sent.read_bytes())["To"] == "tafel@voorbeeld.invalid"


def test_a_second_try_leaves_one_message(tmp_path: Path) -> None:
    send_message(into(tmp_path))
    send_message(into(tmp_path))
    assert len(list(tmp_path.iterdir())) == 1


def test_a_second_try_by_mail_has_the_same_message_id(monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve(monkeypatch, MailServer())
    send_message(BY_MAIL)
    send_message(BY_MAIL)
    first, second = server.received
    assert first["Message-ID"] == second["Message-ID"]


def test_a_message_to_nobody_is_not_sent_and_says_so() -> None:
    nobody = replace(CALL, inputs={"aan": None})
    assert send_message(nobody).variables == {"bericht_verzonden": False}


def test_without_a_mail_server_or_folder_the_operator_reads_what_to_set() -> None:
    with pytest.raises(ExecutionError, match="LOOPPLANK_SMTP_HOST"):
        send_message(CALL)


def test_a_mail_server_that_is_away_is_tried_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, MailServer(ConnectionRefusedError()))
    with pytest.raises(RetryLater):
        send_message(BY_MAIL)


def test_a_recipient_refused_for_good_is_an_outcome_of_the_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    serve(monkeypatch, MailServer(smtplib.SMTPRecipientsRefused({"a": (550, b"weg")})))
    with pytest.raises(BpmnError, match="weigert"):
        send_message(BY_MAIL)


def test_a_recipient_refused_for_now_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, MailServer(smtplib.SMTPRecipientsRefused({"a": (450, b"vol")})))
    with pytest.raises(RetryLater):
        send_message(BY_MAIL)


def test_a_line_break_in_a_subject_adds_no_header(tmp_path: Path) -> None:
    sly = replace(CALL, inputs={**CALL.inputs, "onderwerp": "Hoi\nBcc: iedereen@voorbeeld.invalid"})
    send_message(into(tmp_path, sly))
    (sent,) = tmp_path.glob("*.eml")
    assert message_from_bytes(sent.read_bytes())["Bcc"] is None
