"""The server of one clinic's machine."""

import signal
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from flask import Flask
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from kast_eval import clock
from kast_eval.actions.rebuild_facts import rebuild_facts
from kast_eval.actions.training_link import training_link
from kast_eval.definition.library import Library
from kast_eval.errors import KastEvalError
from kast_eval.store.database import open_database
from kast_eval.study.plan import Plan
from kast_eval.web.app import create_app
from kast_eval.web.bodies import LARGEST_KEPT_BODY

HOST = "127.0.0.1"
"""Nobody outside the machine reaches it."""


class PortError(KastEvalError):
    """A port that cannot be listened on."""


def serve(instance: Path, *, port: int, library: Library, plan: Plan) -> None:
    """Serve the training clinic of the folder until told to end; print the link that signs in."""
    # A shell that starts the program in the background has it ignore interruptions, and a service
    # is ended by SIGTERM: both end the server as a person does.
    with (
        closing(open_database(instance, training=True)) as database,
        listen(port) as listener,
        _ended_by(signal.SIGINT, signal.SIGTERM),
    ):
        with database.begin() as session:
            # Sheets of before the ledger, or of an earlier schedule, are read for it once.
            rebuild_facts(session, library, plan)
            token = training_link(session, clock.now())
        server = make_server(create_app(database, library, plan), listener)
        print(f"{address(listener)}/sign-in/{token}", flush=True)  # noqa: T201 - a start tells it.
        server.run()


@contextmanager
def _ended_by(*signals: signal.Signals) -> Iterator[None]:
    """Let the signals interrupt what is done in the meantime."""
    before = [signal.signal(one, signal.default_int_handler) for one in signals]
    try:
        yield
    finally:
        for one, handler in zip(signals, before, strict=True):
            signal.signal(one, handler)


def listen(port: int) -> socket.socket:
    """Return a socket that listens on the port; port 0 takes a free one."""
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        raise PortError(
            "Porten {port} går inte att använda ({reason}). Välj en annan med --port.",
            port=port,
            reason=error.strerror,
        ) from error


def address(listener: socket.socket) -> str:
    """Return where the pages are."""
    port: int = listener.getsockname()[1]
    return f"http://{HOST}:{port}"


def make_server(app: Flask, listener: socket.socket) -> MultiSocketServer | BaseWSGIServer:
    """Return the server that answers on the socket."""
    return create_server(
        app,
        sockets=[listener],
        threads=8,
        connection_limit=1000,
        # `select` cannot watch more than 1024 connections.
        asyncore_use_poll=True,
        channel_timeout=20,
        ident=None,
        clear_untrusted_proxy_headers=True,
        # More than the application takes, so that it can answer what is too large itself.
        max_request_body_size=4 * LARGEST_KEPT_BODY,
    )
