"""Checks of days: what cannot come before what."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise

from kast_eval.quality.check import Asks, Check
from kast_eval.quality.known_items import HELD
from kast_eval.quality.sheet import CheckedSheet, ClientSheets, Place
from kast_eval.wording import Wording

_SILENT = 3
"""The code of `close_reason` for a contact that was closed after 90 days without one."""
_WITHDRAWN = 1
"""The code of `deviation_kind` for a consent that was withdrawn."""
_BY_CLIENT = ("start", "checkin", "closing", "followup")

Places = Iterator[tuple[Place, ...]]


def held_sessions(client: ClientSheets) -> tuple[CheckedSheet, ...]:
    """Return the logs of the sessions that took place."""
    return tuple(one for one in client.of("session") if one.number_of("attended") == HELD)


def dated(sheets: Iterable[CheckedSheet]) -> list[tuple[date, CheckedSheet]]:
    """Return the sheets whose day is sure, with it."""
    return [(sheet.day, sheet) for sheet in sheets if sheet.day is not None]


def at(sheet: CheckedSheet) -> Place:
    """Return where a sheet says its day."""
    return Place(sheet, (sheet.day_item,))


def closings(client: ClientSheets) -> Iterator[tuple[date, CheckedSheet, ClientSheets]]:
    """Give each closing with its day and the sheets of its episode."""
    for episode in client.episodes():
        for closing in episode.of("closing_staff"):
            day = closing.day_of("close_date")
            if day is not None:
                yield day, closing, episode


def _closing_before_start(client: ClientSheets) -> Places:
    for closed, closing, episode in closings(client):
        for first in _first_after(closed, episode):
            yield Place(closing, ("close_date",)), at(first)


def _first_after(closed: date, episode: ClientSheets) -> list[CheckedSheet]:
    """Return the first session that was held, if even that is after the closing."""
    days = sorted(dated(held_sessions(episode)), key=lambda one: one[0])
    return [sheet for day, sheet in days[:1] if closed < day]


def _form_e_before_form_a(client: ClientSheets) -> Places:
    for episode in client.episodes():
        for started, start in dated(episode.of("start")):
            for ended, closing in dated(episode.of("closing")):
                if ended < started:
                    yield at(start), at(closing)


def _followup_before_closing(client: ClientSheets) -> Places:
    for closed, closing, episode in closings(client):
        for day, followup in dated(episode.of("followup")):
            if day < closed:
                yield Place(closing, ("close_date",)), at(followup)


DAYS_OF_A_MONTH = 25
"""A follow-up may come some weeks before its months are over, but not sooner than this a month."""


def _followup_too_early(client: ClientSheets) -> Places:
    for closed, closing, episode in closings(client):
        for day, followup in dated(episode.of("followup")):
            soonest = closed + timedelta(DAYS_OF_A_MONTH * (followup.number or 0))
            if closed <= day < soonest:
                yield Place(closing, ("close_date",)), at(followup)


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


def _session_after_closing(client: ClientSheets) -> Places:
    for closed, closing, episode in closings(client):
        if closing.number_of("close_reason") == _SILENT or _first_after(closed, episode):
            continue
        for day, sheet in dated((*held_sessions(episode), *episode.of("checkin"))):
            if day > closed:
                yield Place(closing, ("close_date",)), at(sheet)


def _sheet_after_silence(client: ClientSheets) -> Places:
    for closed, closing, episode in closings(client):
        if closing.number_of("close_reason") != _SILENT or _first_after(closed, episode):
            continue
        there = (*held_sessions(episode), *episode.of("checkin"), *episode.of("closing"))
        for day, sheet in dated(there):
            if day > closed:
                yield Place(closing, ("close_date", "close_reason")), at(sheet)


def _sheet_after_withdrawal(client: ClientSheets) -> Places:
    for episode in client.episodes():
        for deviation in episode.of("deviation"):
            day = deviation.day_of("deviation_date")
            if deviation.number_of("deviation_kind") != _WITHDRAWN or day is None:
                continue
            for filled_in, sheet in dated(one for form in _BY_CLIENT for one in episode.of(form)):
                if filled_in > day:
                    yield Place(deviation, ("deviation_date", "deviation_kind")), at(sheet)


DAY_CHECKS = (
    Check(
        "closing_before_start",
        Wording("Avslut före start", "Closed before the start"),
        Wording(
            "Slutdagen ligger före det första samtalet som blev av. Vilken dag är fel?",
            "The closing day is before the first session that was held. Which day is wrong?",
        ),
        Wording(
            "En kontakt kan inte sluta innan den har börjat. Båda dagarna ger uppföljningarnas "
            "fönster.",
            "A contact cannot end before it has begun. Both days give the windows of the "
            "follow-ups.",
        ),
        (("closing_staff", "close_date"), ("session", "session_date")),
        hard=True,
        find=_closing_before_start,
    ),
    Check(
        "form_e_before_form_a",
        Wording("Avslutsformulär före startformulär", "Closing form before start form"),
        Wording(
            "Avslutsformuläret är ifyllt före startformuläret. Stämmer dagarna?",
            "The closing form is filled in before the start form. Are the days right?",
        ),
        Wording(
            "Förändringen räknas från A till E. Ett startformulär kan ha kommit mycket sent, men "
            "oftare är ett år eller en månad fel.",
            "Change is counted from A to E. A start form may have come very late, but more often "
            "a year or a month is wrong.",
        ),
        (("start", "fill_date"), ("closing", "fill_date")),
        find=_form_e_before_form_a,
    ),
    Check(
        "followup_before_closing",
        Wording("Uppföljning före avslut", "Follow-up before the closing"),
        Wording(
            "Uppföljningen är ifylld före slutdagen. Vilken dag är fel?",
            "The follow-up is filled in before the closing day. Which day is wrong?",
        ),
        Wording(
            "En uppföljning räknas från slutdagen och kan bara komma efter den.",
            "A follow-up is counted from the closing day and can only come after it.",
        ),
        (("closing_staff", "close_date"), ("followup", "fill_date")),
        hard=True,
        find=_followup_before_closing,
    ),
    Check(
        "followup_too_early",
        Wording("Uppföljning långt före sin tid", "Follow-up long before its time"),
        Wording(
            "Uppföljningen är ifylld långt innan månaderna har gått. Är månaden eller någon av "
            "dagarna fel?",
            "The follow-up is filled in long before its months are over. Is the month or one of "
            "the days wrong?",
        ),
        Wording(
            "Ett ark på fel månad tar den rätta uppföljningens plats, och den väntas inte mer.",
            "A sheet at the wrong month takes the place of the right follow-up, which is then no "
            "longer waited for.",
        ),
        (("closing_staff", "close_date"), ("followup", "fill_date")),
        find=_followup_too_early,
    ),
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
    Check(
        "session_after_closing",
        Wording("Samtal efter slutdagen", "A session after the closing day"),
        Wording(
            "Det finns ett samtal eller en avstämning efter slutdagen. Ska kontakten vara "
            "avslutad den dagen?",
            "There is a session or a check-in after the closing day. Is the contact to be closed "
            "on that day?",
        ),
        Wording(
            "Slutdagen är dagen för det sista samtalet. Kommer klienten tillbaka senare är det en "
            "ny insatsperiod.",
            "The closing day is that of the last session. If the client comes back later it is a "
            "new episode.",
        ),
        (("closing_staff", "close_date"), ("session", "session_date"), ("checkin", "fill_date")),
        find=_session_after_closing,
    ),
    Check(
        "sheet_after_silence",
        Wording("Ark efter avslut utan kontakt", "A sheet after a closing in silence"),
        Wording(
            "Kontakten avslutades för att klienten inte hördes av, men det finns ett ark efter "
            "slutdagen. Vilket stämmer?",
            "The contact was closed because the client was not heard from, but there is a sheet "
            "after the closing day. Which is right?",
        ),
        Wording(
            "Har klienten kommit tillbaka ska slutdagen eller skälet rättas, eller en ny "
            "insatsperiod börja.",
            "If the client has come back, the closing day or the reason is to be corrected, or a "
            "new episode to begin.",
        ),
        (
            ("closing_staff", "close_date"), ("closing_staff", "close_reason"),
            ("session", "session_date"), ("checkin", "fill_date"), ("closing", "fill_date"),
        ),
        find=_sheet_after_silence,
    ),
    Check(
        "sheet_after_withdrawal",
        Wording("Ark efter återtaget samtycke", "A sheet after a withdrawn consent"),
        Wording(
            "Klienten har återtagit sitt samtycke, och ett formulär är ifyllt efter den dagen. Får "
            "arket finnas kvar?",
            "The client has withdrawn the consent, and a form is filled in after that day. May the "
            "sheet stay?",
        ),
        Wording(
            "Efter återtagandet samlas inget mer in från klienten. Formuläransvarig ser efter om "
            "dagen är fel eller om arket inte skulle ha fyllts i.",
            "After the withdrawal nothing more is collected from the client. The lead looks "
            "whether the day is wrong or the sheet should not have been filled in.",
        ),
        (
            ("deviation", "deviation_kind"), ("deviation", "deviation_date"),
            ("start", "fill_date"), ("checkin", "fill_date"), ("closing", "fill_date"),
            ("followup", "fill_date"),
        ),
        asks=Asks.LEAD,
        find=_sheet_after_withdrawal,
    ),
)  # fmt: skip
