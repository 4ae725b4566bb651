"""Checks of episodes: what belongs to none, or to another one."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from kast_eval.quality.check import Check, Places
from kast_eval.quality.days import at, closings, dated, held_sessions
from kast_eval.quality.sheet import CheckedSheet, ClientSheets, Place
from kast_eval.wording import Wording


def _followup_without_closing(client: ClientSheets) -> Places:
    for episode in client.episodes():
        if not (episode.of("closing_staff") or episode.of("closing")):
            for followup in episode.of("followup"):
                yield (Place(followup),)


def _sheet_of_earlier_episode(client: ClientSheets) -> Places:
    for before, after in pairwise(client.episodes()):
        closings = [*dated(before.of("closing")), *_closing_days(before)]
        if closings:
            closed, closing = max(closings, key=lambda one: one[0])
            for day, sheet in dated(after.sheets):
                if day <= closed:
                    yield at(sheet), Place(closing)


def _closing_days(episode: ClientSheets) -> Iterator[tuple[date, CheckedSheet]]:
    for closed, closing, _sheets in closings(episode):
        yield closed, closing


def _closed_twice(client: ClientSheets) -> Places:
    for before, after in pairwise(client.episodes()):
        begun = after.of("start") or after.of("start_staff") or held_sessions(after)
        if not begun:
            for first in before.of("closing_staff"):
                for second in after.of("closing_staff"):
                    yield Place(first, ("close_date",)), Place(second, ("close_date",))


EPISODE_CHECKS = (
    Check(
        "followup_without_closing",
        Wording("Uppföljning utan avslut", "A follow-up without a closing"),
        Wording(
            "Uppföljningen hör till en insatsperiod som ingen har avslutat. Saknas "
            "avslutsuppgifterna, eller är koden eller perioden fel?",
            "The follow-up belongs to an episode that nobody has closed. Are the closing details "
            "missing, or is the code or the episode wrong?",
        ),
        Wording(
            "En uppföljning räknas från slutdagen. Utan avslut har den inget fönster och kan inte "
            "vara sen. Frågan stängs när avslutet är inskrivet eller arket flyttat.",
            "A follow-up is counted from the closing day. Without a closing it has no window and "
            "cannot be late. The question closes when the closing is keyed or the sheet moved.",
        ),
        (("followup", "fill_date"), ("closing_staff", "close_date")),
        find=_followup_without_closing,
    ),
    Check(
        "sheet_of_earlier_episode",
        Wording("Ark från en tidigare insatsperiod", "A sheet of an earlier episode"),
        Wording(
            "Arket ligger i den senare insatsperioden, men dagen är inte efter den förra periodens "
            "avslut. Hör arket till den förra?",
            "The sheet lies in the later episode, but its day is not after the closing of the one "
            "before. Does it belong to the one before?",
        ),
        Wording(
            "Ett sent ark från den förra perioden hamnar lätt i den som pågår. Flytta det till "
            "rätt period, eller rätta dagen.",
            "A late sheet of the episode before easily ends up in the present one. Move it to the "
            "right episode, or correct the day.",
        ),
        (
            ("start", "fill_date"), ("session", "session_date"), ("checkin", "fill_date"),
            ("closing", "fill_date"), ("followup", "fill_date"), ("closing_staff", "close_date"),
        ),
        find=_sheet_of_earlier_episode,
    ),
    Check(
        "closed_twice",
        Wording("Avslutad två gånger", "Closed twice"),
        Wording(
            "Två insatsperioder är avslutade, men den senare har inget startformulär och inget "
            "samtal. Är det samma avslut?",
            "Two episodes are closed, but the later one has no start form and no session. Is it "
            "the same closing?",
        ),
        Wording(
            "En ny insatsperiod börjar med ett samtal. Ett avslut utan början är oftast ett ark "
            "som skrevs in en gång till.",
            "A new episode begins with a session. A closing without a beginning is mostly a sheet "
            "that was keyed once more.",
        ),
        (("closing_staff", "close_date"),),
        find=_closed_twice,
    ),
)  # fmt: skip
