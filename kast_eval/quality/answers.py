"""Checks of answers as one person's: an age that jumps, sheets that repeat themselves."""

from itertools import combinations, pairwise

from kast_eval.definition.form import Filler
from kast_eval.kinds import Words
from kast_eval.quality.check import Check, Places
from kast_eval.quality.days import in_time
from kast_eval.quality.sheet import CheckedSheet, ClientSheets, Place
from kast_eval.wording import Wording

_DAYS_A_YEAR = 365.25
_FEWEST_REPEATED, _FEWEST_DIFFERENT = 7, 3
"""As many answers are the same, and so many different ones among them, before it is no chance."""


def _age_moves(client: ClientSheets) -> Places:
    for before, after in pairwise(in_time(client.of("start"))):
        then, now = before.number_of("age_years"), after.number_of("age_years")
        if then is None or now is None or before.day is None or after.day is None:
            continue
        years = (after.day - before.day).days / _DAYS_A_YEAR
        # A birthday lies between the two days, or does not; which cannot be known.
        if not years - 1 < now - then < years + 1:
            items = ("age_years", before.day_item)
            yield Place(before, items), Place(after, items)


def _identical_answers(client: ClientSheets) -> Places:
    sheets = [one for one in client.sheets if one.definition.filler is Filler.CLIENT]
    for one, other in combinations(in_time(tuple(sheets)), 2):
        if one.form == other.form and _repeats(one, other):
            yield Place(one, _answered(one)), Place(other, _answered(other))


def _answered(sheet: CheckedSheet) -> tuple[str, ...]:
    return tuple(
        item.name
        for item in sheet.definition.items
        if item not in sheet.definition.head
        and not isinstance(item.kind, Words)
        and item.name in sheet.answers
        and sheet.answers[item.name].missing is None
    )


def _repeats(one: CheckedSheet, other: CheckedSheet) -> bool:
    names = _answered(one)
    answers = [one.answers[name].values for name in names]
    return (
        len(names) >= _FEWEST_REPEATED
        and len(set(answers)) >= _FEWEST_DIFFERENT
        and names == _answered(other)
        and answers == [other.answers[name].values for name in names]
    )


ANSWER_CHECKS = (
    Check(
        "age_moves",
        Wording("Åldern stämmer inte med tiden", "The age does not follow time"),
        Wording(
            "Åldern har ändrats mer eller mindre än tiden mellan arken. Hör båda till klienten?",
            "The age has changed by more or less than the time between the sheets. Do both belong "
            "to the client?",
        ),
        Wording(
            "Mellan två insatsperioder blir klienten så många år äldre som har gått, ett mer eller "
            "mindre. Annars är ett tal fel, eller en etikett.",
            "Between two episodes a client grows older by the years that have gone, one more or "
            "less. Else a number is wrong, or a label.",
        ),
        (("start", "age_years"), ("start", "fill_date")),
        find=_age_moves,
    ),
    Check(
        "identical_answers",
        Wording("Två ark med precis samma svar", "Two sheets with the very same answers"),
        Wording(
            "Alla svar är lika på två ark av samma formulär. Är det två papper?",
            "All answers are the same on two sheets of the same form. Are they two papers?",
        ),
        Wording(
            "Gäller klientens formulär med minst sju svar och minst tre olika bland dem. Oftast är "
            "ett papper inskrivet två gånger.",
            "Of clients' forms with at least seven answers, and three different ones among them. "
            "Mostly one paper was keyed twice.",
        ),
        (("checkin", "urge_max_7d"), ("followup", "urge_max_7d")),
        find=_identical_answers,
    ),
)
