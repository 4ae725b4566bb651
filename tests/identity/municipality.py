"""A municipality's identity provider: a real server over TLS, that can be told to cheat."""

import hashlib
import hmac
import json
import secrets
import ssl
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import NameOID
from flask import Flask, Response, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from joserfc.jwk import ECKey, RSAKey
from werkzeug.serving import WSGIRequestHandler, make_server

from kast_eval.identity.settings import ProviderSettings

CLIENT_ID, CLIENT_SECRET = "kast", "made up, with a % sign"
LOA3 = "http://id.sambi.se/loa/loa3"


Change = Callable[[dict[str, object]], None]
"""What a test does to the claims before they are signed."""


def unchanged(claims: dict[str, object]) -> None:
    """Sign what is true."""


@dataclass
class Municipality:
    """The provider: whom it lets in, what it says of them, and what it was asked."""

    address: str = ""
    subject: str = "6c1f0a"
    acr: str = LOA3
    change: Change = unchanged
    header: dict[str, object] = field(default_factory=lambda: {"alg": "RS256", "kid": "first"})
    discovery: dict[str, object] = field(default_factory=dict)
    answered_beside: dict[str, str] = field(default_factory=dict)
    token_answer: dict[str, object] = field(default_factory=dict)
    asks: bool = False
    down: bool = False
    drips: bool = False
    requests: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    signing: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(65537, 2048)
    )
    elliptic: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    published: object = None

    def app(self) -> Flask:
        app = Flask("municipality")
        app.before_request(self._note)
        app.get("/.well-known/openid-configuration")(self._discover)
        app.get("/authorize")(self._authorize)
        app.post("/token")(self._token)
        app.get("/keys")(self._keys)
        app.get("/end")(self._end)
        return app

    def _note(self) -> tuple[str, int] | None:
        self.requests.append(request.path)
        return ("down", 503) if self.down else None

    def _discover(self) -> Response:
        if self.drips:
            return Response(drops(), mimetype="application/json")
        told = {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "end_session_endpoint": f"{self.address}/end",
            **self.discovery,
        }
        return jsonify({name: said for name, said in told.items() if said is not None})

    def _authorize(self) -> ResponseReturnValue:
        asked = request.args.to_dict()
        assert asked["response_type"] == "code"
        assert asked["scope"] == "openid"
        assert asked["client_id"] == CLIENT_ID
        assert asked["code_challenge_method"] == "S256"
        assert asked["acr_values"] == LOA3
        assert (asked["prompt"], asked["max_age"]) == ("login", "300")
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        answer = {"code": code, "state": asked["state"], **self.answered_beside}
        back = f"{asked['redirect_uri']}?{urlencode(answer)}"
        if self.asks:
            return f'<!doctype html><title>Login</title><a id="me" href="{escape(back)}">Me</a>'
        return redirect(back)

    def _token(self) -> ResponseReturnValue:
        sent = request.form.to_dict()
        asked = self.codes.pop(sent["code"], None)
        if asked is None or not self._is_client(sent) or not _proves(sent, asked):
            return {"error": "invalid_grant"}, 400
        given = {
            "access_token": "access",
            "token_type": "Bearer",
            "id_token": self.sign(self._claims(asked)),
        }
        return jsonify({**given, **self.token_answer})

    def _is_client(self, sent: Mapping[str, str]) -> bool:
        if "client_secret" in sent:
            return (sent["client_id"], sent["client_secret"]) == (CLIENT_ID, CLIENT_SECRET)
        _, _, encoded = request.headers.get("Authorization", "").partition(" ")
        return b64decode(encoded).decode() == f"{CLIENT_ID}:{CLIENT_SECRET}"

    def _claims(self, asked: Mapping[str, str]) -> dict[str, object]:
        now = int(datetime.now(UTC).timestamp())
        claims: dict[str, object] = {
            "iss": self.address,
            "sub": self.subject,
            "aud": asked["client_id"],
            "exp": now + 300,
            "iat": now,
            "auth_time": now,
            "nonce": asked["nonce"],
            "acr": self.acr,
        }
        self.change(claims)
        return claims

    def sign(self, claims: dict[str, object]) -> str:
        signed = ".".join(_encoded(json.dumps(part).encode()) for part in (self.header, claims))
        return f"{signed}.{_encoded(self._signature(signed.encode()))}"

    def _signature(self, signed: bytes) -> bytes:
        match self.header["alg"]:
            case "none":
                return b""
            case "HS256":
                # The public key as a shared secret: an old trick.
                return hmac.digest(public_pem(self.signing), signed, "sha256")
            case "ES256":
                made = self.elliptic.sign(signed, ec.ECDSA(hashes.SHA256()))
                return b"".join(number.to_bytes(32) for number in decode_dss_signature(made))
            case "PS256":
                pss = padding.PSS(padding.MGF1(hashes.SHA256()), salt_length=32)
                return self.signing.sign(signed, pss, hashes.SHA256())
            case _:
                return self.signing.sign(signed, padding.PKCS1v15(), hashes.SHA256())

    def _keys(self) -> ResponseReturnValue:
        both = [jwk(self.signing, "first"), jwk(self.elliptic, "second")]
        return {"keys": both if self.published is None else self.published}

    def _end(self) -> str:
        return "signed out"


