"""A clinic's packages: what the next one would hold, the decision on it, the file, those before."""

from io import BytesIO

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from kast_eval.actions.ask_approval import ApprovalTextError
from kast_eval.actions.ask_package import ask_package
from kast_eval.actions.list_own_packages import list_own_packages
from kast_eval.actions.make_package import MadePackage, make_package
from kast_eval.actions.steps.asked_packages import find_asked
from kast_eval.dataset.package.asked import AskedPackage
from kast_eval.dataset.package.fingerprint import fingerprint
from kast_eval.dataset.package.package import PackageError
from kast_eval.dataset.package.seal import SealError
from kast_eval.dataset.release.bundle import public_key
from kast_eval.errors import KastEvalError
from kast_eval.study.approval import NotApprovedError
from kast_eval.study.border import OutsideStudyError
from kast_eval.study.roles import NotAllowedError, NotFoundError, Permission, require
from kast_eval.web.days import moment_said
from kast_eval.web.language import language
from kast_eval.web.numbers import count_said
from kast_eval.web.package_desk import PackageGoneError
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import look, work
from kast_eval.web.statuses import UNPROCESSABLE, status_of
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("packages", __name__)

_MENDABLE = (ApprovalTextError, PackageError, OutsideStudyError)


@pages.get("/packages")
def packages() -> ResponseReturnValue:
    """Lead to the user's clinic, or to the first of several."""
    with look() as one:
        codes = sorted(one.user.sites_with(Permission.EXPORT))
    if not codes:
        raise NotAllowedError
    return redirect(url_for("packages.of_site", site_code=codes[0]), 303)


@pages.get("/packages/<site_code>")
def of_site(site_code: str) -> str:
    """Show what the next package would hold, and how far it has come."""
    return _show(site_code)


@pages.post("/packages/<site_code>/ask")
def ask(site_code: str) -> ResponseReturnValue:
    """Keep the question about the next package."""
    try:
        with work() as one:
            ask_package(
                one.session, one.user, one.now, parts().releases.materials, site_code=site_code,
                recipients=request.form.get("recipients", "").split(),
                reason=request.form.get("reason", ""),
            )  # fmt: skip
    except _MENDABLE as error:
        return _show(site_code, error, part="ask"), UNPROCESSABLE
    tell_next(marked("Frågan är ställd. Någon annan beslutar."))
    return redirect(url_for("packages.of_site", site_code=site_code), 303)


@pages.post("/packages/<site_code>/make")
def make(site_code: str) -> ResponseReturnValue:
    """Make the package that two have agreed on, and give it."""
    question = request.form.get("question", "")
    with look() as one:
        require(one.user, Permission.EXPORT, site_code)
        one.require_step_up()
        name = one.user.name
    try:
        made = parts().packages.once(name, site_code, question, lambda: _made(site_code, question))
    except (PackageGoneError, NotApprovedError) as error:
        return _show(site_code, error, part="make"), status_of(error)
    except (SealError, OutsideStudyError) as error:
        return _show(site_code, error, part="make"), UNPROCESSABLE
    return send_file(
        BytesIO(made.sealed), mimetype="application/octet-stream", as_attachment=True,
        download_name=f"paket-{site_code}-{made.sequence}.kast",
    )  # fmt: skip


def _made(site_code: str, question: str) -> MadePackage:
    with work() as one:
        try:
            what = find_asked(one.session, one.user, one.now, question)
        except NotFoundError as error:
            raise PackageGoneError from error
        if not isinstance(what, AskedPackage):
            raise PackageGoneError
        return make_package(
            one.session, one.user, one.now, parts().releases.materials, site_code=site_code,
            signing_key=parts().releases.signing_key, recipients=what.recipients,
        )  # fmt: skip


def _show(site_code: str, error: KastEvalError | None = None, *, part: str = "") -> str:
    """Return the page; with what is wrong beside the part that it is about."""
    with look() as one:
        own = list_own_packages(
            one.session, one.user, one.now, parts().releases.materials, site_code=site_code
        )
        others = sorted(one.user.sites_with(Permission.EXPORT))
    key = public_key(parts().releases.signing_key)
    return render_template(
        "packages.html",
        own=own,
        others=others,
        key=key,
        print=fingerprint,
        held=parts().packages.held(one.user.name, site_code),
        said=lambda moment: moment_said(moment, one.now),
        count=count_said,
        part=part,
        why="" if error is None else error.in_language(language()),
        typed=request.form,
    )
