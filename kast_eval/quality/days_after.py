"""Checks of days that lie too late: after a contact was closed or a consent withdrawn."""

from kast_eval.quality.check import Asks, Check, Places
from kast_eval.quality.days import at, closings, dated, first_after, held_sessions
from kast_eval.quality.sheet import ClientSheets, Place
from kast_eval.wording import Wording

_SILENT = 3
"""The code of `close_reason` for a contact that was closed after 90 days without one."""
_WITHDRAWN = 1
"""The code of `deviation_kind` for a consent that was withdrawn."""
_BY_CLIENT = ("start", "checkin", "closing", "followup")


def _session_after_closing(client: ClientSheets) -> Places:
    for closed, closing, episode in closings(client):
        if closing.number_of("close_reason") == _SILENT or first_after(closed, episode):
            continue
        for day, sheet in dated((*held_sessions(episode), *episode.of("checkin"))):
            if day > closed:
                yield Place(closing, ("close_date",)), at(sheet)


def _sheet_after_silence(client: ClientSheets) -> Places:
    for closed, closing, episode in closings(client):
        if closing.number_of("close_reason") != _SILENT or first_after(closed, episode):
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


DAYS_AFTER = (
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
