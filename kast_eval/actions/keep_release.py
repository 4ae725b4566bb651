"""Let a prepared release leave: use up what two agreed on, and remember it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from kast_eval.actions.require_approved import require_approved
from kast_eval.actions.steps.materials import Materials
from kast_eval.actions.steps.prepared_release import Prepared
from kast_eval.actions.steps.release import PlannedRelease
from kast_eval.actions.steps.release_tables import FOR_OTHERS, OF_CONSENT, OF_WHOM
from kast_eval.actions.steps.sent_packages import trusted_packages
from kast_eval.dataset.release.recipe import Level
from kast_eval.dataset.release.refusal import Refusal, ReleaseRefusedError
from kast_eval.store.events import note_event
from kast_eval.store.published import add_published, published_count
from kast_eval.store.release_profiles import ReleaseProfile, add_profile, profile_count
from kast_eval.store.releases import (
    ReleaseRecord,
    add_release,
    add_released_pooled,
    keyed_since,
    moment_of,
    new_release_id,
)
from kast_eval.store.session import Session
from kast_eval.study.roles import Permission, User, require, require_somewhere
from kast_eval.study.signs import Signs
from kast_eval.wording import marked


@dataclass(frozen=True)
class Release:
    """A release that was made: its file, its checksum and the key that its signature fits."""

    planned: PlannedRelease
    bundle: bytes = field(repr=False)
    checksum: str
    public_key: str
    public_id: str = ""


def keep_release(
    session: Session, user: User, now: datetime, materials: Materials, ready: Prepared
) -> Release:
    """Return the release to be handed out once the transaction is kept.

    It is remembered before anybody has its file, so that none that has left is unaccounted for.
    What may have changed whose rows leave since it was prepared refuses it.
    """
    planned = ready.planned
    _require_permission(user, planned)
    changes = list(_changes(session, ready, materials.plan.schedule.signs))
    if changes:
        raise ReleaseRefusedError(changes)
    if planned.needs_two:
        require_approved(
            session,
            user,
            now,
            subject=planned.subject,
            target=planned.target,
            site_codes=[site.code for site in planned.sites],
        )
    record = _record(user, now, ready)
    add_release(session, record, planned.leaving)
    add_released_pooled(session, record.public_id, planned.leaving_pooled)
    if planned.plan.anonymised:
        told = planned.plan.anonymised.profile
        columns, rows = told.contents.columns, told.contents.rows
        profile = ReleaseProfile(told.levels, told.classes, columns, rows)
        add_profile(session, record.public_id, profile)
    if planned.plan.tabulated:
        shown = [one.said for one in planned.plan.tabulated.published]
        add_published(session, record.public_id, shown)
    note_event(session, now, user.name, "made a release", record.public_id)
    return Release(planned, ready.bundle, ready.checksum, ready.public_key, record.public_id)


def _require_permission(user: User, planned: PlannedRelease) -> None:
    """Refuse who may not any more: a release waits a while for who made it."""
    if planned.plan.recipe.level is Level.MOCK:
        require_somewhere(user, Permission.MOCK_FILE)
    for site in planned.sites:
        require(user, Permission.EXPORT_STUDY, site.code)


def _changes(session: Session, ready: Prepared, signs: Signs) -> Iterator[Refusal]:
    now, before = moment_of(session), ready.moment
    planned = ready.planned
    of_whom = OF_WHOM if planned.plan.recipe.level in FOR_OTHERS else OF_CONSENT
    forms = {signs.codes[sign].form for sign in of_whom}
    leaving = set(planned.leaving)
    # What was erased has no keying that is newer, and its numbers may be another's by now.
    same = (now.move, now.erasure) == (before.move, before.erasure)
    came = trusted_packages(session, planned.sites) != planned.packages
    if came or (leaving and (not same or keyed_since(session, before, forms) & leaving)):
        yield Refusal(
            "R14",
            marked(
                "Ett samtycke, eller vilka som har kommit som par, kan ha ändrats medan filen "
                "gjordes. Gör den en gång till."
            ),
        )
    told_by_now = (profile_count(session), published_count(session))
    made = planned.plan.tabulated or planned.plan.anonymised
    if made and told_by_now != (planned.profiles, planned.published):
        yield Refusal(
            "R8",
            marked("Andra tabeller eller en anonymiserad fil har lämnats ut under tiden. Gör om "
                   "den här."),
        )  # fmt: skip


def _record(user: User, now: datetime, ready: Prepared) -> ReleaseRecord:
    recipe = ready.planned.plan.recipe
    return ReleaseRecord(
        public_id=new_release_id(),
        level=recipe.level.value,
        recipe_name=recipe.name,
        recipe_checksum=recipe.checksum,
        columns_checksum=ready.planned.plan.columns,
        bundle_checksum=ready.checksum,
        recipient=recipe.recipient,
        purpose=recipe.purpose,
        approval=recipe.approval,
        expires=recipe.expires,
        approved_by=recipe.approved.by if recipe.approved else "",
        made_by=user.name,
        made_at=now,
    )
