"""The server of one clinic's machine."""

import signal
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from wsgiref.types import WSGIApplication

from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from kast_eval.errors import KastEvalError, system_reason
from kast_eval.instance_settings import Hosting
from kast_eval.store.keys.secret import Passphrase
from kast_eval.web.bodies import LARGEST_KEPT_BODY, UPLOADS
from kast_eval.web.front import Front
from kast_eval.wording import Language, program_text

ANY_FREE = Hosting(port=0)
"""Nobody outside the machine reaches it, at a port that is free."""


class PortError(KastEvalError):
    """A port that cannot be listened on."""


def serve(
    front: Front, listener: socket.socket, *, language: Language, passphrase: str | None
) -> None:
    """Serve what the front shows until told to end; print where the pages are.

    `passphrase` opens the database of a clinic; without one the machine or a person does.
    """
    hosting = front.settings.hosting
    # A shell that starts the program in the background has it ignore interruptions, and a service
    # is ended by SIGTERM: both end the server as a person does.
    with closing(front), _ended_by(signal.SIGINT, signal.SIGTERM):
        shown = front.show(None if passphrase is None else Passphrase(passphrase))
        server = make_server(front, listener, hosting)
        _tell(f"{address(listener)}{shown.path}")
        if shown.text:
            _tell(program_text(shown.text, language, code=shown.code))
        server.run()


def _tell(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a start tells where its pages are.


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
        max_request_body_size=2 * max(LARGEST_KEPT_BODY, *UPLOADS.values()),
    )
