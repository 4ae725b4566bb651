"""What the page shows that a working day starts from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from kast_eval.actions.count_waiting import count_waiting
from kast_eval.actions.find_draft import list_drafts
from kast_eval.actions.list_sheets import list_sheets
from kast_eval.actions.read_ledger import read_ledger
from kast_eval.actions.steps.drafts import NEXT_ROW
from kast_eval.definition.form import FormDefinition
from kast_eval.definition.library import Library
from kast_eval.store.drafts import DraftRecord
from kast_eval.store.records import SheetRecord
from kast_eval.store.waiting import Waiting
from kast_eval.study.client_code import check_letter
from kast_eval.study.roles import Permission
from kast_eval.study.signs import SignDay
from kast_eval.study.site import Site
from kast_eval.study.timepoint import number_at
from kast_eval.web.days import moment_said
from kast_eval.web.due import SiteDue, due_at
from kast_eval.web.numbers import number_asked
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import Work

SHOWN_SHEETS = 10
_EXAMPLE = "0427"


@dataclass(frozen=True)
class Drafted:
    """One of the reader's unfinished sheets: of which form, which number, since when."""

    draft: DraftRecord
    definition: FormDefinition
    number: int | None
    since: str


@dataclass(frozen=True)
class Home:
    """Everything that is to be done, what is half done, and what was done last."""

    now: datetime
    sites: tuple[SiteDue, ...]
    drafts: tuple[Drafted, ...]
    sheets: tuple[tuple[SheetRecord, FormDefinition], ...]
    waiting: Waiting

    @property
    def said(self) -> int:
        """Return of how many forms it was said why they do not come."""
        return sum(site.said for site in self.sites)

    @property
    def next_sessions(self) -> Mapping[str, int]:
        """Return the number of the session that each client has next."""
        return {code: number for site in self.sites for code, number in site.next_sessions.items()}


def home_of(one: Work) -> Home:
    """Return what the page shows to who is signed in."""
    library = parts().library
    sheets = list_sheets(one.session, one.user, limit=SHOWN_SHEETS)
    drafts = list_drafts(one.session, one.user) if one.user.sites_with(Permission.ENTER) else ()
    return Home(
        one.now,
        tuple(sites_of(one)),
        tuple(_drafted(library, draft, one.now) for draft in drafts),
        tuple((sheet, library.get(sheet.form, sheet.version)) for sheet in sheets),
        count_waiting(one.session, one.user),
    )


def sites_of(one: Work) -> Iterator[SiteDue]:
    """Give what is to be done at each of the reader's clinics."""
    plan = parts().plan
    closing_form = plan.schedule.signs.days[SignDay.CLOSED].form
    for site_code in sorted(one.user.sites_with(Permission.READ)):
        ledger = read_ledger(one.session, one.user, one.now, plan, site_code)
        yield due_at(ledger, plan, closing_form)


def _drafted(library: Library, draft: DraftRecord, now: datetime) -> Drafted:
    place = draft.place
    definition = library.get(place.form, place.version)
    number = None if place.timepoint == NEXT_ROW else number_at(definition.timing, place.timepoint)
    return Drafted(draft, definition, number, moment_said(draft.saved_at, now))


def example_code(site: Site) -> str:
    """Return a code as the labels of the clinic have it."""
    body = f"{site.letters}{_EXAMPLE}"
    return body + check_letter(body)


def numbers_asked(library: Library) -> dict[str, list[str]]:
    """Return what the number is for which forms, in the order of the forms."""
    letters: dict[str, list[str]] = {}
    for form in library.newest_forms:
        if asked := number_asked(form):
            letters.setdefault(asked, []).append(form.letter)
    return letters
