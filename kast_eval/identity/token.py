"""Whether what an identity provider signed holds, and of whom it speaks."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, KeySet

from kast_eval.identity.conversation import Tokens
from kast_eval.identity.errors import ProviderRefusedError
from kast_eval.identity.settings import OLDEST_PROOF, ProviderSettings

ALGORITHMS = (
    "ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512",
)  # fmt: skip
"""Signatures that only the provider can make: none with a shared secret, and not none at all."""

LEEWAY = timedelta(minutes=1)
"""How far the clocks of the provider and of this machine may stand apart."""

LONGEST_SUBJECT = 255
_SIGNING = {"RSA", "EC"}


def read_subject(
    settings: ProviderSettings,
    tokens: Tokens,
    keys: Mapping[str, object],
    *,
    nonce: str,
    now: datetime,
) -> str:
    """Return the provider's word for the person, or raise ProviderRefusedError."""
    try:
        token = jwt.decode(tokens.id_token, _key_set(keys), algorithms=ALGORITHMS)
        claims = CodeIDToken(
            token.claims,
            token.header,
            options={
                "iss": {"essential": True, "value": settings.issuer},
                "aud": {"essential": True, "value": settings.client_id},
            },
            params={
                "nonce": nonce,
                "client_id": settings.client_id,
                "access_token": tokens.access_token,
                "max_age": OLDEST_PROOF.total_seconds(),
            },
        )
        claims.validate(now=int(now.timestamp()), leeway=int(LEEWAY.total_seconds()))
    except (JoseError, ValueError, TypeError, LookupError, RecursionError) as error:
        # The library lets the last four through where a part of the token is of another sort.
        raise ProviderRefusedError(type(error).__name__) from error
    _require_sure(settings, claims, now)
    return _subject(claims)


def _key_set(keys: Mapping[str, object]) -> KeySet:
    """Return the keys that can sign; others, and kinds still unknown, are no concern of ours."""
    listed = keys["keys"]
    if not isinstance(listed, list):
        raise TypeError("no list of keys")
    return KeySet([JWKRegistry.import_key(one) for one in listed if _signs(one)])


def _signs(key: object) -> bool:
    return isinstance(key, dict) and key.get("kty") in _SIGNING and key.get("use", "sig") == "sig"


def _require_sure(settings: ProviderSettings, claims: Mapping[str, object], now: datetime) -> None:
    if claims.get("acr") not in settings.required_acr:
        raise ProviderRefusedError("acr")
    proved = claims["auth_time"]
    oldest = (now - OLDEST_PROOF - LEEWAY).timestamp()
    if not isinstance(proved, int | float) or not oldest <= proved <= (now + LEEWAY).timestamp():
        raise ProviderRefusedError("auth_time")


def _subject(claims: Mapping[str, object]) -> str:
    subject = claims["sub"]
    if (
        not isinstance(subject, str)
        or not 1 <= len(subject) <= LONGEST_SUBJECT
        or not subject.isascii()
        or not subject.isprintable()
    ):
        raise ProviderRefusedError("sub")
    return subject
