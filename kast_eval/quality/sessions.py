"""Checks of sessions: what is logged, what is counted, what came with them."""

from collections.abc import Iterator
from itertools import pairwise

from kast_eval.quality.check import Check, Places
from kast_eval.quality.days import held_sessions
from kast_eval.quality.known_items import HELD
from kast_eval.quality.sheet import CheckedSheet, ClientSheets, Place
from kast_eval.study.leaps import LONGEST_LEAP
from kast_eval.wording import Wording


def _checkin_without_session(client: ClientSheets) -> Places:
    """Give check-ins whose session is not logged though something later is.

    Before that the log may simply lie in another pile that is keyed tomorrow.
    """
    for episode in client.episodes():
        logged = {log.number for log in episode.of("session")}
        latest = max((number for number in logged if number), default=0)
        for checkin in episode.of("checkin"):
            passed = bool(episode.of("closing_staff")) or latest > (checkin.number or 0)
            if passed and checkin.number not in logged:
                yield (Place(checkin),)


def _number_leaps(client: ClientSheets) -> Places:
    for episode in client.episodes():
        sheets = [*episode.of("session"), *episode.of("checkin")]
        known = sorted({sheet.number for sheet in sheets if sheet.number})
        for before, number in pairwise([0, *known]):
            if number - before > LONGEST_LEAP:
                yield tuple(Place(sheet) for sheet in sheets if sheet.number == number)


def _checkin_not_held(client: ClientSheets) -> Places:
    for episode in client.episodes():
        logs = {log.number: log for log in episode.of("session")}
        for checkin in episode.of("checkin"):
            log = logs.get(checkin.number)
            if log and log.number_of("attended") not in {HELD, None}:
                yield Place(checkin), Place(log, ("attended",))


def _more_at_closing(client: ClientSheets) -> Places:
    for closing, said, logged in _counted(client):
        if said > logged:
            yield (Place(closing, ("sessions_total",)),)


def _fewer_at_closing(client: ClientSheets) -> Places:
    for closing, said, logged in _counted(client):
        if said < logged:
            yield (Place(closing, ("sessions_total",)),)


def _counted(client: ClientSheets) -> Iterator[tuple[CheckedSheet, int, int]]:
    """Give each closing with the sessions that it counts, and those that are logged as held."""
    for episode in client.episodes():
        unsure = any(log.number_of("attended") is None for log in episode.of("session"))
        for closing in episode.of("closing_staff"):
            said = closing.number_of("sessions_total")
            if said is not None and not unsure:
                yield closing, said, len(held_sessions(episode))


SESSION_CHECKS = (
    Check(
        "session_number_leaps",
        Wording("Samtalets nummer hoppar", "The number of the session leaps"),
        Wording(
            "Flera samtal i rad har inget ark alls före det här. Är numret fel?",
            "Several sessions in a row have no sheet at all before this one. Is the number wrong?",
        ),
        Wording(
            "Ett nummer som är fel, 55 i stället för 5, gör att programmet väntar på loggar som "
            "aldrig kommer. Flytta då arket till rätt nummer.",
            "A number that is wrong, 55 for 5, has the program wait for logs that never come. "
            "Move the sheet to its right number then.",
        ),
        (("session", "session_date"), ("checkin", "fill_date")),
        find=_number_leaps,
    ),
    Check(
        "checkin_without_session",
        Wording("Avstämning utan samtalslogg", "A check-in without a session log"),
        Wording(
            "Avstämningen hör till ett samtal som inte är loggat. Saknas samtalsloggen, eller är "
            "numret fel?",
            "The check-in belongs to a session that is not logged. Is the log missing, or the "
            "number wrong?",
        ),
        Wording(
            "Varje samtal har en logg. Programmet frågar först när ett senare samtal eller "
            "avslutet är inskrivet, för loggen kan ligga i en annan hög.",
            "Every session has a log. The program asks only once a later session or the closing "
            "is keyed, for the log may lie in another pile.",
        ),
        (("checkin", "fill_date"), ("session", "session_date")),
        find=_checkin_without_session,
    ),
    Check(
        "checkin_not_held",
        Wording("Avstämning till ett samtal som inte blev av", "A check-in without its session"),
        Wording(
            "Avstämningen är ifylld, men loggen säger att samtalet inte blev av. Stämmer numret?",
            "The check-in is filled in, but the log says that the session was not held. Is the "
            "number right?",
        ),
        Wording(
            "Avstämningen fylls i vid samtalet. Ett fel nummer är den vanligaste orsaken.",
            "The check-in is filled in at the session. A wrong number is the usual cause.",
        ),
        (("checkin", "fill_date"), ("session", "attended")),
        find=_checkin_not_held,
    ),
    Check(
        "more_sessions_than_logged",
        Wording("Fler samtal vid avslutet än i loggarna", "More sessions than logged"),
        Wording(
            "Avslutsuppgifterna räknar fler samtal än som är loggade. Saknas en samtalslogg, eller "
            "är antalet fel?",
            "The closing details count more sessions than are logged. Is a log missing, or the "
            "number wrong?",
        ),
        Wording(
            "Antalet samtal räknas ur loggarna. En logg som saknas är en lucka i klientens kurva.",
            "Sessions are counted from the logs. A log that is missing is a gap in the client's "
            "course.",
        ),
        (("closing_staff", "sessions_total"), ("session", "attended")),
        find=_more_at_closing,
    ),
    Check(
        "fewer_sessions_than_logged",
        Wording("Färre samtal vid avslutet än i loggarna", "Fewer sessions than logged"),
        Wording(
            "Fler samtal är loggade som genomförda än avslutsuppgifterna räknar. Hör alla "
            "loggarna till klienten, eller är antalet fel?",
            "More sessions are logged as held than the closing details count. Do all logs belong "
            "to the client, or is the number wrong?",
        ),
        Wording(
            "En logg för mycket kan vara en annan klients, eller inskriven två gånger.",
            "One log too many can be another client's, or keyed twice.",
        ),
        (("closing_staff", "sessions_total"), ("session", "attended")),
        find=_fewer_at_closing,
    ),
)
