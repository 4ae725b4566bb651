"""A made-up year of forty clinics: clients, delays, omissions, mix-ups, words of staff, returns."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from kast_eval.study.expected import Absence, SheetFacts, State
from tests.simulation.papers import AS_PLANNED, SILENCE, STAYED_AWAY, Paper, Story, days

CLINICS, CLIENTS, OMISSIONS = 40, 25, 500
BEGIN, END = date(2026, 1, 1), date(2026, 12, 31)
SETTLED = date(2027, 12, 31)
"""When the last delayed paper has been keyed, and every mix-up mended."""

OWN_FORMS = {"start", "checkin", "closing", "followup"}


@dataclass
class MixUp:
    """A sheet that stood at another client of the clinic from one day to another."""

    paper: Paper
    at: str
    until: date


@dataclass
class Clinic:
    """A clinic's year."""

    in_study: bool
    points: frozenset[str]
    stories: list[Story] = field(default_factory=list)
    mix_ups: list[MixUp] = field(default_factory=list)
    words: list[tuple[date, Absence]] = field(default_factory=list)
    omitted: list[tuple[Story, Paper]] = field(default_factory=list)

    @property
    def papers(self) -> list[Paper]:
        return [paper for story in self.stories for paper in story.papers.values()]

    def facts(self, day: date, code: str | None = None) -> list[SheetFacts]:
        """Return what the clinic's database holds on a day, of one client if a code is given."""
        wrong = {id(one.paper): one.at for one in self.mix_ups if day < one.until}
        held = (
            (paper, wrong.get(id(paper), paper.key[0]))
            for paper in self.papers
            if paper.is_keyed(day)
        )
        return [paper.facts(at) for paper, at in held if code in {None, at}]

    def said(self, day: date) -> list[Absence]:
        return [absence for on, absence in self.words if on <= day]

    def mixed(self, day: date) -> set[str]:
        """Return the clients whose ledgers are wrong on a day because a sheet is."""
        return {
            code
            for one in self.mix_ups
            if one.paper.is_keyed(day) and day < one.until
            for code in (one.at, one.paper.key[0])
        }


def simulate(seed: int) -> list[Clinic]:
    """Return the year; every paper that is not there was omitted or explained."""
    chance = Random(seed)
    clinics = [
        a_clinic(
            [f"C{number:02}K{client:02}" for client in range(CLIENTS)],
            chance,
            in_study=number % 2 == 0,
        )
        for number in range(CLINICS)
    ]
    for clinic in clinics:
        _explain(clinic, chance)
    _omit(clinics, chance)
    for clinic in clinics:
        _mix_up(clinic, chance)
    return clinics


def a_clinic(codes: Sequence[str], chance: Random, *, in_study: bool) -> Clinic:
    """Return a clinic's year with nothing omitted."""
    points = frozenset(point for point in ("f03", "f12") if chance.random() < 0.4)
    clinic = Clinic(in_study, points)
    follow_ups = tuple(sorted({6, *(int(point[1:]) for point in points)}))
    for code in codes:
        begun = BEGIN + days(chance.randrange(330))
        story = _story(code, 1, begun, chance, follow_ups, in_study=in_study)
        clinic.stories.append(story)
        comes_back = story.closed is not None and chance.random() < 0.1
        if comes_back and story.closed and story.closed < END - days(200):
            again = story.closed + days(SILENCE + 1 + chance.randrange(60))
            clinic.stories.append(_story(code, 2, again, chance, follow_ups, in_study=in_study))
    _delay(clinic, chance)
    return clinic


