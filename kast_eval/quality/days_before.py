"""Checks of days that lie too early: what cannot come before what."""

from datetime import timedelta

from kast_eval.quality.check import Check, Places
from kast_eval.quality.days import at, closings, dated, first_after
from kast_eval.quality.sheet import ClientSheets, Place
from kast_eval.wording import Wording

DAYS_OF_A_MONTH = 25
"""A follow-up may come some weeks before its months are over, but not sooner than this a month."""


def _closing_before_start(client: ClientSheets) -> Places:
    for closed, closing, episode in closings(client):
        for first in first_after(closed, episode):
            yield Place(closing, ("close_date",)), at(first)


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


def _followup_too_early(client: ClientSheets) -> Places:
    for closed, closing, episode in closings(client):
        for day, followup in dated(episode.of("followup")):
            soonest = closed + timedelta(DAYS_OF_A_MONTH * (followup.number or 0))
            if closed <= day < soonest:
                yield Place(closing, ("close_date",)), at(followup)


DAYS_BEFORE = (
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
)
