"""The server of one clinic's machine."""

import signal
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from wsgiref.types import WSGIApplication

from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from kast_eval import clock
from kast_eval.actions.rebuild_facts import rebuild_facts
from kast_eval.actions.training_link import training_link
from kast_eval.definition.library import Library
from kast_eval.errors import KastEvalError, system_reason
from kast_eval.instance_settings import Hosting, InstanceSettings
from kast_eval.store.database import open_database
from kast_eval.store.folder_lock import held_alone
from kast_eval.study.plan import Plan
from kast_eval.web.app import create_app
from kast_eval.web.bodies import LARGEST_KEPT_BODY

ANY_FREE = Hosting(port=0)
"""Nobody outside the machine reaches it, at a port that is free."""


class PortError(KastEvalError):
    """A port that cannot be listened on."""


def serve(instance: Path, *, library: Library, plan: Plan, settings: InstanceSettings) -> None:
    """Serve the training clinic of the folder until told to end; print the link that signs in."""
    # A shell that starts the program in the background has it ignore interruptions, and a service
    # is ended by SIGTERM: both end the server as a person does.
    with (
        held_alone(instance),
        closing(open_database(instance, training=True)) as database,
        listen(settings.hosting) as listener,
        _ended_by(signal.SIGINT, signal.SIGTERM),
    ):
        with database.begin() as session:
            # Sheets of before the ledger, or of an earlier schedule, are read for it once.
            rebuild_facts(session, library, plan)
            token = training_link(session, clock.now())
        app = create_app(database, library, plan, settings)
        server = make_server(app, listener, settings.hosting)
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


def listen(hosting: Hosting = ANY_FREE) -> socket.socket:
    """Return a socket that listens on the address and the port; port 0 takes a free one."""
    family = socket.AF_INET6 if ":" in hosting.host else socket.AF_INET
    try:
        return socket.create_server((hosting.host, hosting.port), family=family)
    except OSError as error:
        raise PortError(
            "Porten {port} går inte att använda ({reason}). Välj en annan med --port.",
            port=hosting.port,
            reason=system_reason(error),
        ) from error


def address(listener: socket.socket) -> str:
    """Return where the pages are on the machine itself."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def make_server(
    app: WSGIApplication, listener: socket.socket, hosting: Hosting = ANY_FREE
) -> MultiSocketServer | BaseWSGIServer:
    """Return the server that answers on the socket."""
    believed = {"x-forwarded-for", "x-forwarded-proto"} if hosting.proxy else set()
    return create_server(
        app,
        sockets=[listener],
        threads=8,
        connection_limit=1000,
        # `select` cannot watch more than 1024 connections.
        asyncore_use_poll=True,
        channel_timeout=20,
        ident=None,
        # What a visitor says of the way here is believed from nobody but the proxy.
        trusted_proxy=hosting.proxy,
        trusted_proxy_headers=believed,
        clear_untrusted_proxy_headers=True,
        # More than the application takes, so that it can answer what is too large itself.
        max_request_body_size=4 * LARGEST_KEPT_BODY,
    )
