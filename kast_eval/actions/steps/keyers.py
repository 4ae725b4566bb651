"""Who keys a second time, and who decides: another person wherever there is one."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from kast_eval import clock
from kast_eval.errors import KastEvalError
from kast_eval.store.queries import queries_about_sheet
from kast_eval.store.records import EntryRecord, SheetRecord
from kast_eval.store.seen import who_has_seen
from kast_eval.store.session import Session
from kast_eval.store.sites import is_training
from kast_eval.store.users import users_seen
from kast_eval.study.keying import Keying
from kast_eval.study.plan import Plan
from kast_eval.study.roles import Permission, User


class SamePersonError(KastEvalError):
    """A second keying, or a decision, by somebody who keyed the sheet, where another could."""


def others_who_key(
    session: Session, now: datetime, keying: Keying, site_code: str, but: Collection[str]
) -> frozenset[str]:
    """Return who else may key at the clinic and has been signed in of late."""
    since = now - timedelta(days=keying.active_days)
    return frozenset(
        user.name
        for user in users_seen(session, site_code, since)
        if user.may(Permission.ENTER, site_code) and user.name not in but
    )


def check_second_keyer(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    sheet: SheetRecord,
    *,
    first: Sequence[EntryRecord],
) -> None:
    """Refuse a second keying by who knows the first, if another could, or on the same day.

    `first` is the first keying with its corrections: who has corrected it has seen its texts. So
    has who opened or printed the sheet; who wrote it gives way even to those.
    """
    if is_training(session):
        return
    wrote = {entry.entered_by: entry.entered_at for entry in first}
    saw = _who_saw(session, plan, sheet)
    if user.name not in {*wrote, *saw}:
        return
    better = wrote if user.name in wrote else {*wrote, *saw}
    if others_who_key(session, now, plan.keying, sheet.site_code, better):
        raise SamePersonError(
            "Du har skrivit in, rättat eller öppnat arket. Den andra gången ska någon annan på "
            "mottagningen göra det, utan att ha sett svaren."
        )
    last = max(known[user.name] for known in (wrote, saw) if user.name in known)
    if clock.clinic_day(now) <= clock.clinic_day(last):
        raise SamePersonError(
            "Du skrev in, rättade eller öppnade arket i dag. Ingen annan kan göra det andra "
            "gången, så vänta till en annan dag. Då läser du papperet med nya ögon."
        )


def _who_saw(session: Session, plan: Plan, sheet: SheetRecord) -> Mapping[str, datetime]:
    about = queries_about_sheet(session, sheet.site_code, sheet.public_id)
    shown = {plan.conversation.form, plan.conversation.start_form}
    return who_has_seen(
        session, sheet, [query.public_id for query in about], in_conversation=sheet.form in shown
    )


def check_third_person(
    session: Session,
    user: User,
    now: datetime,
    keying: Keying,
    *,
    site_code: str,
    keyed_by: Collection[str],
) -> None:
    """Refuse a decision by one of the two who keyed, if a third could take it."""
    if user.name not in keyed_by or is_training(session):
        return
    if others_who_key(session, now, keying, site_code, {user.name, *keyed_by}):
        raise SamePersonError(
            "Du skrev in arket. Skillnaderna ska någon som inte har skrivit in det avgöra."
        )
