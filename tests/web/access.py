"""Who there is, what a clinic has, and how it is declared what a page answers to whom."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kast_eval import clock
from kast_eval.actions.add_papers import add_papers
from kast_eval.actions.ask_approval import ask_approval
from kast_eval.actions.find_draft import list_drafts
from kast_eval.actions.raise_query import raise_query
from kast_eval.actions.save_draft import save_draft
from kast_eval.store.database import Database
from kast_eval.store.users import add_user
from kast_eval.study.approval import ApprovalSubject
from kast_eval.study.roles import Role, User
from tests.actions.at_the_clinic import (
    ANNA,
    BERIT,
    HERE,
    LEAD,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    TEXTS,
    THERE,
    Sent,
    code,
    entered,
    library,
)
from tests.actions.test_papers import TYPED as PAPERS
from tests.actions.twice import DIFFERENT, Again, keyed_again

SIGN_IN, FORBIDDEN, NOT_FOUND = 401, 403, 404

NOBODY, ROLELESS = "nobody", "roleless"
KNOWN: Mapping[str, User] = {
    "counsellor here": ANNA, "lead here": LEAD, "researcher here": RESEARCHER,
    "counsellor there": NEIGHBOUR,
}  # fmt: skip
NEW: Mapping[str, User] = {
    ROLELESS: User(ROLELESS, {}),
    **{
        name: User(name, {site: frozenset({role})})
        for role in Role
        for name, site in ((f"{role} here", HERE), (f"{role} there", THERE))
        if name not in KNOWN
    },
}
PEOPLE: Mapping[str, User] = {**KNOWN, **NEW}
"""Everybody who signs in: each role at the clinic whose things are asked for and at another."""

STAFF = frozenset({Role.COUNSELLOR, Role.LEAD})
LEADS = frozenset({Role.LEAD})
MANAGERS = frozenset({Role.LEAD, Role.ADMINISTRATOR})
RESEARCHERS = frozenset({Role.RESEARCHER})
ANALYSTS = frozenset({Role.RESEARCHER, Role.LEAD, Role.COORDINATOR})
AUDITORS = frozenset({Role.AUDITOR})
APPROVING = STAFF | {Role.RESEARCHER, Role.ADMINISTRATOR}


@dataclass(frozen=True)
class Access:
    """What a page answers to whom; `roles` is None where everybody gets the same."""

    roles: frozenset[Role] | None
    status: int
    is_thing: bool
    # What those get who have one of the roles elsewhere; None where they are told as all others.
    elsewhere: int | None = None
    but: Mapping[str, int] = field(default_factory=dict)
    sends: Mapping[str, str] = field(default_factory=dict)

    def of(self, person: str) -> int:
        if person in self.but:
            return self.but[person]
        if self.roles is None:
            return self.status
        if person == NOBODY:
            return SIGN_IN
        user = PEOPLE[person]
        held = frozenset[Role]().union(*user.roles.values())
        if self.is_thing and HERE not in user.sites:
            if self.elsewhere is None:
                return NOT_FOUND
            return self.elsewhere if held & self.roles else FORBIDDEN
        return self.status if held & self.roles else FORBIDDEN


Answers = Mapping[str, int]
Fields = Mapping[str, str]


def open_to_all(status: int) -> Access:
    return Access(None, status, is_thing=False)


def page(
    roles: frozenset[Role], status: int, *, but: Answers | None = None, sends: Fields | None = None
) -> Access:
    return Access(roles, status, is_thing=False, but=but or {}, sends=sends or {})


def thing(
    roles: frozenset[Role], status: int, *, but: Answers | None = None, sends: Fields | None = None
) -> Access:
    return Access(roles, status, is_thing=True, but=but or {}, sends=sends or {})


def own(
    roles: frozenset[Role], status: int, *, elsewhere: int = NOT_FOUND, but: Answers | None = None
) -> Access:
    return Access(roles, status, is_thing=True, elsewhere=elsewhere, but=but or {})


OPEN: Mapping[str, str] = {
    "filename": "look.css", "name": "SourceSans3-Regular", "form": "session", "language": "sv",
    "link_token": "unknown", "token": "unknown", "chapter": "10-kodningsregler",
    "item": "session_date", "edition": "study", "sheet": "3-avstamning", "version": "1",
    "page": "1", "month": "2026-03", "release": "e" * 24, "recipe": "huvudanalys",
    "table": "start", "ticket": "unknown",
}  # fmt: skip
"""What stands in addresses and is no clinic's."""

WITHDRAWAL = Sent("deviation", code(2), 1, 1, "withdrawal")
WITHDRAWN = {
    "fill_date": "2026-03-09", "deviation_date": "2026-03-09", "deviation_kind": "1",
    "withdraw_scope": "3", "withdraw_key_left": "1",
}  # fmt: skip
"""What the sheet says of a client who wants the answers erased."""

SENT: Mapping[str, str] = {
    "form": "checkin", "version": "1", "number": "1", "person_type": "1", "replaces": "1",
    "token": "sent once",
}  # fmt: skip


@dataclass(frozen=True)
class Things:
    """Things of a clinic, or of none: by the parameter and by where the address begins."""

    site_code: str
    public_ids: Mapping[str, str]

    def path(self, rule: str) -> str:
        of_rule = self.public_ids.get(rule.split("/")[1], self.public_ids["sheet"])
        values = {**OPEN, "site_code": self.site_code, "public_id": of_rule}
        return re.sub(r"<(?:path:|int:)?(\w+)>", lambda place: values[place[1]], rule)

    def fields(self, access: Access) -> dict[str, str]:
        place = f"{self.site_code} {code(1)} 1 checkin s02"
        sheet = self.public_ids["sheet"]
        own = {"place": place, "site_code": self.site_code, "sheet": sheet}
        return {**SENT, **own, **access.sends}


THINGS = frozenset({"site_code", "public_id"})
"""The parameters of an address that stand for a clinic's thing."""

MADE_UP = Things(
    "9999",
    dict.fromkeys(
        ("sheet", "query", "drafts", "differences", "approvals", "paper", "withdrawal"), "f" * 24
    ),
)
"""What does not exist."""


def made(database: Database) -> Things:
    """Return one of each of the clinic's things; whoever is asked for them is there too."""
    with database.begin() as session:
        for user in NEW.values():
            add_user(session, user.name, user.roles, created=clock.now())
    sheet = entered(database)
    twice = entered(database, Sent(number=3, submission="page 3"))
    keyed_again(database, twice, DIFFERENT, Again(number=3))
    with database.begin() as session:
        query = raise_query(session, LEAD, NOW, library(), sheet, text="Rätt klient?")
        save_draft(
            session, ANNA, NOW, library().newest("checkin").as_asked(), TEXTS,
            notes={}, code=code(1), number=4, submission="page 4",
        )  # fmt: skip
        (draft,) = list_drafts(session, ANNA)
        approval = ask_approval(
            session, BERIT, clock.now(), subject=ApprovalSubject.ERASURE, target=code(1),
            site_codes=[HERE], reason="Klienten vill det",
        )  # fmt: skip
        paper = add_papers(session, ANNA, NOW, PAPERS, site_code=HERE)
    ids = {"sheet": sheet, "differences": twice, "query": query, "drafts": draft.public_id}
    ids["approvals"], ids["paper"] = approval, paper
    ids["withdrawal"] = entered(database, WITHDRAWAL, WITHDRAWN)
    return Things(HERE, ids)


def parameters(rule: str) -> frozenset[str]:
    """Return the names of what is put into an address."""
    return frozenset(re.findall(r"<(?:path:|int:)?(\w+)>", rule))
