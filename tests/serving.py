"""A site served to a real browser, in a thread of its own, and taken down in good order."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from waitress.server import create_server
from waitress.wasyncore import close_all


@contextmanager
def served(app: Flask, port: int = 0) -> Iterator[str]:
    """Serve the pages on this machine only; gives the address. Port 0 takes a free one.

    Sockets are closed by the thread that waits on them, after the last request was answered:
    closed by another thread they make its `select` fail, and their numbers may be given away.
    """
    sockets: dict[int, object] = {}
    server = create_server(app, map=sockets, host="127.0.0.1", port=port, threads=4)
    thread = threading.Thread(target=server.run, name="pages")
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.task_dispatcher.shutdown()
        server.trigger.pull_trigger(lambda: close_all(sockets))
        thread.join()
