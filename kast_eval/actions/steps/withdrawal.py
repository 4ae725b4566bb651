"""A client's withdrawal, found by the sheet that tells of it, or by what is left of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from kast_eval.store.clients import find_client
from kast_eval.store.erasures import Erasure, erasure_of_sheet, find_erasure
from kast_eval.store.event_search import EventFilter, find_events
from kast_eval.store.papers import papers_of
from kast_eval.store.records import ClientRecord, SheetRecord
from kast_eval.store.session import Session
from kast_eval.store.sheet_facts import client_facts
from kast_eval.store.sheets import find_sheet
from kast_eval.study.papers import Outcome, PaperKind
from kast_eval.study.plan import Plan
from kast_eval.study.roles import NotFoundError, Permission, User, require
from kast_eval.study.told import Scope, Withdrawal, withdrawals_of


@dataclass(frozen=True)
class KeyInComputer:
    """Whether a clinic has its code key in the computer; once it is open, how a code is forgotten.

    What leaves never reaches the code key, so all that is known of it here is this.
    """

    there: bool
    forget: Callable[[str], None] | None = None


CodeKeys = Callable[[str], KeyInComputer]
"""Tells of a clinic's code key, by the clinic's code."""


@dataclass(frozen=True)
class ToldWithdrawal:
    """A client and the withdrawal that a sheet tells of; once erased, the tombstone instead."""

    client: ClientRecord
    withdrawal: Withdrawal | None
    erasure: Erasure | None

    @property
    def day(self) -> date | None:
        """Return the day from which on the consent is taken back."""
        if self.withdrawal is not None:
            return self.withdrawal.day
        return None if self.erasure is None else self.erasure.withdrawn_on

    @property
    def scope(self) -> Scope:
        """Return how far it goes; what was erased was to be erased."""
        return Scope.ERASE if self.withdrawal is None else self.withdrawal.scope


def withdrawal_at(
    session: Session, user: User, permission: Permission, plan: Plan, public_id: str
) -> ToldWithdrawal:
    """Return what a public id leads to: of the sheet, or of the erasure that it went with.

    NotFoundError for another clinic's, and for a sheet that tells of no withdrawal.
    """
    erasure = find_erasure(session, user.sites, public_id) or erasure_of_sheet(
        session, user.sites, public_id
    )
    if erasure is not None:
        require(user, permission, erasure.site_code)
        client = _client(session, erasure.site_code, erasure.client_code)
        return ToldWithdrawal(client, None, erasure)
    sheet = find_sheet(session, user.sites, public_id)
    if sheet is None:
        raise NotFoundError
    require(user, permission, sheet.site_code)
    client = _client(session, sheet.site_code, sheet.client_code)
    for one in withdrawals_by(session, plan, client):
        if one.sheet == public_id:
            return ToldWithdrawal(client, one, None)
    raise NotFoundError


def withdrawals_by(session: Session, plan: Plan, client: ClientRecord) -> tuple[Withdrawal, ...]:
    """Return the withdrawals that the client's sheets tell of."""
    return withdrawals_of(plan.schedule, client_facts(session, client)).get(client.code, ())


def counting(withdrawals: Iterable[Withdrawal]) -> Withdrawal:
    """Return the one of a client's that goes the farthest; of equal ones the last."""
    farthest = (Scope.FOLLOW_UP, Scope.KEEP, Scope.UNSAID, Scope.ERASE)
    return max(withdrawals, key=lambda one: (farthest.index(one.scope), one.day))


def read_withdrawn(session: Session, plan: Plan, sheet: SheetRecord) -> Withdrawal | None:
    """Return the withdrawal that goes the farthest of the client whose sheet it is."""
    client = find_client(session, (sheet.site_code,), sheet.client_code or "")
    told = () if client is None else withdrawals_by(session, plan, client)
    return counting(told) if told else None


def key_is_gone(session: Session, site_code: str, key: KeyInComputer) -> bool:
    """Tell whether the clinic's code key was destroyed, so that nobody's code can be found."""
    if key.there:
        return False
    keys = [one for one in papers_of(session, site_code) if one.kind is PaperKind.CODE_KEY]
    if any(one.ending is None for one in keys):
        return False
    disposed = [one for one in keys if one.ending and one.ending.outcome is Outcome.DISPOSED]
    destroyed = EventFilter(actions=frozenset({"destroyed code key"}))
    return bool(disposed) or bool(find_events(session, (site_code,), destroyed, limit=1))


def _client(session: Session, site_code: str, code: str | None) -> ClientRecord:
    """Return the client; a sheet about the clinic itself has none."""
    client = find_client(session, (site_code,), code or "")
    if client is None:
        raise NotFoundError
    return client
