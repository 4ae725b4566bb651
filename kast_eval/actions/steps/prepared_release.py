"""A release that is ready to leave and has not left: its files made, read back and scanned."""

import hashlib
import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from kast_eval import clock
from kast_eval.actions.steps.approved import find_approved_release
from kast_eval.actions.steps.materials import Materials
from kast_eval.actions.steps.release import PlannedRelease
from kast_eval.actions.steps.release_origin import PIPELINE, pipeline_file
from kast_eval.actions.steps.release_reports import (
    CODEBOOK,
    ReportFiles,
    codebook_pdf,
    release_reports,
)
from kast_eval.actions.steps.sight import other_number_seen
from kast_eval.dataset.release.anonymised.reread import require_hidden
from kast_eval.dataset.release.bundle import packed, public_key, with_manifest
from kast_eval.dataset.release.contents import public_files, release_files, untold
from kast_eval.dataset.release.leaks import find_leaks
from kast_eval.dataset.release.recipe import Level, Recipe
from kast_eval.dataset.release.refusal import Refusal, ReleaseRefusedError
from kast_eval.paper.release.report import names_in
from kast_eval.store.releases import Moment, moment_of, what_must_stay
from kast_eval.store.session import Session
from kast_eval.store.workshop import workshop_in
from kast_eval.study.roles import User
from kast_eval.wording import marked


@dataclass(frozen=True)
class Prepared:
    """A release in one file that nobody has yet; `moment` is when the data were read.

    `approved_for` is how many persons it was approved for, where they are others by far.
    """

    planned: PlannedRelease
    bundle: bytes = field(repr=False)
    checksum: str
    public_key: str
    moment: Moment
    approved_for: str = ""


OTHER_NUMBER = marked(
    "Godkännandet gavs när {then} personer skulle lämna, och nu är de {now}. Låt den som godkände "
    "veta det innan filen används."
)


@dataclass(frozen=True)
class Workplace:
    """What a release is signed with, the folder it is made in, and who hears how it goes.

    The data files are written to a folder of their own in `workshop` to be read back, and removed
    whatever happens: also what a killed program has left there.
    """

    signing_key: bytes = field(repr=False)
    workshop: Path
    tell: Callable[[int, int], None] = untold


def prepared(
    session: Session,
    user: User,
    now: datetime,
    materials: Materials,
    planned: PlannedRelease,
    *,
    at: Workplace,
) -> Prepared:
    """Return the release, or raise ReleaseRefusedError with all that stands against it.

    Nothing is written in the store, so that it may take its time while others save.
    """
    if planned.plan.refusals:
        raise ReleaseRefusedError(planned.plan.refusals)
    approved_for = _approved_for(session, user, now, planned) if planned.needs_two else ""
    moment = moment_of(session)
    day = clock.clinic_day(now)
    files = _made(session, materials, planned, day, at)
    with workshop_in(at.workshop) as folder:
        require_hidden(planned.plan, files, folder)
    reports = release_reports(session, now, materials, planned)
    public = _without_data(planned, files, day, at)
    _require_no_leak(session, files, reports, public, _own_days(planned.plan.recipe, day))
    files |= reports.files
    recipe = planned.plan.recipe
    about = {"recipe": recipe.name, "day": day.isoformat(), "level": recipe.level.value}
    bundle = packed(with_manifest(files, about, at.signing_key), day)
    checksum = hashlib.sha256(bundle).hexdigest()
    return Prepared(planned, bundle, checksum, public_key(at.signing_key), moment, approved_for)


def _approved_for(session: Session, user: User, now: datetime, planned: PlannedRelease) -> str:
    """Refuse what two have not agreed on; return for how many they have, where that is others."""
    approval = find_approved_release(session, user, now, planned)
    return other_number_seen(session, approval, planned)


def _without_data(
    planned: PlannedRelease, files: dict[str, bytes], day: date, at: Workplace
) -> dict[str, bytes]:
    """Return what came from no data; a mock file is that already."""
    plan = planned.plan
    if plan.recipe.level is Level.MOCK:
        return files
    with workshop_in(at.workshop) as folder:
        public = public_files(plan, folder, day, training=planned.training)
    # The codebook is made of columns, so that it is the same of no data; of the origin only names.
    names = "\n".join(names_in(json.loads(files[PIPELINE])))
    return public | {CODEBOOK: files[CODEBOOK], PIPELINE: names.encode()}


def _made(
    session: Session, materials: Materials, planned: PlannedRelease, day: date, at: Workplace
) -> dict[str, bytes]:
    with workshop_in(at.workshop) as folder:
        files = release_files(planned.plan, folder, day, training=planned.training, tell=at.tell)
    return files | {
        CODEBOOK: codebook_pdf(materials, planned, day),
        PIPELINE: pipeline_file(session, materials, planned, day),
    }


def _own_days(recipe: Recipe, day: date) -> frozenset[str] | None:
    """Return the days that a release tells of itself; None where other days are no leak."""
    if recipe.level in {Level.CODED, Level.MOCK}:
        return None
    decided = recipe.approved.on if recipe.approved else None
    return frozenset(one.isoformat() for one in (day, recipe.expires, decided) if one)


def _require_no_leak(
    session: Session,
    files: dict[str, bytes],
    reports: ReportFiles,
    public: dict[str, bytes],
    days: Collection[str] | None,
) -> None:
    must_stay = what_must_stay(session)
    own = {**public, "report": reports.own_words.encode()}
    leaks = (
        *find_leaks(files, must_stay, public, days),
        *find_leaks(reports.files, must_stay, own, days),
    )
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
