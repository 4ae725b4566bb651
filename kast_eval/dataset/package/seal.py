"""A sealed file: signed by who sends it, then encrypted to those who may open it.

Signing comes first, so that nobody can put his own signature on what he cannot read. The signature
is Ed25519 (RFC 8032), the encryption age with X25519 keys (age-encryption.org/v1).
"""

import gzip
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyrage.x25519 import Identity, Recipient

from kast_eval.dataset.release.bundle import public_key
from kast_eval.errors import KastEvalError
from kast_eval.wording import marked

_KEY_DIGITS = 64
LARGEST = 256 * 1024 * 1024
"""The largest content that is unpacked, in bytes: forty clinics of one city would not fill it."""

LARGEST_SEALED = 16 * 1024 * 1024
"""The largest sealed file, in bytes: what is coded packs to a tenth and less."""

_AGE = b"age-encryption.org/v1\n"


class SealError(KastEvalError):
    """A file that is no sealed file, is for somebody else, or has been changed."""


class TooLargeToSealError(SealError):
    """A file that is larger than any package."""

    def __init__(self) -> None:
        super().__init__(
            marked("Filen är större än {largest} MB, och så stort är inget paket. Se efter att det "
                   "är rätt fil."),
            largest=LARGEST_SEALED // 1024**2,
        )  # fmt: skip


@dataclass(frozen=True)
class Sealed:
    """What a sealed file holds, and the key that signed it, in hex."""

    signed_by: str
    contents: bytes = field(repr=False)


def new_identity() -> str:
    """Return a new secret that opens what is sealed to it."""
    return str(Identity.generate())


def recipient_of(identity: str) -> str:
    """Return what others seal to, for a secret of one's own."""
    return str(_identity(identity).to_public())


def seal(contents: bytes, signing_key: bytes, recipients: Sequence[str]) -> bytes:
    """Return the contents signed with 32 secret bytes and encrypted to every recipient."""
    signature = Ed25519PrivateKey.from_private_bytes(signing_key).sign(contents)
    head = f"{public_key(signing_key)}{signature.hex()}\n".encode()
    packed = gzip.compress(head + contents, mtime=0)
    return _bounded(pyrage.encrypt(packed, [_recipient(one) for one in recipients]))


def open_sealed(sealed: bytes, identity: str) -> Sealed:
    """Return what the file holds if its signature fits; raises SealError."""
    if not _bounded(sealed).startswith(_AGE):
        raise SealError(
            marked("Filen är inget paket. Välj filen från mottagningen; namnet slutar på .kast.")
        )
    try:
        packed = pyrage.decrypt(sealed, [_identity(identity)])
    except pyrage.DecryptError as error:
        raise SealError(
            marked("Filen går inte att öppna: den är skadad på vägen, eller förseglad till någon "
                   "annan. Be mottagningen skicka samma fil igen, och jämföra avtrycket av era "
                   "nycklar.")
        ) from error  # fmt: skip
    head, _, contents = _unpacked(packed).partition(b"\n")
    key, signature = head[:_KEY_DIGITS], head[_KEY_DIGITS:]
    try:
        verifier = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key.decode("ascii")))
        verifier.verify(bytes.fromhex(signature.decode("ascii")), contents)
    except (ValueError, InvalidSignature) as error:
        raise SealError(
            marked("Underskriften stämmer inte: någon har ändrat i filen. Ring mottagningen, och "
                   "be den göra ett nytt paket.")
        ) from error  # fmt: skip
    return Sealed(key.decode("ascii"), contents)


def _bounded(sealed: bytes) -> bytes:
    if len(sealed) > LARGEST_SEALED:
        raise TooLargeToSealError
    return sealed


def _unpacked(packed: bytes) -> bytes:
    """Return the contents, or refuse what would fill the memory."""
    try:
        with gzip.open(BytesIO(packed)) as file:
            contents = file.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise SealError(marked("Filen är skadad. Be mottagningen göra ett nytt paket.")) from error
    if len(contents) > LARGEST:
        raise SealError(
            marked("Filen blir större än en mottagnings uppgifter kan vara när den packas upp. "
                   "Ring mottagningen och fråga vad den har skickat.")
        )  # fmt: skip
    return contents


def _identity(text: str) -> Identity:
    try:
        return Identity.from_str(text.strip())
    except pyrage.IdentityError as error:
        raise SealError(marked("Nyckeln som öppnar paket är ingen sådan nyckel.")) from error


def _recipient(text: str) -> Recipient:
    try:
        return Recipient.from_str(text.strip())
    except pyrage.RecipientError as error:
        raise SealError(
            marked("«{key}» är ingen mottagares nyckel. En sådan börjar med age1."),
            key=text.strip()[:80],
        ) from error
