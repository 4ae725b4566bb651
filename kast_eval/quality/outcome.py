"""How a question about sheets can end."""

from collections.abc import Mapping
from enum import StrEnum

from kast_eval.wording import Wording


class Outcome(StrEnum):
    """What came of a question."""

    STANDS = "stands"
    UNKNOWN = "unknown"
    CORRECTED = "corrected"
    RECLASSIFIED = "reclassified"
    GONE = "gone"
    """Nobody answered: what it was about was corrected, so it closed by itself."""


OUTCOMES: Mapping[Outcome, Wording] = {
    Outcome.STANDS: Wording("Det står så och är rätt.", "It stands so and is right."),
    Outcome.UNKNOWN: Wording("Det går inte att få reda på.", "It cannot be found out."),
    Outcome.CORRECTED: Wording("Det är rättat.", "It is corrected."),
    Outcome.RECLASSIFIED: Wording(
        "Klienten är registrerad om som en som köper eller har köpt sex.",
        "The client is registered anew as one who buys or has bought sex.",
    ),
    Outcome.GONE: Wording(
        "Arken är rättade, så frågan stängdes av sig själv.",
        "The sheets are corrected, so the question closed by itself.",
    ),
}
"""What each says, in the order in which they are offered."""
