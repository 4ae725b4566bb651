"""The id that a person has in the dataset instead of the client code."""

import hashlib
import hmac
import json
import re

from kast_eval.study.clear_signs import CLEAR_SIGNS

LENGTH = 10
"""Fifty bits: two among ten thousand persons share an id less than once in ten million times."""

_READS_AS_NUMBER = re.compile("[0-9]+(?:E[0-9]+)?")


def person_id(key: bytes, site_code: str, client_code: str) -> str:
    """Return the id of a clinic's client; without the secret `key` it leads nowhere.

    All client codes can be tried in a moment, so a plain hash would protect nobody.
    """
    return id_of(hmac.digest(key, f"{site_code} {client_code}".encode(), "sha256"))


def id_of(digest: bytes) -> str:
    """Return a digest as an id.

    No id reads as a number: of figures alone it could be somebody's personal number or telephone,
    and with an E among them a spreadsheet makes 12E+08 of it.
    """
    number = int.from_bytes(digest, "big")
    found = "".join(CLEAR_SIGNS[number >> 5 * place & 31] for place in range(LENGTH))
    if _READS_AS_NUMBER.fullmatch(found):
        return id_of(hashlib.sha256(digest).digest())
    return found


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
