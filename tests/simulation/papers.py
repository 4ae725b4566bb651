"""The papers of made-up clients: what happened, and which papers should tell of it.

The days are those of the study's protocol, written out here, so that the truth of the simulation
owes nothing to the ledger or to its schedule.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from kast_eval.study.expected import SheetFacts, State

HELD, NO_SHOW = 1, 3
AS_PLANNED, STAYED_AWAY = 1, 3
SILENCE = 90

Key = tuple[str, int, str, str]
"""Code, episode, form and time point of a paper."""


def days(count: int) -> timedelta:
    return timedelta(days=count)


@dataclass
class Paper:
    """A paper that should exist: filled in on a day, keyed on another, or one of them never.

    `first` and `last` are the ends of its window; `said` is why it does not come, if it does not.
    """

    key: Key
    number: int | None
    first: date
    last: date
    filled: date
    keyed: date | None
    codes: dict[str, int] = field(default_factory=dict)
    told_days: dict[str, date] = field(default_factory=dict)
    said: State | None = None

    @property
    def form(self) -> str:
        return self.key[2]

    def is_keyed(self, day: date) -> bool:
        return self.keyed is not None and self.keyed <= day

    def facts(self, code: str | None = None) -> SheetFacts:
        """Return what the ledger would know of the keyed paper; `code` is a wrong client's."""
        assert self.keyed is not None
        own, episode_no, form, timepoint = self.key
        return SheetFacts(
            public_id=" ".join(map(str, self.key)),
            code=code or own,
            person_type=1,
            episode_no=episode_no,
            form=form,
            timepoint=timepoint,
            number=self.number,
            version=1,
            saved_on=self.keyed,
            day=self.filled,
            status=1,
            codes=self.codes,
            days=self.told_days,
        )


@dataclass
class Story:
    """One episode of a client: the booked sessions, whether each was held, and how it ended."""

    code: str
    episode_no: int
    sessions: list[tuple[date, bool]]
    end: int | None
    closed: date | None
    consents: bool
    follow_ups: tuple[int, ...]
    papers: dict[Key, Paper] = field(default_factory=dict)

    def write(self) -> None:
        """Make every paper that should exist, each filled in and keyed on its day."""
        for paper in self._all():
            self.papers[paper.key] = paper

    def _paper(
        self, form: str, timepoint: str, window: tuple[date, date], filled: date,
        number: int | None = None,
    ) -> Paper:  # fmt: skip
        key = self.code, self.episode_no, form, timepoint
        paper = Paper(key, number, *window, filled, filled)
        if not self.consents and form in {"start", "checkin", "closing", "followup"}:
            paper.keyed, paper.said = None, State.DECLINED
        return paper

    def _all(self) -> Iterator[Paper]:
        begun = self.sessions[0][0]
        held = [number for number, (_, was_held) in enumerate(self.sessions, 1) if was_held]
        last = begun + days(28)
        if 3 in held:
            last = min(last, self.sessions[2][0] - days(1))
        yield self._paper("start", "t0", (begun, last), begun)
        staff = self._paper("start_staff", "t0", (begun, last), begun)
        staff.codes = {"consent_research": 1 if self.consents else 2}
        yield staff
        for number, (day, was_held) in enumerate(self.sessions, 1):
            log = self._paper("session", f"s{number:02}", (day, day), day, number)
            log.codes = {"attended": HELD if was_held else NO_SHOW}
            yield log
            if was_held:
                yield self._paper("checkin", f"s{number:02}", (day, day), day, number)
        if self.closed is not None:
            yield from self._at_closing(self.closed)

    def _at_closing(self, closed: date) -> Iterator[Paper]:
        stayed_away = self.end == STAYED_AWAY
        window = closed - days(14), closed + days(28)
        own = self._paper("closing", "t1", window, closed)
        own.codes = {"fu_ok": 1}
        staff_window = window[0], window[1] + days(SILENCE if stayed_away else 0)
        noticed = closed + days(SILENCE + 1) if stayed_away else closed
        staff = self._paper("closing_staff", "t1", staff_window, noticed)
        staff.codes = {"close_reason": self.end or 0, "form_e_done": 1}
        staff.told_days = {"close_date": closed}
        if stayed_away and own.said is None:
            own.keyed, own.said = None, State.LEFT
        yield own
        yield staff
        for months in self.follow_ups:
            target, first, latest = {3: (91, 77, 133), 6: (182, 168, 242), 12: (365, 335, 455)}[
                months
            ]
            yield self._paper(
                "followup", f"f{months:02}",
                (closed + days(first), closed + days(latest)), closed + days(target), months,
            )  # fmt: skip
