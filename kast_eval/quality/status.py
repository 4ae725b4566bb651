"""How final a sheet is."""

from enum import IntEnum


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
