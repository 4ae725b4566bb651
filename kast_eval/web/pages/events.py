"""The auditor's page: what was done, found by period, kind, person and clinic; and the chain."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kast_eval import clock
from kast_eval.actions.check_chain import ChainCheck, check_anchor, check_chain
from kast_eval.actions.confirm_clock import confirm_clock
from kast_eval.actions.read_events import EventsPage, read_events
from kast_eval.errors import KastEvalError
from kast_eval.store.event_search import EventFilter
from kast_eval.store.records import EventRecord
from kast_eval.study.anchor import AnchorError
from kast_eval.study.event_kinds import GROUP_WORDS, EventGroup, kinds_in, words_of
from kast_eval.web.days import moment_said
from kast_eval.web.language import language, translated
from kast_eval.web.signed_in import Work, work
from kast_eval.web.statuses import UNPROCESSABLE
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("events", __name__)

_DAY = re.compile(r"(19|20)\d\d-\d\d-\d\d")
_LONGEST_NUMBER = 12
_PAGE = re.compile(r"[a-z_]+\.[a-z_]+")
_PUBLIC_ID = re.compile(r"[0-9a-f]{24}")

SUBJECT_WORDS = {
    "due list": marked("veckans lista"),
    "questions": marked("frågor att besvara"),
    "response": marked("svar och kvalitet"),
    "events": marked("händelserna"),
    "interviews": marked("intervjuer"),
    "clock": marked("klockan"),
    "browser": marked("webbläsaren"),
    "command": marked("kommandoraden"),
    "link": marked("länk"),
    "code": marked("engångskod"),
    "training": marked("övning"),
    "code key": marked("kodnyckeln"),
    "backup folder": marked("mappen för säkerhetskopior"),
}
"""What stands for no single thing; the id of one is shown as it is."""


@dataclass(frozen=True)
class Asked:
    """What was asked for in the address, as it was typed."""

    since: str
    until: str
    group: str
    user: str
    site: str
    subject: str
    before: str

    def wanted(self) -> EventFilter:
        """Return what to look for; days that were not read do not matter."""
        until = read_day(self.until)
        return EventFilter(
            _midnight(read_day(self.since)),
            _midnight(until + timedelta(1) if until else None),
            kinds_in(EventGroup(self.group)) if self.group in set(EventGroup) else frozenset(),
            self.user,
            self.subject,
        )

    def unread_days(self) -> dict[str, str]:
        """Return what to say of the days that could not be read."""
        told = translated(marked("Skriv dagen som 2026-03-09."))
        days = {"since": self.since, "until": self.until}
        return {name: told for name, typed in days.items() if typed and read_day(typed) is None}

    def address(self, **other: object) -> str:
        """Return the address of the page with something else."""
        fields = {name: value for name, value in {**vars(self), **other}.items() if value}
        return (
            f"{url_for('events.events')}?{urlencode(fields)}"
            if fields
            else url_for("events.events")
        )


@dataclass(frozen=True)
class Checked:
    """What a check came to, of the whole chain or of an anchor."""

    chain: ChainCheck | None = None
    anchor: str = ""
    found: EventRecord | None = None
    refusal: str = ""


def read_day(typed: str) -> date | None:
    """Return the day that was typed; None for none, and for what is no day."""
    if not _DAY.fullmatch(typed):
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


@pages.get("/events")
def events() -> ResponseReturnValue:
    """Show the newest events, or those that are asked for."""
    asked = _asked()
    page = _show()
    return (page, UNPROCESSABLE) if asked.unread_days() else page


@pages.post("/events/chain")
def chain() -> str:
    """Read the whole chain and tell whether it is whole."""
    with work() as one:
        found = check_chain(one.session, one.user, one.now)
    return _show(Checked(chain=found))


@pages.post("/events/anchor")
def anchor() -> ResponseReturnValue:
    """Tell whether what stands on a paper stands in the chain, and since when."""
    typed = request.form.get("anchor", "")
    try:
        with work() as one:
            found = check_anchor(one.session, one.user, one.now, typed)
    except AnchorError as error:
        told = Checked(anchor=typed, refusal=_said(error))
        return _show(told), UNPROCESSABLE
    return _show(Checked(anchor=typed, found=found))


@pages.post("/events/clock")
def clock_is_right() -> ResponseReturnValue:
    """Keep that somebody has compared the machine's clock with another."""
    with work() as one:
        confirm_clock(one.session, one.user, one.now)
    tell_next(marked("Noterat: klockan går rätt."))
    return redirect(url_for("start.start"), 303)


def _show(checked: Checked | None = None) -> str:
    asked = _asked()
    with work() as one:
        page = _read(one, asked)
    return render_template(
        "events.html",
        page=page,
        asked=asked,
        refused=asked.unread_days(),
        checked=checked,
        groups=GROUP_WORDS,
        said=lambda moment: moment_said(moment, one.now),
        words_of=lambda action: translated(words_of(action)),
        about=about,
        is_thing=is_thing,
        names={site.code: site.name for site in page.sites},
    )


def _read(one: Work, asked: Asked) -> EventsPage:
    before = asked.before
    is_number = before.isascii() and before.isdigit() and len(before) <= _LONGEST_NUMBER
    return read_events(
        one.session, one.user, one.now, asked.wanted(),
        site_code=asked.site, before=int(before) if is_number else None,
    )  # fmt: skip


def _asked() -> Asked:
    given = request.args
    return Asked(**{name: given.get(name, "") for name in Asked.__dataclass_fields__})


def is_thing(subject: str) -> bool:
    """Tell whether an event is about one thing, so that other events may be about it too."""
    return bool(_PUBLIC_ID.fullmatch(subject))


def about(subject: str) -> str:
    """Return what an event is about in short: the beginning of an id, a page, or words."""
    if is_thing(subject):
        return subject[:8]
    if _PAGE.fullmatch(subject):
        return translated(marked("sidan {page}"), page=subject)
    return translated(SUBJECT_WORDS[subject]) if subject in SUBJECT_WORDS else subject


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), clock.CLINIC_ZONE)


def _said(error: KastEvalError) -> str:
    return error.in_language(language())
