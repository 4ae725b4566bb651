"""Who keys alone at a clinic: the lead sees everybody and decides, others see themselves."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kast_eval import clock
from kast_eval.actions.decide_certificate import CertificateReasonError, decide_certificate
from kast_eval.actions.read_keyers import read_keyers
from kast_eval.store.sites import find_site
from kast_eval.study.roles import Permission, require_somewhere
from kast_eval.web.language import language
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import look, work
from kast_eval.web.statuses import UNPROCESSABLE
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("keyers", __name__)


@pages.get("/keyers")
def keyers() -> ResponseReturnValue:
    """Show how it stands with each keyer."""
    return _show()


@pages.post("/keyers/<site_code>")
def decide(site_code: str) -> ResponseReturnValue:
    """Keep what the lead decides of a keyer, or say why it cannot be."""
    keyer = request.form.get("keyer", "")
    try:
        with work() as one:
            decide_certificate(
                one.session, one.user, one.now,
                site_code=site_code, keyer=keyer, alone=request.form.get("alone") == "yes",
                reason=request.form.get("reason", ""),
            )  # fmt: skip
    except CertificateReasonError as error:
        return _show(site_code, keyer, error.in_language(language())), UNPROCESSABLE
    tell_next(marked("Beslutet är sparat. Det gäller från nästa ark."))
    return redirect(url_for("keyers.keyers"), 303)


def _show(refused_site: str = "", refused: str = "", why: str = "") -> str:
    with look() as one:
        clinics = [
            (find_site(one.session, site), read_keyers(one.session, one.user, parts().plan, site))
            for site in sorted(require_somewhere(one.user, Permission.ENTER))
        ]
    return render_template(
        "keyers.html",
        clinics=clinics,
        own=one.user.name,
        refused=(refused_site, refused),
        why=why,
        typed=request.form,
        day=clock.clinic_day,
    )
