"""The first run in the browser: at most ten questions, and a clinic at the end."""

import os
from collections.abc import Mapping
from io import BytesIO
from ipaddress import ip_address
from typing import assert_never

from flask import Blueprint, current_app, redirect, render_template, request, send_file, session
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from kast_eval import clock
from kast_eval.errors import KastEvalError
from kast_eval.first_run.answers import (
    proposed_letters,
    read_clinic,
    read_letters_of,
    read_opening,
    read_start,
    read_study,
    read_typed_back,
    read_user,
)
from kast_eval.first_run.backup_folder import is_same_disk, read_backup_folder
from kast_eval.first_run.fields import FieldsError
from kast_eval.first_run.make import ClinicMade, make_clinic
from kast_eval.paper.recovery_page import print_recovery_page
from kast_eval.web.bare import doors
from kast_eval.web.first_run_state import SECRETS, STEPS, ConsoleCodeError, FirstRun, Step
from kast_eval.web.language import LANGUAGE_NAMES, choose_language, language
from kast_eval.web.statuses import UNPROCESSABLE

pages = Blueprint("first_run", __name__)

EXTENSION = "kast_eval_first_run"
_KEPT = "first_run"
_QUESTIONS: Mapping[Step, str] = {
    Step.START: "1–2", Step.CLINIC: "3–4", Step.CODES: "5", Step.STUDY: "6", Step.USER: "7",
    Step.OPENING: "8", Step.RECOVERY: "9", Step.PAPER: "9", Step.BACKUP: "10",
}  # fmt: skip
"""Which of the ten questions stand on a page."""


def run() -> FirstRun:
    """Return the first run of this server."""
    held: FirstRun = current_app.extensions[EXTENSION]
    return held


@pages.before_request
def require_owner() -> ResponseReturnValue | None:
    """Let one browser through: the first on the machine itself, or one that has the code."""
    if run().owned_by(session.get(_KEPT, "")) or request.endpoint == "first_run.give_code":
        return None
    if not run().owner and _is_local():
        session[_KEPT] = run().take()
        return None
    return render_template("first_run_code.html", error=""), 403


@pages.post("/first-run/code")
def give_code() -> ResponseReturnValue:
    """Let the browser own the run whose reader sees the console."""
    try:
        session[_KEPT] = run().take_by_code(request.form.get("code", ""))
    except ConsoleCodeError as error:
        told = error.in_language(language())
        return render_template("first_run_code.html", error=told), 403
    return redirect("/", 303)


@pages.get("/")
def begin() -> ResponseReturnValue:
    """Go to the first page that is not answered."""
    return redirect(f"/first-run/{run().first_open()}", 303)


@pages.get("/first-run/<step>")
def ask(step: str) -> ResponseReturnValue:
    """Show a page, with what was typed on it before."""
    asked = _step(step)
    if STEPS.index(asked) > STEPS.index(run().first_open()):
        # Pages come in their order; what was answered can be gone back to.
        return redirect("/", 303)
    return _page(asked, run().answered(asked) or _usual(asked))


@pages.get("/first-run/recovery.pdf")
def recovery_page() -> ResponseReturnValue:
    """Send the recovery code to print."""
    if STEPS.index(run().first_open()) < STEPS.index(Step.RECOVERY):
        return redirect("/", 303)
    pdf = print_recovery_page(
        run().recovery_code.groups,
        clinic=run().clinic.name,
        mark=run().mark,
        day=clock.clinic_day(clock.now()),
        language=language(),
    )
    return send_file(BytesIO(pdf), mimetype="application/pdf", download_name="aterstallning.pdf")


