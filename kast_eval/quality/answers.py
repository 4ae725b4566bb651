"""Checks of what is answered: purchases, age, answers that repeat themselves."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations, pairwise

from kast_eval.definition.form import Filler
from kast_eval.kinds import Words
from kast_eval.kinds.answer import Ruling
from kast_eval.quality.check import Check
from kast_eval.quality.sheet import CheckedSheet, ClientSheets, Place
from kast_eval.study.person import OTHER_BEHAVIOUR
from kast_eval.wording import Wording

Places = Iterator[tuple[Place, ...]]

_PURCHASES = (
    "buy_ever", "buy_phys_30d_n", "buy_rem_30d_n", "buy_phys_90d_n", "buy_rem_90d_n",
    "buy_12m_cat", "since_buy", "since_buy_n", "relapse_any",
)  # fmt: skip
_OF_BUYERS = "since_buy"
"""The item that is asked of those alone who are registered as buyers."""
_IN_30_AND_90_DAYS: Mapping[str, str] = {
    "buy_phys_30d_n": "buy_phys_90d_n", "buy_rem_30d_n": "buy_rem_90d_n",
}  # fmt: skip
_WITHIN = 60
"""So many days after a form its 30 days lie wholly within the 90 days of the next."""

_DAYS_A_YEAR = 365.25
_FEWEST_REPEATED, _FEWEST_DIFFERENT = 7, 3
"""As many answers are the same, and so many different ones among them, before it is no chance."""


def _reported(sheet: CheckedSheet) -> tuple[str, ...]:
    """Return the items in which the sheet reports a purchase.

    An answer where the paper leads past the question counts only where it is the person type that
    leads past it; the others are asked about on their own sheet.
    """
    return tuple(
        name
        for name in _PURCHASES
        if (sheet.number_of(name) or 0) > 0
        and (name == _OF_BUYERS or Ruling.SKIP_ANSWERED not in sheet.answers[name].rulings)
    )


def _in_time(sheets: tuple[CheckedSheet, ...]) -> list[CheckedSheet]:
    return sorted(sheets, key=lambda one: (one.episode_no, one.day or date.max, one.public_id))


def _other_behaviour_buys(client: ClientSheets) -> Places:
    if client.person_type != OTHER_BEHAVIOUR:
        return
    for sheet in _in_time(client.sheets):
        if items := _reported(sheet):
            yield (Place(sheet, items),)
            return


def _staff_says_otherwise(client: ClientSheets) -> Places:
    for episode in client.episodes():
        for staff in episode.of("start_staff"):
            for start in episode.of("start"):
                said, answered = staff.number_of("incl_buyer"), start.number_of("buy_ever")
                if None not in {said, answered} and said != answered:
                    yield Place(staff, ("incl_buyer",)), Place(start, ("buy_ever",))


def _no_after_yes(client: ClientSheets) -> Places:
    told: Place | None = None
    for episode in client.episodes():
        for start in episode.of("start"):
            if told and start.number_of("buy_ever") == 0:
                yield told, Place(start, ("buy_ever",))
        for sheet in _in_time(episode.sheets):
            if told is None and (items := _reported(sheet)):
                told = Place(sheet, items)
        yield from _relapse_taken_back(episode)


def _relapse_taken_back(episode: ClientSheets) -> Places:
    for earlier, later in combinations(episode.of("followup"), 2):
        if earlier.number_of("relapse_any") == 1 and later.number_of("relapse_any") == 0:
            yield Place(earlier, ("relapse_any",)), Place(later, ("relapse_any",))


def _fewer_in_longer_time(client: ClientSheets) -> Places:
    for episode in client.episodes():
        asked = _in_time((*episode.of("start"), *episode.of("closing"), *episode.of("followup")))
        for before, after in pairwise(asked):
            if before.day is None or after.day is None or (after.day - before.day).days > _WITHIN:
                continue
            for shorter, longer in _IN_30_AND_90_DAYS.items():
                least, most = _asked(before, shorter), _asked(after, longer)
                if least is not None and most is not None and most < least:
                    yield Place(before, (shorter,)), Place(after, (longer,))


def _asked(sheet: CheckedSheet, name: str) -> int | None:
    """Return a number where the paper asks for it; one beside that is asked about already."""
    answer = sheet.answers.get(name)
    if answer is None or Ruling.SKIP_ANSWERED in answer.rulings:
        return None
    return sheet.number_of(name)


def _age_moves(client: ClientSheets) -> Places:
    for before, after in pairwise(_in_time(client.of("start"))):
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
    for one, other in combinations(_in_time(tuple(sheets)), 2):
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
        "other_behaviour_buys",
        Wording("Köp hos en klient med annat beteende", "Purchases by a client of other behaviour"),
        Wording(
            "Klienten är registrerad med annat sexuellt beteende men har svarat att köp har "
            "hänt. Är klienten en som köper eller har köpt sex?",
            "The client is registered with other sexual behaviour but has answered that purchases "
            "have been made. Is the client one who buys or has bought sex?",
        ),
        Wording(
            "En del berättar senare. Då registreras klienten om, och det syns i arkets historia. "
            "Svaren ändras inte.",
            "Some tell later. The client is then registered anew, and the sheet's history tells "
            "so. No answers are changed.",
        ),
        (
            ("start", "buy_ever"), ("start", "buy_phys_30d_n"), ("checkin", "since_buy"),
            ("closing", "buy_phys_30d_n"), ("followup", "relapse_any"),
        ),
        find=_other_behaviour_buys,
    ),
    Check(
        "staff_says_otherwise",
        Wording("Behandlaren och klienten säger olika", "Counsellor and client say otherwise"),
        Wording(
            "Enligt startuppgifterna har klienten köpt sex, enligt startformuläret inte, eller "
            "tvärtom. Står det så på båda papperen?",
            "By the start details the client has bought sex, by the start form not, or the other "
            "way round. Do both papers say so?",
        ),
        Wording(
            "Båda kan stå som de är: behandlaren kan veta något annat. Men ett kryss i fel ruta "
            "ändrar vem som räknas som köpare.",
            "Both may stand: the counsellor may know something else. But a cross in the wrong box "
            "changes who counts as a buyer.",
        ),
        (("start_staff", "incl_buyer"), ("start", "buy_ever")),
        find=_staff_says_otherwise,
    ),
    Check(
        "no_after_yes",
        Wording("Nej efter ja", "No after yes"),
        Wording(
            "Ett tidigare ark säger att köp har hänt, ett senare att det aldrig har hänt. Hör "
            "båda arken till klienten?",
            "An earlier sheet says that purchases were made, a later one that they never were. Do "
            "both sheets belong to the client?",
        ),
        Wording(
            "Det som har hänt en gång kan inte ha hänt aldrig. Klienten frågas inte igen: jämför "
            "med papperen och med etiketterna.",
            "What has happened once cannot never have happened. The client is not asked again: "
            "compare with the papers and the labels.",
        ),
        (("start", "buy_ever"), ("followup", "relapse_any")),
        find=_no_after_yes,
    ),
    Check(
        "fewer_in_longer_time",
        Wording("Färre köp på längre tid", "Fewer purchases in a longer time"),
        Wording(
            "De 30 dagarna i det första arket ligger inom de 3 månaderna i det andra, men talet är "
            "mindre. Står det så på båda papperen?",
            "The 30 days of the first sheet lie within the 3 months of the second, but the number "
            "is smaller. Do both papers say so?",
        ),
        Wording(
            "Gäller när det är högst 60 dagar mellan arken. Inom ett ark finns redan samma fråga. "
            "Minnet kan svika, så båda talen kan stå.",
            "Where there are at most 60 days between the sheets. Within a sheet the form asks the "
            "same. Memory fails, so both numbers may stand.",
        ),
        (
            ("start", "buy_phys_30d_n"), ("start", "buy_rem_30d_n"),
            ("closing", "buy_phys_90d_n"), ("closing", "buy_rem_90d_n"),
        ),
        find=_fewer_in_longer_time,
    ),
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
)  # fmt: skip
