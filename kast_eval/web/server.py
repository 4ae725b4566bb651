"""The server of one clinic's machine."""

from pathlib import Path

from flask import Flask
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from kast_eval import clock
from kast_eval.actions.training_link import training_link
from kast_eval.definition.library import Library
from kast_eval.errors import KastEvalError
from kast_eval.store.database import open_database
from kast_eval.web.app import create_app
from kast_eval.web.bodies import LARGEST_KEPT_BODY

HOST = "127.0.0.1"
"""Nobody outside the machine reaches it."""


class PortError(KastEvalError):
    """A port that cannot be listened on."""


def serve(instance: Path, *, port: int, library: Library) -> None:
    """Serve the training clinic of the folder until interrupted; print the link that signs in."""
    database = open_database(instance, training=True)
    try:
        server = make_server(create_app(database, library), port)
        with database.begin() as session:
            token = training_link(session, clock.now())
        print(f"http://{HOST}:{server.effective_port}/sign-in/{token}", flush=True)  # noqa: T201 - it is what a start tells.
        server.run()
    finally:
        database.close()


def make_server(app: Flask, port: int) -> MultiSocketServer | BaseWSGIServer:
    """Return a server that listens already; port 0 takes a free one."""
    try:
        return create_server(
            app,
            host=HOST,
            port=port,
            threads=8,
            connection_limit=1000,
            # `select` cannot watch more than 1024 connections.
            asyncore_use_poll=True,
            channel_timeout=20,
            ident=None,
            clear_untrusted_proxy_headers=True,
            max_request_body_size=4 * LARGEST_KEPT_BODY,
        )
    except OSError as error:
        raise PortError(
            "Porten {port} går inte att använda ({reason}). Välj en annan med --port.",
            port=port,
            reason=error.strerror,
        ) from error
