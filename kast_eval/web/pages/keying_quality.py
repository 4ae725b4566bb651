"""How well sheets are keyed at a clinic: rates with intervals, and the numbers behind them."""

from collections.abc import Mapping

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kast_eval.actions.keying_quality import keying_quality
from kast_eval.quality.rates import ErrorRate
from kast_eval.store.sites import find_site
from kast_eval.study.roles import Permission, require_somewhere
from kast_eval.web.language import language
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import look
from kast_eval.wording import Language, marked

pages = Blueprint("keying_quality", __name__)

KINDS: Mapping[str, str] = {
    "Choice": marked("ett kryss"),
    "Scale": marked("skala"),
    "Several": marked("flera kryss"),
    "Count": marked("antal"),
    "Day": marked("datum"),
    "Words": marked("ord"),
}
"""What a kind of item is called; a test holds that every kind has a name."""


@pages.get("/keying-quality")
def quality() -> ResponseReturnValue:
    """Show the error rates of each clinic of the user."""
    with look() as one:
        clinics = [
            (
                find_site(one.session, site),
                keying_quality(one.session, one.user, parts().library, site),
            )
            for site in sorted(require_somewhere(one.user, Permission.READ))
        ]
    return render_template(
        "keying_quality.html",
        clinics=clinics,
        forms={form.letter: form for form in parts().library.newest_forms},
        kinds=KINDS,
        target=parts().plan.keying.target_per_1000,
        rate_said=rate_said,
        interval_said=interval_said,
    )


def rate_said(rate: ErrorRate) -> str:
    """Return the wrong fields of a thousand; a dash where nothing was compared."""
    return "–" if rate.per_1000 is None else _number(rate.per_1000)


def interval_said(rate: ErrorRate) -> str:
    """Return between what the rate lies."""
    if rate.per_1000 is None:
        return "–"
    lower, upper = rate.interval_per_1000
    return f"{_number(lower)}–{_number(upper)}"


def _number(value: float) -> str:
    text = f"{value:.1f}"
    return text.replace(".", ",") if language() is Language.SV else text
