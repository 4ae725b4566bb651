"""The recovery code: the key on paper, in groups that each tell whether they are typed right."""

import hashlib
import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from functools import reduce

from kast_eval.errors import KastEvalError
from kast_eval.study.clear_signs import CLEAR_SIGNS, MISREAD
from kast_eval.wording import marked

GROUPS = 6
GROUP_SIGNS = 7
"""Six signs of the code, and one that checks them."""

_DATA_SIGNS = GROUP_SIGNS - 1
_SIGN_BITS = 5
_SECRET_BYTES = 20
_SUM_BITS = GROUPS * _DATA_SIGNS * _SIGN_BITS - 8 * _SECRET_BYTES
_FIELD = 0b100101
"""The polynomial that the field of 32 signs is reckoned with."""

_BETWEEN = re.compile(r"[\s\-–·.]")


class RecoveryCodeError(KastEvalError):
    """A text that is no recovery code; never carries the text itself."""


@dataclass(frozen=True)
class RecoveryCode:
    """A secret of 160 random bits, written with signs that are told apart on paper."""

    secret: bytes = field(repr=False)

    @property
    def groups(self) -> tuple[str, ...]:
        """Return the groups as they stand on the paper."""
        number = int.from_bytes(self.secret) << _SUM_BITS | _sum(self.secret)
        signs = [
            number >> shift & 31
            for shift in range((GROUPS * _DATA_SIGNS - 1) * _SIGN_BITS, -1, -_SIGN_BITS)
        ]
        return tuple(
            _group(place, signs[place * _DATA_SIGNS :][:_DATA_SIGNS]) for place in range(GROUPS)
        )

    @property
    def printed(self) -> str:
        """Return the whole code in one line."""
        return " ".join(self.groups)


def new_recovery_code() -> RecoveryCode:
    """Return a code that nobody has."""
    return RecoveryCode(secrets.token_bytes(_SECRET_BYTES))


def read_recovery_code(text: str) -> RecoveryCode:
    """Return the code that was typed from the paper, or say which group is wrong.

    Small letters are as good as large ones; blanks and hyphens between signs do not count.
    """
    typed = unicodedata.normalize("NFKC", text).upper().translate(MISREAD)
    signs = _BETWEEN.sub("", typed)
    for place in range(GROUPS):
        _require_group(place, signs[place * GROUP_SIGNS :][:GROUP_SIGNS])
    if len(signs) > GROUPS * GROUP_SIGNS:
        raise RecoveryCodeError(
            marked("Koden har {groups} grupper om {signs} tecken. Här står fler."),
            groups=GROUPS, signs=GROUP_SIGNS,
        )  # fmt: skip
    number = 0
    for place, sign in enumerate(signs):
        if place % GROUP_SIGNS != _DATA_SIGNS:
            number = number << _SIGN_BITS | CLEAR_SIGNS.index(sign)
    secret = (number >> _SUM_BITS).to_bytes(_SECRET_BYTES)
    if _sum(secret) != number & ((1 << _SUM_BITS) - 1):
        raise RecoveryCodeError(
            marked("Koden stämmer inte som helhet. Jämför varje grupp med papperet.")
        )
    return RecoveryCode(secret)


def _require_group(place: int, group: str) -> None:
    """Refuse a group that is short, has a sign that no code has, or does not check."""
    details = {"group": place + 1, "groups": GROUPS, "signs": GROUP_SIGNS}
    if any(sign not in CLEAR_SIGNS for sign in group):
        raise RecoveryCodeError(
            marked(
                "Grupp {group} av {groups} har ett tecken som inte finns i koder. "
                "Jämför med papperet: U används inte, det är ett V."
            ),
            **details,
        )
    if len(group) < GROUP_SIGNS:
        raise RecoveryCodeError(
            marked("Grupp {group} av {groups} är för kort. Varje grupp har {signs} tecken."),
            **details,
        )
    values = [CLEAR_SIGNS.index(sign) for sign in group]
    if _group(place, values[:_DATA_SIGNS]) != group:
        raise RecoveryCodeError(
            marked("Grupp {group} av {groups} stämmer inte. Jämför den med papperet."), **details
        )


def _group(place: int, values: list[int]) -> str:
    """Return six signs with their check.

    The check is a weighted sum in a field of 32: every single wrong sign gives another, and every
    swap of neighbours. It begins with the group's place, so that swapped groups are found too.
    """
    check = reduce(lambda total, value: _doubled(total) ^ value, values, place + 1)
    return "".join(CLEAR_SIGNS[value] for value in (*values, _doubled(check)))


def _doubled(value: int) -> int:
    doubled = value << 1
    return doubled ^ _FIELD if doubled > len(CLEAR_SIGNS) - 1 else doubled


def _sum(secret: bytes) -> int:
    hashed = hashlib.sha256(b"kast_eval: recovery code" + secret).digest()
    return int.from_bytes(hashed[:4]) >> (32 - _SUM_BITS)
