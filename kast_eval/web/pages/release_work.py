"""What is done with a recipe: planned, decided on, asked about, made; and the file handed out."""

from io import BytesIO

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from kast_eval import clock
from kast_eval.actions.ask_approval import ApprovalTextError
from kast_eval.actions.ask_release import ask_planned
from kast_eval.actions.keep_recipe import decide_columns
from kast_eval.actions.keep_release import keep_release
from kast_eval.actions.list_recipes import find_recipe
from kast_eval.actions.steps.plan_told import count_said, tells_counts, why_untold
from kast_eval.actions.steps.prepared_release import OTHER_NUMBER, Prepared
from kast_eval.actions.steps.recipe_folder import recipe_path
from kast_eval.actions.steps.release import PlannedRelease
from kast_eval.dataset.release.recipe import Level
from kast_eval.dataset.release.refusal import ReleaseRefusedError
from kast_eval.dataset.release.refusals import lasting
from kast_eval.errors import DefinitionError, KastEvalError
from kast_eval.study.roles import Permission, require_somewhere
from kast_eval.web.language import language
from kast_eval.web.numbers import size_said
from kast_eval.web.parts import parts
from kast_eval.web.release_desk import LASTS, Aim, PlanFound, Task, WorkGoneError
from kast_eval.web.release_words import LEVEL_NAMES
from kast_eval.web.report import drawn
from kast_eval.web.signed_in import Work, glance, look, work
from kast_eval.web.statuses import UNPROCESSABLE
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("release_work", __name__)

PROBLEM = marked(
    "Något gick fel i programmet, och felet är noterat. Ingenting har lämnats ut. Försök igen."
)


@pages.post("/recipe/<recipe>/plan")
def plan(recipe: str) -> ResponseReturnValue:
    """Begin to find out what would leave; nothing is written."""
    with look() as one:
        known = find_recipe(one.session, one.user, parts().releases.recipes, recipe)
    path = recipe_path(parts().releases.recipes, known.file.name)
    return _led_to(parts().releases.plan(one.user, path, language()))


@pages.post("/recipe/<recipe>/make")
def make(recipe: str) -> ResponseReturnValue:
    """Begin to make the file."""
    with look() as one:
        known = find_recipe(one.session, one.user, parts().releases.recipes, recipe)
        if known.file.recipe is None or known.file.recipe.level is not Level.MOCK:
            one.require_step_up()
    path = recipe_path(parts().releases.recipes, known.file.name)
    return _led_to(parts().releases.make(one.user, path))


def _led_to(task: Task) -> ResponseReturnValue:
    return redirect(url_for("release_work.work_page", ticket=task.public_id), 303)


@pages.get("/release-work/<ticket>")
def work_page(ticket: str) -> ResponseReturnValue:
    """Show how far it has come, or what came of it."""
    with glance() as one:
        require_somewhere(one.user, Permission.MOCK_FILE)
    return _show(one, parts().releases.desk.find(one.user.name, ticket))


def _show(
    one: Work, task: Task, error: KastEvalError | None = None, status: int = 200
) -> ResponseReturnValue:
    if not task.is_done:
        return render_template("release_wait.html", task=task, planning=task.aim is Aim.PLAN)
    problem = task.future.exception()
    if problem is not None:
        return _show_problem(task, problem)
    found = task.result
    if isinstance(found, PlanFound):
        return _plan_page(task, found, error), status
    return _file_page(one, task, found, error), status


def _show_problem(task: Task, problem: BaseException) -> ResponseReturnValue:
    known = problem if isinstance(problem, KastEvalError) else KastEvalError(PROBLEM)
    refusals = known.refusals if isinstance(known, ReleaseRefusedError) else ()
    return render_template(
        "release_refused.html",
        task=task,
        refusals=[one.in_language(language()) for one in refusals],
        text=KastEvalError.in_language(known, language()),
        line=known.line if isinstance(known, DefinitionError) else None,
        can_edit=_can_edit(),
    ), UNPROCESSABLE


def _can_edit() -> bool:
    """Tell whether the one who looks has recipes, and not only mock files."""
    with look() as one:
        return bool(one.user.sites_with(Permission.EXPORT_STUDY))


