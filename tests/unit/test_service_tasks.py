from datetime import UTC, datetime

import pytest

from engine.errors import ExecutionError, NotFound
from engine.service_tasks import (
    HandlerSettings,
    ServiceTaskCall,
    ServiceTaskResult,
    handler_for,
    load_handlers,
    registered,
    service_task,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def quiet(_call: ServiceTaskCall) -> ServiceTaskResult:
    return ServiceTaskResult()


def test_a_topic_belongs_to_one_handler() -> None:
    service_task("test.eenmalig")(quiet)
    with pytest.raises(ExecutionError, match=r"test\.eenmalig"):
        service_task("test.eenmalig")(lambda _call: ServiceTaskResult())


def test_registering_the_same_handler_again_changes_nothing() -> None:
    service_task("test.herhaald")(quiet)
    service_task("test.herhaald")(quiet)
    assert handler_for("test.herhaald") is quiet


def test_a_topic_without_a_handler_says_where_to_put_one() -> None:
    with pytest.raises(NotFound, match="handlers/"):
        handler_for("test.onbekend")


def test_loading_the_handlers_registers_the_topics_of_the_procedure() -> None:
    load_handlers("handlers")
    assert {"brief.maken", "bericht.sturen"} <= set(registered())


def test_a_missing_input_reads_as_the_default_text() -> None:
    call = ServiceTaskCall(topic="x", idempotency_key="k", now=NOW, inputs={"aan": None})
    assert call.text("aan", "niemand") == "niemand"


def test_a_password_is_never_shown_in_a_log_line() -> None:
    assert "geheim" not in repr(HandlerSettings(smtp_password="geheim"))  # noqa: S106 a test value
