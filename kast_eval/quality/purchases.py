"""Checks of what is said of purchases."""

from collections.abc import Mapping
from itertools import combinations, pairwise

from kast_eval.kinds.answer import Ruling
from kast_eval.quality.check import Check, Places
from kast_eval.quality.days import in_time
from kast_eval.quality.sheet import CheckedSheet, ClientSheets, Place
from kast_eval.study.person import OTHER_BEHAVIOUR
from kast_eval.wording import Wording

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


def _other_behaviour_buys(client: ClientSheets) -> Places:
    if client.person_type != OTHER_BEHAVIOUR:
        return
    for sheet in in_time(client.sheets):
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
        for sheet in in_time(episode.sheets):
            if told is None and (items := _reported(sheet)):
                told = Place(sheet, items)
        yield from _relapse_taken_back(episode)


def _relapse_taken_back(episode: ClientSheets) -> Places:
    for earlier, later in combinations(episode.of("followup"), 2):
        if earlier.number_of("relapse_any") == 1 and later.number_of("relapse_any") == 0:
            yield Place(earlier, ("relapse_any",)), Place(later, ("relapse_any",))


def _fewer_in_longer_time(client: ClientSheets) -> Places:
    for episode in client.episodes():
        asked = in_time((*episode.of("start"), *episode.of("closing"), *episode.of("followup")))
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


PURCHASE_CHECKS = (
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
)  # fmt: skip