def public_pem(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def jwk(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, name: str) -> dict[str, object]:
    """Return the public key as a provider publishes it."""
    kind = RSAKey if isinstance(key, rsa.RSAPrivateKey) else ECKey
    published = kind.import_key(public_pem(key), {"kid": name, "use": "sig"})
    return {**published.as_dict(private=False)}


def drops() -> Iterator[str]:
    for _ in range(40):
        time.sleep(0.05)
        yield " "


def _encoded(octets: bytes) -> str:
    return urlsafe_b64encode(octets).rstrip(b"=").decode()


def _proves(sent: Mapping[str, str], asked: Mapping[str, str]) -> bool:
    challenge = _encoded(hashlib.sha256(sent["code_verifier"].encode()).digest())
    return (
        sent["grant_type"] == "authorization_code"
        and challenge == asked["code_challenge"]
        and sent["redirect_uri"] == asked["redirect_uri"]
    )


@dataclass(frozen=True)
class Served:
    """A provider that answers, and the authority that vouches for its certificate."""

    provider: Municipality
    authority: Path

    @property
    def settings(self) -> ProviderSettings:
        return ProviderSettings(
            "Småstad", self.provider.address, CLIENT_ID, CLIENT_SECRET, (LOA3,), self.authority
        )


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Let a provider answer on this machine."""
    authority, certificate = make_certificates(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    provider = Municipality()
    server = make_server(
        "127.0.0.1", 0, provider.app(), threaded=True, ssl_context=context,
        request_handler=Quiet,
    )  # fmt: skip
    provider.address = f"https://localhost:{server.port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield Served(provider, authority)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - the library's.
        del type, message, args


def make_certificates(folder: Path) -> tuple[Path, Path]:
    """Write an authority of our own, and a key with a certificate for this machine by it."""
    root, leaf = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority = _certificate("authority", root, "authority", root)
    certificate = _certificate("localhost", leaf, "authority", root)
    (folder / "authority.pem").write_bytes(_pem(authority))
    key = leaf.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "server.pem").write_bytes(key + _pem(certificate))
    return folder / "authority.pem", folder / "server.pem"


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _certificate(
    name: str, key: ec.EllipticCurvePrivateKey, issuer: str, signs: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=key is signs, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(signs, hashes.SHA256())
    )


def write_settings(instance: Path, one: Served) -> None:
    """Let a clinic sign in by the provider."""
    (instance / "sign_in.secret").write_text(CLIENT_SECRET, "utf-8")
    (instance / "authority.pem").write_bytes(one.authority.read_bytes())
    (instance / "sign_in.toml").write_text(
        f'label = "Småstad"\nissuer = "{one.provider.address}"\nclient_id = "{CLIENT_ID}"\n'
        f'client_secret_file = "sign_in.secret"\nrequired_acr = ["{LOA3}"]\n'
        'authority_file = "authority.pem"\n',
        "utf-8",
    )
