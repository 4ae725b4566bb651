"""Made-up relatives: a start form each, and the closing form of those who have closed."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from kast_eval.definition.form import FormDefinition, Subject, Timing
from kast_eval.study.client_code import draw_codes
from kast_eval.study.person import RELATIVE
from kast_eval.training.papers import LONGEST_WAIT, Hand, TrainingSheet

_LONGEST_CONTACT = 90
"""In days: who began more recently than that has not closed."""


def generate_relatives(
    seed: int, definitions: Sequence[FormDefinition], letters: str, count: int, *, last_day: date
) -> tuple[TrainingSheet, ...]:
    """Return the sheets of made-up relatives, whose codes begin with `letters`."""
    chooser = Random(f"{seed} {letters}")  # noqa: S311 - made-up data are to come out the same.
    asked = [one.as_asked() for one in definitions if one.subject is Subject.RELATIVE]
    latest = last_day - timedelta(days=LONGEST_WAIT)
    return tuple(
        sheet
        for code in draw_codes(letters, count, (), chooser)
        for sheet in _relative(Hand(code, RELATIVE, chooser), asked, latest)
    )


def _relative(
    hand: Hand, definitions: Sequence[FormDefinition], latest: date
) -> Iterator[TrainingSheet]:
    began = latest - timedelta(days=hand.chooser.randint(0, 2 * _LONGEST_CONTACT))
    closed = began + timedelta(days=hand.chooser.randint(14, _LONGEST_CONTACT))
    for definition in definitions:
        day = began if definition.timing is Timing.START else closed
        if day <= latest:
            chosen = {"fill_date": day.isoformat(), "fill_mode": "1", "interpreter": "0",
                      "form_language": "1"}  # fmt: skip
            yield hand.fill_in(definition, None, day, chosen)
