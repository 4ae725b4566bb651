"""Checks of the days of sessions: their order, and what was filled in on the same day."""

from itertools import combinations, pairwise

from kast_eval.quality.check import Check, Places
from kast_eval.quality.days import at, dated, held_sessions
from kast_eval.quality.sheet import ClientSheets
from kast_eval.wording import Wording


def _sessions_out_of_order(client: ClientSheets) -> Places:
    for episode in client.episodes():
        for (earlier, first), (later, second) in pairwise(dated(episode.of("session"))):
            if later < earlier:
                yield at(first), at(second)


def _same_form_same_day(client: ClientSheets) -> Places:
    for sheets in (client.of("checkin"), held_sessions(client), client.of("followup")):
        for (day, one), (other_day, other) in combinations(dated(sheets), 2):
            if day == other_day:
                yield at(one), at(other)


def _days_of_one_session_differ(client: ClientSheets) -> Places:
    for episode in client.episodes():
        logs = {log.number: (day, log) for day, log in dated(episode.of("session"))}
        for day, checkin in dated(episode.of("checkin")):
            logged, log = logs.get(checkin.number, (day, checkin))
            if logged != day:
                yield at(checkin), at(log)


DAYS_OF_SESSIONS = (
    Check(
        "sessions_out_of_order",
        Wording("Samtal i fel ordning", "Sessions out of order"),
        Wording(
            "Det senare samtalet har en tidigare dag. Är en dag eller ett nummer fel?",
            "The later session has an earlier day. Is a day or a number wrong?",
        ),
        Wording(
            "Samtalen numreras i den ordning de är. En omkastad dag eller ett fel nummer flyttar "
            "klientens kurva.",
            "Sessions are numbered in the order they have. A swapped day or a wrong number moves "
            "the client's course.",
        ),
        (("session", "session_date"),),
        hard=True,
        find=_sessions_out_of_order,
    ),
    Check(
        "same_form_same_day",
        Wording("Samma formulär två gånger på en dag", "The same form twice on one day"),
        Wording(
            "Två ark av samma formulär har samma dag. Är det två papper, och stämmer dagarna?",
            "Two sheets of the same form have the same day. Are they two papers, and are the days "
            "right?",
        ),
        Wording(
            "Det händer att ett ark skrivs in två gånger med olika nummer, eller att två klienters "
            "ark får samma etikett. Två samtal på en dag kan också vara rätt.",
            "A sheet is sometimes keyed twice with different numbers, or the sheets of two clients "
            "get the same label. Two sessions on one day can also be right.",
        ),
        (("checkin", "fill_date"), ("session", "session_date"), ("followup", "fill_date")),
        find=_same_form_same_day,
    ),
    Check(
        "days_of_one_session_differ",
        Wording("Avstämning och samtal på olika dagar", "Check-in and session on different days"),
        Wording(
            "Avstämningen och samtalsloggen har samma nummer men olika dagar. Vilken stämmer?",
            "The check-in and the session log have the same number but different days. Which is "
            "right?",
        ),
        Wording(
            "Avstämningen fylls i vid samtalet. Skiljer dagarna är ett nummer eller en dag fel; "
            "samtalsloggens dag gäller tills någon har tittat.",
            "The check-in is filled in at the session. If the days differ, a number or a day is "
            "wrong; the log's day counts until somebody has looked.",
        ),
        (("checkin", "fill_date"), ("session", "session_date")),
        find=_days_of_one_session_differ,
    ),
)
