"""Settings: from the environment, wrong ones named, secrets never shown."""

import base64
import re
from datetime import date
from pathlib import Path

import pytest

from engine.errors import Invalid
from engine.settings import Keys, Settings
from tests.rows import every_row

KEY = base64.b64encode(b"k" * 32).decode()
ROOT = Path(__file__).parents[2]
POSTGRESQL = "postgresql+psycopg://localhost/loopplank"


def test_without_environment_the_embedded_database_is_used() -> None:
    settings = Settings.from_environment({})

    assert settings.is_embedded
    assert not settings.demo


def test_every_kind_of_setting_is_read() -> None:
    settings = Settings.from_environment(
        {
            "LOOPPLANK_DEMO": "ja",
            "LOOPPLANK_PORT": "8123",
            "LOOPPLANK_CLOSING_DAYS": "2026-12-24 2026-12-31",
            "LOOPPLANK_SMTP_HOST": "mail.invalid",
        }
    )

    assert (settings.demo, settings.port, settings.mail.host) == (True, 8123, "mail.invalid")
    assert date(2026, 12, 31) in settings.closing_days


def test_a_region_has_its_own_letterhead_or_that_of_all(tmp_path: Path) -> None:
    path = tmp_path / "briefhoofd.toml"
    path.write_text('["5515"]\ntelefoon = "020"\n["*"]\ntelefoon = "088"\npost = "Postbus 1"\n')
    settings = Settings.from_environment({"LOOPPLANK_LETTERHEADS": str(path)})

    assert settings.letterhead("5515").phone == "020"
    assert settings.letterhead("5521").post == "Postbus 1"
    assert Settings().letterhead("5515").phone == ""


@every_row(
    ("name", "value"),
    [("PORT", "acht"), ("DEMO", "misschien"), ("CLOSING_DAYS", "kerst"), ("AUDIT_KEY", "kort")],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(Invalid) as refused:
        Settings.from_environment({f"LOOPPLANK_{name}": value})

    assert f"LOOPPLANK_{name}" in refused.value.message or name == "AUDIT_KEY"


def test_production_refuses_keys_that_everybody_knows() -> None:
    with pytest.raises(Invalid, match="LOOPPLANK_ENCRYPTION_KEY"):
        Settings(database_url=POSTGRESQL)

    names = ("ENCRYPTION_KEY", "INDEX_KEY", "AUDIT_KEY")
    env = {f"LOOPPLANK_{name}": KEY for name in names}
    settings = Settings.from_environment({**env, "LOOPPLANK_DATABASE_URL": POSTGRESQL})

    assert not settings.is_embedded


def test_a_key_is_not_shown() -> None:
    assert "k" * 32 not in repr(Keys(encryption=b"k" * 32))


def test_every_setting_has_a_heading_in_the_manual() -> None:
    source = (ROOT / "engine" / "settings.py").read_text()
    manual = (ROOT / "docs" / "manual" / "beheer" / "instellingen.md").read_text()

    names = set(re.findall(r'read\.\w+\("([A-Z_]+)"', source))
    headings = set(re.findall(r"^## LOOPPLANK_([A-Z_]+)$", manual, re.MULTILINE))

    assert names == headings
