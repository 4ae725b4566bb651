"""How far people came: from the first contact to the follow-up, each step out of the one before.

The contact log is anonymous, so its rows are counted for themselves. Clients are counted once
each, in their first episode: persons are counted, never sheets.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kast_eval.definition.form import Filler, Subject, Timing
from kast_eval.quality.returns import CAME
from kast_eval.quality.share import Share
from kast_eval.quality.step import FlowStep, Gap, Step, Why
from kast_eval.study.episode import KnownEpisode, episodes_of
from kast_eval.study.expected import Expected, SheetFacts, State
from kast_eval.study.schedule import Schedule
from kast_eval.study.signs import Sign

_FORM_STEPS = {
    Step.START: Timing.START,
    Step.CHECKIN: Timing.SESSION,
    Step.CLOSING: Timing.CLOSING,
    Step.FOLLOWED_UP: Timing.FOLLOW_UP,
}
"""The steps that are a form that clients fill in, and when they do."""


@dataclass(frozen=True)
class Flow:
    """The whole way at a clinic: rows of the log, clients, and what staff tell of the start.

    `rows` is how many contacts are logged at all, since the day `logged_from`; the first client
    began on `began_from`. `later_episodes` tells how often somebody came back, `started_since` how
    many of those who began since there is a log have a start form, `erased` how many clients are in
    no other figure because their answers were erased.
    """

    rows: int
    logged_from: date | None
    contacts: tuple[FlowStep, ...]
    began_from: date | None
    clients: tuple[FlowStep, ...]
    later_episodes: int
    started_since: int
    asked_at_start: Share
    consented_at_start: Share
    erased: int = 0

    def step(self, step: Step) -> FlowStep:
        """Return a step of either way."""
        return next(one for one in (*self.contacts, *self.clients) if one.step is step)

    @property
    def coverage(self) -> Share | None:
        """Return start forms of eligible contacts; None where the log holds too few to be true.

        Clients who began before there was a log are among none of its contacts.
        """
        came, eligible = self.started_since, self.step(Step.ELIGIBLE).reached
        return Share(came, eligible) if 0 < eligible >= came else None


def flow_of(
    schedule: Schedule, facts: Collection[SheetFacts], expected: Iterable[Expected]
) -> Flow:
    """Return how far contacts and clients came, by all sheets of a clinic and its ledger."""
    episodes = episodes_of(schedule, facts)
    firsts = first_episodes(episodes)
    ledger = _by_episode(expected)
    steps = tuple(_client_steps(schedule, firsts, ledger))
    rows = [one for one in facts if one.form == schedule.signs.codes[Sign.ELIGIBLE].form]
    returning = sum(one.subject is Subject.CLIENT for one in episodes) - len(firsts)
    began = FlowStep(Step.BEGAN, len(firsts), len(firsts))
    logged_from = min((one.known_day for one in rows), default=None)
    started = _how(schedule, Step.START, ledger)
    return Flow(
        len(rows),
        logged_from,
        _contact_steps(schedule, rows),
        min((one.first_day for one in firsts), default=None),
        (began, *steps),
        returning,
        sum(
            logged_from is not None and logged_from <= one.first_day and started(one) in CAME
            for one in firsts
        ),
        *_told_at_start(schedule, facts),
    )


def first_episodes(episodes: Iterable[KnownEpisode]) -> tuple[KnownEpisode, ...]:
    """Return the first episode of every client; `episodes` come in order."""
    firsts: dict[str, KnownEpisode] = {}
    for one in episodes:
        if one.subject is Subject.CLIENT:
            firsts.setdefault(one.code, one)
    return tuple(firsts.values())


def form_of(schedule: Schedule, step: Step) -> str | None:
    """Return the form that a step is: the one that clients fill in then."""
    return next(
        (
            one.form
            for one in schedule.forms.values()
            if one.subject is Subject.CLIENT
            and one.filler is Filler.CLIENT
            and one.timing is _FORM_STEPS.get(step)
        ),
        None,
    )


def _contact_steps(schedule: Schedule, rows: Sequence[SheetFacts]) -> tuple[FlowStep, ...]:
    steps = []
    before = list(rows)
    for step, sign in (
        (Step.ELIGIBLE, Sign.ELIGIBLE),
        (Step.ASKED, Sign.ASKED),
        (Step.CONSENTED, Sign.CONSENTED),
    ):
        reached = [one for one in before if schedule.signs.said(sign, one)]
        everywhere = sum(schedule.signs.said(sign, one) for one in rows)
        item = schedule.signs.codes[sign].item
        missing = Counter[Why](
            Gap.NO if one.codes.get(item, -1) >= 0 else Gap.BLANK
            for one in before
            if not schedule.signs.said(sign, one)
        )
        outside = everywhere - len(reached)
        steps.append(FlowStep(step, len(reached), len(before), 0, missing, outside))
        before = reached
    return tuple(steps)


_Ledger = Mapping[tuple[str, int], list[Expected]]


def _by_episode(expected: Iterable[Expected]) -> _Ledger:
    found: dict[tuple[str, int], list[Expected]] = {}
    for one in expected:
        if one.code is not None:
            found.setdefault((one.code, one.episode_no), []).append(one)
    return found


def _client_steps(
    schedule: Schedule, firsts: Sequence[KnownEpisode], ledger: _Ledger
) -> Iterable[FlowStep]:
    before = list(firsts)
    for step in (Step.START, Step.CHECKIN, Step.CLOSED, Step.CLOSING, Step.FOLLOWED_UP):
        how = _how(schedule, step, ledger)
        found = {one.code: how(one) for one in firsts}
        reached = [one for one in before if found[one.code] in CAME]
        others = [found[one.code] for one in before if found[one.code] not in CAME]
        missing = Counter[Why](one for one in others if one not in {None, State.SOON, State.DUE})
        yield FlowStep(
            step,
            len(reached),
            len(before),
            len(others) - missing.total(),
            missing,
            sum(state in CAME for state in found.values()) - len(reached),
        )
        before = reached


def _how(schedule: Schedule, step: Step, ledger: _Ledger) -> Callable[[KnownEpisode], State | None]:
    """Return what tells how it stands with an episode's step; None where it is too early."""
    if step is Step.CLOSED:
        return lambda episode: None if episode.closed is None else State.RETURNED
    form = form_of(schedule, step)
    points = {
        one.name
        for one in schedule.points
        if form in one.forms and (step is not Step.FOLLOWED_UP or not one.optional)
    }
    by_session = _FORM_STEPS[step] is Timing.SESSION

    def how(episode: KnownEpisode) -> State | None:
        states = [
            one.state
            for one in ledger.get((episode.code, episode.number), ())
            if one.form == form and (by_session or one.timepoint in points)
        ]
        return min(states, key=_BEST.index, default=None)

    return how


_BEST = (State.RETURNED, State.PARTLY, *(one for one in State if one not in CAME))
"""One sheet that came is enough; else what may still come tells more than what will not."""


def _told_at_start(schedule: Schedule, facts: Iterable[SheetFacts]) -> tuple[Share, Share]:
    """Return who was asked, and who of those consented, as staff tell it of clients who began."""
    asked, consented = Counter[bool](), Counter[bool]()
    form = schedule.signs.codes[Sign.ASKED_AT_START].form
    yes = schedule.signs.codes[Sign.CONSENTED_AT_START]
    no = schedule.signs.codes[Sign.RESEARCH_DECLINED]
    for sheet in facts:
        if sheet.form == form and sheet.episode_no == 1:
            if sheet.codes.get(schedule.signs.codes[Sign.ASKED_AT_START].item, -1) >= 0:
                asked[schedule.signs.said(Sign.ASKED_AT_START, sheet)] += 1
            if sheet.codes.get(yes.item) in yes.codes | no.codes:
                consented[schedule.signs.said(Sign.CONSENTED_AT_START, sheet)] += 1
    return Share(asked[True], asked.total()), Share(consented[True], consented.total())
