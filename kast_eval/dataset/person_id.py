"""The id that a person has in the dataset instead of the client code."""

import hmac
import json

from kast_eval.study.clear_signs import CLEAR_SIGNS

LENGTH = 10
"""Fifty bits: two among ten thousand persons share an id less than once in ten million times."""


def person_id(key: bytes, site_code: str, client_code: str) -> str:
    """Return the id of a clinic's client; without the secret `key` it leads nowhere.

    All client codes can be tried in a moment, so a plain hash would protect nobody.
    """
    return id_of(hmac.digest(key, f"{site_code} {client_code}".encode(), "sha256"))


def id_of(digest: bytes) -> str:
    """Return a digest as an id."""
    number = int.from_bytes(digest, "big")
    return "".join(CLEAR_SIGNS[number >> 5 * place & 31] for place in range(LENGTH))


def release_key(key: bytes, recipient: str, purpose: str, approval: str) -> bytes:
    """Return the secret for one project: what is told a recipient for one purpose, by one approval.

    Two projects cannot join their files by the ids, be they of one recipient. How the purpose is
    spaced, and its capitals, make no other project of it.
    """
    project = [recipient, " ".join(purpose.casefold().split()), approval]
    return hmac.digest(key, f"project: {json.dumps(project)}".encode(), "sha256")


def project_key(key: bytes, recipient: str) -> bytes:
    """Return the secret for packages, and for one recipient as releases once had it."""
    return hmac.digest(key, f"recipient: {recipient}".encode(), "sha256")
