"""Copies of the database: how it stands with them, taking one, trying one, where they go."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kast_eval import clock
from kast_eval.actions.choose_backup_folder import FolderChoiceError, choose_backup_folder
from kast_eval.actions.read_backups import read_backup_place, read_backup_state
from kast_eval.actions.take_backup import take_backup
from kast_eval.actions.try_backup import try_backup
from kast_eval.errors import KastEvalError
from kast_eval.store.backups.label import Reason
from kast_eval.store.backups.trouble import BackupError
from kast_eval.store.faults import DamagedKeysError, KeyFileError, WrongSecretError
from kast_eval.store.keys.recovery_code import (
    RecoveryCode,
    RecoveryCodeError,
    read_recovery_code,
)
from kast_eval.study.roles import Permission, User, require_somewhere
from kast_eval.web.banners import backup_worries
from kast_eval.web.days import moment_said
from kast_eval.web.language import language
from kast_eval.web.numbers import count_said, size_said
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import look, work
from kast_eval.web.statuses import UNPROCESSABLE
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("backups", __name__)

_NO_DRILL = (BackupError, RecoveryCodeError, WrongSecretError, KeyFileError, DamagedKeysError)
_REASONS = {
    Reason.DAILY: marked("dagens kopia"),
    Reason.ASKED: marked("någon bad om den"),
    Reason.UPGRADE: marked("före en uppdatering"),
}


@pages.get("/backups")
def backups() -> str:
    """Show how it stands, and what there is."""
    return _show()


@pages.post("/backups")
def take() -> ResponseReturnValue:
    """Take a copy now; others go on saving meanwhile."""
    user = _allowed(Permission.BACK_UP)
    try:
        take_backup(parts().database, user, clock.now(), reason=Reason.ASKED)
    except BackupError as error:
        return _show("take", error), UNPROCESSABLE
    tell_next(marked("Kopian är tagen och prövad."))
    return redirect(url_for("backups.backups"), 303)


@pages.post("/backups/try")
def try_newest() -> ResponseReturnValue:
    """Restore the newest copy with the code on paper, and throw away what came of it."""
    user = _allowed(Permission.BACK_UP, proved=True)
    try:
        try_backup(parts().database, user, clock.now(), _typed_code())
    except _NO_DRILL as error:
        return _show("try", error), UNPROCESSABLE
    tell_next(marked("Kopian gick att återställa, och allt i den stämde. Provet är noterat."))
    return redirect(url_for("backups.backups"), 303)


@pages.post("/backups/folder")
def choose() -> ResponseReturnValue:
    """Keep where copies go from now on."""
    user = _allowed(Permission.KEEP_MACHINE, proved=True)
    try:
        choose_backup_folder(parts().database, user, clock.now(), request.form.get("folder", ""))
    except (BackupError, FolderChoiceError) as error:
        return _show("folder", error), UNPROCESSABLE
    tell_next(marked("Mappen är vald. Ta en första kopia dit nu."))
    return redirect(url_for("backups.backups"), 303)


def _allowed(permission: Permission, *, proved: bool = False) -> User:
    """Return who asks; what is done then is done outside the transaction, and takes its time."""
    with work() as one:
        require_somewhere(one.user, permission)
        if proved:
            one.require_step_up()
        return one.user


def _typed_code() -> RecoveryCode | None:
    if parts().database.training:
        return None
    return read_recovery_code(request.form.get("code", ""))


def _show(part: str = "", error: KastEvalError | None = None) -> str:
    """Return the page; with what is wrong beside the part that it is about."""
    with look() as one:
        state = read_backup_state(one.session, one.user, one.now)
        user, now = one.user, one.now
    place = read_backup_place(parts().database, user)
    return render_template(
        "backups.html",
        state=state,
        place=place,
        worries=() if parts().database.training else backup_worries(user),
        chooses=bool(user.sites_with(Permission.KEEP_MACHINE)),
        reasons=_REASONS,
        said=lambda moment: moment_said(moment, now),
        size=size_said,
        count=count_said,
        part=part,
        why="" if error is None else error.in_language(language()),
        typed=request.form,
    )
