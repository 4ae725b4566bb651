"""The second factor: a code of an app, or one from the paper."""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hmac import compare_digest

from pyotp import TOTP, random_base32

from kast_eval.actions.steps.hashing import hash_paper_code
from kast_eval.actions.steps.typed_code import is_code, read_code
from kast_eval.store.accounts import find_totp, paper_codes, take_step, use_paper_code
from kast_eval.store.passkeys import passkeys_of
from kast_eval.store.session import Session

PAPER_GROUPS = 3
"""Sixty random bits, in twelve signs to type."""

_APP_CODE = re.compile(r"[0-9]{6}")
_STEP = 30
_SALT_OF_NOBODY = "00" * 16


@dataclass(frozen=True)
class GivenCode:
    """A code as it was typed, and what is kept of it if it is one from the paper."""

    app_code: str = field(repr=False)
    paper_hash: str = field(repr=False)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was typed that could be a code."""
        return not self.app_code and not self.paper_hash


def given_code(session: Session, user_name: str, typed: str) -> GivenCode:
    """Return what was typed, made ready; a paper code takes as long for an unknown name."""
    digits = "".join(typed.split())
    if _APP_CODE.fullmatch(digits):
        return GivenCode(digits, "")
    code = read_code(typed)
    if not is_code(code, PAPER_GROUPS):
        return GivenCode("", "")
    paper = paper_codes(session, user_name)
    salt = _SALT_OF_NOBODY if paper is None else paper.salt
    return GivenCode("", hash_paper_code(code, salt))


def take_code(session: Session, user_name: str, given: GivenCode, now: datetime) -> bool:
    """Tell whether the code is right, and let it never be right again."""
    if given.paper_hash:
        return use_paper_code(session, user_name, given.paper_hash, at=now)
    totp = find_totp(session, user_name)
    if totp is None or totp.secret is None:
        return False
    step = step_of(totp.secret, given.app_code, now)
    return step is not None and take_step(session, user_name, step)


def step_of(secret: str, app_code: str, now: datetime) -> int | None:
    """Return the time step that the app shows the code in: the present one, or one beside it."""
    app = TOTP(secret, interval=_STEP)
    for step in _steps_around(now):
        if compare_digest(app.generate_otp(step).encode(), app_code.encode()):
            return step
    return None


def has_second_factor(session: Session, user_name: str) -> bool:
    """Tell whether the user has anything to give beside the passphrase.

    A passkey counts: who has one must not be set up an app for by whoever has the passphrase.
    """
    totp = find_totp(session, user_name)
    return (totp is not None and totp.secret is not None) or bool(passkeys_of(session, user_name))


def draw_secret() -> str:
    """Return the secret of a new app."""
    return random_base32()


def draw_token() -> str:
    """Return a token that a browser is known by."""
    return secrets.token_urlsafe(32)


def _steps_around(now: datetime) -> Iterator[int]:
    # The clock of a phone and that of a clinic's machine may differ by half a minute.
    present = int(now.timestamp()) // _STEP
    yield from (present, present - 1, present + 1)
