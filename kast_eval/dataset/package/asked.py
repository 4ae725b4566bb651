"""What two people agree on about packages: written into their question, and read out of it again.

What is done is done by what stands in the question, so that nothing is typed a second time.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from kast_eval.dataset.package.package import PackageError
from kast_eval.study.approval import Approval, ApprovalSubject
from kast_eval.wording import marked

MOST_RECIPIENTS = 2
"""The centre's machine and its safe."""

_RECIPIENT = "age1[0-9a-z]{58}"
_PACKAGE = re.compile(rf"package ([1-9][0-9]{{0,8}}) ({_RECIPIENT}(?: {_RECIPIENT})?)")
_PUBLIC_KEY = re.compile("[0-9a-f]{64}")
_NEW_KEY = re.compile("sender ([0-9]{4}) ([0-9a-f]{64})")
_NEW_SENDER = "new sender "


@dataclass(frozen=True)
class AskedPackage:
    """A package that is to leave the clinic: its number, and the keys that it is sealed to."""

    sequence: int
    recipients: tuple[str, ...]

    @property
    def target(self) -> str:
        """Return what two people agree on: this number of the series, to these recipients."""
        return f"package {self.sequence} {' '.join(self.recipients)}"


@dataclass(frozen=True)
class AskedKey:
    """A key by which packages of a clinic that the centre knows are to be taken."""

    site_code: str
    public_key: str

    @property
    def target(self) -> str:
        """Return what two people agree on: this very key of the clinic."""
        return f"sender {self.site_code} {self.public_key}"


@dataclass(frozen=True)
class AskedSender:
    """A clinic that is new to the centre, and the key by which its packages are to be taken."""

    site_code: str
    public_key: str
    approval: str
    letters: str
    relative_letters: str
    name: str

    @property
    def target(self) -> str:
        """Return what two people agree on: this clinic, as it is written, with this key."""
        return _NEW_SENDER + json.dumps(astuple(self), ensure_ascii=False, separators=(",", ":"))


Asked = AskedPackage | AskedKey | AskedSender


def read_asked(approval: Approval) -> Asked | None:
    """Return what a question is about, None if it is about no package."""
    target = approval.target
    if approval.subject is not ApprovalSubject.RELEASE_A:
        # Of these alone no person writes the text.
        return None
    if found := _PACKAGE.fullmatch(target):
        return AskedPackage(int(found[1]), tuple(found[2].split()))
    if found := _NEW_KEY.fullmatch(target):
        return AskedKey(found[1], found[2])
    if target.startswith(_NEW_SENDER):
        return AskedSender(*json.loads(target.removeprefix(_NEW_SENDER)))
    return None


def read_public_key(text: str) -> str:
    """Return the key that a clinic signs with, however it was parted, or raise PackageError."""
    key = "".join(text.split()).lower()
    if not _PUBLIC_KEY.fullmatch(key):
        raise PackageError(
            marked("Nyckeln är 64 siffror och bokstäver, 0–9 och a–f. Kopiera hela raden från "
                   "mottagningen.")
        )  # fmt: skip
    return key


def read_recipients(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the keys that a package is sealed to, in their order, or raise PackageError."""
    keys = tuple(sorted({line.strip() for line in lines if line.strip()}))
    if not keys:
        raise PackageError(
            marked("Centralens nycklar saknas. Be centralen om dem: två rader som börjar med age1.")
        )
    for key in keys:
        if not re.fullmatch(_RECIPIENT, key):
            raise PackageError(
                marked("«{key}» är ingen nyckel från centralen. En sådan börjar med age1 och har "
                       "62 tecken. Kopiera raden en gång till."),
                key=key[:80],
            )  # fmt: skip
    if len(keys) > MOST_RECIPIENTS:
        raise PackageError(
            marked("Ett paket förseglas till högst två nycklar, och det här är {count}. Ta bara "
                   "med centralens rader."),
            count=len(keys),
        )  # fmt: skip
    return keys