@pages.post("/first-run/<step>")
def answer(step: str) -> ResponseReturnValue:
    """Keep what was answered on a page and go on, or show what is to be corrected."""
    asked = _step(step)
    if STEPS.index(asked) > STEPS.index(run().first_open()):
        return redirect("/", 303)
    if asked is Step.FINISH:
        return _finish()
    typed = run().with_secrets_of(asked, request.form.to_dict())
    try:
        _read(asked, typed)
    except FieldsError as error:
        return _page(asked, typed, error.faults), UNPROCESSABLE
    if asked is Step.BACKUP and not typed.get("same_disk") and _same_disk(typed):
        return _page(asked, typed, same_disk=True), UNPROCESSABLE
    if asked is Step.START:
        choose_language(typed["language"])
        if typed["sort"] == "practise":
            return redirect(doors().open_training(), 303)
    run().answers[asked] = typed
    return redirect(f"/first-run/{STEPS[STEPS.index(asked) + 1]}", 303)


def _finish() -> ResponseReturnValue:
    """Make the clinic, open it, and say what comes now."""
    with run().lock:
        try:
            made = run().made or _make()
            run().made = made
            doors().open_clinic(made.key)
        except KastEvalError as error:
            return _page(Step.FINISH, {}, notice=error.in_language(language())), UNPROCESSABLE
    return render_template(
        "first_run_done.html", made=made, clinic=run().clinic, user=_texts()["name"]
    )


def _make() -> ClinicMade:
    order = run().order(doors().folder, language())
    return make_clinic(doors().folder, order, clock.now(), os.environ)


def _read(step: Step, typed: Mapping[str, str]) -> None:
    """Read a page's answers, and raise FieldsError if they cannot be used."""
    match step:
        case Step.START:
            read_start(typed)
        case Step.CLINIC:
            read_clinic(typed)
        case Step.CODES:
            read_letters_of(typed, run().clinic.name)
        case Step.STUDY:
            read_study(typed)
        case Step.USER:
            read_user(typed)
        case Step.OPENING:
            read_opening(typed, run().clinic.name)
        case Step.PAPER:
            read_typed_back(typed, run().recovery_code)
        case Step.BACKUP:
            read_backup_folder(typed, doors().folder)
        case Step.RECOVERY | Step.FINISH:
            # Nothing is typed here: one looks, prints, and goes on.
            return
        case _:
            assert_never(step)


def _usual(step: Step) -> Mapping[str, str]:
    """Return what stands in a page's fields before anything is typed."""
    match step:
        case Step.START:
            return {"language": language().value}
        case Step.CODES:
            proposed = proposed_letters(run().clinic.name)
            return {"letters": proposed.letters, "relative_letters": proposed.relative_letters}
        case Step.OPENING:
            return {"opens": "passphrase"}
        case _:
            return {}


def _same_disk(typed: Mapping[str, str]) -> bool:
    return is_same_disk(read_backup_folder(typed, doors().folder), doors().folder)


def _page(
    step: Step,
    typed: Mapping[str, str],
    faults: Mapping[str, KastEvalError] | None = None,
    *,
    same_disk: bool = False,
    notice: str = "",
) -> str:
    place = STEPS.index(step)
    return render_template(
        "first_run.html",
        step=step.value,
        before=STEPS[place - 1].value if place else "",
        questions=_QUESTIONS.get(step, ""),
        typed=typed,
        kept=run().answered(step),
        errors={name: fault.in_language(language()) for name, fault in (faults or {}).items()},
        focus=next(iter(faults or {}), ""),
        groups=run().recovery_code.groups,
        clinic=_texts().get("site", ""),
        answers=_texts(),
        languages=LANGUAGE_NAMES,
        folder=doors().folder,
        same_disk=same_disk,
        notice=notice,
    )


def _texts() -> Mapping[str, str]:
    """Return all that was answered, but for what is secret, by the name of its field."""
    return {
        name: text
        for answers in run().answers.values()
        for name, text in answers.items()
        if name not in SECRETS
    }


def _step(name: str) -> Step:
    if name not in set(Step):
        raise NotFound
    return Step(name)


def _is_local() -> bool:
    """Tell whether the browser runs on this machine; behind a proxy nobody can tell."""
    if doors().settings.hosting.proxy is not None:
        return False
    return ip_address(request.remote_addr or "0.0.0.0").is_loopback  # noqa: S104  # nosec B104 - nobody's.
