"""Karin's clinic on a server of its own, and the browser that she comes with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from playwright.sync_api import CDPSession, Page

from kast_eval import clock
from kast_eval.actions.sign_in import begin_sign_in
from kast_eval.store.database import Database
from kast_eval.store.users import find_user
from kast_eval.web.server import listen, make_server
from tests.actions.accounts import KARIN
from tests.web.karins_clinic import app_of, opened_clinic


@dataclass
class KarinsClinic:
    """A running program; a name and not a number, because passkeys belong to a name."""

    address: str
    database: Database


@contextmanager
def running(database: Database) -> Iterator[KarinsClinic]:
    with listen() as listener:
        server = make_server(app_of(database), listener)
        thread = Thread(target=server.run, daemon=True)
        thread.start()
        try:
            yield KarinsClinic(f"http://localhost:{listener.getsockname()[1]}", database)
        finally:
            server.close()


@contextmanager
def karins_clinic(folder: Path) -> Iterator[KarinsClinic]:
    with opened_clinic(folder) as database, running(database) as clinic:
        yield clinic


def sign_in(page: Page, clinic: KarinsClinic, method: str = "passphrase and code") -> None:
    """Let Karin be signed in with the page's browser."""
    with clinic.database.begin() as session:
        user = find_user(session, KARIN)
        assert user is not None
        token = begin_sign_in(session, user, clock.now(), method=method).cookie_token
    page.context.add_cookies([{"name": "kast_sign_in", "value": token, "url": clinic.address}])


@dataclass
class Device:
    """A device with a finger on it, in the browser of one page."""

    line: CDPSession
    name: str

    def verifies(self, *, verified: bool) -> None:
        """Let the device know the finger, or not."""
        self.line.send(
            "WebAuthn.setUserVerified", {"authenticatorId": self.name, "isUserVerified": verified}
        )

    def passkeys(self) -> int:
        """Return how many passkeys the device has."""
        told = self.line.send("WebAuthn.getCredentials", {"authenticatorId": self.name})
        return len(told["credentials"])


def plug_in(page: Page) -> Device:
    """Give the page's browser a device that makes passkeys."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    told = line.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return Device(line, told["authenticatorId"])
