"""How final a sheet is."""

from collections.abc import Mapping
from enum import IntEnum

from kast_eval.wording import Wording


class KeyingStatus(IntEnum):
    """Whether a sheet waits for its second keying, and what came of it."""

    ONCE = 1
    AWAITS_SECOND = 2
    DIFFERS = 3
    AGREES = 4
    RESOLVED = 5

    @property
    def is_final(self) -> bool:
        """Tell whether nothing more is to be keyed or decided."""
        return self not in {KeyingStatus.AWAITS_SECOND, KeyingStatus.DIFFERS}


STATUS_LABELS: Mapping[int, Wording] = {
    KeyingStatus.ONCE: Wording("inskrivet en gång, ingen andra gång ska ske", "keyed once, final"),
    KeyingStatus.AWAITS_SECOND: Wording(
        "väntar på en andra inskrivning", "waits for a second keying"
    ),
    KeyingStatus.DIFFERS: Wording(
        "två inskrivningar skiljer sig och är inte avgjorda", "two keyings differ, not decided"
    ),
    KeyingStatus.AGREES: Wording("två inskrivningar säger samma sak", "two keyings agree"),
    KeyingStatus.RESOLVED: Wording(
        "två inskrivningar skilde sig och är avgjorda", "two keyings differed, decided"
    ),
}
"""What each status means, in the codebook."""
