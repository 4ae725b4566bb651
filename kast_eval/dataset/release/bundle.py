"""The bundle: one ZIP, the same bytes for the same files, with a signed list of what is in it."""

import hashlib
import json
import zipfile
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

MANIFEST, SIGNATURE, VERIFIER = "MANIFEST.json", "MANIFEST.sig", "verify_release.py"


def with_manifest(
    files: Mapping[str, bytes], about: Mapping[str, object], signing_key: bytes
) -> dict[str, bytes]:
    """Return the files with their manifest, its signature and the program that checks both.

    `signing_key` is the 32 secret bytes of an Ed25519 key.
    """
    verifier = (Path(__file__).parent / VERIFIER).read_bytes()
    listed = {**files, VERIFIER: verifier}
    manifest = {
        **about,
        "public_key": public_key(signing_key),
        "files": {
            name: {"sha256": hashlib.sha256(contents).hexdigest(), "bytes": len(contents)}
            for name, contents in sorted(listed.items())
        },
    }
    text = (json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    signed = Ed25519PrivateKey.from_private_bytes(signing_key).sign(text)
    return {**listed, MANIFEST: text, SIGNATURE: signed.hex().encode() + b"\n"}


def public_key(signing_key: bytes) -> str:
    """Return the key that signatures are checked with, in hex, to be printed and compared."""
    key = Ed25519PrivateKey.from_private_bytes(signing_key).public_key()
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def packed(files: Mapping[str, bytes], day: date) -> bytes:
    """Return the ZIP with the files in the order of their names, all of one day."""
    contents = BytesIO()
    with zipfile.ZipFile(contents, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, held in sorted(files.items()):
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            opened.writestr(entry, held)
    return contents.getvalue()
