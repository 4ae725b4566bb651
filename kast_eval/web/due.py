"""What is to be done at a clinic, as the home page lists it: by urgency, then by client."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kast_eval.actions.read_ledger import SiteLedger
from kast_eval.definition.form import FormDefinition, Timing
from kast_eval.study.expected import Expected, State
from kast_eval.study.leaps import awaited
from kast_eval.study.plan import Plan
from kast_eval.study.site import Site

SHOWN_CLIENTS = 12
"""As many clients of each urgency are shown at once; the others are one key away."""

_PLACE = re.compile(
    r"([0-9]{4}) ([A-Z0-9]*) ([0-9]{1,4}) ([a-z_0-9]{1,40}) (t[01]|[sfo][0-9]{2}|[yr][0-9]{4})"
)


@dataclass(frozen=True)
class Place:
    """Where an expected form belongs, as a button of the page sends it; a code is no address."""

    site_code: str
    code: str | None
    episode_no: int
    form: str
    timepoint: str

    def __str__(self) -> str:
        """Return the text of the button."""
        code = self.code or ""
        return f"{self.site_code} {code} {self.episode_no} {self.form} {self.timepoint}"


def read_place(text: str) -> Place | None:
    """Return the place that a button has sent, None for what no button sends."""
    match = _PLACE.fullmatch(text)
    if match is None:
        return None
    site_code, code, episode, form, timepoint = match.groups()
    return Place(site_code, code or None, int(episode), form, timepoint)


@dataclass(frozen=True)
class DueLine:
    """One form that is to come, how long it is late, and whether a reminder can be noted.

    Of several sessions in a row without any sheet it is the first: `until` is the number of the
    last, and `leaped_to` the form after them that is there, whose number may be wrong.
    """

    place: Place
    definition: FormDefinition
    expected: Expected
    days_late: int
    can_remind: bool
    until: int | None = None
    leaped_to: Expected | None = None


@dataclass(frozen=True)
class ClientDue:
    """The forms of one client that are to come; without a code they are the clinic's own."""

    code: str | None
    lines: tuple[DueLine, ...]


@dataclass(frozen=True)
class DueList:
    """The clients of one urgency: those that are shown at once, and those behind one key."""

    state: State
    shown: tuple[ClientDue, ...]
    more: tuple[ClientDue, ...]

    @property
    def forms(self) -> int:
        """Return how many lines are listed: a leap over several sessions is one."""
        return sum(len(client.lines) for client in (*self.shown, *self.more))


@dataclass(frozen=True)
class ToClose:
    """A contact that is to be closed: where its closing is keyed, and when it was heard of last."""

    place: Place
    code: str
    last_contact: date


@dataclass(frozen=True)
class SiteDue:
    """What is to be done at one clinic."""

    site: Site
    lists: tuple[DueList, ...]
    closings: tuple[ToClose, ...]
    next_sessions: Mapping[str, int]
    said: int

    def numbers(self, definition: FormDefinition) -> Iterator[tuple[str, int]]:
        """Give the number that the next sheet of the form has for each client, if it has one."""
        if definition.timing is Timing.SESSION:
            yield from self.next_sessions.items()
        lines = [
            line
            for one in self.lists
            for client in (*one.shown, *one.more)
            for line in client.lines
        ]
        # The most urgent one comes last, and counts.
        for line in reversed(lines):
            if line.place.code and line.place.form == definition.form and line.expected.number:
                yield line.place.code, line.expected.number

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is to be done."""
        return not self.lists and not self.closings


def due_at(ledger: SiteLedger, plan: Plan, closing_form: str) -> SiteDue:
    """Return what the ledger says is to be done, the most urgent first."""
    newest = {one.form: one for one in plan.library.newest_forms}
    lines: dict[State, list[DueLine]] = {}
    for found in awaited(ledger.expected):
        one = found.expected
        place = Place(ledger.site.code, one.code, one.episode_no, one.form, one.timepoint)
        late = (ledger.today - one.last_day).days
        can_remind = (
            newest[one.form].timing is Timing.FOLLOW_UP
            and ledger.today >= one.first_day
            and ledger.today not in one.reminders
            and len(one.reminders) < plan.schedule.most_reminders
        )
        line = DueLine(
            place, newest[one.form], one, max(late, 0), can_remind,
            found.until, found.after,
        )  # fmt: skip
        lines.setdefault(one.state, []).append(line)
    return SiteDue(
        ledger.site,
        tuple(_listed(state, listed) for state, listed in lines.items()),
        tuple(
            ToClose(
                Place(ledger.site.code, one.code, one.episode_no, closing_form, "t1"),
                one.code,
                one.last_contact,
            )
            for one in ledger.closings
        ),
        _next_sessions(ledger.expected, newest),
        sum(one.said for one in ledger.expected),
    )


def _listed(state: State, lines: Iterable[DueLine]) -> DueList:
    by_client: dict[str | None, list[DueLine]] = {}
    for line in lines:
        by_client.setdefault(line.place.code, []).append(line)
    clients = [ClientDue(code, tuple(found)) for code, found in by_client.items()]
    return DueList(state, tuple(clients[:SHOWN_CLIENTS]), tuple(clients[SHOWN_CLIENTS:]))


def _next_sessions(
    expected: Iterable[Expected], newest: Mapping[str, FormDefinition]
) -> dict[str, int]:
    """Return the number of the session that each client has next."""
    last: dict[str, tuple[int, int]] = {}
    for one in expected:
        if one.code and one.number and newest[one.form].timing is Timing.SESSION:
            last[one.code] = max(last.get(one.code, (0, 0)), (one.episode_no, one.number))
    return {code: number + 1 for code, (_, number) in last.items()}
