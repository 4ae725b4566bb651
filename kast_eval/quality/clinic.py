"""Checks by counts of a clinic: what no single sheet can show."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kast_eval.quality.check import Asks, Check
from kast_eval.quality.quarter import KEYED_WITHIN, Quarter
from kast_eval.wording import Wording

FEWEST_STARTS = 5
"""A clinic that logs nothing at all is asked once so many have started."""


@dataclass(frozen=True)
class Unlogged:
    """A quarter in which more people started than contacts were logged; rows None: none ever."""

    quarter: Quarter
    starts: int
    rows: int


def unlogged_quarters(
    starts: Iterable[date], rows: Sequence[date], today: date
) -> Iterator[Unlogged]:
    """Give the settled quarters with more starts than rows of it and the quarter before.

    A row has no client code, so that too few rows prove a gap and enough of them prove nothing;
    a contact may have been logged in the quarter before its start. The quarter in which the log
    was begun is not judged.
    """
    started = Counter(Quarter.of(day) for day in starts)
    logged = Counter(Quarter.of(day) for day in rows)
    begun = Quarter.of(min(rows)) if rows else None
    for quarter, count in sorted(started.items()):
        near = logged[quarter] + logged[quarter.before]
        fewest = FEWEST_STARTS if begun is None else near + 1
        judged = begun is None or quarter > begun
        if judged and count >= fewest and today > quarter.last_day + KEYED_WITHIN:
            yield Unlogged(quarter, count, near)


STARTS_UNLOGGED = Check(
    "starts_unlogged",
    Wording("Fler har börjat än som står i kontaktloggen", "More have started than were logged"),
    Wording(
        "Under kvartalet började fler klienter än kontaktloggen har rader, kvartalet före "
        "inräknat. Fattas rader?",
        "In the quarter more clients started than the contact log has rows, the quarter before "
        "included. Are rows missing?",
    ),
    Wording(
        "Raderna har ingen kod, så ingen rad kan kopplas till en klient. Därför räknas antal: för "
        "få rader visar en lucka, men tillräckligt många bevisar inget. Kvartalet då loggen "
        "började räknas inte, och det senaste räknas 14 dagar efter sitt slut.",
        "Rows have no code, so none can be tied to a client. So numbers are counted: too few rows "
        "show a gap, but enough of them prove nothing. The quarter in which the log began is not "
        "counted, and the latest one is counted 14 days after its end.",
    ),
    (("contact_log", "contact_date"), ("start", "fill_date")),
    asks=Asks.LEAD,
)
STRAIGHT_LINING = Check(
    "straight_lining",
    Wording("Samma ruta i en hel rad", "The same box in a whole line"),
    Wording("Ingen fråga ställs.", "Nobody is asked."),
    Wording(
        "Fem eller fler skalor i följd med samma kryss. Klienten kan ha menat det, så andelen är "
        "bara ett tal för mottagningen.",
        "Five or more scales in a row with the same cross. The client may have meant it, so the "
        "share is only a figure of the clinic.",
    ),
    (("start", "harm_rel"), ("closing", "harm_rel")),
    asks=Asks.NOBODY,
)
ROUND_NUMBERS = Check(
    "round_numbers",
    Wording("Runda tal", "Round numbers"),
    Wording("Ingen fråga ställs.", "Nobody is asked."),
    Wording(
        "Antal från tio och uppåt som slutar på 0 eller 5. Av en slump gör vart femte det. Många "
        "fler betyder att antalen är uppskattade.",
        "Counts of ten and more that end in 0 or 5. One in five does by chance. Many more mean "
        "that the counts are estimates.",
    ),
    (("start", "buy_phys_90d_n"), ("closing", "buy_phys_90d_n")),
    asks=Asks.NOBODY,
)
CLINIC_CHECKS = (STARTS_UNLOGGED, STRAIGHT_LINING, ROUND_NUMBERS)
