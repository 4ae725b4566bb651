"""Made-up sheets about a clinic itself: its log of contacts, its year, its managers' answers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from kast_eval.definition.form import FormDefinition, Subject, Timing
from kast_eval.kinds import Count
from kast_eval.training.papers import LONGEST_WAIT, Hand, TrainingSheet

ROWS, OCCASIONS = 24, 2
"""How many contacts are logged, and how many managers or interviews there are."""

_DAYS_BETWEEN_CONTACTS = 3
_MOST = 20
_SHARE_INCLUDED = 0.8


def generate_clinic_sheets(
    seed: int, definitions: Sequence[FormDefinition], site_code: str, *, last_day: date
) -> tuple[TrainingSheet, ...]:
    """Return made-up sheets of every form about the clinic; nothing happens after `last_day`."""
    chooser = Random(f"{seed} {site_code}")  # noqa: S311 - made-up data are to come out the same.
    hand = Hand(site_code, None, chooser)
    latest = last_day - timedelta(days=LONGEST_WAIT)
    return tuple(
        sheet
        for definition in definitions
        if definition.subject is Subject.CLINIC
        for sheet in _of_form(hand, definition.as_asked(), latest)
    )


def _of_form(hand: Hand, definition: FormDefinition, latest: date) -> Iterator[TrainingSheet]:
    for number, day in _numbered_days(definition.timing, latest):
        chosen = {
            **_small_numbers(definition, hand.chooser),
            **_contact(hand.chooser),
            "fill_date": day.isoformat(),
            "contact_date": f"{day:%Y%m%d}",
            "uses_forms_since": str(day.year - 2),
            "fte_treatment": hand.chooser.choice(("050", "100", "175")),
            "codebook_version": "1",
        }
        yield hand.fill_in(definition, number, day, chosen)


def _small_numbers(definition: FormDefinition, chooser: Random) -> Mapping[str, str]:
    """Return an answer to every question of how many: a clinic is small."""
    return {
        item.name: str(chooser.randint(item.kind.smallest, item.kind.smallest + _MOST))
        for item in definition.items
        if isinstance(item.kind, Count)
    }


def _contact(chooser: Random) -> Mapping[str, str]:
    """Return what hangs together in a row of the log: who can take part is offered a form."""
    included = chooser.random() < _SHARE_INCLUDED
    return {
        "contact_by": chooser.choice("1112") if included else "3",
        "contact_adult": "1",
        "eligible_cat": "1" if included else chooser.choice("36"),
        "start_form_offered": str(int(included)),
        "consent_research": chooser.choice("1112") if included else "3",
        "contact_outcome": chooser.choice("1112") if included else chooser.choice("34"),
    }


def _numbered_days(timing: Timing, latest: date) -> Iterator[tuple[int, date]]:
    """Give the number and the day of each sheet: of a year, of the rows, else of occasions."""
    if timing is Timing.YEAR:
        yield latest.year - 1, latest
        return
    count = ROWS if timing is Timing.ROW else OCCASIONS
    for number in range(1, count + 1):
        yield number, latest - timedelta(days=_DAYS_BETWEEN_CONTACTS * (count - number))