def _plan_page(task: Task, found: PlanFound, error: KastEvalError | None) -> str:
    planned = found.planned
    refusals = planned.plan.refusals
    return render_template(
        "release_plan.html",
        task=task,
        planned=planned,
        plan=planned.plan,
        level=LEVEL_NAMES[planned.plan.recipe.level],
        refusals=[one.in_language(language()) for one in refusals],
        undecided=bool(refusals) and not lasting(refusals),
        anonymised=planned.plan.anonymised is not None,
        told=tells_counts(planned),
        untold=why_untold(planned),
        count=lambda number: count_said(planned, number),
        reports=found.reports,
        asked=found.asked,
        drawn=drawn,
        mock=planned.plan.recipe.level is Level.MOCK,
        wrong="" if error is None else error.in_language(language()),
        reason=request.form.get("reason", ""),
    )


def _file_page(one: Work, task: Task, ready: Prepared, error: KastEvalError | None) -> str:
    return render_template(
        "release_ready.html",
        task=task,
        ready=ready,
        level=LEVEL_NAMES[ready.planned.plan.recipe.level],
        other_number=OTHER_NUMBER if ready.approved_for else "",
        now=count_said(ready.planned, len(ready.planned.plan.leaving)),
        personal=ready.planned.plan.recipe.level is Level.CODED,
        size=size_said(len(ready.bundle)),
        minutes=round(LASTS / 60),
        can_edit=bool(one.user.sites_with(Permission.EXPORT_STUDY)),
        wrong="" if error is None else error.in_language(language()),
    )


def _planned(one: Work, public_id: str) -> tuple[Task, PlannedRelease]:
    """Return a plan of the user's own that they have before them, or raise WorkGoneError."""
    task = parts().releases.desk.find(one.user.name, public_id)
    if not task.is_done or task.future.exception() is not None:
        raise WorkGoneError
    if not isinstance(task.result, PlanFound) or task.result.asked:
        raise WorkGoneError
    return task, task.result.planned


@pages.post("/release-work/<ticket>/decide")
def decide(ticket: str) -> ResponseReturnValue:
    """Keep in the recipe that the user has decided on these very columns, and plan anew."""
    folder = parts().releases.recipes
    with work() as one:
        require_somewhere(one.user, Permission.EXPORT_STUDY)
        task, planned = _planned(one, ticket)
        decide_columns(
            one.session, one.user, one.now, folder, planned.plan, today=clock.clinic_day(one.now)
        )
    tell_next(marked("Beslutet om kolumnerna står i receptet."))
    return _led_to(parts().releases.plan(one.user, recipe_path(folder, task.recipe), language()))


@pages.post("/release-work/<ticket>/ask")
def ask(ticket: str) -> ResponseReturnValue:
    """Ask another person to approve what is planned."""
    with look() as one:
        require_somewhere(one.user, Permission.EXPORT_STUDY)
        task, planned = _planned(one, ticket)
    reason = request.form.get("reason", "")
    try:
        with work() as one:
            ask_planned(one.session, one.user, one.now, planned, reason=reason)
    except ApprovalTextError as error:
        return _show(one, task, error, UNPROCESSABLE)
    tell_next(marked("Frågan är ställd. Någon annan beslutar."))
    return redirect(url_for("recipe.recipe", recipe=task.recipe), 303)


@pages.post("/release-work/<ticket>/file")
def hand_out(ticket: str) -> ResponseReturnValue:
    """Let the file leave, once: remembered first, and gone from here."""
    with glance() as one:
        require_somewhere(one.user, Permission.MOCK_FILE)
    with parts().releases.desk.handed_out(one.user.name, ticket) as task:
        ready = _ready(task)
        try:
            with work() as one:
                if ready.planned.plan.recipe.level is not Level.MOCK:
                    one.require_step_up()
                released = keep_release(
                    one.session, one.user, one.now, parts().releases.materials, ready
                )
        except ReleaseRefusedError as error:
            return _show_problem(task, error)
    day = clock.clinic_day(one.now).isoformat()
    return send_file(
        BytesIO(released.bundle), mimetype="application/zip", as_attachment=True,
        download_name=f"{task.recipe}-{day}.zip",
    )  # fmt: skip


def _ready(task: Task) -> Prepared:
    if task.is_done and task.future.exception() is None and isinstance(task.result, Prepared):
        return task.result
    raise WorkGoneError
