"""One form of a clinic's ledger."""

from kast_eval.actions.read_ledger import SiteLedger
from kast_eval.errors import KastEvalError
from kast_eval.study.expected import Expected, Place


class NotExpectedError(KastEvalError):
    """A form that is not expected there, or is another clinic's: nobody learns which."""

    def __init__(self) -> None:
        super().__init__(
            "Formuläret väntas inte för den koden och mätpunkten. Öppna listan igen: den kan ha "
            "ändrats."
        )


def expected_at(ledger: SiteLedger, place: Place) -> Expected:
    """Return the form that is expected at the place, or raise NotExpectedError."""
    for one in ledger.expected:
        if one.place == place:
            return one
    raise NotExpectedError
