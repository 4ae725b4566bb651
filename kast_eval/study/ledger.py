"""The ledger of expected forms: every form that should exist, in exactly one state."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kast_eval.definition.form import Subject
from kast_eval.study.episode import KnownEpisode, episodes_of
from kast_eval.study.expected import (
    FILLED_IN,
    TAKEN_BACK,
    Absence,
    Expected,
    Place,
    ProposedClosing,
    Reminder,
    SheetFacts,
    State,
)
from kast_eval.study.schedule import Schedule
from kast_eval.study.told import ended_by_withdrawal, told_state, withdrawals_of
from kast_eval.study.wanted import Wanted, wanted_of_clinic, wanted_of_episode

DAYS_AHEAD = 14
"""How long before its window a form is listed."""

_URGENCY = {state: place for place, state in enumerate((State.OVERDUE, State.DUE, State.SOON))}


@dataclass(frozen=True, slots=True)
class _Heard:
    """What counts today of what staff have said and sent."""

    today: date
    absences: Mapping[Place, Absence]
    reminders: Mapping[tuple[str, int, str], tuple[date, ...]]


def ledger_of(
    schedule: Schedule,
    facts: Collection[SheetFacts],
    absences: Collection[Absence],
    reminders: Iterable[Reminder],
    today: date,
    *,
    chosen_points: Collection[str],
    in_study: bool,
) -> tuple[Expected, ...]:
    """Return every form that a clinic should have by now, the most urgent of the open ones first.

    `facts` are those of all its sheets. `absences` come in the order in which they were said: the
    last one counts. `chosen_points` names the optional points that the clinic follows.
    """
    people = ledger_of_people(
        schedule, facts, absences, reminders, today,
        chosen_points=chosen_points, in_study=in_study,
    )  # fmt: skip
    # The day of the save: one that was misread on a paper must not make up years.
    begun = min((sheet.saved_on for sheet in facts), default=None)
    own = [sheet for sheet in facts if sheet.code is None]
    return most_urgent_first((*people, *ledger_of_clinic(schedule, own, absences, begun, today)))


def ledger_of_people(
    schedule: Schedule,
    facts: Collection[SheetFacts],
    absences: Iterable[Absence],
    reminders: Iterable[Reminder],
    today: date,
    *,
    chosen_points: Collection[str],
    in_study: bool,
) -> tuple[Expected, ...]:
    """Return the forms of clients and relatives, of whom `facts` holds all sheets."""
    heard = _Heard(today, {one.place: one for one in absences}, _by_follow_up(reminders))
    withdrawals = withdrawals_of(schedule, facts)
    found: list[Expected | None] = []
    for episode in episodes_of(schedule, facts):
        withdrawn = withdrawals.get(episode.code, ())
        for one in wanted_of_episode(schedule, episode, chosen_points):
            told = told_state(schedule, episode, one, withdrawn, in_study=in_study)
            found.append(_stated(one, told, heard))
    return tuple(one for one in found if one is not None)


def ledger_of_clinic(
    schedule: Schedule,
    own_sheets: Collection[SheetFacts],
    absences: Iterable[Absence],
    begun: date | None,
    today: date,
) -> tuple[Expected, ...]:
    """Return the forms about the clinic itself; none before its first sheet, saved on `begun`."""
    if begun is None:
        return ()
    heard = _Heard(today, {one.place: one for one in absences}, {})
    wanted = wanted_of_clinic(schedule, own_sheets, begun, today)
    found = (_stated(one, None, heard) for one in wanted)
    return tuple(one for one in found if one is not None)


def most_urgent_first(expected: Iterable[Expected]) -> tuple[Expected, ...]:
    """Return the forms in order: the open ones by how urgent they are, the others after them."""
    return tuple(sorted(expected, key=_urgency))


def proposed_closings(
    schedule: Schedule, facts: Iterable[SheetFacts], today: date
) -> tuple[ProposedClosing, ...]:
    """Return the contacts without a closing that have been silent too long, the longest first."""
    facts = tuple(facts)
    withdrawals = withdrawals_of(schedule, facts)
    silent = [
        ProposedClosing(one.code, one.number, one.last_contact)
        for one in episodes_of(schedule, facts)
        if _is_silent(schedule, one, today)
        and ended_by_withdrawal(withdrawals.get(one.code, ()), one.number) is None
    ]
    return tuple(sorted(silent, key=lambda one: (one.last_contact, one.code)))


def new_episode_is_likely(schedule: Schedule, closed: date, day: date) -> bool:
    """Tell whether a form of a client whose episode was closed begins a new one."""
    return (day - closed).days > schedule.new_episode_after_days


def _is_silent(schedule: Schedule, episode: KnownEpisode, today: date) -> bool:
    """Tell whether a client's contact is to be closed; no log is kept of a relative's."""
    if episode.subject is Subject.RELATIVE or episode.closed is not None:
        return False
    return (today - episode.last_contact).days > schedule.closing_after_days


def _by_follow_up(
    reminders: Iterable[Reminder],
) -> Mapping[tuple[str, int, str], tuple[date, ...]]:
    found: dict[tuple[str, int, str], tuple[date, ...]] = {}
    for one in reminders:
        key = one.code, one.episode_no, one.timepoint
        found[key] = (*found.get(key, ()), one.sent_on)
    return found


def _stated(wanted: Wanted, told: State | None, heard: _Heard) -> Expected | None:
    """Return the form with its state; None as long as it is too early to speak of it."""
    place = wanted.code, wanted.episode_no, wanted.form, wanted.timepoint
    said = heard.absences.get(place)
    if said is not None and said.state == TAKEN_BACK:
        said = None
    too_early = wanted.first_day > heard.today + timedelta(DAYS_AHEAD)
    if too_early and wanted.sheet is None and said is None:
        return None
    counts = said is not None and told is None and wanted.sheet is None
    state, reason = _state(wanted, told, said, heard.today)
    return Expected(
        wanted.code,
        wanted.episode_no,
        wanted.form,
        wanted.timepoint,
        wanted.number,
        state,
        reason,
        wanted.first_day,
        wanted.target_day,
        wanted.last_day,
        wanted.late,
        None if wanted.sheet is None else wanted.sheet.public_id,
        counts,
        heard.reminders.get((wanted.code or "", wanted.episode_no, wanted.timepoint), ()),
    )


def _state(
    wanted: Wanted, told: State | None, said: Absence | None, today: date
) -> tuple[State, int | None]:
    """Return the one state: what is there counts most, then other sheets, then what was said."""
    if wanted.sheet is not None:
        whole = wanted.sheet.status == FILLED_IN
        return (State.RETURNED if whole else State.PARTLY), None
    if told is not None:
        return told, None
    if said is not None:
        return State(said.state), said.reason
    if today < wanted.first_day:
        return State.SOON, None
    return (State.DUE if today <= wanted.last_day else State.OVERDUE), None


def _urgency(one: Expected) -> tuple[int, date, str, int, str, str]:
    rank = _URGENCY.get(one.state, len(_URGENCY))
    return rank, one.last_day, one.code or "", one.episode_no, one.timepoint, one.form
