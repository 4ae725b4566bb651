"""Who works at the clinics: invite, change roles, end access, invite anew."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kast_eval.actions.change_roles import change_roles
from kast_eval.actions.end_access import end_access
from kast_eval.actions.invite_again import invite_again
from kast_eval.actions.invite_user import invite_user
from kast_eval.actions.list_users import list_users
from kast_eval.actions.steps.invited import NameTakenError
from kast_eval.actions.steps.managed import OwnRolesError, RolesError
from kast_eval.errors import KastEvalError
from kast_eval.study.person_name import PersonNameError, spelt_name
from kast_eval.study.roles import Role
from kast_eval.web.days import moment_said
from kast_eval.web.language import language
from kast_eval.web.roles_said import ROLE_NAMES
from kast_eval.web.signed_in import look, work
from kast_eval.web.statuses import UNPROCESSABLE
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("users", __name__)


@pages.get("/users")
def users() -> str:
    """Show who works at each clinic that the user keeps in order."""
    return _show()


@pages.post("/users/<site_code>/invite")
def invite(site_code: str) -> ResponseReturnValue:
    """Invite somebody, and show the code once."""
    name = request.form.get("name", "")
    try:
        with work() as one:
            one.require_step_up()
            code = invite_user(
                one.session, one.user, one.now, name=name, site_code=site_code, roles=_roles()
            )
    except (PersonNameError, NameTakenError, RolesError) as error:
        return _show(site_code, "", error), UNPROCESSABLE
    return render_template("invitation.html", name=spelt_name(name), code=code)


@pages.post("/users/<site_code>/invite-again")
def invite_anew(site_code: str) -> ResponseReturnValue:
    """End what the person signs in with, and show the code of a new invitation once."""
    name = request.form.get("person", "")
    try:
        with work() as one:
            one.require_step_up()
            code = invite_again(one.session, one.user, one.now, name=name, site_code=site_code)
    except OwnRolesError as error:
        return _show(site_code, name, error), UNPROCESSABLE
    return render_template("invitation.html", name=name, code=code)


@pages.post("/users/<site_code>/roles")
def roles(site_code: str) -> ResponseReturnValue:
    """Change what the person is at the clinic."""
    name = request.form.get("person", "")
    try:
        with work() as one:
            one.require_step_up()
            change_roles(
                one.session, one.user, one.now, name=name, site_code=site_code, roles=_roles()
            )
    except RolesError as error:
        return _show(site_code, name, error), UNPROCESSABLE
    tell_next(marked("Rollerna är ändrade. De gäller genast."))
    return redirect(url_for("users.users"), 303)


@pages.post("/users/<site_code>/end")
def end(site_code: str) -> ResponseReturnValue:
    """End the person's access to the clinic."""
    name = request.form.get("person", "")
    try:
        with work() as one:
            one.require_step_up()
            end_access(one.session, one.user, one.now, name=name, site_code=site_code)
    except OwnRolesError as error:
        return _show(site_code, name, error), UNPROCESSABLE
    tell_next(marked("Personen kommer inte längre in på mottagningen."))
    return redirect(url_for("users.users"), 303)


def _roles() -> frozenset[Role]:
    """Return the roles that were ticked; what no page of ours sends is none."""
    known = set(Role)
    return frozenset(Role(role) for role in request.form.getlist("role") if role in known)


def _show(site_code: str = "", person: str = "", error: KastEvalError | None = None) -> str:
    with look() as one:
        sites = list_users(one.session, one.user, one.now)
    return render_template(
        "users.html",
        sites=sites,
        own=one.user.name,
        now=one.now,
        said=moment_said,
        role_names=ROLE_NAMES,
        refused=(site_code, person),
        refusal=error.in_language(language()) if error else "",
        typed=request.form.get("name", ""),
        ticked=_roles(),
    )
