"""Passkeys: what a browser is asked for, and whether its answer holds. The only webauthn."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kast_eval.identity.place import Place

if TYPE_CHECKING:
    from webauthn.helpers.structs import (
        PublicKeyCredentialCreationOptions,
        PublicKeyCredentialDescriptor,
        PublicKeyCredentialRequestOptions,
    )

LONGEST_ANSWER = 20_000
"""A browser's answer has about a thousand letters."""

_PATIENCE = 300_000
"""Milliseconds that the browser waits for somebody to look for the key."""

_LETTERS = re.compile(r"[A-Za-z0-9_-]+")
_PARTS_OF_NEW = ("clientDataJSON", "attestationObject")
_PARTS = ("clientDataJSON", "authenticatorData", "signature", "userHandle")


class PasskeyRefusedError(Exception):
    """An answer that proves nothing; why is told to nobody, so the text is for a developer."""


@dataclass(frozen=True)
class Asked:
    """What the browser is asked, as JSON, and the challenge that its answer must carry."""

    challenge: str
    options: str


@dataclass(frozen=True)
class NewPasskey:
    """The public half of a passkey that has just been made."""

    credential_id: str
    public_key: str
    sign_count: int


@dataclass(frozen=True)
class KnownPasskey:
    """A passkey as it was last used; the handle says whose it is."""

    credential_id: str
    public_key: str
    sign_count: int
    user_handle: str = field(repr=False)


def _no_answer() -> tuple[type[Exception], ...]:
    """Return what the library and those under it raise at letters that no browser has written."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from webauthn.helpers.exceptions import WebAuthnException

    return (
        WebAuthnException, InvalidSignature, UnsupportedAlgorithm,
        ValueError, TypeError, LookupError, AttributeError, RecursionError,
    )  # fmt: skip


def ask_for_new_passkey(
    place: Place, *, user_name: str, user_handle: str, known: Sequence[str]
) -> Asked:
    """Ask for a new passkey that finds its user by itself; those known already are left out."""
    from webauthn import base64url_to_bytes, generate_registration_options
    from webauthn.helpers import structs

    options = generate_registration_options(
        rp_id=place.host,
        rp_name="KAST",
        user_name=user_name,
        user_id=base64url_to_bytes(user_handle),
        timeout=_PATIENCE,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_described(known),
    )
    return _asked(options)


def read_new_passkey(place: Place, challenge: str, answer: str) -> NewPasskey:
    """Return the new passkey of the answer, or raise PasskeyRefusedError."""
    from webauthn import base64url_to_bytes, verify_registration_response
    from webauthn.helpers import bytes_to_base64url

    try:
        _require_shape(answer, _PARTS_OF_NEW)
        made = verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=place.host,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except _no_answer() as error:
        raise PasskeyRefusedError(type(error).__name__) from error
    return NewPasskey(
        bytes_to_base64url(made.credential_id),
        bytes_to_base64url(made.credential_public_key),
        made.sign_count,
    )


def ask_for_passkey(place: Place, known: Sequence[str] = ()) -> Asked:
    """Ask for a passkey: one of those known, or any that the person has for this host."""
    from webauthn import generate_authentication_options
    from webauthn.helpers.structs import UserVerificationRequirement

    options = generate_authentication_options(
        rp_id=place.host,
        timeout=_PATIENCE,
        allow_credentials=_described(known),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _asked(options)


def _asked(
    options: "PublicKeyCredentialCreationOptions | PublicKeyCredentialRequestOptions",
) -> Asked:
    from webauthn import options_to_json
    from webauthn.helpers import bytes_to_base64url

    return Asked(bytes_to_base64url(options.challenge), options_to_json(options))


def named_passkey(answer: str) -> str:
    """Return which passkey the answer says it is from; nothing is proved yet."""
    try:
        return _require_shape(answer, _PARTS)
    except _no_answer() as error:
        raise PasskeyRefusedError(type(error).__name__) from error


def check_passkey(place: Place, challenge: str, answer: str, known: KnownPasskey) -> int:
    """Return how often the passkey has now been used, or raise PasskeyRefusedError."""
    from webauthn import base64url_to_bytes, verify_authentication_response
    from webauthn.helpers import bytes_to_base64url

    try:
        _require_shape(answer, _PARTS)
        if json.loads(answer)["response"]["userHandle"] != known.user_handle:
            raise PasskeyRefusedError("user handle")
        verified = verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=place.host,
            expected_origin=place.origin,
            credential_public_key=base64url_to_bytes(known.public_key),
            credential_current_sign_count=known.sign_count,
            require_user_verification=True,
        )
    except _no_answer() as error:
        raise PasskeyRefusedError(type(error).__name__) from error
    if bytes_to_base64url(verified.credential_id) != known.credential_id:
        raise PasskeyRefusedError("credential id")
    return verified.new_sign_count


def _described(known: Sequence[str]) -> "list[PublicKeyCredentialDescriptor]":
    from webauthn import base64url_to_bytes
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in known]


def _require_shape(answer: str, parts: Sequence[str]) -> str:
    """Refuse what no page of ours sends, and what a page inside another's sent; return the id."""
    from webauthn import base64url_to_bytes

    if len(answer) > LONGEST_ANSWER:
        raise ValueError("too long")
    read = json.loads(answer)
    for one in (read["id"], *(read["response"][part] for part in parts)):
        # The library's decoder would leave out letters that do not belong there.
        if not _LETTERS.fullmatch(one):
            raise ValueError("not base64url")
    said = json.loads(base64url_to_bytes(read["response"]["clientDataJSON"]))
    if said.get("crossOrigin", False) is not False:
        raise ValueError("cross origin")
    found: str = read["id"]
    return found