def _story(
    code: str, episode_no: int, begun: date, chance: Random, follow_ups: tuple[int, ...], *,
    in_study: bool,
) -> Story:  # fmt: skip
    sessions = [(begun, True)]
    for _ in range(chance.randrange(10)):
        sessions.append(
            (sessions[-1][0] + days(chance.choice((7, 7, 14, 21))), chance.random() < 0.85)
        )
    last_held = max(day for day, was_held in sessions if was_held)
    end = chance.choice((AS_PLANNED, AS_PLANNED, AS_PLANNED, STAYED_AWAY))
    if end == AS_PLANNED:
        # One who comes to the planned end was there.
        sessions = [one for one in sessions if one[0] <= last_held]
    closed = last_held if chance.random() < 0.8 else None
    consents = not in_study or chance.random() < 0.93
    story = Story(code, episode_no, sessions, end if closed else None, closed, consents, follow_ups)
    story.write()
    return story


def _delay(clinic: Clinic, chance: Random) -> None:
    """Let papers be filled in late now and then, and keyed days or weeks after."""
    for paper in clinic.papers:
        if paper.form == "start" and chance.random() < 0.1:
            paper.filled += days(chance.randrange(1, 40))
        if paper.form == "followup":
            paper.filled += days(chance.randrange(-10, 80))
        if paper.keyed is not None:
            waits = chance.randrange(8) if chance.random() < 0.85 else chance.randrange(8, 60)
            paper.keyed = paper.filled + days(waits)


def _explain(clinic: Clinic, chance: Random) -> None:
    """Let staff say of some of the clients' own forms why they do not come."""
    for paper in clinic.papers:
        # A closing form stays: it may be what tells of the closing.
        can_be_said = paper.form in OWN_FORMS - {"closing"} and paper.last < END
        if paper.keyed is not None and can_be_said and chance.random() < 0.04:
            paper.keyed = None
            paper.said = chance.choice((State.DECLINED, State.LOST, State.NOT_OFFERED))
            reason = 3 if paper.said is State.NOT_OFFERED else None
            when = paper.last + days(chance.randrange(1, 20))
            clinic.words.append((when, Absence(paper.key, paper.said, reason)))


def _omit(clinics: list[Clinic], chance: Random) -> None:
    """Lose papers at random, but never the only two that tell of the same event."""
    every = [(clinic, story, paper) for clinic in clinics for story in clinic.stories
             for paper in story.papers.values()]  # fmt: skip
    chance.shuffle(every)
    left, telling = OMISSIONS, set[int]()
    for clinic, story, paper in every:
        tells = _told_by(story, paper)
        if left and tells and id(paper) not in telling:
            paper.keyed = None
            telling.add(id(tells))
            clinic.omitted.append((story, paper))
            left -= 1


def _told_by(story: Story, paper: Paper) -> Paper | None:
    """Return what says that the paper should exist, None if nothing does or it is too early."""
    if paper.keyed is None or paper.last >= END:
        return None
    if paper.form == "start_staff" and not story.consents:
        # Without it nobody could know that the client's own forms are not to come.
        return None
    code, episode_no, form, timepoint = paper.key
    other = {
        "session": "checkin", "checkin": "session", "closing": "closing_staff",
        "closing_staff": "closing", "start": "session", "start_staff": "session",
        "followup": "closing_staff",
    }[form]  # fmt: skip
    point = {"start": "s01", "start_staff": "s01", "followup": "t1"}.get(form, timepoint)
    twin = story.papers.get((code, episode_no, other, point))
    return twin if twin is not None and twin.keyed is not None else None


def _mix_up(clinic: Clinic, chance: Random) -> None:
    """Let two check-ins be keyed at wrong clients, and be moved weeks later."""
    taken = {paper.key[0] for _, paper in clinic.omitted}
    found = [
        paper for paper in clinic.papers
        if paper.form == "checkin" and paper.keyed is not None and paper.key[0] not in taken
    ]  # fmt: skip
    others = sorted({story.code for story in clinic.stories} - taken)
    for paper in chance.sample(found, 2):
        at = chance.choice([code for code in others if code != paper.key[0]])
        until = (paper.keyed or END) + days(chance.randrange(5, 40))
        clinic.mix_ups.append(MixUp(paper, at, until))
