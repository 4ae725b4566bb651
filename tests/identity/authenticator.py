"""An authenticator in software, that can be told to cheat."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn import base64url_to_bytes
from webauthn.helpers import bytes_to_base64url

USER_PRESENT, USER_VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


@dataclass(frozen=True)
class Behaviour:
    """How the authenticator and the browser around it behave; the honest way to begin with."""

    origin: str
    host: str | None = None
    challenge: str | None = None
    flags: int = USER_PRESENT | USER_VERIFIED
    type: str | None = None
    said_beside: Mapping[str, object] = field(default_factory=dict)
    counts: int = 1


@dataclass
class Authenticator:
    """One passkey of one person."""

    behaviour: Behaviour
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    user_handle: str = ""
    used: int = 0

    def behave(self, **otherwise: object) -> None:
        self.behaviour = replace(self.behaviour, **otherwise)  # type: ignore[arg-type]  # Names and types are the dataclass's own, checked when it is made.

    def create(self, options: str) -> str:
        """Answer what navigator.credentials.create is asked."""
        asked = json.loads(options)
        self.user_handle = asked["user"]["id"]
        data = self._data(asked["rp"]["id"], HAS_KEY) + self._made()
        attestation = {"fmt": "none", "attStmt": {}, "authData": data}
        return self._answer(
            {
                "clientDataJSON": self._said("webauthn.create", asked["challenge"]),
                "attestationObject": cbor2.dumps(attestation),
            }
        )

    def get(self, options: str) -> str:
        """Answer what navigator.credentials.get is asked."""
        asked = json.loads(options)
        self.used += self.behaviour.counts
        data = self._data(asked["rpId"], 0)
        said = self._said("webauthn.get", asked["challenge"])
        signed = data + hashlib.sha256(said).digest()
        return self._answer(
            {
                "clientDataJSON": said,
                "authenticatorData": data,
                "signature": self.key.sign(signed, ec.ECDSA(hashes.SHA256())),
                "userHandle": base64url_to_bytes(self.user_handle),
            }
        )

    def _data(self, host: str, flags: int) -> bytes:
        hashed = hashlib.sha256((self.behaviour.host or host).encode()).digest()
        return hashed + bytes([self.behaviour.flags | flags]) + self.used.to_bytes(4)

    def _made(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        public = cbor2.dumps(
            {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        )
        length = len(self.credential_id).to_bytes(2)
        return bytes(16) + length + self.credential_id + public

    def _said(self, kind: str, challenge: str) -> bytes:
        said = {
            "type": self.behaviour.type or kind,
            "challenge": self.behaviour.challenge or challenge,
            "origin": self.behaviour.origin,
            **self.behaviour.said_beside,
        }
        return json.dumps(said).encode()

    def _answer(self, response: Mapping[str, bytes]) -> str:
        encoded = {name: bytes_to_base64url(part) for name, part in response.items()}
        name = bytes_to_base64url(self.credential_id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": encoded})
