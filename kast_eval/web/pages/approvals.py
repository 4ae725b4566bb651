"""What two people must agree on: what waits, a decision, and a question of one's own."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kast_eval.actions.ask_approval import ApprovalTextError, ask_approval
from kast_eval.actions.decide_approval import decide_approval
from kast_eval.actions.list_approvals import list_approvals
from kast_eval.actions.list_withdrawals import withdrawal_of_approval
from kast_eval.actions.read_asked_release import (
    OtherRecipeError,
    find_asked_release,
    require_asked_recipe,
)
from kast_eval.actions.steps.sight import UnseenError, is_about_recipe
from kast_eval.dataset.package.asked import read_asked
from kast_eval.dataset.package.fingerprint import fingerprint
from kast_eval.errors import KastEvalError
from kast_eval.store.sites import find_site
from kast_eval.study.approval import (
    SUBJECT_WORDS,
    ApprovalState,
    ApprovalSubject,
    DecidedBeforeError,
    OwnApprovalError,
    subjects_for,
)
from kast_eval.web.days import moment_said
from kast_eval.web.language import language
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import Work, look, work
from kast_eval.web.statuses import UNPROCESSABLE, status_of
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("approvals", __name__)

STATE_WORDS = {
    ApprovalState.OPEN: marked("väntar på beslut"),
    ApprovalState.APPROVED: marked("godkänt"),
    ApprovalState.DECLINED: marked("avslaget"),
    ApprovalState.EXPIRED: marked("har väntat för länge"),
    ApprovalState.USED: marked("genomfört"),
}
BY_HAND = (ApprovalSubject.KEY_EXPORT,)
"""A release is asked for where it is made, because its recipe is what is approved; an erasure where
the withdrawal stands that it follows from."""


@pages.get("/approvals")
def approvals() -> str:
    """Show what waits and what was decided, and ask what else is wanted."""
    return _show()


@pages.post("/approvals")
def ask() -> ResponseReturnValue:
    """Keep a question."""
    subject = request.form.get("subject", "")
    if subject not in BY_HAND:
        abort(400)
    try:
        with work() as one:
            ask_approval(
                one.session, one.user, one.now,
                subject=ApprovalSubject(subject), target=request.form.get("target", ""),
                site_codes=[request.form.get("site_code", "")],
                reason=request.form.get("reason", ""),
            )  # fmt: skip
    except ApprovalTextError as error:
        return _show("ask", error), UNPROCESSABLE
    tell_next(marked("Frågan är ställd. Någon annan beslutar."))
    return redirect(url_for("approvals.approvals"), 303)


@pages.post("/approvals/<public_id>/plan")
def plan(public_id: str) -> ResponseReturnValue:
    """Begin to show the recipe that somebody asks about, and what would leave by it."""
    with look() as one:
        asked = find_asked_release(one.session, one.user, public_id)
    recipe = asked.target.split(" ")[0]
    task = parts().releases.plan_asked(one.user, recipe, public_id, language())
    return redirect(url_for("release_work.work_page", ticket=task.public_id), 303)


def _require_as_shown(one: Work, public_id: str) -> None:
    """Refuse what was shown and has become another meanwhile."""
    for shown in list_approvals(one.session, one.user, one.now):
        asked = shown.approval
        if asked.public_id == public_id and shown.may_decide and is_about_recipe(asked):
            require_asked_recipe(parts().releases.recipes, asked)


@pages.post("/approvals/<public_id>")
def decide(public_id: str) -> ResponseReturnValue:
    """Keep a decision."""
    approved = request.form.get("approved") == "yes"
    try:
        with work() as one:
            if approved:
                one.require_step_up()
                _require_as_shown(one, public_id)
            decide_approval(
                one.session, one.user, one.now, public_id,
                approved=approved, reason=request.form.get("reason", ""),
                seen=request.form.get("seen", ""),
            )  # fmt: skip
    except ApprovalTextError as error:
        return _show(public_id, error), UNPROCESSABLE
    except (OwnApprovalError, DecidedBeforeError, UnseenError, OtherRecipeError) as error:
        return _show(public_id, error), status_of(error)
    tell_next(marked("Beslutet är sparat."))
    return redirect(url_for("approvals.approvals"), 303)


def _show(refused: str = "", error: KastEvalError | None = None) -> str:
    with look() as one:
        shown = list_approvals(one.session, one.user, one.now)
        sites = [find_site(one.session, code) for code in sorted(one.user.sites)]
        subjects = [subject for subject in subjects_for(one.user) if subject in BY_HAND]
        leads_to = {
            shown_one.approval.public_id: withdrawal_of_approval(
                one.session, parts().plan, shown_one.approval
            )
            for shown_one in shown
        }
    return render_template(
        "approvals.html",
        shown=shown,
        leads_to=leads_to,
        names={site.code: site.name for site in sites if site},
        subjects=subjects,
        of_recipe=is_about_recipe,
        packages={one.approval.public_id: read_asked(one.approval) for one in shown},
        print=fingerprint,
        subject_words=SUBJECT_WORDS,
        state_words=STATE_WORDS,
        said=lambda moment: moment_said(moment, one.now),
        refused=refused,
        refusal=error.in_language(language()) if error else "",
        typed=request.form,
    )
