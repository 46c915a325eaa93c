"""The command line, as an operator uses it, on a real database."""

import io
import socket
import sys
from pathlib import Path

import pytest

from engine.cli import main
from engine.intake import template
from engine.settings import Settings

ROOT = Path(__file__).parents[3]


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An installation with a database of its own and cheap password hashing."""
    monkeypatch.setenv("LOOPPLANK_DATABASE_URL", f"sqlite:///{tmp_path}/proef.sqlite3")
    monkeypatch.setenv("LOOPPLANK_DATA", str(tmp_path))
    monkeypatch.setenv("LOOPPLANK_PASSWORD_TIME_COST", "1")
    return tmp_path


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run a verb that must succeed; give what it says."""
    code = main(arguments)
    said = capsys.readouterr()
    assert code == 0, said.err
    return said.out


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run a verb that must be refused; give the message."""
    assert main(arguments) == 1
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return said.err or said.out


def test_an_installation_is_set_up_from_nothing(
    env: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(capsys, "db", "upgrade")
    assert "passen" in answer(capsys, "db", "check")
    assert "Twente" in answer(capsys, "region", "add", "5505")
    assert "versie 1 (nieuwe versie)" in answer(capsys, "deploy")
    monkeypatch.setattr(sys, "stdin", io.StringIO("lang-genoeg\n"))
    answer(capsys, "user", "add", "noor", "--name", "Noor de Wit")
    answer(capsys, "user", "grant", "noor", "zk-signalering", "5505")
    assert answer(capsys, "user", "list", "5505") == "noor\tNoor de Wit\tzk-signalering\n"
    assert "4 werkdagen" in answer(capsys, "term", "set", "contactpoging", "4 werkdagen")
    assert "5505: 3 regels, is heel" in answer(
        capsys, "db", "audit"
    )  # region, grant, municipalities
    (env / "signalen.csv").write_bytes(template())
    taken = answer(
        capsys, "intake", str(env / "signalen.csv"), "--region", "5505", "--user", "noor"
    )
    assert "Klaar: 1 opgenomen" in taken
    again = answer(capsys, "intake", str(env / "signalen.csv"), "--region", "5505")
    assert "Klaar: 0 opgenomen" in again
    assert "1 dubbel" in again


def test_a_preview_takes_nothing_in(env: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer(capsys, "region", "add", "5505")
    answer(capsys, "deploy")
    path = env / "signalen.csv"
    path.write_bytes(template() + b"999990018;Fout;;;;iwlz;detentie;20-11-2025\r\n")
    assert main(["intake", str(path), "--region", "5505", "--preview"]) == 1
    said = capsys.readouterr().out
    assert "rij 3: fout. bsn: voldoet niet aan de 11-proef." in said
    assert "Klaar" not in said
    nothing = refusal(capsys, "intake", str(path), "--region", "5505", "--mode", "alles")
    assert "er is niets opgenomen" in nothing
    assert main(["intake", str(path), "--region", "5505"]) == 1
    assert "Klaar: 1 opgenomen" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["intake"], "Geef een bestand en een regio"),
        (["intake", "bestaat-niet.csv", "--region", "5505"], "bestaat-niet.csv: No such file"),
        (["user", "grant", "niemand", "zk-beheer", "*"], "De gebruiker 'niemand' bestaat niet."),
        (["region", "add", "9999"], "Deze code is onbekend"),
        (["term", "set", "x", "drie dagen"], "is geen termijn"),
        (["lint", "README.md"], "Geen .bpmn, .dmn of .form"),
    ],
)
def test_what_is_refused_is_said_in_one_sentence(
    env: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    del env
    assert said in refusal(capsys, *arguments)


def test_production_refuses_the_clock_of_the_demo(
    env: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    del env
    monkeypatch.setenv("LOOPPLANK_DEMO", "ja")
    for verb in ("run", "worker"):
        assert "klok die te verzetten is" in refusal(capsys, verb)


def test_a_port_that_is_taken_is_said_before_the_demo_is_made(
    env: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = refusal(capsys, "demo", "--port", port, "--data", str(env / "demo"))
    assert f"Poort {port} is niet vrij." in said
    assert not (env / "demo").exists()


def test_what_was_delivered_passes_lint(env: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del env
    said = answer(capsys, "lint", str(ROOT / "processes"), str(ROOT / "forms"))
    assert "geen fouten" in said


def test_lint_names_the_element_and_the_advice_and_exits_1(
    env: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = env / "fout.form"
    wrong.write_text('{"id": "fout", "components": [{"type": "table", "key": "bijlage"}]}')
    said = refusal(capsys, "lint", str(wrong))
    assert "bijlage: fout [form-onderdeel] 'table' wordt niet ondersteund." in said


def test_new_keys_can_be_put_in_the_environment(capsys: pytest.CaptureFixture[str]) -> None:
    made = dict(line.split("=", 1) for line in answer(capsys, "keys").splitlines())
    assert not Settings.from_environment(made).keys.are_public
