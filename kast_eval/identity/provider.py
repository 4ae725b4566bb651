"""Signing in by an identity provider's word: OpenID Connect, by code and with PKCE."""

import hmac
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import BoundedSemaphore
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from kast_eval.identity.errors import ProviderDownError, ProviderRefusedError
from kast_eval.identity.settings import LONGEST_WAIT, OLDEST_PROOF, ProviderSettings

if TYPE_CHECKING:
    from kast_eval.identity.conversation import Conversation

MOST_LINES = 3
"""How many are spoken to the provider for at one time."""


@dataclass(frozen=True)
class Asking:
    """Where the browser is sent, and what must be known when it comes back."""

    address: str
    facts: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class Identity:
    """Who somebody is to a provider."""

    issuer: str
    subject: str


@dataclass(frozen=True)
class Provider:
    """An identity provider that can be spoken to."""

    settings: ProviderSettings
    longest_wait: float = LONGEST_WAIT
    # A provider that hangs must not hold up every thread of the server.
    lines: BoundedSemaphore = field(
        default_factory=lambda: BoundedSemaphore(MOST_LINES), repr=False, compare=False
    )

    def ask(self, back: str) -> Asking:
        """Return where a browser goes to sign in; it comes back to the page `back`."""
        facts = {name: secrets.token_urlsafe(48) for name in ("state", "nonce", "code_verifier")}
        with self._conversation() as spoken:
            address = spoken.sign_in_address(
                **facts,
                redirect_uri=back,
                acr_values=" ".join(self.settings.required_acr),
                # At a machine that several share the provider may still know the one before.
                prompt="login",
                max_age=str(int(OLDEST_PROOF.total_seconds())),
            )
        return Asking(address, {**facts, "back": back})

    def hear(self, facts: Mapping[str, str], answer: Mapping[str, str], now: datetime) -> Identity:
        """Return who has come back with the answer, or raise ProviderRefusedError."""
        from kast_eval.identity.token import read_subject

        said = answer.get("state", "").encode()
        if not hmac.compare_digest(said, facts["state"].encode()):
            raise ProviderRefusedError("state")
        if answer.get("iss", self.settings.issuer) != self.settings.issuer:
            raise ProviderRefusedError("iss")
        if "error" in answer or not answer.get("code"):
            raise ProviderRefusedError("no code")
        with self._conversation() as spoken:
            if spoken.known.get("authorization_response_iss_parameter_supported") is True:
                _require_issuer(answer)
            tokens = spoken.tokens(answer["code"], facts["code_verifier"], facts["back"])
            keys = spoken.keys()
        subject = read_subject(self.settings, tokens, keys, nonce=facts["nonce"], now=now)
        return Identity(self.settings.issuer, subject)

    def sign_out_address(self, back: str) -> str | None:
        """Return where one signs out of the provider too, if it has such a place."""
        with self._conversation() as spoken:
            if "end_session_endpoint" not in spoken.known:
                return None
            endpoint = spoken.endpoint("end_session_endpoint")
        said = {"client_id": self.settings.client_id, "post_logout_redirect_uri": back}
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(said)}"

    @contextmanager
    def _conversation(self) -> Iterator["Conversation"]:
        from kast_eval.identity.conversation import conversation

        if not self.lines.acquire(timeout=self.longest_wait / 5):
            raise ProviderDownError(self.settings.label)
        try:
            with conversation(self.settings, self.longest_wait) as spoken:
                yield spoken
        finally:
            self.lines.release()


def _require_issuer(answer: Mapping[str, str]) -> None:
    if "iss" not in answer:
        raise ProviderRefusedError("iss")
