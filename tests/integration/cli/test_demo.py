"""The demo is made once, kept, and made anew when asked."""

import sqlite3
from pathlib import Path

import pytest

from engine.cli import main
from engine.demo import PASSWORD, history, stage


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A demo of a few clients and weeks."""
    monkeypatch.setattr(history, "CLIENTS", 9)
    monkeypatch.setattr(history, "DAYS", 30)
    monkeypatch.setattr(stage, "DAYS", 30)


def count(database: Path, question: str) -> int:
    with sqlite3.connect(database) as connection:
        (found,) = connection.execute(question).fetchone()
    connection.close()
    return int(found)


@pytest.mark.long
@pytest.mark.usefixtures("small")
def test_the_demo_is_made_once_kept_and_made_anew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "loopplank.sqlite3"
    again = ["demo", "--data", str(tmp_path), "--port", "8123", "--no-serve"]
    assert main(again) == 0
    said = capsys.readouterr().out
    assert "http://localhost:8123/" in said
    assert PASSWORD in said
    first = database.read_bytes()

    assert main(again) == 0
    assert "Klaar in" not in capsys.readouterr().out
    assert database.read_bytes() == first

    (tmp_path / "van-iemand-anders.txt").write_text("blijft")
    assert main([*again, "--reset"]) == 0
    assert "Klaar in" in capsys.readouterr().out
    assert (tmp_path / "van-iemand-anders.txt").exists()


@pytest.mark.long
@pytest.mark.usefixtures("small")
def test_every_open_case_of_the_demo_has_a_task_or_a_timer(tmp_path: Path) -> None:
    database = stage.prepare(tmp_path, tell=lambda _text: None)
    assert count(database, "SELECT count(*) FROM signal") == 9
    assert count(database, "SELECT count(DISTINCT region) FROM signal") == 3
    assert count(database, "SELECT count(*) FROM user_task WHERE status = 'completed'") > 9
    forgotten = """
        SELECT count(*) FROM care_case WHERE closed_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM user_task
                        WHERE user_task.case_id = care_case.id AND status = 'open')
        AND NOT EXISTS (SELECT 1 FROM job WHERE job.case_id = care_case.id AND state = 'ready')
    """
    assert count(database, forgotten) == 0
    unrepaired = """
        SELECT count(*) FROM incident WHERE status = 'open'
        AND NOT EXISTS (SELECT 1 FROM user_task WHERE user_task.job_id = incident.job_id
                        AND kind = 'repair' AND user_task.status = 'open')
    """
    assert count(database, unrepaired) == 0
    places = "SELECT count(DISTINCT region) FROM capacity_place WHERE status = "
    assert count(database, places + "'vrij'") == count(database, places + "'bezet'") == 3
    assert count(database, "SELECT count(*) FROM definition_draft") == 3
