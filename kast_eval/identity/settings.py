"""Which identity provider a clinic signs in with: a file in the instance's folder, if there is one.

label = "Småstads kommun"
issuer = "https://login.example.se"
client_id = "kast"
client_secret_file = "sign_in.secret"
required_acr = ["http://id.sambi.se/loa/loa3"]
authority_file = "authority.pem"
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from kast_eval.errors import KastEvalError
from kast_eval.files import read_file
from kast_eval.wording import marked

FILE = "sign_in.toml"

LONGEST_WAIT = 5.0
"""Seconds in which a whole answer of the provider has come, or there is none."""

OLDEST_PROOF = timedelta(minutes=5)
"""How long ago the person may have proved to the provider who it is."""

_NEEDED = frozenset({"label", "issuer", "client_id", "client_secret_file", "required_acr"})
_KNOWN = _NEEDED | {"authority_file"}


class SignInFileError(KastEvalError):
    """A file about the identity provider that cannot be used."""


@dataclass(frozen=True)
class ProviderSettings:
    """An identity provider, and what it knows this program by."""

    label: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    required_acr: tuple[str, ...]
    """How surely the provider must have known the person; any one of them is enough."""
    authority: Path | None
    """The certificate authority, where it is the municipality's own."""

    @property
    def origin(self) -> str:
        """Return the only origin that is ever spoken to."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"


def read_provider_settings(instance: Path) -> ProviderSettings | None:
    """Return what the folder's file says; None if there is no such file."""
    path = instance / FILE
    if not path.exists():
        return None
    said = _read(path)
    _require_keys(path, said)
    acr = said["required_acr"]
    if not isinstance(acr, list) or not acr or not all(isinstance(one, str) for one in acr):
        raise _wrong(path, "required_acr", '["http://id.sambi.se/loa/loa3"]')
    authority = said.get("authority_file")
    return ProviderSettings(
        label=_text(path, said, "label"),
        issuer=_issuer(path, _text(path, said, "issuer")),
        client_id=_text(path, said, "client_id"),
        client_secret=_secret(path, instance / _text(path, said, "client_secret_file")),
        required_acr=tuple(acr),
        authority=None
        if authority is None
        else _there(path, instance / _text(path, said, "authority_file")),
    )


def _read(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(read_file(path).decode("utf-8"))
    except ValueError as error:
        raise SignInFileError(
            marked("{file} går inte att läsa som TOML: {reason}"), file=path.name, reason=error
        ) from error


def _require_keys(path: Path, said: Mapping[str, object]) -> None:
    if missing := sorted(_NEEDED - set(said)):
        raise SignInFileError(
            marked("{file}: «{key}» saknas. Skriv {key} = …"), file=path.name, key=missing[0]
        )
    if unknown := sorted(set(said) - _KNOWN):
        raise SignInFileError(
            marked("{file}: «{key}» är okänt. Det här kan stå där: {known}."),
            file=path.name,
            key=unknown[0],
            known=", ".join(sorted(_KNOWN)),
        )


def _text(path: Path, said: Mapping[str, object], key: str) -> str:
    text = said[key]
    if not isinstance(text, str) or not text.strip():
        raise _wrong(path, key, '"…"')
    return text.strip()


def _issuer(path: Path, issuer: str) -> str:
    parts = urlsplit(issuer)
    if (
        parts.scheme != "https"
        or not parts.hostname
        or parts.query
        or parts.fragment
        or "@" in issuer
    ):
        raise _wrong(path, "issuer", '"https://login.example.se"')
    return issuer


def _secret(path: Path, secret: Path) -> str:
    text = read_file(_there(path, secret)).decode("utf-8", "replace").strip()
    if not text or not text.isascii() or not text.isprintable():
        raise SignInFileError(
            marked("{file}: filen {named} ska innehålla hemligheten på en rad, och inget annat."),
            file=path.name,
            named=secret.name,
        )
    return text


def _there(path: Path, named: Path) -> Path:
    if not named.is_file():
        raise SignInFileError(
            marked("{file}: filen {named} finns inte. Lägg den i samma mapp."),
            file=path.name,
            named=named.name,
        )
    return named


def _wrong(path: Path, key: str, example: str) -> SignInFileError:
    return SignInFileError(
        marked("{file}: «{key}» går inte att använda. Skriv {key} = {example}"),
        file=path.name,
        key=key,
        example=example,
    )
