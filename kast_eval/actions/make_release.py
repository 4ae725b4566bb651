"""Make a release by its recipe: all gates, every file read back, scanned, signed and remembered."""

import hashlib
import secrets
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from kast_eval import clock
from kast_eval.actions.require_approved import require_approved
from kast_eval.actions.steps.release import Materials, PlannedRelease, planned_release
from kast_eval.dataset.release.bundle import packed, public_key, with_manifest
from kast_eval.dataset.release.contents import release_files, untold
from kast_eval.dataset.release.leaks import find_leaks
from kast_eval.dataset.release.refusal import Refusal, ReleaseRefusedError
from kast_eval.store.events import note_event
from kast_eval.store.releases import ReleaseRecord, add_release, what_must_stay
from kast_eval.store.session import Session
from kast_eval.study.approval import ApprovalSubject
from kast_eval.study.roles import User
from kast_eval.wording import marked


@dataclass(frozen=True)
class Release:
    """A release that was made: its file, its checksum and the key that its signature fits."""

    planned: PlannedRelease
    bundle: bytes = field(repr=False)
    checksum: str
    public_key: str


def make_release(
    session: Session,
    user: User,
    now: datetime,
    materials: Materials,
    recipe_file: Path,
    *,
    signing_key: bytes,
    workshop: Path,
    tell: Callable[[int, int], None] = untold,
) -> Release:
    """Return the release, or raise ReleaseRefusedError with all that stands against it.

    The data files are written to a folder of their own in `workshop` to be read back, and removed
    whatever happens. The release is remembered before its file is written, so that none that has
    left is unaccounted for.
    """
    planned = planned_release(session, user, now, materials, recipe_file)
    if planned.plan.refusals:
        raise ReleaseRefusedError(planned.plan.refusals)
    if planned.needs_two:
        require_approved(
            session,
            user,
            now,
            subject=ApprovalSubject.RELEASE_A,
            target=planned.target,
            site_codes=[site.code for site in planned.sites],
        )
    day = clock.clinic_day(now)
    files = _made(planned, now, workshop, tell)
    twin = replace(planned.plan, tables=planned.plan.empty)
    public = _made(replace(planned, plan=twin), now, workshop, untold)
    leaks = find_leaks(files, what_must_stay(session), public)
    if leaks:
        raise ReleaseRefusedError(
            [
                Refusal(
                    "R9",
                    marked("{file}: där står något av sorten {kind}, som inte får lämna."),
                    {"file": leak.file, "kind": leak.kind},
                )
                for leak in leaks
            ]
        )
    about = {"recipe": planned.plan.recipe.name, "day": day.isoformat(),
             "level": planned.plan.recipe.level.value}  # fmt: skip
    bundle = packed(with_manifest(files, about, signing_key), day)
    checksum = hashlib.sha256(bundle).hexdigest()
    _remember(session, user, now, planned, checksum)
    return Release(planned, bundle, checksum, public_key(signing_key))


def _made(
    planned: PlannedRelease, now: datetime, workshop: Path, tell: Callable[[int, int], None]
) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory(dir=workshop) as folder:
        return release_files(
            planned.plan, Path(folder), clock.clinic_day(now), training=planned.training, tell=tell
        )


def _remember(
    session: Session, user: User, now: datetime, planned: PlannedRelease, checksum: str
) -> None:
    recipe = planned.plan.recipe
    record = ReleaseRecord(
        public_id=secrets.token_hex(12),
        level=recipe.level.value,
        recipe_name=recipe.name,
        recipe_checksum=recipe.checksum,
        columns_checksum=planned.plan.columns,
        bundle_checksum=checksum,
        recipient=recipe.recipient,
        purpose=recipe.purpose,
        approval=recipe.approval,
        expires=recipe.expires,
        approved_by=recipe.approved.by if recipe.approved else "",
        made_by=user.name,
        made_at=now,
    )
    add_release(session, record, planned.leaving)
    note_event(session, now, user.name, "made a release", record.public_id)
