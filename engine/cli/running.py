"""Starting: the demo, the web server, a worker."""

import argparse
import dataclasses
import socket

from engine import demo as demonstration
from engine.app import build_application, run_worker, serve
from engine.errors import Invalid
from engine.settings import Letterhead, Mail, Settings

_NO_DEMO = (
    "De demo heeft een klok die te verzetten is; 'run' en 'worker' starten daar niet mee."
    " Laat LOOPPLANK_DEMO weg, of gebruik 'loopplank demo'."
)

_LETTERHEAD = Letterhead(phone="088 000 00 00", post="Postbus 1, 1234 AB Voorbeeldstad")


def demo(arguments: argparse.Namespace, settings: Settings) -> int:
    """Fill the demo's database when it is not there, and serve it with a worker."""
    if not arguments.no_serve:
        _refuse_taken_port(arguments.host, arguments.port)
    folder = arguments.data.resolve()
    if arguments.reset:
        demonstration.remove(folder)
    database = demonstration.prepare(folder, tell=print)
    print(demonstration.welcome(arguments.host, arguments.port, folder), flush=True)  # noqa: T201 - the command's answer
    if arguments.no_serve:
        return 0
    serve(
        build_application(
            dataclasses.replace(
                settings,
                database_url=f"sqlite:///{database}",
                data_folder=folder,
                demo=True,
                host=arguments.host,
                port=arguments.port,
                mail=Mail(outbox=folder / "uitgaand"),
                letterheads=settings.letterheads or {"*": _LETTERHEAD},
            )
        ),
        with_worker=True,
    )
    return 0


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Serve the pages; jobs are for `loopplank worker`, unless a worker is asked for here."""
    _refuse_demo(settings)
    serve(build_application(settings), with_worker=arguments.worker)
    return 0


def work(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Work off jobs until told to stop; any number of workers may run on PostgreSQL."""
    _refuse_demo(settings)
    run_worker(build_application(settings))
    return 0


def _refuse_taken_port(host: str, port: int) -> None:
    """Say so before the work is done, not after."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError:
            raise Invalid(
                f"Poort {port} is niet vrij. Kies een andere: make demo PORT={port + 1}"
            ) from None


def _refuse_demo(settings: Settings) -> None:
    if settings.demo:
        raise Invalid(_NO_DEMO)
