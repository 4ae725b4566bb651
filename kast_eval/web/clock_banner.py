"""What every page says while the machine's clock cannot be trusted."""

from contextlib import suppress

from kast_eval import clock
from kast_eval.store.events import ClockTrouble, clock_trouble
from kast_eval.store.faults import StorageError
from kast_eval.web.parts import parts
from kast_eval.wording import marked

_TEXTS = {
    ClockTrouble.ABSURD: marked(
        "Datorns klocka visar en omöjlig tid. Ställ den rätt innan något mer skrivs in: datum och "
        "fönster räknas efter den."
    ),
    ClockTrouble.WENT_BACK: marked(
        "Datorns klocka visar en tidigare tid än den har gjort. Jämför den med en annan klocka."
    ),
}


def clock_banner() -> str | None:
    """Return the warning; none while the clock is right."""
    trouble = None
    # A page that tells about a fault of the database is shown without it.
    with suppress(StorageError), parts().database.read() as session:
        trouble = clock_trouble(session, clock.now())
    return None if trouble is None else _TEXTS[trouble]
